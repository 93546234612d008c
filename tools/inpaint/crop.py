"""Which part of a large picture is worked on: the mask with some of its surroundings. Pure arithmetic on boxes."""

from typing import Final

from tools.base import Size
from tools.runtime.imaging import Box

CONTEXT: Final = 1.3
"""Side of the part in sides of the mask. With more, models paint a subject across the mask's edge, where it is cut."""
LEAST: Final = 0.25
"""Least side of the part in sides of what the model paints: of a few pixels it can see nothing."""
NARROWEST: Final = 0.5
"""Least aspect of the part; models paint very long pictures badly."""


def around(mask: Box, picture: Size, model: Size) -> Box:
    """The box worked on: the mask's, widened by its context and to a least size, inside the picture."""
    wide = max((mask[2] - mask[0]) * CONTEXT, model[0] * LEAST)
    high = max((mask[3] - mask[1]) * CONTEXT, model[1] * LEAST)
    wide, high = max(wide, high * NARROWEST), max(high, wide * NARROWEST)
    left, right = _placed(mask[0], mask[2], round(wide), picture[0])
    upper, lower = _placed(mask[1], mask[3], round(high), picture[1])
    return left, upper, right, lower


def _placed(start: int, end: int, length: int, limit: int) -> tuple[int, int]:
    length = min(max(length, end - start), limit)
    first = min(max(0, (start + end - length) // 2), limit - length)
    return first, first + length
