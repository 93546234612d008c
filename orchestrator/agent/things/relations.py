"""How one thing stands to another: "two dogs left of a castle", 城堡左边有两只狗.

A small model was not taught that: it dropped the words, or painted a house "on the right" and no cat. Owns what is read
in their place, and which thing of the prompt stands to which. Refuses more than one such relation in a wish, what is no
thing (the sea, a sunset), and places in the picture itself.
"""

import re
from dataclasses import dataclass
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.english import plural
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject

SAID: Final = {
    "to the left of": r"(?:(?:to|on|at) (?:the |its )?)?left(?:[- ]hand)?(?: side)? of",
    "to the right of": r"(?:(?:to|on|at) (?:the |its )?)?right(?:[- ]hand)?(?: side)? of",
    "in front of": r"in front of",
    "behind": r"behind",
    "above": r"(?:high )?above|over",
    "under": r"under(?:neath)?|below|beneath",
    "beside": r"beside|next to|alongside",
    "on": r"crossing(?: over)?|(?:going|passing) over|on top of",
}
SAID_ZH: Final = {
    "to the left of": "左手?[边侧面方]",
    "to the right of": "右手?[边侧面方]",
    "in front of": "正?前[面方边]|面前",
    "behind": "后[面方边]|背后|身后",
    "above": "正?上[方空]|头顶上?",
    "under": "正?下[面方边]|底下|下",
    "beside": "旁边?|边上|身边|一旁",
}
NAMES: Final = tuple(SAID)
AROUND: Final = ("setting", "time", "light", "weather")


def _ways(said: dict[str, str]) -> str:
    return "|".join(f"(?P<_{at}>{said[name]})" for at, name in enumerate(NAMES) if name in said)


ENGLISH: Final = re.compile(rf"(?:,? (?:(?:that|which) )?(?:is|are))?,? (?:{_ways(SAID)})(?= \w)", re.IGNORECASE)
CHINESE: Final = re.compile(
    rf"的?(?:{_ways(SAID_ZH)})(?P<then>(?:[站坐停放长飘飞躺趴摆]着|[画放]|还?有|是|的)+(?=[^，,。；;\s])|(?=$|[，,。；;]))"
)
IN: Final = re.compile(r"(?:(?P<pose>[坐飞躺趴睡])|[站停长飘立落])?在")
"""What stands between a thing and the one that it stands to, and what it does there."""
TOLD: Final = re.compile(r"[一两二三四五六几这那\d]")
"""How the name of a thing begins that says how many."""
ENDS: Final = re.compile(r"[,.;:，。；：]|\b(?:and|with|at|in|on|during)\b")
"""Where the name of the second thing has ended."""
STOPS: Final = re.compile(r"[.;。；]")
COUNTED: Final = re.compile(r"\b(?:an?|the|one|two|three|some) [a-z]+", re.IGNORECASE)
FRAME: Final = re.compile(
    r"^(?:the |this |that |my )?(?:picture|image|photo|frame|canvas|scene|screen|it|them|him|her|me|us|each|one another"
    r"|other|others|#\w+|m\d+)\b",
    re.IGNORECASE,
)
"""To which a thing stands that is none of the prompt."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What of the words says how `first`, itself words, stands to `second`; `edits` are read in its place."""

    name: str
    first: str
    second: str
    edits: tuple[Edit, ...]

    def between(self, prompt: Prompt, words: str, lexicon: Lexicon) -> Prompt:
        """`prompt` of `words` with it: to what a thing stands comes first, as it is painted first."""
        ones, others = (self._called(prompt, said, lexicon) for said in (self.first, self.second))
        if len(others) != 1 or not ones or others[0] in ones or any(one.where for one in (*ones, *others)):
            return prompt
        (other,) = others
        name = plural(other.what) if other.count > 1 else other.what
        stands = {one: one.model_copy(update=self._told(one, name, words)) for one in ones}
        rest = (stands.get(one, one) for one in prompt.subjects if one is not other)
        return prompt.model_copy(update={"subjects": (other, *rest)})

    def _told(self, one: Subject, name: str, words: str) -> dict[str, str]:
        """Where it stands, and its own words together with those that say so."""
        update = {"where": f"{self.name} the {name}"[:80]}
        begin, end = self.edits[0][0], self.edits[-1][1]
        at = words.find(one.source) if one.source else -1
        if one.source and at >= 0:
            update["source"] = words[min(at, begin) : max(at + len(one.source), end)].strip(" ,，")[:200]
        return update

    @staticmethod
    def _called(prompt: Prompt, said: str, lexicon: Lexicon) -> list[Subject]:
        nouns, plain = lexicon.heard(said)["nouns"], f" {said.lower()} "
        return [one for one in prompt.subjects if one.what in nouns or one.what.lower() in plain]


def relation(words: str, lexicon: Lexicon) -> Relation | None:
    """The one relation that `words` say, if it is between two things."""
    pattern = CHINESE if HAN.search(words) else ENGLISH
    found = list(pattern.finditer(words))
    if len(found) != 1 or _is_told(words, found[0], lexicon):
        return None
    name = next(name for at, name in enumerate(NAMES) if found[0].groupdict().get(f"_{at}"))
    return (_chinese if pattern is CHINESE else _english)(words, found[0], name, lexicon)


def _is_told(words: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether what was `found` is part of an expression for a place or a light: 星空下 is night."""
    plain = re.sub(r"\bthe\b", "a", words.lower())
    heard, said = (
        lexicon.heard(plain),
        next(part for name, part in found.groupdict().items() if part and name[0] == "_"),
    )
    told = {word for slot in AROUND for one in heard[slot] for word in lexicon.tables[slot][one]}
    return any(said.lower() in word and word in plain for word in told)


def _english(words: str, found: re.Match[str], name: str, lexicon: Lexicon) -> Relation | None:
    first, second = STOPS.split(words[: found.start()])[-1], words[found.end() :].strip()
    second = ENDS.split(second)[0]
    things = lexicon.heard(first)["nouns"] or COUNTED.search(first)
    over = name == "on" and bool(lexicon.heard(second)["nouns"])  # a bridge is a place, too
    if not things or FRAME.match(second) or not (over or _a_thing(second, lexicon)):
        return None
    return Relation(name, first, second, ((*found.span(), " and"),))


def _chinese(words: str, found: re.Match[str], name: str, lexicon: Lexicon) -> Relation | None:
    before, after = words[: found.start()], words[found.end() :]
    if found["then"]:  # 城堡左边有两只狗
        second = re.split("[，,。；;]", before)[-1]
        if not _ends_in_a_thing(second, lexicon) or not _a_thing(after, lexicon):
            return None
        at, led = len(before) - len(second), len(second) - len(second.removeprefix("在"))
        edits = (at, at + led, _one(second[led:])), (*found.span(), f"和{_one(after)}")
        return Relation(name, after, second, edits)
    there = list(IN.finditer(before))  # 两只狗在城堡左边
    if not there:
        return None
    first, second = before[: there[-1].start()], before[there[-1].end() :]
    if not lexicon.heard(first)["nouns"] or not _ends_in_a_thing(second, lexicon):
        return None
    link = f"{there[-1]['pose']}着," if there[-1]["pose"] else "和"
    return Relation(name, first, second, ((*there[-1].span(), link + _one(second)), (*found.span(), "")))


def _one(said: str) -> str:
    """What is read before the name of a thing: a bare one is taken for a place, or read twice."""
    return "" if TOLD.match(said) else "一个"


def _a_thing(said: str, lexicon: Lexicon) -> bool:
    """Whether something can stand to what is called so: a thing, and no place and no light."""
    return bool(_things(said, lexicon)) or not any(lexicon.heard(said)[slot] for slot in AROUND)


def _ends_in_a_thing(said: str, lexicon: Lexicon) -> bool:
    """Whether the last word of `said` is the name of a thing: of 夕阳下 it is not."""
    table = lexicon.tables.get("nouns", {})
    return any(said.endswith(word) for noun in _things(said, lexicon) for word in table.get(noun, ()))


def _things(said: str, lexicon: Lexicon) -> set[str]:
    """The things that are named in `said` by words that name no place and no light: the sea is both, and so is 星空."""
    heard = lexicon.heard(said)
    around = {word for slot in AROUND for one in heard[slot] for word in lexicon.tables[slot][one]}
    table = lexicon.tables.get("nouns", {})
    return {noun for noun in heard["nouns"] - heard["setting"] if not around & {*table.get(noun, ())}}
