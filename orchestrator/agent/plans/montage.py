"""Pictures put together in rows and columns, and a white gap in what was put together: 拼成2x2的, 中间留点白边.

A small model joined two of the four, and cut the middle out. Owns these wordings, which pictures are meant where they
are only counted, and the steps. Refuses more pictures than one plan puts together, and what was laid over each other.
"""

import re
from typing import Any, Final

from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.ledger.showing import HANDLE, root_of
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

SIDE: Final = r"(?:[23二三两]|two|three)"
GRID: Final = re.compile(
    rf"(?P<rows>{SIDE})\s?(?:[x×*乘行]|by|rows? (?:of|and|by))\s?(?P<columns>{SIDE})列?(?![\da-z%])"
    r"(?:\s?的?(?:网格|宫格|格子?|布局|排列|grid|collage|layout))?"
    r"|(?P<four>田字格?形?|四宫格|四格)|(?P<nine>九宫格)|(?P<six>六宫格)"
    r"|(?P<grid>\b(?:in|into|as) a (?:square )?grid\b|网格)",
    re.IGNORECASE,
)
NUMBERS: Final = {"二": 2, "两": 2, "三": 3, "two": 2, "three": 3}
COUNTED: Final = re.compile(
    rf"(?P<zh>{NUMERAL})[张幅]|\b(?P<n>{NUMERAL}) (?:pictures|images|photos|paintings|of them|versions)\b"
    rf"|\ball (?P<all>{NUMERAL})\b",
    re.IGNORECASE,
)
JOINED: Final = re.compile(
    r"[拼合排组摆]|放(?:[在到])?一起|做成|\b(?:put|arrange|combine|make|place|join|stitch|show|collage|grid)\b",
    re.IGNORECASE,
)
THIS: Final = 4
"""Pictures of a grid of which nobody says how many."""
GAP: Final = re.compile(
    r"(?:请|帮我|给|在|它们|这?[几两四]?[张幅]?(?:图片?|照片))*(?:中间|之间|间隔|图之间)(?:再|给我|帮我|都|各)*"
    r"(?:留|加|空|隔|放|要有?|有)"
    rf"(?:出|下|一?[点些条道个圈]|上|(?P<zh>{NUMERAL})个?(?:像素|px))*(?:白色?的?|白|空|细)*"
    r"(?:边框?|框|间隔|间距|缝隙?|空隙|空白|距离|线)?[吧。.!！]*"
    r"|(?:(?:please|can you|could you|now) )*(?:leave|add|put|with|have|make)(?: me)? (?:an?|some) "
    r"(?:(?:small|little|thin|white|narrow|bit of) )*"
    rf"(?:gap|space|border|margin|line|strip|spacing)s?(?: of (?P<n>{NUMERAL}) ?(?:px|pixels?))? "
    r"(?:in )?between(?: (?:them|the (?:two|three|four|pictures|images)|each(?: of them)?))?[.!]*",
    re.IGNORECASE,
)
WHITE: Final = 12
"""Pixels of a gap that nobody says how wide."""


def in_a_grid(task: AgentTask) -> Plan | None:
    """The plan, if pictures are to be put together in rows and columns."""
    words, tool = task.text, _joiner(task)
    found, counted = GRID.search(words), COUNTED.search(words)
    if found is None or tool is None or task.answers is not None or not JOINED.search(words):
        return None
    many = int(number((counted["zh"] or counted["n"] or counted["all"]).strip())) if counted else 0
    many = many if many > 1 else 0  # 拼成一张大图 counts what comes of it
    rows, columns = _shape(found, many)
    named = list(dict.fromkeys(HANDLE.findall(words)))
    pictures = named or _newest(task, rows * columns)
    if len(pictures) != rows * columns or rows * columns - 1 > STEPS or (many and many != rows * columns):
        return None
    if not {*pictures} <= {image.handle for image in task.images if image.kind != "mask"}:
        return None
    steps: list[Step] = []
    lines = [_row(steps, tool, pictures[at : at + columns], "beside", 0) for at in range(0, len(pictures), columns)]
    _row(steps, tool, lines, "below", 0)
    return Plan(intent=Intent.MAKE, steps=tuple(steps))


def with_a_gap(task: AgentTask) -> Plan | None:
    """The plan, if the picture in focus was put together and shall be so again, with white in between."""
    found, tool = GAP.fullmatch(task.text.strip()), _joiner(task)
    if found is None or tool is None or task.focus is None:
        return None
    gap = int(number(wide)) if (wide := found["zh"] or found["n"]) else WHITE
    steps: list[Step] = []
    made = {image.handle: image for image in task.images}
    if _again(task, made[task.focus], made, tool, gap, steps) is None or not steps or len(steps) > STEPS:
        return None
    return Plan(intent=Intent.MAKE, steps=tuple(steps))


def _shape(found: re.Match[str], many: int) -> tuple[int, int]:
    if found["rows"]:
        rows, columns = (NUMBERS.get(said) or int(said) for said in (found["rows"].lower(), found["columns"].lower()))
        return rows, columns
    count = 9 if found["nine"] else 6 if found["six"] else THIS if found["four"] else many or THIS
    return (2, count // 2) if count in {4, 6} else (3, 3) if count == 9 else (1, count)


def _newest(task: AgentTask, count: int) -> list[str]:
    """Of each picture what came of it in the end, where those are as many; else the newest ones."""
    pictures = [image for image in task.images if image.kind != "mask"]
    single = [image for image in pictures if len(image.parents) < 2]
    changed = {image.parents[0] for image in single if image.parents}
    ends = [image.handle for image in single if image.handle not in changed]
    if len(ends) == count:
        return sorted(ends, key=lambda handle: int(root_of(task, handle)[1:]))
    return [image.handle for image in pictures[-count:]]


def _row(steps: list[Step], tool: str, pictures: list[str], layout: str, gap: int) -> str:
    """Steps that put `pictures` into one; what that is called."""
    whole = pictures[0]
    for one in pictures[1:]:
        params: dict[str, Any] = {"layout": layout, **({"gap": gap} if gap else {})}
        steps.append(Step(tool=tool, inputs={"source": whole, "reference": one}, params=params))
        whole = f"@{len(steps)}"
    return whole


def _again(
    task: AgentTask, image: LedgerImage, made: dict[str, LedgerImage], tool: str, gap: int, steps: list[Step]
) -> str | None:
    """What `image` is called where it is put together once more; None where that cannot be told."""
    parts = [made[parent] for parent in image.parents if parent in made]
    if image.tool != tool or len(parts) != 2:
        return image.handle
    layout = _layout(image, parts[0])
    if layout is None:
        return None
    same = [part.tool == tool and part.turn is not None and part.turn == image.turn for part in parts]
    called = [
        _again(task, part, made, tool, gap, steps) if joined else part.handle
        for part, joined in zip(parts, same, strict=True)
    ]
    if None in called:
        return None
    return _row(steps, tool, [one for one in called if one], layout, gap)


def _layout(image: LedgerImage, first: LedgerImage) -> str | None:
    if image.height == first.height and image.width > first.width:
        return "beside"
    return "below" if image.width == first.width and image.height > first.height else None


def _joiner(task: AgentTask) -> str | None:
    return next((name for name, spec in task.tools.items() if spec.joins is not None), None)
