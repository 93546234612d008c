"""A place named in words, as a mask. Generous: it covers the named ninth and reaches into its neighbours."""

from typing import Final

from PIL import Image, ImageDraw

from orchestrator.domain.plan import REGIONS, Region
from tools.base import Size

REACH: Final = 0.45
"""Share of each side that a region covers."""


def box(region: Region, size: Size) -> tuple[int, int, int, int]:
    """Left, top, right, bottom (exclusive) of a region in a picture of `size`, in pixels."""
    row, column = divmod(REGIONS.index(region), 3)
    spans = []
    for place, side in ((column, size[0]), (row, size[1])):
        length = max(1, round(side * REACH))
        start = (0, (side - length) // 2, side - length)[place]
        spans.append((start, start + length))
    (left, right), (top, bottom) = spans
    return left, top, right, bottom


def region_mask(region: Region, size: Size) -> Image.Image:
    """A mask that is white in the region: a box at the edge of the picture, an ellipse in its centre."""
    picture = Image.new("L", size, 0)
    left, top, right, bottom = box(region, size)
    draw = ImageDraw.Draw(picture)
    if region == "centre":
        draw.ellipse((left, top, right - 1, bottom - 1), fill=255)
    else:
        draw.rectangle((left, top, right - 1, bottom - 1), fill=255)
    return picture
