"""What an edit did not mean to change stays as it was: the source shows wherever the model left it alone.

An autoencoder loses a little of every picture. Comparing an edit with the source's own way through the same autoencoder
(its echo) tells that loss from what was changed on purpose. Works on stored pixels; knows no model beyond its
autoencoder.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter
from scipy.ndimage import uniform_filter

from tools.runtime.imaging import resized

CHANGED: Final = 22
"""Difference of a blurred pixel (of 255) from which it counts as changed on purpose."""
REACH: Final = 32
"""A changed place reaches this part of the longer side further."""
WINDOW: Final = 9
"""Pixels, at the model's size, over which it is asked whether the change kept what was there."""
FLAT: Final = 4.0
"""Standard deviation (of 255) below which there is nothing there to be kept."""
MOST: Final = 1.2
"""Fine detail comes back at most this much stronger."""
BAND: Final = 1_000_000
"""Pixels worked on at once."""


@dataclass(frozen=True)
class Kept:
    """The picture, and how large a share of it was changed, 0..1."""

    image: Image.Image
    changed: float


def carried(source: Image.Image, echo: Image.Image, made: Image.Image) -> Kept:
    """The change from `echo` to `made`, both at the model's size, made in `source` at its own size.

    Where nothing changed, `source` shows to the bit. Where something did, `made` shows, and the fine detail of `source`
    upon it as far as `made` kept what was there: darkened by night, it stays; under a new thing, it is gone.
    """
    mask = _changed(echo, made)
    share = float(np.asarray(mask, np.float32).mean() / 255)
    whole = laid(source, echo, made)
    return Kept(Image.composite(whole, source, mask.resize(source.size, Image.Resampling.BILINEAR)), share)


def laid(source: Image.Image, echo: Image.Image, made: Image.Image) -> Image.Image:
    """`made` at the size of `source`, with the fine detail of `source` upon it as far as `made` kept what was there."""
    size = source.size
    if size == made.size:
        return made
    gain = Image.fromarray(_gain(echo, made), "F").resize(size, Image.Resampling.BILINEAR)
    below, above = (one.resize(size, Image.Resampling.BICUBIC) for one in (resized(source, made.size), made))
    result = Image.new("RGB", size)
    rows = max(1, BAND // size[0])
    for top in range(0, size[1], rows):
        band = (0, top, size[0], min(size[1], top + rows))
        old, flat, new = (np.asarray(part.crop(band), np.float32) for part in (source, below, above))
        whole = np.clip(new + np.asarray(gain.crop(band))[..., None] * (old - flat), 0, 255)
        result.paste(Image.fromarray(np.rint(whole).astype(np.uint8), "RGB"), band[:2])
    return result


def _changed(echo: Image.Image, made: Image.Image) -> Image.Image:
    """How much of each pixel is taken from `made`: nothing where it is like `echo`, all where it is not."""
    bands = ImageChops.difference(echo.convert("RGB"), made.convert("RGB")).split()
    difference = reduce(ImageChops.lighter, bands).filter(ImageFilter.BoxBlur(2))
    reach = max(made.size) // REACH
    changed = difference.point(lambda value: 255 * (value >= CHANGED)).filter(ImageFilter.MaxFilter(2 * reach + 1))
    return changed.filter(ImageFilter.BoxBlur(reach // 2))


def _gain(echo: Image.Image, made: Image.Image) -> NDArray[np.float32]:
    """Slope of the line that best makes `made` of `echo` around each pixel: 1 where it is the same, 0 where unlike.

    Where neither shows anything, the finest detail stays.
    """
    before, after = (np.asarray(picture.convert("L"), np.float32) for picture in (echo, made))
    mean = lambda values: uniform_filter(values, WINDOW)  # noqa: E731
    variance = mean(before * before) - mean(before) ** 2
    covariance = mean(before * after) - mean(before) * mean(after)
    slope: NDArray[np.float32] = np.clip((covariance + FLAT**2) / (variance + FLAT**2), 0, MOST).astype(np.float32)
    return slope


def latents(vae: Any, pixels: torch.Tensor) -> torch.Tensor:
    """What `vae` makes of `pixels` (-1..1), the likeliest where it gives a distribution; unscaled."""
    coded = vae.encode(pixels)
    made: torch.Tensor = coded.latents if hasattr(coded, "latents") else coded.latent_dist.mode()
    return made


@torch.inference_mode()
def echo(pipe: Any, picture: Image.Image) -> Image.Image:
    """`picture` as the autoencoder of `pipe` gives it back; sides in the multiples that it takes."""
    vae = pipe.vae
    weight = next(vae.parameters())
    pixels = torch.from_numpy(np.array(picture.convert("RGB"))).permute(2, 0, 1)[None]
    pixels = pixels.to(weight.device, weight.dtype) / 127.5 - 1
    frames = weight.ndim == 5  # made for films: a picture is one frame
    made = vae.decode(latents(vae, pixels[:, :, None] if frames else pixels)).sample
    made = (made[:, :, 0] if frames else made)[0].float().clamp(-1, 1).add(1).mul(127.5)
    return Image.fromarray(made.round().byte().permute(1, 2, 0).cpu().numpy(), "RGB")
