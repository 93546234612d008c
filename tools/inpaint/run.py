"""Runs `inpaint`: one masked place, filled by whatever way the model has. Refuses to change a pixel outside it."""

from collections.abc import Mapping

from PIL import Image

from tools.base import Context, Result, ToolError
from tools.inpaint.spec import InpaintParams
from tools.runtime.filling import Wish, filled
from tools.runtime.imaging import painted


def run(params: InpaintParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture of the source's size; outside the mask it is the source to the bit.

    Raises:
        ToolError: an input is missing or the mask does not fit, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    if "source" not in inputs or "mask" not in inputs:
        raise ToolError("inpaint needs a picture and a mask")
    source = inputs["source"]
    where = painted(inputs["mask"], source.size)
    context.check()
    wish = Wish(params, context.seed, params.strength, params.feather)
    return Result((filled(source, where, wish, context),))
