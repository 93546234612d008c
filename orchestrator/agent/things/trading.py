"""Two things of a picture that change places, and one that goes to the other side: 把狐狸和小狗换个位置.

A small model took one of the two away. Owns these wordings, and where the things are told to be afterwards. Refuses
what cannot be told: nobody may have said where they are.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import standing_to, stands_to, thing
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject, opposite

A, B = (rf"(?P<{name}>(?:(?:the|that|this|my) )?[a-z][a-z -]{{1,30}}?)" for name in "ab")
PLACES: Final = r"(?:places?|positions?|spots?|locations?|sides?)"
TRADE: Final = r"(?:swap|switch|exchange|interchange|trade)"
ENDS: Final = r"(?: (?:with each other|please|now))*(?=$|[.,;!?]| (?:and|then|but|so|in|for me)\b)"
ENGLISH: Final = (
    (
        rf"\b{TRADE}(?: around| round| over)?(?: the)?(?: (?:{PLACES}|(?P<colours>colou?rs?)) (?:of|between|for))?"
        rf" {A}(?:'s)? (?:and|with) {B}(?:'s)?(?: around| round| over)?(?: {PLACES})?{ENDS}"
    ),
    (
        rf"{A.replace(') )?', ') )')} and {B} (?:(?:should|shall|must|to|could) )?(?:{TRADE}|change)"
        rf"(?: (?:their )?(?:{PLACES}|(?P<colours>colou?rs?))| around| round| over)?{ENDS}"
    ),
    (
        rf"\b(?:put|move|place|bring) {A} (?:to )?where {B} (?:is|are|stands?|was|were)(?: now)?,? and "
        r"(?:vice versa|the other way (?:a)?round|(?:the )?[a-z -]{2,30}? (?:to )?where (?:the )?[a-z -]{2,30}? "
        rf"(?:is|are|was|were)(?: now)?){ENDS}"
    ),
)
ONE_ZH: Final = "[^，,。；;！!？?、把将让和与跟同]{1,10}?"
ENDS_ZH: Final = "(?:一下|吧|过来|[呢啊了吗么])*(?=$|[，,。；;！!？?])"
CHINESE: Final = (
    (
        rf"(?:[把将让使给请])*(?P<a>{ONE_ZH})(?:和|与|跟|同)(?P<b>{ONE_ZH})(?:的?(?P<colours>颜色)|的?位[置子])?[要应该可以能相互]*"
        rf"(?:互换|对换|对调|调换|交换|互调|[换调](?![成为掉]))(?:一下|一?个|了)*(?:位[置子]|地方|左右|颜色)?{ENDS_ZH}"
    ),
    (
        rf"(?:互换|对换|对调|调换|交换)(?:一下)?(?P<a>{ONE_ZH})(?:和|与|跟|同)(?P<b>{ONE_ZH})"
        rf"(?:的?(?P<colours>颜色)|的?位[置子])?{ENDS_ZH}"
    ),
)
ACROSS: Final = re.compile(
    rf"\b(?:move|put|place|bring|shift|set|have) {A} (?:over )?(?:to|on|onto|at) the (?:other|opposite) side"
    rf"(?: of {B})?{ENDS}",
    re.IGNORECASE,
)
ACROSS_ZH: Final = re.compile(
    rf"(?:[把将让使给请])*(?P<a>{ONE_ZH})(?:移|放|挪|搬|画|换)动?[到在去](?P<b>{ONE_ZH})??的?(?:另外?一?[边侧]|对面|对侧)"
    rf"{ENDS_ZH}"
)
MIRRORED: Final = (
    ("left", "right"), ("in front of", "behind"), ("above", "under"), ("at the top", "at the bottom"),
)  # fmt: skip
WITH: Final = re.compile(r" with ")


@dataclass(frozen=True, slots=True)
class Trade:
    """The words for it, and what comes of them: None where that cannot be told."""

    words: str
    patch: dict[str, Any] | None
    colours: bool = False


def trade(words: str, prompt: Prompt, lexicon: Lexicon) -> Trade | None:
    """What `words` have change places in the picture of `prompt`, if that are things that it shows."""
    chinese = HAN.search(words) is not None
    for pattern in CHINESE if chinese else ENGLISH:
        for found in re.finditer(pattern, words, re.IGNORECASE):
            named = [thing(found[name], prompt, lexicon) for name in "ab"]
            one, other = named
            if one is None and other is None:
                continue
            if (one is None or other is None) and (WITH.search(found[0]) or not _things(found, lexicon)):
                continue  # swap the cat with a dog
            if one is None or other is None or one is other:
                return Trade(found[0], None)
            colours = bool(found.groupdict().get("colours"))
            return Trade(found[0], (_recoloured if colours else _traded)(prompt, one, other, found[0]), colours)
    across = (ACROSS_ZH if chinese else ACROSS).search(words)
    one = thing(across["a"], prompt, lexicon) if across else None
    if across is None or one is None:
        return None
    other = thing(across["b"], prompt, lexicon) if across["b"] else None
    if across["b"] and other is None:
        return None
    return Trade(across[0], _across(prompt, one, other, across[0]))


def trading(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[str, Any] | None:
    """The patch on `prompt` that has two things of it change places."""
    found = trade(words, prompt, lexicon)
    return found.patch if found else None


def _things(found: re.Match[str], lexicon: Lexicon) -> bool:
    return all(lexicon.heard(found[name].lower())["nouns"] for name in "ab")


def _traded(prompt: Prompt, one: Subject, other: Subject, words: str) -> dict[str, Any] | None:
    """Each where the other was; how one stood to the other turned round."""
    if stands_to(other, one):
        one, other = other, one
    if stands_to(one, other):
        if (turned := _mirrored(one.where)) is not None:
            return _patch(prompt, {one: {"where": turned}}, words)
        there = standing_to(one.where or "", other, one)
        return _patch(prompt, {other: {"where": there}, one: {"where": other.where}}, words, order=(one, other))
    if one.where and other.where and one.where != other.where:
        return _patch(prompt, {one: {"where": other.where}, other: {"where": one.where}}, words)
    if one.where or other.where:
        told = one if one.where else other
        if other.where == one.where or (turned := _mirrored(told.where)) is None:
            return None
        return _patch(prompt, {told: {"where": turned}}, words)
    return None


def _across(prompt: Prompt, one: Subject, other: Subject | None, words: str) -> dict[str, Any] | None:
    """`one` on the other side of `other`, or of the picture."""
    if other is not None and stands_to(other, one):
        turned = _mirrored(other.where)
        return _patch(prompt, {other: {"where": turned}}, words) if turned else None
    turned = _mirrored(one.where)
    if turned is None:
        return None
    if other is not None and other.where == turned:
        return _patch(prompt, {one: {"where": turned}, other: {"where": one.where}}, words)
    return _patch(prompt, {one: {"where": turned}}, words)


def _recoloured(prompt: Prompt, one: Subject, other: Subject, words: str) -> dict[str, Any] | None:
    """Each in the colours of the other."""
    mine, theirs = (tuple(look for look in each.attributes if look in COLOURS) for each in (one, other))
    if not mine or not theirs or mine == theirs:
        return None
    rest = [tuple(look for look in each.attributes if look not in COLOURS) for each in (one, other)]
    return _patch(prompt, {one: {"attributes": (*theirs, *rest[0])}, other: {"attributes": (*mine, *rest[1])}}, words)


def _mirrored(where: str | None) -> str | None:
    """The place or the relation on the other side; None where there is none."""
    turned = (opposite(where or "", *pair) for pair in MIRRORED)
    return next((place for place in turned if place != (where or "")), None)


def _patch(
    prompt: Prompt,
    changed: dict[Subject, dict[str, Any]],
    words: str,
    order: tuple[Subject, Subject] | None = None,
) -> dict[str, Any]:
    """`changed` things; of the two in `order` each stands where the other did among them."""
    things = list(prompt.subjects)
    if order is not None:
        first, last = sorted(things.index(one) for one in order)
        things[first], things[last] = order
    source = {"source": words.strip()[:200]}
    new = [one.model_copy(update={**changed[one], **source}) if one in changed else one for one in things]
    return {"subjects": [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in new]}
