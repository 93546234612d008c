"""Words of the person that found their place in a step's parameters, not in its prompt: a region, a number, a handle.

Refuses to decide anything: it only says which words need not be reported as left out.
"""

from collections.abc import Iterator
from typing import Final

from orchestrator.domain.plan import Region, Step

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
NUMBERS: Final[dict[int, tuple[str, ...]]] = {
    1: ("one", "1", "一"), 2: ("two", "2", "couple", "两", "二"), 3: ("three", "3", "三"), 4: ("four", "4", "四"),
    5: ("five", "5", "五"), 6: ("six", "6", "六"), 7: ("seven", "7", "七"), 8: ("eight", "8", "八"),
}  # fmt: skip


def placed(step: Step) -> Iterator[str]:
    """What of the words is in the step's inputs and parameters."""
    yield from step.inputs.values()
    yield from (handle[1:] for handle in step.inputs.values())
    if step.region:
        yield from REGION_WORDS[step.region]
    for value in step.params.values():
        if isinstance(value, int) and not isinstance(value, bool):
            yield from NUMBERS.get(value, (str(value),))
        else:
            yield str(value)
