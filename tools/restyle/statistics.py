"""What of a style can be counted: how its colours are spread, and how much contrast it has at each scale.

Moves a picture's statistics to another's, and measures how far apart two are. Knows no model and no words.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.color import rgb2gray, rgb2lab, rgb2ycbcr, ycbcr2rgb
from skimage.exposure import match_histograms
from skimage.filters import gaussian, sobel

Pixels = NDArray[np.float32]
SCALES: Final = (1.0, 2.0, 4.0, 8.0)
"""Standard deviations, in pixels, that part a picture into its scales."""
SAMPLE: Final = 512
"""Longest side at which pictures are measured."""
QUANTILES: Final = np.linspace(0.01, 0.99, 99)
LEAST: Final = 0.1
"""Contrast (of L in 0..100) below which a scale counts as empty."""


def matched(picture: Image.Image, style: Image.Image, share: float) -> Image.Image:
    """`picture` with its colours, then the contrast of every scale, moved to those of `style` by `share` (0..1)."""
    own, other = (rgb2ycbcr(np.asarray(one.convert("RGB"))).astype(np.float32) for one in (picture, style))
    moved = own + np.float32(share) * (match_histograms(own, other, channel_axis=-1) - own)
    moved[..., 0] = _contrasts_moved(moved[..., 0], other[..., 0], share)
    return Image.fromarray(np.rint(np.clip(ycbcr2rgb(moved), 0, 1) * 255).astype(np.uint8), "RGB")


def _contrasts_moved(light: Pixels, style: Pixels, share: float) -> Pixels:
    """Each scale of `light` with the spread of values it has in `style`; where things are stays."""
    (*own, rest), (*other, _) = _scales(light), _scales(style)
    moved = rest.copy()
    for mine, theirs in zip(own, other, strict=True):
        moved += mine + np.float32(share) * (match_histograms(mine, theirs) - mine)
    return moved


def _scales(light: Pixels) -> list[Pixels]:
    """Differences of Gaussians, finest first, and what is left; they add up to `light`."""
    blurred = [light, *(gaussian(light, scale) for scale in SCALES)]
    return [*(fine - coarse for fine, coarse in pairwise(blurred)), blurred[-1]]


def structure_kept(before: Image.Image, after: Image.Image) -> float:
    """Correlation of where the edges are and how strong, up to 1."""
    size = _measured(before)
    edges = [gaussian(sobel(rgb2gray(np.asarray(one.resize(size)))), 2).ravel() for one in (before, after)]
    if min(edge.std() for edge in edges) < 1e-6:
        return float(np.allclose(edges[0], edges[1], atol=1e-3))
    return float(np.corrcoef(edges[0], edges[1])[0, 1])


def colour_distance(one: Image.Image, other: Image.Image) -> float:
    """How far colours must move on average, each channel of Lab alone: about the least difference that is seen is 2."""
    spread = [np.quantile(_lab(picture.resize(_measured(picture))), QUANTILES, axis=(0, 1)) for picture in (one, other)]
    return float(np.abs(spread[0] - spread[1]).mean(axis=0).sum())


def texture_distance(one: Image.Image, other: Image.Image) -> float:
    """By how many doublings contrast differs, averaged over the scales."""
    contrast = [
        np.array(
            [max(LEAST, float(scale.std())) for scale in _scales(_lab(picture.resize(_measured(picture)))[..., 0])]
        )
        for picture in (one, other)
    ]
    return float(np.abs(np.log2(contrast[0] / contrast[1]))[:-1].mean())


def _lab(picture: Image.Image) -> Pixels:
    lab: Pixels = rgb2lab(np.asarray(picture.convert("RGB"), np.float32) / 255).astype(np.float32)
    return lab


def _measured(picture: Image.Image) -> tuple[int, int]:
    scale = min(1.0, SAMPLE / max(picture.size))
    return max(8, round(picture.width * scale)), max(8, round(picture.height * scale))
