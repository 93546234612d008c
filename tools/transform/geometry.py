"""Where the pixels of a transformed picture come from: boxes and sizes in whole pixels, known before anything is done.

Owns the arithmetic that the declaration and the run share. Refuses pictures: only numbers pass here.
"""

from fractions import Fraction
from math import cos, radians, sin
from typing import Final

from tools.base import Affine, Size

Box = tuple[int, int, int, int]
"""Left, upper, right, lower."""
SAME: Final[Affine] = (1, 0, 0, 0, 1, 0)
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


def after(first: Affine, then: Affine) -> Affine:
    """Two steps as one: where a place in the last result was before the first."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f


def from_box(box: tuple[float, float, float, float], goal: Size) -> Affine:
    """Where places of a picture of size `goal` were that the part in `box` was brought to."""
    left, top, right, bottom = box
    return (right - left) / goal[0], 0, left, 0, (bottom - top) / goal[1], top


def from_turn(turn: str | None, size: Size) -> Affine:
    """The same of a picture of `size` that was turned to the left, to the right or by a half."""
    width, height = size
    turns: dict[str | None, Affine] = {
        "left": (0, -1, width, 1, 0, 0),
        "right": (0, 1, 0, -1, 0, height),
        "half": (-1, 0, width, 0, -1, height),
    }
    return turns.get(turn, SAME)


def from_flip(flip: str | None, size: Size) -> Affine:
    """The same of one that was mirrored."""
    flips: dict[str | None, Affine] = {
        "horizontal": (-1, 0, size[0], 0, 1, 0),
        "vertical": (1, 0, 0, 0, -1, size[1]),
    }
    return flips.get(flip, SAME)


def from_straight(size: Size, degrees: float) -> Affine:
    """The same of one that was turned clockwise by `degrees` around its middle."""
    x, y, across, down = size[0] / 2, size[1] / 2, cos(radians(degrees)), sin(radians(degrees))
    return across, down, x - across * x - down * y, -down, across, y + down * x - across * y


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
