"""The adjustments, as functions from a band of pixels to a band of pixels (float32 RGB in 0..1).

What an adjustment must know of the whole picture it measures once, on a sample. Refuses to look at more than one band
at a time, so that memory does not grow with the picture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from skimage.exposure import adjust_gamma
from skimage.filters import gaussian, unsharp_mask
from skimage.restoration import denoise_nl_means, richardson_lucy

from tools.enhance.spec import Adjust, Amount

Pixels = NDArray[np.float32]
LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
SAMPLE: Final = 1_000_000
"""Pixels that are looked at to measure a picture."""

GAMMA: Final[dict[str, tuple[float, float, float]]] = {"brighten": (0.8, 0.65, 0.5), "darken": (1.25, 1.5, 2.0)}
CHROMA: Final[dict[str, tuple[float, float, float]]] = {"saturate": (1.25, 1.5, 2.0), "desaturate": (0.7, 0.4, 0.0)}
WARMTH: Final[dict[str, tuple[float, float, float]]] = {"warmer": (0.05, 0.1, 0.18), "cooler": (-0.05, -0.1, -0.18)}
CONTRAST: Final = (1.15, 1.35, 1.7)
SHARPNESS: Final = (0.5, 1.0, 1.8)
BLUR: Final = (0.7, 1.1, 1.6)
"""Standard deviation of the blur that is undone, in pixels of a picture of ordinary size."""
ROUNDS: Final = 10
"""Of Richardson and Lucy: more of them find edges in the noise."""
SOFTNESS: Final = (1.0, 2.2, 4.5)
"""Standard deviation of a blur that is wanted, likewise."""
SMOOTHNESS: Final = (0.6, 1.0, 1.5)
BALANCE: Final = (0.5, 0.8, 1.0)
"""How far a colour cast is taken out."""
WHITE: Final = 0.98
"""Quantile of the light from which on a picture is taken to be white."""
SHARE: Final = (0.5, 0.8, 1.0)
"""How far `auto` goes towards what it finds right."""


@dataclass(frozen=True)
class Adjustment:
    """`apply` on bands that overlap by `halo` rows."""

    apply: Callable[[Pixels], Pixels]
    halo: int = 0


def adjustment(adjust: Adjust, amount: Amount, picture: NDArray[np.uint8]) -> Adjustment:
    """What to do to each band of `picture` (height x width x 3)."""
    level = ("slight", "medium", "strong").index(amount)
    if adjust in GAMMA:
        power = GAMMA[adjust][level]
        return Adjustment(lambda band: adjust_gamma(band, power))
    if adjust in CHROMA:
        return Adjustment(lambda band: _chroma(band, CHROMA[adjust][level]))
    if adjust in WARMTH:
        return Adjustment(lambda band: _warmth(band, WARMTH[adjust][level]))
    if adjust == "contrast":
        middle = np.float32(_spread(picture).mean())
        return Adjustment(lambda band: middle + (band - middle) * np.float32(CONTRAST[level]))
    if adjust == "balance":
        gains = _white(_spread(picture)) ** np.float32(BALANCE[level])
        return Adjustment(lambda band: band * gains)
    radius = float(np.clip(min(picture.shape[:2]) / 700, 1.0, 4.0))
    if adjust == "deblur":
        blur = BLUR[level] * radius
        return Adjustment(lambda band: _deblurred(band, blur), halo=int(10 * blur) + 1)
    if adjust == "blur":
        spread = SOFTNESS[level] * radius
        return Adjustment(lambda band: gaussian(band, spread, channel_axis=-1), halo=int(4 * spread) + 1)
    if adjust == "sharpen":
        return Adjustment(lambda band: _sharpen(band, radius, SHARPNESS[level]), halo=int(4 * radius) + 1)
    if adjust == "denoise":
        sigma = max(noise(picture), 1.5 / 255) * SMOOTHNESS[level]
        return Adjustment(lambda band: _denoise(band, sigma), halo=5)
    return _auto(picture, SHARE[level])


def noise(picture: NDArray[np.uint8]) -> float:
    """Standard deviation of the noise in 0..1: the finest diagonal detail, of which noise is the typical part."""
    sample = _middle(picture)
    if min(sample.shape[:2]) < 2:
        return 0.0
    detail = (sample[:-1, :-1] - sample[:-1, 1:] - sample[1:, :-1] + sample[1:, 1:]) / 2
    return float(np.median(np.abs(detail)) / 0.6745)


def _spread(picture: NDArray[np.uint8]) -> Pixels:
    """Pixels from everywhere."""
    step = max(1, int((picture.shape[0] * picture.shape[1] / SAMPLE) ** 0.5))
    return _floats(picture[::step, ::step])


def _middle(picture: NDArray[np.uint8]) -> Pixels:
    """The middle, pixel by pixel."""
    height, width = picture.shape[:2]
    side = int(SAMPLE**0.5)
    top, left = max(0, (height - side) // 2), max(0, (width - side) // 2)
    return _floats(picture[top : top + side, left : left + side])


def _floats(picture: NDArray[np.uint8]) -> Pixels:
    return np.divide(picture, 255, dtype=np.float32)


def _chroma(band: Pixels, factor: float) -> Pixels:
    grey: Pixels = np.matmul(band, LUMA, dtype=np.float32)[..., None]
    result: Pixels = grey + (band - grey) * np.float32(factor)
    return result


def _warmth(band: Pixels, amount: float) -> Pixels:
    gains = np.array([1 + amount, 1, 1 - amount], np.float32)
    return band * (gains / (gains @ LUMA))


def _sharpen(band: Pixels, radius: float, strength: float) -> Pixels:
    grey = band @ LUMA
    sharp: Pixels = unsharp_mask(grey, radius=radius, amount=strength, preserve_range=True)
    return band + (sharp - grey)[..., None]


def _deblurred(band: Pixels, blur: float) -> Pixels:
    """The light as it was before a Gaussian blur of `blur` pixels, after Richardson and Lucy."""
    grey = band @ LUMA
    reach = int(3 * blur) + 1
    spot = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    spot[reach, reach] = 1
    edges = [(reach, reach), (reach, reach)]
    wider = np.pad(grey, edges, mode="symmetric")  # beyond its edge it takes a picture to be black
    sharp = richardson_lucy(wider, gaussian(spot, blur), num_iter=ROUNDS, filter_epsilon=1e-3)[
        reach:-reach, reach:-reach
    ]
    result: Pixels = band + (sharp - grey)[..., None].astype(np.float32)
    return result


def _white(sample: Pixels) -> Pixels:
    """Gains that make the brightest part of a picture white, its light kept."""
    pixels = sample.reshape(-1, 3)
    light = pixels @ LUMA
    brightest = pixels[light >= np.quantile(light, WHITE)].mean(axis=0) + 1e-3
    gains = np.clip(brightest.mean() / brightest, 0.6, 1.6).astype(np.float32)
    return gains / (gains @ LUMA)  # type: ignore[no-any-return]  # of float32, as its parts


def _denoise(band: Pixels, sigma: float) -> Pixels:
    result: Pixels = denoise_nl_means(
        band, patch_size=5, patch_distance=3, h=0.8 * sigma, sigma=sigma, fast_mode=True, channel_axis=-1
    )
    return result.reshape(band.shape)  # it drops an axis of length one


def _auto(picture: NDArray[np.uint8], share: float) -> Adjustment:
    """Stretched to the full range, half of a colour cast taken out, the middle brought towards middle grey."""
    sample = _spread(picture).reshape(-1, 3)
    grey = sample @ LUMA
    low, high = np.quantile(grey, (0.005, 0.995))
    low, high = min(float(low), 0.25), max(float(high), 0.6)
    means = sample.mean(axis=0) + 1e-3
    gains = np.clip((means.mean() / means) ** 0.5, 0.8, 1.25).astype(np.float32)
    middle = float(np.clip((np.median(grey) - low) / (high - low), 0.02, 0.98))
    power = float(np.clip(np.log(0.45) / np.log(middle), 0.6, 1.4))

    def apply(band: Pixels) -> Pixels:
        right = np.clip((band * gains - low) / (high - low), 0, 1) ** power
        result: Pixels = band + (right - band) * np.float32(share)
        return result

    return Adjustment(apply)


def pixels(picture: NDArray[np.uint8], how: Adjustment, step: int, check: Callable[[float], Any]) -> NDArray[np.uint8]:
    """`picture` adjusted in bands of `step` rows; `check` is told the share done after each."""
    result = np.empty_like(picture)
    height = len(picture)
    for top in range(0, height, step):
        end = min(height, top + step)
        first, last = max(0, top - how.halo), min(height, end + how.halo)
        band = how.apply(_floats(picture[first:last]))[top - first : end - first]
        result[top:end] = np.rint(np.clip(band, 0, 1) * 255)
        check(end / height)
    return result
