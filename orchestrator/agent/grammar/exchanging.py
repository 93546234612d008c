"""Which things of a picture a change leaves, and which it replaces: "replace the house with a castle", 再加两只天鹅.

A small model kept the house beside the castle, and put swans in the place of a campfire. Owns the words that tell.
Refuses to say anything of changes of looks.
"""

import re
from collections.abc import Collection
from typing import Any, Final

from orchestrator.agent.grammar.texts import INDEFINITE
from orchestrator.agent.language.lexicon import Heard, Lexicon
from orchestrator.domain.english import forms, is_plural, plural
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt

OLD: Final = r"(?:the |my |that )?(?P<{}>[a-z][a-z -]{{1,30}}?)"
EXCHANGED: Final = (
    re.compile(
        rf"\b(?:replace|swap|exchange|substitute) {OLD.format('old')} (?:with|for|by) (?P<new>.{{2,40}})"
        rf"|\b(?:turn|change|transform|make|convert) {OLD.format('old2')} in?to (?P<new2>.{{2,40}})",
        re.IGNORECASE,
    ),
    re.compile("(?P<old>[^，,。；;把将]{1,10}?)(?:替?换成?|[变改][成为]|变作|替换[成为])(?P<new>[^，,。；;]{1,12})"),
)
GOES: Final = re.compile(
    r"\b(?:remove|delete|erase|without|no|not|rid|lose|drop|instead|rather|replace|swap|change|turn|away|only|just|out|take)\b"
    r"|n't\b|[换变改去删除没别移擦]|不要|代替|只[要有留]",
    re.IGNORECASE,
)
"""What may be said where a thing goes."""

MORE: Final = re.compile("[多加添冒飘]|再[画来]|出现")
"""What is said in Chinese where something comes that needs no number: 烟囱冒点烟."""


ADDS: Final = re.compile(r"^(?:(?:please|and|now|also|then),? )*(?:add|include|insert)\b", re.IGNORECASE)
INSTEAD: Final = re.compile(
    r"\b(?:remove|delete|erase|rid|lose|drop|instead|rather|replace|swap|change|turn)\b", re.IGNORECASE
)
"""The same, where words begin by adding: "coming out" is nothing that goes."""
REMOVED: Final = re.compile(
    r"(?:^|,? (?:and|but|then) |[,;.] )(?:(?:but|and|now|then|please|also) )*"
    r"(?:remove|delete|erase|get rid of|take (?:out|away)|lose|drop) "
    r"(?P<what>(?:the|that|this|those|these|all(?: the)?|any) [a-z][a-z -]{1,40}?)(?: please)?"
    r"(?=\s*[,.;!?]|\s*$| (?:and|but|then)\b)",
    re.IGNORECASE,
)
REPLACES: Final = re.compile(
    r"\b(?:mak(?:e|es|ing)|meant|mean|want(?:ed)?|be|as|is|are|it's|into|transform|exchang)|[换变改替成是]",
    re.IGNORECASE,
)
INSTEAD_OF: Final = re.compile(r"\b(?:instead|rather|replace|swap|change|turn)\b|[换变改]", re.IGNORECASE)
REMOVED_ZH: Final = re.compile(
    "(?:^|(?<=[,，。;；]))(?:请|帮我|再|[把将])*(?P<what>[^,，。;；把将]{1,10}?)(?:都|全部?|给我)*"
    "(?:去掉|删掉|删除|移除|去除|拿掉|抹掉|擦掉|消掉|不要)了?[吧。!！]*(?=$|[,，。;；])"
    "|(?:^|(?<=[,，。;；]))(?:请|帮我|再)*(?:去掉|删掉|删除|移除|去除|拿掉|抹掉|擦掉|消掉)"
    "(?P<what2>[^,，。;；]{1,10}?)[吧。!！]*(?=$|[,，。;；])"
)
PLACED: Final = re.compile(r" (?:on|in|at|by|near|behind|under|over|above|from|with|next to|in front of|of)\b")
SIDE: Final = re.compile(r" (?:on|at|in) the (?:far )?(?:left|right|middle|front|back|corner)\b", re.IGNORECASE)
LED: Final = re.compile(r"^[\s,.;!，。；]*(?:(?:and|but|then)\b ?)*|^[\s.,!?]+$")
MOST: Final = 8
"""Things that a picture is told not to show."""


def exchanged(words: str, heard: Heard, there: Collection[str]) -> str | None:
    """The thing of those that are `there` in the place of which another one is asked for."""
    found = EXCHANGED[HAN.search(words) is not None].search(words)
    if found is None:
        return None
    parts = {name.rstrip("2"): part for name, part in found.groupdict().items() if part}
    old, new = (heard.lexicon.heard(parts[name])["nouns"] for name in ("old", "new"))
    gone = old & {*there}
    return min(gone) if len(gone) == 1 and new - gone - {*there} else None


def only_adds(words: str, heard: Heard, there: Collection[str]) -> bool:
    """Whether `words` speak of a new thing, of none that is there, and of nothing that goes."""
    new = bool(heard["counts"]) or bool(INDEFINITE & {*words.lower().split()}) or MORE.search(words) is not None
    goes = (INSTEAD if ADDS.match(words) else GOES).search(words)
    return new and bool(heard["nouns"]) and not heard["nouns"] & {*there} and goes is None


def goes(words: str) -> bool:
    """Whether `words` speak of anything that goes, and not of what is to be in its place."""
    return may_go(words) and INSTEAD_OF.search(words) is None


def may_replace(words: str) -> bool:
    """Whether `words` speak of anything that may come in the place of another."""
    return may_go(words) or REPLACES.search(words) is not None


def may_go(words: str) -> bool:
    """Whether `words` speak of anything that goes, or comes in the place of another."""
    return GOES.search(words) is not None


def absent(words: str, prompt: Prompt, lexicon: Lexicon) -> tuple[dict[str, Any], str]:
    """The patch on `prompt` for things that shall go and that it does not tell of, and the words without them: what it
    does tell of is not to go in their place."""
    there = {one.what for one in prompt.subjects}
    there |= {other for one in there for other in (plural(one), *forms(one))}
    gone: list[dict[str, str]] = []

    def missing(found: re.Match[str]) -> str:
        said = found["what"] or found["what2"]
        named = lexicon.heard(said)["nouns"]
        if not named or named & there:
            return found[0]
        gone.append({"text": min(named, key=len), "from": said})
        return ""

    def dropped(found: re.Match[str]) -> str:
        side = SIDE.search(found["what"])
        several = {
            part for one in prompt.subjects if one.count == 1 and is_plural(one.what) for part in forms(one.what)
        }
        named = lexicon.heard(PLACED.split(found["what"].lower())[0])["nouns"]  # the boat, of one on the lake
        alike = any(one.endswith(f" {name}") or name.endswith(f" {one}") for one in there for name in named)
        if named and side and named <= several | {plural(one) for one in several}:  # one of them, and not all
            gone.append({"text": f"{min(named, key=len)}{side[0]}", "from": found["what"]})
            return ""
        if not named or named & there or alike:
            return found[0]
        gone.append({"text": min(named, key=len), "from": found["what"]})
        return ""

    pattern, read = (REMOVED_ZH, missing) if HAN.search(words) else (REMOVED, dropped)
    rest = pattern.sub(read, words) if there else words
    if not gone:
        return {}, words
    known = [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in prompt.avoid]
    return {"avoid": [*known, *gone][-MOST:]}, LED.sub("", rest)
