"""Runs `cutout`: a picture in which only what a mask shows is left. Loads no model.

Colours of what is left are those of the source to the bit; those of what is not are gone, so that who is given the
file can't bring it back; a plain colour may stand there. Refuses an empty mask.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from tools.base import Context, Result, ToolError
from tools.cutout.spec import CutoutParams
from tools.runtime.imaging import as_clear, bled, bounds, painted

SHADES: Final = {
    "light grey": "lightgrey", "dark grey": "dimgrey", "light blue": "lightblue", "dark blue": "midnightblue"
}  # fmt: skip
"""Backdrops by the names that the imaging library has for them."""


def run(params: CutoutParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One RGBA picture.

    Raises:
        ToolError: a picture is missing, or the mask is empty or of another size.
        Cancelled: before the pixels are cut.
    """
    if not {"source", "mask"} <= inputs.keys():
        raise ToolError("cutout needs a picture and a mask")
    source = inputs["source"].convert("RGBA")
    where = painted(inputs["mask"], source.size)
    context.check()
    kept = Image.fromarray(where.astype(np.uint8) * 255, "L")
    if params.feather:  # only inwards: what the mask leaves out stays out
        kept = ImageChops.multiply(kept, kept.filter(ImageFilter.GaussianBlur(params.feather)))
    source.putalpha(ImageChops.multiply(source.getchannel("A"), kept))
    left = as_clear(bled(source), source)
    left = left.crop(bounds(where)) if params.trim else left
    if params.backdrop:
        ground = Image.new("RGBA", left.size, SHADES.get(params.backdrop, params.backdrop))
        left = Image.alpha_composite(ground, left).convert("RGB")
    return Result((left,))
