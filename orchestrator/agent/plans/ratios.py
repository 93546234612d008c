"""Another shape in numbers that no cut has by its name: "crop it to 3:2", "a bit wider, as a 3:1 banner", 裁成3:2.

A small model restyled the picture, or asked to what shape. Owns these wordings: cut, the middle stays; wider or taller,
the frame grows, to the pixel. Refuses pictures whose size nobody knows, and words in which more is said.
"""

import re
from math import ceil
from typing import Any, Final

from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step
from tools.base import Size, ToolError

SHAPING, GROWING = "transform", "outpaint"
RATIO: Final = re.compile(
    r"(?<![\d.:：])(?P<across>\d{1,2}(?:\.\d{1,2})?) ?[:：比] ?(?P<down>\d{1,2}(?:\.\d{1,2})?)(?![\d:：%])"
)
NAMED: Final = frozenset({(1, 1), (4, 3), (3, 4), (16, 9), (9, 16)})
"""Those that a cut has by name."""
GROWS: Final = re.compile(
    r"\b(?:wider|broader|taller|higher|extend(?:ed)?|expand(?:ed)?|outpaint(?:ed)?|widen|more (?:room|space)"
    r"|without (?:cropping|cutting|losing))\b"
    r"|[扩加变][宽展大高图]|延[伸展]|补[成到]|不要?裁",
    re.IGNORECASE,
)
CUTS: Final = re.compile(
    r"\b(?:crop|cut|trim|format|ratio|aspect|proportions?)\b|[裁剪切]|比例|画幅|格式", re.IGNORECASE
)
ABOUT: Final = re.compile(
    rf"{GROWS.pattern}|{CUTS.pattern}|\b(?:banner|header|panorama|poster|cinema|wide|print(?:ed)?|website|cover|instagram|facebook|it's|as|so|little"
    r"|frame|a\b|canvas|bit|of|width|shape|use|into|get)\b|[改变做弄成到为用按的把将图片照一个张请吧]",
    re.IGNORECASE,
)
"""What else is said around it."""
MOST: Final = 5
"""Times that a picture may be as long as it is wide, or the reverse: 3:15 is an hour."""
STEP: Final = 5
"""Percent by which a frame grows."""


def in_ratio(task: AgentTask) -> Plan | None:
    """The plan, if the words say no more than that."""
    found = [*RATIO.finditer(task.text)]
    image = next((one for one in task.images if one.handle == task.focus and one.width and one.height), None)
    if len(found) != 1 or image is None or image.kind == "mask" or task.mask is not None or task.answers is not None:
        return None
    grows = GROWS.search(task.text)
    across, down = float(found[0]["across"]), float(found[0]["down"])
    if not across or not down or (not grows and (across, down) in NAMED) or not 1 / MOST < across / down < MOST:
        return None
    if HANDLE.search(task.text) or tells(ABOUT.sub(" ", RATIO.sub(" ", task.text))) or SHAPING not in task.tools:
        return None
    size, steps = (image.width, image.height), list[Step]()
    if grows and GROWING in task.tools:
        size, step = _grown(task, image.handle, size, across / down, grows[0])
        steps = [step] if step else []
    if box := _middle(size, across / down):
        source = f"@{len(steps)}" if steps else image.handle
        steps.append(Step(tool=SHAPING, inputs={"source": source}, params={"box": box}))
    return Plan(intent=Intent.MAKE, steps=tuple(steps)) if steps else None


def _grown(task: AgentTask, handle: str, size: Size, shape: float, words: str) -> tuple[Size, Step | None]:
    """The size of the picture with as much on two of its sides as `shape` needs, or as there may be, and that step."""
    wide = size[0] < size[1] * shape
    lacks = (size[1] * shape / size[0] if wide else size[0] / shape / size[1]) - 1
    percent = ceil(round(100 * lacks / 2, 3) / STEP) * STEP
    params: dict[str, Any] = {"sides": "left and right" if wide else "top and bottom", "amount": percent}
    spec = task.tools[GROWING]
    try:
        new = spec.sized(spec.validate(params), size, None, None) if percent else None
    except ToolError:  # more than may be put around it at once
        new = None
    if new is None:
        return size, None
    return new, Step(tool=GROWING, inputs={"source": handle}, params=params, words=words)


def _middle(size: Size, shape: float) -> dict[str, int] | None:
    """What of a picture of `size` has that shape, in its middle; None where it has."""
    width, height = min(size[0], round(size[1] * shape)), min(size[1], round(size[0] / shape))
    if width < 1 or height < 1 or (size[0] - width < 2 and size[1] - height < 2):
        return None
    return {"left": (size[0] - width) // 2, "top": (size[1] - height) // 2, "width": width, "height": height}
