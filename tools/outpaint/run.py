"""Runs `outpaint`: strip by strip around the picture, each seen together with at least as much of what is there.

Refuses to change a pixel of the picture itself.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from PIL import Image

from tools.base import Context, Result, Size, ToolError, slot_seed
from tools.outpaint.spec import OutpaintParams, margins
from tools.runtime.crop import HOLE
from tools.runtime.denoise import Slot
from tools.runtime.filling import Wish, filled
from tools.runtime.imaging import flat

STRENGTH: Final = 0.85
"""The mirrored picture that lies under a strip tells its colours, and its edges where the new ones go on."""
REACH: Final = 0.5
"""Of a strip's length, the most it is wide."""

Margins = tuple[int, int, int, int]
"""On the left, at the top, on the right, at the bottom."""


def run(params: OutpaintParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture, larger by the margins.

    Raises:
        ToolError: there is no source, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    if "source" not in inputs:
        raise ToolError("outpaint needs a picture to extend")
    image = inputs["source"]
    context.check()
    steps = list(strips(image.size, margins(params, image.size)))
    for number, strip in enumerate(steps):
        image, where = mirrored(image, strip)
        slot, seed = Slot(number, len(steps)), slot_seed(context.seed, number)
        wish = Wish(params, seed, params.strength or STRENGTH, params.feather, view=HOLE, slot=slot)
        image = filled(image, where, wish, context)
    return Result((image,))


def strips(size: Size, wanted: Margins) -> Iterator[Margins]:
    """What is added one after the other: left and right first, then above and below in the full width."""
    width, height = size
    for side in (0, 2, 1, 3):
        left = wanted[side]
        while left:
            step = min(left, max(1, round((width if side % 2 else height) * REACH)))
            yield tuple(step * (side == other) for other in range(4))  # type: ignore[misc]  # four of them
            left -= step
            width, height = (width, height + step) if side % 2 else (width + step, height)


def mirrored(image: Image.Image, strip: Margins) -> tuple[Image.Image, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    """`image` with a strip in which it is mirrored, opaque; and where that is."""
    left, top, right, bottom = strip
    around = ((top, bottom), (left, right))
    pixels = np.pad(np.asarray(flat(image)), (*around, (0, 0)), mode="symmetric")
    mode = "RGBA" if "A" in image.getbands() else "RGB"
    wider = Image.fromarray(pixels, "RGB").convert(mode)
    wider.paste(image.convert(mode), (left, top))
    return wider, np.pad(np.zeros((image.height, image.width), bool), around, constant_values=True)
