"""Where the nine places of a picture lie, in pixels. Generous: each covers its ninth and reaches into the next ones."""

from typing import Final

from orchestrator.domain.plan import REGIONS, Region

REACH: Final = 0.45
"""Share of each side that a place covers."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom (exclusive), in pixels."""


def box(region: Region, size: tuple[int, int]) -> Box:
    """Where `region` lies in a picture of `size` (width, height)."""
    row, column = divmod(REGIONS.index(region), 3)
    spans = []
    for place, side in ((column, size[0]), (row, size[1])):
        length = max(1, round(side * REACH))
        start = (0, (side - length) // 2, side - length)[place]
        spans.append((start, start + length))
    (left, right), (top, bottom) = spans
    return left, top, right, bottom
