"""Values of one slot that stand in a row: "in watercolour, ink and pastel", 早上、傍晚和夜里, 春夏秋冬.

Owns where they stand, whether one picture could be all of them, and how those that are said shortly are read: 春 in
such a row as 春天. Refuses to say what a row asks for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.lexicon import Heard, Lexicon
from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.plan import STEPS

COLOUR: Final = "looks"
"""The table of which the colours may stand in a row."""
SLOTS: Final = ("style", "time", "weather", "light", "palette", "mood", "composition", COLOUR)
MEDIUM: Final = re.compile(r"(\w+)( drawing| painting)")
"""Styles that are called by their first word in a row: in oil and in ink."""
SEASON: Final = re.compile("spring|summer|autumn|fall|winter|[春夏秋冬]", re.IGNORECASE)
STYLES: Final = 3
"""Styles in a row from which they are no mixture: watercolour and ink is one."""
SHORT: Final = {
    "春夏秋冬": ("春天", "夏天", "秋天", "冬天"),
    "早中晚": ("早上", "中午", "晚上"),
    "早午晚": ("早上", "中午", "晚上"),
}
"""Rows that are one word."""
KIND: Final = "(?:picture|image|photo|painting|drawing|version)"
OF: Final = r"(?:it|this|that|them|these|#\d+)"
AT: Final = r"(?:in|at|as|by|during|on|with|under)\b(?: an?\b| the\b)?"
LEAD: Final = (
    rf"(?P<one>(?<!this )(?<!that )\b(?:(?:one|another)(?: (?:{KIND}|one))?|an? {KIND})(?: of {OF})? )?"
    rf"(?P<at>{AT} )?(?P<a>(?:an?|the) )?"
)
PIECE: Final = "(?P<zh>再?来?另?[一1][张个幅版](?:是|为|用|在)?)?"
FIRST: Final = re.compile(rf"(?:(?:^|(?<=[ :,])){LEAD}|{PIECE})$", re.IGNORECASE)
"""What leads to the first of a row."""
BETWEEN: Final = re.compile(
    rf"(?: (?:style|light|colou?rs?|{KIND}|one))?(?: ?[,;/] ?(?:and |then )?| (?:and|&|plus) (?:also )?){LEAD}"
    rf"|(?:的|时候?|风格?|版本?)*(?:[、,;/]|和|与|跟|以及|还有|再)+{PIECE}(?:[改做画变]成)?",
    re.IGNORECASE,
)
"""What stands between two of them."""
LAST: Final = re.compile(r"\b(?:and|plus)\b|&|和|与|跟|以及|还有|、", re.IGNORECASE)
"""What stands before the last of a row that is told to its end."""
ENDS: Final = re.compile(rf" ?(?:$|[,.;:!?]|(?:so|side|all|each|please|in a|in one|{KIND})\b)", re.IGNORECASE)
"""What stands behind the last of a row, unless it says what the row describes."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is said, from and to, with the "at" before it. `one`: said to be a picture of its own; `article`:
    said with one."""

    start: int
    end: int
    meaning: str
    one: bool = False
    article: bool = False


def rows(words: str, heard: Heard) -> Iterator[tuple[str, list[Value]]]:
    """The slot and the values of each row, all of another meaning; of a long one its beginnings, too."""
    for slot in SLOTS:
        row: list[Value] = []
        reached = 0
        for value in _values(words, heard, slot):
            gap = BETWEEN.fullmatch(words, reached, value.start) if row else None
            lead = gap or FIRST.search(words[: value.start])
            said = {} if lead is None else lead.groupdict()
            start = value.start if lead is None or not said["at"] else lead.start("at")
            told = replace(value, start=start, one=bool(said.get("one") or said.get("zh")), article=bool(said.get("a")))
            row = [*row, told] if gap else [told]
            reached = value.end
            if 1 < len(row) <= STEPS and len({each.meaning for each in row}) == len(row):
                yield slot, row


def longest(words: str, heard: Heard) -> tuple[str, list[Value]]:
    """The longest row; an empty one where there is none."""
    return max(rows(words, heard), key=lambda row: len(row[1]), default=("", []))


def never_one(slot: str, words: str, values: list[Value]) -> bool:
    """Whether no one picture is all of this; told to its end, since 早上，夜里 may be said in haste."""
    if not LAST.search(words[values[-2].end : values[-1].start + 1]):
        return False
    said = [words[value.start : value.end] for value in values]
    if slot == "style":
        return not _mixture(values) and (len(values) >= STYLES or all(led_by(one) for one in said))
    return slot == "time" or (slot == "weather" and all(SEASON.search(one) for one in said))


def _mixture(values: list[Value]) -> bool:
    """A watercolour and ink drawing is one thing, a watercolour and a drawing are two."""
    return values[0].article and not values[-1].article


def led_by(said: str) -> str:
    """The "at" of "at night"."""
    found = re.match(rf"{AT}(?= )", said, re.IGNORECASE)
    return found[0] if found else ""


def in_full(words: str, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of values that are said shortly: ink as ink drawing, 春夏秋冬 as four words."""
    edits: list[Edit] = []
    for short, full in SHORT.items():
        for found in re.finditer(short, words):
            for place, word in enumerate(full, start=found.start()):
                edits += [(place, place + 1, word), (place + 1, place + 1, "、")]
            edits.pop()
    slot, values = longest(words, lexicon.heard(words))
    unsaid = {**_media(lexicon), **_manners(lexicon)} if slot == "style" else {}
    told = [led_by(words[value.start : value.end]) for value in values]
    if values and not _mixture(values) and ENDS.match(words, values[-1].end):
        for value, at in zip(values, told, strict=True):
            said = words[value.start + len(at) : value.end].strip().lower()
            edits += [(value.end, value.end, unsaid[said])] if said in unsaid else []
    return sorted(edits)


def _media(lexicon: Lexicon) -> Mapping[str, str]:
    """The kinds of drawings and paintings by the word that tells them apart, and what is left unsaid in a row."""
    style = lexicon.tables.get("style", {})
    known = {one for said in style.values() for one in said}
    found = (MEDIUM.fullmatch(one) for said in style.values() for one in said)
    return {one[1]: one[2] for one in found if one and one[1] not in known}


def _manners(lexicon: Lexicon) -> Mapping[str, str]:
    """Whoever has a style of their own, likewise: van gogh is read as van gogh style, and no van."""
    style = lexicon.tables.get("style", {})
    return {one: " style" for meaning, said in style.items() for one in said if meaning == f"{one} style"}


def _values(words: str, heard: Heard, slot: str) -> Iterator[Value]:
    """The longest expressions of the slot in `words`, from left to right."""
    said = {one: meaning for meaning, every in heard.lexicon.tables.get(slot, {}).items() for one in every}
    if slot == "style":
        said = {short: said[f"{short}{rest}"] for short, rest in _media(heard.lexicon).items()} | said
    if slot == COLOUR:
        said = {one: meaning for one, meaning in said.items() if meaning in COLOURS}
    said |= {word: said[one] for word, near in heard.near.items() for one in near if one in said}
    every = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    style = "(?: styles?)?" if slot == "style" else ""
    pattern = rf"(?<![a-z-])(?P<said>{every}){style}(?![a-z-])"
    for found in re.finditer(pattern, words, re.IGNORECASE) if every else ():
        yield Value(*found.span(), said[found["said"].lower()])
