"""Runs `cutout`: a picture in which only what a mask shows is left. Loads no model.

Colours are those of the source to the bit, only the transparency changes. Refuses an empty mask.
"""

from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from tools.base import Context, Result, ToolError
from tools.cutout.spec import CutoutParams
from tools.runtime.imaging import bounds, painted


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
    return Result((source.crop(bounds(where)) if params.trim else source,))
