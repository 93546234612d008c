"""How far two pictures are apart: share of changed pixels, mean difference, PSNR, structural similarity, and a map; and
how much fine detail there is.

Pillow and plain numpy, so that the web process can use it; the similarity is scikit-image's default (7 x 7 uniform
window), a test holds the two together. Where a picture has transparency, that counts as a fourth colour, and what is
hidden under it does not.
"""

import math
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter, ImageStat

WINDOW: Final = 7
SLICE: Final = 512
"""Rows whose similarity is computed at a time, so that large pictures need little memory."""
DIM: Final = 0.55
"""Brightness of the picture under a difference map."""
FAINTEST: Final = 0.45
"""Least opacity of what differs at all."""
WEAK, STRONG = (60.0, 120.0, 255.0), (255.0, 200.0, 0.0)
"""Colours of the smallest and the largest difference: blue to yellow is told apart by everybody."""
DETAIL_SIDE: Final = 1024
"""Longer side at which fine detail is measured, so that a larger picture has no more of it by being larger."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Distance:
    """Result of a comparison. `psnr` in decibel, None when nothing differs."""

    changed: float
    mean: float
    psnr: float | None
    ssim: float
    box: tuple[int, int, int, int] | None

    @property
    def identical(self) -> bool:
        """Whether every pixel is the same."""
        return self.changed == 0.0


def distance(a: Image.Image, b: Image.Image, most: int | None = None) -> Distance:
    """Compare two pictures of one size, every pixel; over `most` pixels, the similarity is that of smaller ones."""
    one, two = _seen(a, b)
    gap = ImageChops.difference(one, two)
    counts = np.reshape(gap.histogram(), (-1, 256)).mean(axis=0) / (gap.width * gap.height)
    widest = _widest(gap)
    box = widest.getbbox()
    if box is None:
        return Distance(0.0, 0.0, None, 1.0, None)
    step = math.ceil(math.sqrt(gap.width * gap.height / most)) if most else 1
    return Distance(
        changed=sum(widest.histogram()[1:]) / (gap.width * gap.height),
        mean=float(counts @ np.arange(256)),
        psnr=10.0 * math.log10(255.0**2 / float(counts @ np.square(np.arange(256)))),
        ssim=similarity(*(np.asarray(picture.reduce(step)) for picture in (one, two))),
        box=box,
    )


def difference_map(a: Image.Image, b: Image.Image, side: int) -> Image.Image:
    """`b` in dark grey, and over it what differs from `a`: the more, the brighter. At most `side` a side.

    Of the pixels that fall together the one that differs most counts, so that a single one is still seen.
    """
    step = -(-max(b.size) // side)
    one, two = _seen(a, b)
    ground = np.asarray(Image.merge("RGB", two.split()[:3]).convert("L").reduce(step), dtype=np.float64) * DIM
    gap = _strongest(np.asarray(_widest(ImageChops.difference(one, two))), step)
    share = np.where(gap > 0, FAINTEST + (1 - FAINTEST) * gap / 255, 0.0)[..., None]
    heat = np.array(WEAK) * (1 - gap[..., None] / 255) + np.array(STRONG) * gap[..., None] / 255
    return Image.fromarray(np.rint(ground[..., None] * (1 - share) + heat * share).astype(np.uint8))


def _seen(*pictures: Image.Image) -> list[Image.Image]:
    """All of them RGB; or, if one has an alpha channel, RGBA with colours as strong as they are seen."""
    if not any("A" in picture.getbands() for picture in pictures):
        return [picture.convert("RGB") for picture in pictures]
    return [Image.merge("RGBA", picture.convert("RGBA").convert("RGBa").split()) for picture in pictures]


def _widest(gap: Image.Image) -> Image.Image:
    """The largest of the channels."""
    return reduce(ImageChops.lighter, gap.split())


def _strongest(gap: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """The largest value of each `step` x `step` block, those at the edges as they are."""
    high, wide = (-(-side // step) * step for side in gap.shape)
    whole = np.pad(gap, ((0, high - gap.shape[0]), (0, wide - gap.shape[1])))
    result: NDArray[np.uint8] = whole.reshape(high // step, step, wide // step, step).max(axis=(1, 3))
    return result


def similarity(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> float:
    """Mean structural similarity over the channels of two (height, width, channels) pictures."""
    height, width = one.shape[:2]
    if min(height, width) < WINDOW:
        return float(np.array_equal(one, two))
    total, count = 0.0, 0
    for top in range(0, height - WINDOW + 1, SLICE):
        bottom = min(top + SLICE, height - WINDOW + 1) + WINDOW - 1
        for channel in range(one.shape[2]):
            part = _map(one[top:bottom, :, channel].astype(float), two[top:bottom, :, channel].astype(float))
            total += float(part.sum())
            count += part.size
    return total / count


def _map(x: Floats, y: Floats) -> Floats:
    first, second = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    sample = WINDOW**2 / (WINDOW**2 - 1)
    mean_x, mean_y = _mean(x), _mean(y)
    var_x = sample * (_mean(x * x) - mean_x**2)
    var_y = sample * (_mean(y * y) - mean_y**2)
    cov = sample * (_mean(x * y) - mean_x * mean_y)
    above = (2 * mean_x * mean_y + first) * (2 * cov + second)
    below = (mean_x**2 + mean_y**2 + first) * (var_x + var_y + second)
    result: Floats = above / below
    return result


def _mean(x: Floats) -> Floats:
    """Mean over every full window, by sums of sums."""
    sums = np.pad(x.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    n = WINDOW
    result: Floats = (sums[n:, n:] - sums[:-n, n:] - sums[n:, :-n] + sums[:-n, :-n]) / n**2
    return result


def detail(picture: Image.Image) -> float:
    """How much fine detail there is: the mean distance, in levels of grey, from the picture a little blurred."""
    grey = picture.convert("RGB").convert("L")
    grey.thumbnail((DETAIL_SIDE, DETAIL_SIDE))
    return float(ImageStat.Stat(ImageChops.difference(grey, grey.filter(ImageFilter.GaussianBlur(1)))).mean[0])
