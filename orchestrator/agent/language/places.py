"""Places by their words: which words of the person found theirs in a step, which place a phrase names, which is free.

Refuses to decide anything: it only says which words need not be reported as left out, and where there is room.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from orchestrator.domain.places import Box, box
from orchestrator.domain.plan import Region, Step
from orchestrator.domain.rewrite import SAID_SO

REGION_WORDS: Final[dict[Region, tuple[str, ...]]] = {
    "upper left": ("upper left", "top left", "left upper", "corner", "左上角", "左上方", "左上", "角", "方"),
    "top": ("top", "upper part", "above", "上方", "上面", "上部", "顶部", "顶端"),
    "upper right": ("upper right", "top right", "corner", "右上角", "右上方", "右上", "角", "方"),
    "left": ("left", "left side", "side", "左边", "左侧", "左面", "左"),
    "centre": ("centre", "center", "middle", "central", "中间", "中央", "中心", "正中"),
    "right": ("right", "right side", "side", "右边", "右侧", "右面", "右"),
    "lower left": ("lower left", "bottom left", "left lower", "corner", "左下角", "左下方", "左下", "角", "方"),
    "bottom": ("bottom", "lower part", "below", "下方", "下面", "下部", "底部", "底端"),
    "lower right": ("lower right", "bottom right", "corner", "右下角", "右下方", "右下", "角", "方"),
}
SEARCHING: Final = (
    "find", "mark", "select", "locate", "spot", "highlight", "show", "where",
    "找到", "找出", "找一下", "找", "标出", "标记", "选中", "选出", "圈出", "在哪里", "在哪", "哪里",
)  # fmt: skip
"""What is said of a thing that is looked for, beside its name."""

EXTENDING: Final = (
    "extend", "expand", "widen", "wider", "taller", "canvas", "frame", "around", "sides", "edges", "outwards",
    "扩展", "扩大", "扩充", "外扩", "扩", "延伸", "拓展", "加宽", "四周", "周围", "四边", "一圈",
    "圈", "画布", "画幅", "边缘", "留白",
)  # fmt: skip
"""What is said of a frame that grows."""


def placed(step: Step) -> Iterator[str]:
    """What of the words is in the step's inputs and parameters."""
    yield from step.inputs.values()
    yield from (handle[1:] for handle in step.inputs.values())
    if step.region:
        yield from REGION_WORDS[step.region]
    if step.tool == "find":
        yield from SEARCHING
    if step.tool == "outpaint":
        yield from EXTENDING
        yield from (word for side in ("left", "right", "top", "bottom") for word in _side(step, side))
    for value in step.params.values():
        if isinstance(value, int) and not isinstance(value, bool):
            yield from SAID_SO.get(value, (str(value),))
        else:
            yield str(value)


def _side(step: Step, side: Region) -> tuple[str, ...]:
    """The words for a side on which the frame grows."""
    return REGION_WORDS[side] if side in str(step.params.get("sides", "")) else ()


ROOMY: Final[tuple[Region, ...]] = (
    "right", "left", "lower right", "lower left", "centre", "bottom", "upper right", "upper left", "top",
)  # fmt: skip
"""Of places that are equally free, the first: most things stand, and beside others."""
TAKEN: Final = 0.4
"""Share of a place that may be taken for it to be free; things are seen as the boxes around them."""


def region_of(where: str) -> Region | None:
    """The place a phrase such as "on the left" names, by its longest name; one beside another thing is none."""
    named = [
        (len(name), region)
        for region, names in REGION_WORDS.items()
        for name in names
        if name.isascii()
        and name not in {"side", "corner"}
        and f" {name} " in f" {where} "
        and f"{name} of" not in where
    ]
    return max(named, default=(0, None))[1]


def free_region(things: Sequence[Box], size: tuple[int, int]) -> Region | None:
    """The place least taken by `things` in a picture of `size`; None where all are."""
    taken = {region: sum(_share(box(region, size), thing) for thing in things) for region in ROOMY}
    best = min(ROOMY, key=lambda region: round(taken[region], 1))
    return best if taken[best] <= TAKEN else None


def _share(place: Box, thing: Box) -> float:
    """How much of `place` lies in `thing`."""
    width = min(place[2], thing[2]) - max(place[0], thing[0])
    height = min(place[3], thing[3]) - max(place[1], thing[1])
    whole = (place[2] - place[0]) * (place[3] - place[1])
    return max(0, width) * max(0, height) / whole
