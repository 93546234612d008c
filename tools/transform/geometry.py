"""Where the pixels of a transformed picture come from: boxes and sizes in whole pixels, known before anything is done.

Owns the arithmetic that the declaration and the run share. Refuses pictures: only numbers pass here.
"""

from fractions import Fraction
from math import cos, radians, sin
from typing import Final

from tools.base import Size

Box = tuple[int, int, int, int]
"""Left, upper, right, lower."""
RATIOS: Final = {
    "square": Fraction(1),
    "4:3": Fraction(4, 3),
    "3:4": Fraction(3, 4),
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
}


def cropped(crop: str, size: Size) -> Box:
    """The box that `crop` names in a picture of `size`: the largest one of a ratio, in the middle; or a part of it."""
    width, height = size
    if crop in RATIOS:
        return centred(_of_ratio(RATIOS[crop], size), size)
    across, down = max(1, width // 2), max(1, height // 2)
    match crop:
        case "left half":
            return 0, 0, across, height
        case "right half":
            return width - max(1, width - across), 0, width, height
        case "top half":
            return 0, 0, width, down
        case "bottom half":
            return 0, height - max(1, height - down), width, height
    return centred((across, down), size)


def centred(part: Size, size: Size) -> Box:
    """The box of size `part` in the middle of a picture of `size`."""
    left, top = (size[0] - part[0]) // 2, (size[1] - part[1]) // 2
    return left, top, left + part[0], top + part[1]


def upright(size: Size, degrees: float) -> Size:
    """The largest picture of the same proportions that is full of pixels once one of `size` was turned by `degrees`."""
    width, height = size
    across, down = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    share = min(width / (width * across + height * down), height / (width * down + height * across))
    return _within(width * share, width), _within(height * share, height)


def resized(size: Size, width: int | None, height: int | None, fit: str) -> Size:
    """The size asked for: one side alone takes the other along; of both, `within` keeps the proportions inside them."""
    if width and height:
        share = min(Fraction(width, size[0]), Fraction(height, size[1]))
        return (_part(size[0], share), _part(size[1], share)) if fit == "within" else (width, height)
    if width:
        return width, _part(size[1], Fraction(width, size[0]))
    return (_part(size[0], Fraction(height, size[1])), height) if height else size


def shared(size: Size, percent: int) -> Size:
    """So many percent of both sides."""
    return _part(size[0], Fraction(percent, 100)), _part(size[1], Fraction(percent, 100))


def covering(size: Size, goal: Size) -> tuple[float, float, float, float]:
    """The middle part of a picture of `size` that has the proportions of `goal`, to a fraction of a pixel."""
    share = min(Fraction(size[0], goal[0]), Fraction(size[1], goal[1]))
    left, top = (size[0] - goal[0] * share) / 2, (size[1] - goal[1] * share) / 2
    return float(left), float(top), float(left + goal[0] * share), float(top + goal[1] * share)


def _within(part: float, whole: int) -> int:
    """`part` in whole pixels, so that as many are left over on both sides."""
    return max(1, int(part) - (whole - int(part)) % 2)


def _of_ratio(ratio: Fraction, size: Size) -> Size:
    width, height = size
    if width > height * ratio:
        return max(1, int(height * ratio)), height
    return width, max(1, int(width / ratio))


def _part(side: int, share: Fraction) -> int:
    return max(1, round(side * share))
