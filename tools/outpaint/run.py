"""Runs `outpaint`: strip by strip around the picture, each seen together with at least as much of what is there.

Refuses to change a pixel of the picture itself.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from PIL import Image

from tools.base import Context, Result, ToolError, slot_seed
from tools.outpaint.spec import OutpaintParams, margins
from tools.runtime.crop import HOLE
from tools.runtime.denoise import Slot
from tools.runtime.filling import Wish, filled
from tools.runtime.imaging import Box, flat

STRENGTH: Final = 0.95
"""The mirrored picture that lies under a strip tells its colours; of its shapes little is to be left."""
REACH: Final = 0.5
"""Of a strip's length, the most it is wide."""


def run(params: OutpaintParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture, larger by the margins.

    Raises:
        ToolError: there is no source, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    if "source" not in inputs:
        raise ToolError("outpaint needs a picture to extend")
    source = inputs["source"]
    context.check()
    left, top, right, bottom = margins(params, source.size)
    image = _mirrored(source, (left, top, right, bottom))
    inside = (left, top, left + source.width, top + source.height)
    steps = list(strips(inside, image.size))
    for number, (strip, seen) in enumerate(steps):
        where = np.zeros((seen[3] - seen[1], seen[2] - seen[0]), bool)
        where[strip[1] - seen[1] : strip[3] - seen[1], strip[0] - seen[0] : strip[2] - seen[0]] = True
        slot = Slot(number, len(steps))
        seed = slot_seed(context.seed, number)
        wish = Wish(params, seed, params.strength or STRENGTH, params.feather, view=HOLE, slot=slot)
        image.paste(filled(image.crop(seen), where, wish, context), seen[:2])
    return Result((image,))


def _mirrored(source: Image.Image, around: tuple[int, int, int, int]) -> Image.Image:
    """The picture in its new frame, mirrored at its edges; opaque there, its own alpha kept."""
    left, top, right, bottom = around
    pixels = np.pad(np.asarray(flat(source)), ((top, bottom), (left, right), (0, 0)), mode="symmetric")
    mode = "RGBA" if "A" in source.getbands() else "RGB"
    image = Image.fromarray(pixels, "RGB").convert(mode)
    image.paste(source.convert(mode), (left, top))
    return image


def strips(inside: Box, size: tuple[int, int]) -> Iterator[tuple[Box, Box]]:
    """The strips from `inside` to the edges of `size`, in order, each with the box of all that is there by then."""
    known = list(inside)
    for side, end in ((0, 0), (2, size[0]), (1, 0), (3, size[1])):
        across = side % 2
        while known[side] != end:
            length = known[3 - across] - known[1 - across]
            step = min(abs(end - known[side]), max(1, round(length * REACH)))
            start, known[side] = known[side], known[side] + (step if end else -step)
            strip = list(known)
            strip[(side + 2) % 4] = start
            seen = (known[0], known[1], known[2], known[3])
            yield (strip[0], strip[1], strip[2], strip[3]), seen
