"""Whether the noise of a seed leads to a given picture: then the same seed revises it and keeps its composition.

Measured on the pixels, so that it holds whatever lies between (an upscale, an enhancement), and fails where it should:
for uploads, for other seeds, for what was painted over. Refuses to guess for autoencoders that draw random numbers of
their own: there the noise of a seed cannot be foreseen.
"""

from typing import Any, Final

import torch
from PIL import Image

from tools.runtime.seeds import generator

WHITENED: Final = 0.8
"""Power to which the spectrum is flattened: skies and meadows outweigh the fine structure that noise leaves."""
LIKENESS: Final = 0.1
"""Measured on the starter model, of 2,048 latent values each: 0.14 to 0.25 on the path, -0.07 to 0.07 off it."""
CHANCE: Final = 4.5
"""Standard deviations of chance that a likeness must exceed: one in 300,000 does."""


@torch.inference_mode()
def leads(pipe: Any, seed: int, image: Image.Image) -> bool:
    """Whether `pipe` starts from a picture with just the noise from which it would paint `image` by `seed`."""
    if not hasattr(pipe, "vae") or not hasattr(pipe, "image_processor"):
        return False
    first = next(pipe.vae.parameters())
    encoded = pipe.vae.encode(pipe.image_processor.preprocess(image).to(first.device, first.dtype))
    if not hasattr(encoded, "latents"):
        return False
    latents = encoded.latents.float().cpu()
    chance = CHANCE / latents.numel() ** 0.5
    return likeness(latents, torch.randn(latents.shape, generator=generator(seed))) > max(LIKENESS, chance)


def likeness(latents: torch.Tensor, noise: torch.Tensor) -> float:
    """Correlation of two latents, the first one's spectrum flattened. Of unlike ones: 0 +- 1 / sqrt(their number)."""
    spectrum = torch.fft.rfft2(latents - latents.mean((2, 3), keepdim=True))
    flat = torch.fft.irfft2(spectrum / (spectrum.abs() ** WHITENED + 1e-6), s=latents.shape[-2:])
    other = noise - noise.mean((2, 3), keepdim=True)
    return float((flat * other).sum() / (flat.norm() * other.norm() + 1e-9))
