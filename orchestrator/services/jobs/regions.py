"""A place named in words, as a mask."""

from PIL import Image, ImageDraw

from orchestrator.domain.places import box
from orchestrator.domain.plan import Region
from tools.base import Size


def region_mask(region: Region, size: Size, *, halves: bool = False) -> Image.Image:
    """A mask that is white in the region: a box at the edge of the picture, an ellipse in its centre.

    With `halves` a side is half of the picture.
    """
    picture = Image.new("L", size, 0)
    left, top, right, bottom = box(region, size, halves=halves)
    draw = ImageDraw.Draw(picture)
    if region == "centre":
        draw.ellipse((left, top, right - 1, bottom - 1), fill=255)
    else:
        draw.rectangle((left, top, right - 1, bottom - 1), fill=255)
    return picture
