"""Unfinished latents as a small picture, by one matrix product. Refuses the decoder: that would cost a step or more."""

from typing import Any, Final

import torch
from PIL import Image

from tools.base import Size
from tools.manifest import Manifest, Preview

# Published fits for the two four-channel autoencoders that nearly every model of their form shares.
SD: Final = Preview(
    latent_rgb=[[0.149, 0.146, 0.137], [0.128, 0.111, 0.1], [-0.05, 0.067, 0.105], [-0.079, -0.083, -0.123]],
    bias=[0.5, 0.5, 0.5],
)
SDXL: Final = Preview(
    latent_rgb=[[0.184, 0.198, 0.202], [-0.093, 0.018, 0.021], [0.042, 0.025, -0.115], [-0.122, -0.102, -0.073]],
    bias=[0.5, 0.5, 0.5],
)
SDXL_SCALE: Final = 0.13025
LONGEST: Final = 512


def mapping(manifest: Manifest | None, pipe: Any) -> Preview | None:
    """The manifest's own map, else the one known for the autoencoder's form, else none."""
    if manifest is not None and manifest.preview is not None and manifest.preview.latent_rgb:
        return manifest.preview
    config = getattr(getattr(pipe, "vae", None), "config", None)
    if config is None or config.get("latent_channels") != len(SD.latent_rgb):
        return None
    return SDXL if config.get("scaling_factor") == SDXL_SCALE else SD


def sketch(latents: torch.Tensor, preview: Preview, size: Size) -> Image.Image | None:
    """The picture of `latents` (1 x channels x height x width), scaled to `size` but no longer than 512 pixels.

    None when the latents are in a form that the map is not for (packed ones, or another number of channels).
    """
    if latents.ndim != 4 or latents.shape[1] != len(preview.latent_rgb):
        return None
    matrix = torch.tensor(preview.latent_rgb, dtype=torch.float32)
    cells = latents[0].detach().to("cpu", torch.float32).permute(1, 2, 0)
    colours = (cells @ matrix + torch.tensor(preview.bias)).clamp(0, 1).mul(255).round().to(torch.uint8)
    scale = min(1.0, LONGEST / max(size))
    shown = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    return Image.fromarray(colours.numpy(), "RGB").resize(shown, Image.Resampling.BICUBIC)
