"""Runs `transform`: crop, turn, mirror, straighten, resize, in this order. Loads no model.

What is not asked for keeps its bits. Refuses to change nothing.
"""

from collections.abc import Mapping
from typing import Final

from PIL import Image

from tools.base import Context, Result, ToolError
from tools.transform.spec import TransformParams, drawn, kept, sized, straight

TURNS: Final = {
    "left": Image.Transpose.ROTATE_90,
    "right": Image.Transpose.ROTATE_270,
    "half": Image.Transpose.ROTATE_180,
}
FLIPS: Final = {"horizontal": Image.Transpose.FLIP_LEFT_RIGHT, "vertical": Image.Transpose.FLIP_TOP_BOTTOM}


def run(params: TransformParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture, with transparency where the source has it.

    Raises:
        ToolError: there is no source, the box reaches beyond it, or it is already as it was to become.
        Cancelled: between two of the steps.
    """
    if "source" not in inputs:
        raise ToolError("transform needs a picture to transform")
    source = inputs["source"]
    clear = "A" in source.getbands() or "transparency" in source.info
    image = before = source.convert("RGBA" if clear else "RGB")
    for step in (_cropped, _turned, _flipped, _straightened, _resized):
        context.check()
        image = step(params, image)
    if image is before:
        raise ToolError(f"The picture is already so, at {source.width} x {source.height} pixels: nothing would change.")
    return Result((image,))


def _cropped(params: TransformParams, image: Image.Image) -> Image.Image:
    return _part(image, kept(params, image.size))


def _turned(params: TransformParams, image: Image.Image) -> Image.Image:
    return image.transpose(TURNS[params.turn]) if params.turn else image


def _flipped(params: TransformParams, image: Image.Image) -> Image.Image:
    return image.transpose(FLIPS[params.flip]) if params.flip else image


def _straightened(params: TransformParams, image: Image.Image) -> Image.Image:
    if not params.degrees:
        return image
    return _part(image.rotate(-params.degrees, Image.Resampling.BICUBIC), straight(params, image.size))


def _resized(params: TransformParams, image: Image.Image) -> Image.Image:
    goal = sized(params, image.size)
    if goal == image.size:
        return image
    return image.resize(goal, Image.Resampling.LANCZOS, box=drawn(params, image.size))


def _part(image: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    return image if box == (0, 0, *image.size) else image.crop(box)
