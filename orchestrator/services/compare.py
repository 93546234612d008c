"""How far two pictures are apart, in numbers: share of changed pixels, mean difference, PSNR, structural similarity.

Plain numpy, so that the web process can use it; the similarity is scikit-image's default (7 x 7 uniform window), a test
holds the two together.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

WINDOW: Final = 7
SLICE: Final = 512
"""Rows worked on at a time, so that large pictures need little memory."""
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


def distance(a: Image.Image, b: Image.Image) -> Distance:
    """Compare two pictures of one size."""
    one, two = (np.asarray(picture.convert("RGB"), dtype=np.uint8) for picture in (a, b))
    gap: NDArray[np.int16] = np.abs(one.astype(np.int16) - two.astype(np.int16))
    differs: NDArray[np.bool_] = np.any(gap, axis=2)
    if not differs.any():
        return Distance(0.0, 0.0, None, 1.0, None)
    error = float(np.mean(np.square(gap, dtype=np.float64)))
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    return Distance(
        changed=float(differs.mean()),
        mean=float(gap.mean()),
        psnr=10.0 * math.log10(255.0**2 / error),
        ssim=similarity(one, two),
        box=(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1),
    )


def similarity(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> float:
    """Mean structural similarity over the channels of two (height, width, 3) pictures."""
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
