"""Runs `combine`: two pictures side by side, one below the other, blended, or one on top of the other. Loads no model.

The source keeps its pixels beside or above the other. Refuses results that would be too large.
"""

from collections.abc import Mapping

from PIL import Image, ImageOps

from tools.base import Context, Result, ToolError, check_size
from tools.combine.spec import CombineParams, Where, canvas, corner, scaled

LANCZOS = Image.Resampling.LANCZOS


def run(params: CombineParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture, with transparency where either of the two has it.

    Raises:
        ToolError: a picture is missing, or the result would be larger than pictures may be.
        Cancelled: before the pixels are put together.
    """
    if not {"source", "reference"} <= inputs.keys():
        raise ToolError("combine needs two pictures")
    source, other = inputs["source"], inputs["reference"]
    mode = "RGBA" if _clear(source) or _clear(other) else "RGB"
    goal, whole = scaled(params, source.size, other.size), canvas(params, source.size, other.size)
    check_size(whole)
    context.check()
    if params.layout == "over":
        return Result((_over(source, other.convert("RGBA").resize(goal, LANCZOS), params.where),))
    source, other = source.convert(mode), other.convert(mode)
    if params.layout == "blend":
        return Result((_blended(source, ImageOps.fit(other, source.size, LANCZOS), params.share),))
    other = other if other.size == goal else other.resize(goal, LANCZOS)
    image = Image.new(mode, whole, (255,) * 3 + (0,) * (mode == "RGBA"))
    image.paste(source, (0, 0))
    image.paste(other, (whole[0] - goal[0], whole[1] - goal[1]))
    return Result((image,))


def _blended(source: Image.Image, other: Image.Image, share: float) -> Image.Image:
    """The weighted mean; of what is transparent the colour, which nobody sees, weighs nothing."""
    if source.mode == "RGB":
        return Image.blend(source, other, share)
    return Image.blend(source.convert("RGBa"), other.convert("RGBa"), share).convert("RGBA")


def _over(source: Image.Image, other: Image.Image, where: Where) -> Image.Image:
    """`other` laid on `source`, which is transparent only where both are."""
    whole = source.convert("RGBA")
    whole.alpha_composite(other, corner(where, (source.width - other.width, source.height - other.height)))
    return whole if _clear(source) else whole.convert("RGB")


def _clear(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info
