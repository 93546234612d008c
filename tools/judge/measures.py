"""What can be measured of a picture without any model: sharpness, exposure, and its distance from another one.

Owns no opinion: higher is not better. Works on at most `MOST` pixels, so that large pictures need little memory.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_erosion, laplace
from skimage.metrics import structural_similarity

MOST: Final = 4_000_000
DARK, BRIGHT = 4, 251
"""Values (of 255) from which a pixel says nothing any more."""
WINDOW: Final = 7


def looks(picture: Image.Image) -> dict[str, float]:
    """`sharpness` (variance of the Laplacian of the grey values 0..255), `exposure` (mean grey, 0..1) and `clipped`
    (share of pixels that are all but black or white)."""
    grey = np.asarray(_bounded(picture).convert("L"), np.float32)
    return {
        "sharpness": round(float(laplace(grey).var()), 2),
        "exposure": round(float(grey.mean()) / 255, 4),
        "clipped": round(float(((grey <= DARK) | (grey >= BRIGHT)).mean()), 4),
    }


def distance(picture: Image.Image, other: Image.Image, inside: NDArray[np.bool_] | None) -> dict[str, float | None]:
    """`psnr` (decibel; none where nothing differs) and `ssim` of two pictures, outside the mask where there is one.

    `other` is brought to the size of `picture` first. Where the mask leaves nothing, the whole is compared.
    """
    one = _bounded(picture.convert("RGB"))
    two = other.convert("RGB").resize(one.size, Image.Resampling.LANCZOS) if other.size != one.size else other
    outside = np.ones(one.size[::-1], bool)
    if inside is not None and not inside.all():
        mask = Image.fromarray(inside.astype(np.uint8) * 255).resize(one.size, Image.Resampling.BOX)
        outside = np.asarray(mask) == 0
    if not outside.any():
        outside[:] = True
    a, b = (np.asarray(each.convert("RGB")) for each in (one, two))
    error = float(np.square(a.astype(np.float32) - b.astype(np.float32))[outside].mean())
    psnr = 10 * math.log10(255**2 / error) if error else None
    return {"psnr": None if psnr is None else round(psnr, 2), "ssim": round(_similarity(a, b, outside), 4)}


def _similarity(a: NDArray[np.uint8], b: NDArray[np.uint8], outside: NDArray[np.bool_]) -> float:
    if min(a.shape[:2]) < WINDOW:
        return float(np.array_equal(a[outside], b[outside]))
    _, similar = structural_similarity(a, b, channel_axis=2, data_range=255, win_size=WINDOW, full=True)
    clear = binary_erosion(outside, np.ones((WINDOW, WINDOW)), border_value=1)  # windows that touch the mask tell of it
    return float(similar[clear if clear.any() else outside].mean())


def _bounded(picture: Image.Image) -> Image.Image:
    factor = math.ceil(math.sqrt(picture.width * picture.height / MOST))
    return picture.reduce(factor) if factor > 1 else picture
