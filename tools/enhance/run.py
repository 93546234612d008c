"""Runs `enhance` at the picture's full size, band by band. Loads no model; an alpha channel is left as it is."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from PIL import Image

from tools.base import Context, Result, ToolError
from tools.enhance.adjust import adjustment, pixels
from tools.enhance.spec import EnhanceParams

BAND: Final = 500_000
"""Pixels worked on at once."""


def run(params: EnhanceParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture of the source's size.

    Raises:
        ToolError: there is no source.
        Cancelled: between two bands.
    """
    if "source" not in inputs:
        raise ToolError("enhance needs a picture to adjust")
    source = inputs["source"]
    context.check()
    picture = np.asarray(source.convert("RGB"))
    how = adjustment(params.adjust, params.amount, picture)
    rows = max(16, BAND // source.width)
    image = Image.fromarray(pixels(picture, how, rows, context.progress), "RGB")
    if "A" in source.getbands():
        image.putalpha(source.getchannel("A"))
    return Result((image,))
