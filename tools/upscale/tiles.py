"""A large picture in overlapping tiles, each worked alone and laid back without seams. Knows no model."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from PIL import Image

from tools.base import Size
from tools.runtime.imaging import Box

TILE: Final = 192
OVERLAP: Final = 32
"""Source pixels that two neighbours share. Tiles start at multiples of 8, so that attention windows fall alike."""
DROPPED: Final = 8
"""Source pixels at an inner edge of a tile that are never used: they have seen too little of their surroundings."""


def boxes(size: Size, tile: int = TILE) -> Iterator[Box]:
    """The tiles of a picture of `size`, row by row."""
    for upper in _starts(size[1], tile):
        for left in _starts(size[0], tile):
            yield left, upper, min(size[0], left + tile), min(size[1], upper + tile)


def _starts(length: int, tile: int) -> list[int]:
    return list(range(0, max(1, length - OVERLAP), tile - OVERLAP))


def enlarged(
    image: Image.Image,
    scale: int,
    enlarge: Callable[[Image.Image], Image.Image],
    shown: Callable[[float, Image.Image], None] = lambda share, result: None,
    tile: int = TILE,
) -> Image.Image:
    """`image` at `scale` times its size, each tile by `enlarge`; memory beyond the result is that of one tile.

    `shown` is told the share done and the unfinished result after each tile.
    """
    result = Image.new("RGB", (image.width * scale, image.height * scale))
    places = list(boxes(image.size, tile))
    for number, box in enumerate(places, start=1):
        piece = enlarge(image.crop(box))
        place = (box[0] * scale, box[1] * scale)
        result.paste(piece, place, _fade(piece.size, scale, from_left=box[0] > 0, from_top=box[1] > 0))
        shown(number / len(places), result)
    return result


def _fade(size: Size, scale: int, *, from_left: bool, from_top: bool) -> Image.Image:
    """How opaque a tile lies over those before it: fading in where it overlaps them."""
    across = _ramp(size[0], scale) if from_left else np.ones(size[0])
    down = _ramp(size[1], scale) if from_top else np.ones(size[1])
    return Image.fromarray(np.rint(np.outer(down, across) * 255).astype(np.uint8), "L")


def _ramp(length: int, scale: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    first, last = DROPPED * scale, (OVERLAP - DROPPED) * scale
    return np.clip((np.arange(length) - first + 0.5) / (last - first), 0.0, 1.0)
