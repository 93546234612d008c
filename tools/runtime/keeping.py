"""What an edit did not mean to change stays as it was: the source shows wherever the model left it alone.

An autoencoder loses a little of every picture. Comparing an edit with the source's own way through the same autoencoder
tells that loss from what was changed on purpose. Works on stored pixels.
"""

from typing import Final

import numpy as np
from PIL import Image, ImageFilter

CHANGED: Final = 22
"""Difference of a blurred pixel (of 255) from which it counts as changed on purpose."""
REACH: Final = 32
"""A changed place reaches this part of the longer side further."""


def kept(source: Image.Image, echo: Image.Image, made: Image.Image) -> Image.Image:
    """`made`, with `source` wherever `made` is like `echo`, the source after encoding and decoding; all of one size."""
    one, other = (np.asarray(picture.convert("RGB"), np.int16) for picture in (echo, made))
    difference = Image.fromarray(np.abs(one - other).max(2).astype(np.uint8)).filter(ImageFilter.BoxBlur(2))
    reach = max(source.size) // REACH
    changed = difference.point(lambda value: 255 * (value >= CHANGED)).filter(ImageFilter.MaxFilter(2 * reach + 1))
    return Image.composite(made, source, changed.filter(ImageFilter.BoxBlur(reach // 2)))
