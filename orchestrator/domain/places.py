"""Where the nine places of a picture lie, in pixels. Generous: each covers its ninth and reaches into the next ones.

Where the light changes and nothing is put there, a side is meant as half of the picture: "brighten the left"."""

from typing import Final

from orchestrator.domain.plan import REGIONS, Region

REACH: Final = 0.45
"""Share of each side that a place covers."""
HALVES: Final[dict[Region, tuple[float, float, float, float]]] = {
    "top": (0, 0, 1, 0.5), "left": (0, 0, 0.5, 1), "right": (0.5, 0, 1, 1), "bottom": (0, 0.5, 1, 1),
}  # fmt: skip
"""Sides as shares of the width and the height: left, top, right, bottom."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom (exclusive), in pixels."""


def box(region: Region, size: tuple[int, int], *, halves: bool = False) -> Box:
    """Where `region` lies in a picture of `size` (width, height); with `halves` a side is half of it."""
    if halves and region in HALVES:
        left, top, right, bottom = HALVES[region]
        width, height = size
        return round(left * width), round(top * height), max(1, round(right * width)), max(1, round(bottom * height))
    row, column = divmod(REGIONS.index(region), 3)
    spans = []
    for place, side in ((column, size[0]), (row, size[1])):
        length = max(1, round(side * REACH))
        start = (0, (side - length) // 2, side - length)[place]
        spans.append((start, start + length))
    (left, right), (top, bottom) = spans
    return left, top, right, bottom
