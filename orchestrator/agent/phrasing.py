"""Expressions that a small model was not taught, read as ones that it was; what is quoted stays as it was typed.

"Portrait format" became a style, and a gap of 20 pixels a width. Owns them: the format of a picture, a triptych, the
gap between pictures. Refuses whole sentences: what is to be done with the rest of the words is the model's to tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from orchestrator.agent.lexicon import Lexicon
from orchestrator.agent.showing import HANDLE
from orchestrator.agent.spelling import Edit
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.rewrite import COURTESY, FUNCTION_CHARACTERS, FUNCTION_WORDS, TOKEN

Format = Literal["3:4", "4:3"]
UPRIGHT, WIDE = "portrait|upright|vertical", "landscape|horizontal"
FORMAT: Final = re.compile(
    rf"(?:,? *\b(?:in|into|to|as|with))?(?: *\b(?:an?|the))? *\b(?P<kind>{UPRIGHT}|{WIDE})[ -]"
    r"(?:format|orientation|mode|aspect(?: ratio)?)\b"
    rf"|(?<=\b(?:it|me) )(?P<bare>portrait|landscape)(?= *[.!]*$)"
    r"|[,，、]? *(?:[改变做换转调弄画裁]成?|用|要)?"
    r"(?P<zh>竖(?:版|图|幅|构图|向构图)|横(?:版|图|构图|向构图))(?: *[34][:：比][34])?的?(?:格式|画幅|版式)?",
    re.IGNORECASE,
)
"""Which way a picture is longer."""
PANELS: Final = {"triptych": 3, "diptych": 2, "三联画": 3, "双联画": 2}
TRIPTYCH: Final = re.compile(
    r"(?:\b(?:make|create|build|do|give me|show me|show|arrange|turn|put|combine)\b *)?"
    r"(?:\b(?:it|this|them|these|those)\b *)?(?:\b(?:into|as|in|to)\b *)?\ba (?P<kind>triptych|diptych)\b"
    r"(?: *\b(?:of|from|with|out of)\b)?"
    r"|[做拼组合]*[成个一]*(?P<zh>三联画|双联画)",
    re.IGNORECASE,
)
"""Pictures side by side, by their number."""
GAP: Final = re.compile(
    r",? *(?:\b(?:with|and|leave|leaving)\b *)?(?:\ban?\b *)?(?:\b(?:small|white)\b *)?"
    r"(?:\b(?:gap|space|spacing|distance|margin)\b(?: *\bof\b)? *(?P<after>\d{1,3}) *(?:px|pixels?)\b"
    r"|\b(?P<before>\d{1,3}) *(?:px|pixels?)(?: *wide)? *(?:\bof\b *)?(?:gap|space|spacing|distance|apart|margin)\b)"
    r"(?: *\bbetween (?:them|both|the two|the pictures)\b)?"
    r"|[,，]? *(?:中间|之间)?(?:相?[隔距空留]开?出?|间[隔距]为?|缝隙为?) *"
    r"(?P<zh>\d{1,3}) *个?(?:px|像素)的?(?:间[隔距]|空[隙白]|缝隙)?"
    r"|[,，]? *(?:中间|之间)?(?P<also>\d{1,3}) *个?(?:px|像素)的?(?:间[隔距]|空[隙白]|缝隙)",
    re.IGNORECASE,
)
"""What stands between pictures that are put beside each other."""


@dataclass(frozen=True, slots=True)
class Asides:
    """What is said beside a wish that the model need not read: how far apart, and which way longer."""

    gap: int | None = None
    format: Format | None = None


def phrased(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of such expressions."""
    edits: list[Edit] = []
    if lexicon.heard(words)["layouts"] or TRIPTYCH.search(words):
        edits += [(*found.span(), "") for found in GAP.finditer(words)]
        edits += _panels(words, task, lexicon)
    if (found := FORMAT.search(words)) is not None:
        edits.append((*found.span(), ""))
        if not _telling("".join((words[: found.start()], words[found.end() :]))):
            handle = next(iter(HANDLE.findall(words)), None)
            crop = f"把{handle or '它'}裁成" if HAN.search(words) else f"crop {handle or 'it'} to "
            edits = [(0, len(words), f"{crop}{_format(found)}")]
    return sorted(edits)


def asides(words: str) -> Asides:
    """What `words`, as they were typed, say beside."""
    gap, shape = GAP.search(words), FORMAT.search(words)
    return Asides(int(next(filter(None, gap.groups()))) if gap else None, _format(shape) if shape else None)


def _format(found: re.Match[str]) -> Format:
    said = next(filter(None, found.groups())).lower()
    return "3:4" if said in UPRIGHT.split("|") or said.startswith("竖") else "4:3"


def _panels(words: str, task: AgentTask, lexicon: Lexicon) -> Iterator[Edit]:
    found = TRIPTYCH.search(words)
    if found is None or lexicon.heard(words)["nouns"]:
        return
    count = PANELS[next(filter(None, found.groups())).lower()]
    there = sum(image.kind != "mask" for image in task.images)
    named, chinese = len(set(HANDLE.findall(words))) > 1, HAN.search(words) is not None
    if named:
        yield (*found.span(), "并排" if chinese else "put side by side" if not found.start() else "side by side")
    elif there >= count:
        number = {2: ("two", "两"), 3: ("three", "三")}[count][chinese]
        yield 0, len(words), f"把最后{number}张并排" if chinese else f"put the last {number} pictures side by side"


def _telling(words: str) -> bool:
    """Whether they say anything but that something is to be done to a picture."""
    silent = FUNCTION_WORDS | COURTESY | FUNCTION_CHARACTERS | {*"图片照张幅画裁成版"} | {"crop", "convert"}
    return any(token.lower() not in silent and not token.isdigit() for token in TOKEN.findall(words))
