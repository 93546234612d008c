"""Runs `enhance` at the picture's full size, band by band. Loads no model; an alpha channel is left as it is."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from tools.base import Context, Result, ToolError
from tools.enhance.adjust import adjustment, pixels
from tools.enhance.spec import EnhanceParams
from tools.runtime.imaging import as_clear, bled

BAND: Final = 500_000
"""Pixels worked on at once."""
SOFT: Final = 12
"""The edge of a place fades over about two such parts of its shorter side."""


def run(params: EnhanceParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture of the source's size; where the mask is black it is the source's, bit for bit.

    Raises:
        ToolError: there is no source.
        Cancelled: between two bands.
    """
    if "source" not in inputs:
        raise ToolError("enhance needs a picture to adjust")
    source = inputs["source"]
    if "mask" in inputs and inputs["mask"].size != source.size:
        raise ToolError("the mask is not of the picture's size")
    context.check()
    plain = bled(source)
    picture = np.asarray(plain)
    how = adjustment(params.adjust, params.amount, picture)
    rows = max(16, BAND // source.width)
    image = Image.fromarray(pixels(picture, how, rows, context.progress), "RGB")
    if "mask" in inputs:
        image = Image.composite(image, plain, softened(inputs["mask"].convert("L")))
    return Result((as_clear(image, source),))


def softened(mask: Image.Image) -> Image.Image:
    """`mask` with an edge that fades inside it, so that no border is seen; nothing outside it is touched."""
    box = mask.getbbox()
    if box is None:
        return mask
    reach = min(box[2] - box[0], box[3] - box[1]) / SOFT
    faded = mask.filter(ImageFilter.GaussianBlur(reach)).point([max(0, 2 * level - 255) for level in range(256)])
    return ImageChops.darker(mask, faded)
