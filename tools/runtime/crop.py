"""Which part of a large picture is worked on: the mask with some of its surroundings. Pure arithmetic on boxes."""

from dataclasses import dataclass
from typing import Final

from tools.base import Size
from tools.runtime.imaging import Box


@dataclass(frozen=True)
class View:
    """How much is looked at."""

    context: float
    """Side of the part in sides of the mask."""
    least: float
    """Least side of the part in sides of what the model paints: of a few pixels it can see nothing."""
    narrowest: float
    """Least aspect of the part; models paint very long pictures badly."""


LATENTS: Final = View(context=1.3, least=0.25, narrowest=0.5)
"""For masked latents: with more, models paint a subject across the mask's edge, where it is cut."""
HOLE: Final = View(context=2.0, least=0.5, narrowest=1.0)
"""For models that are shown the hole: all they know of the surroundings is what they see. Squares, as they learnt."""


def around(mask: Box, picture: Size, model: Size, view: View = LATENTS) -> Box:
    """The box worked on: the mask's, widened by its context and to a least size, inside the picture."""
    wide = max((mask[2] - mask[0]) * view.context, model[0] * view.least)
    high = max((mask[3] - mask[1]) * view.context, model[1] * view.least)
    wide, high = max(wide, high * view.narrowest), max(high, wide * view.narrowest)
    left, right = _placed(mask[0], mask[2], round(wide), picture[0])
    upper, lower = _placed(mask[1], mask[3], round(high), picture[1])
    return left, upper, right, lower


def _placed(start: int, end: int, length: int, limit: int) -> tuple[int, int]:
    length = min(max(length, end - start), limit)
    first = min(max(0, (start + end - length) // 2), limit - length)
    return first, first + length
