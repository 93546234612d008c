"""Runs `upscale`, tile by tile, with a super-resolution network or a diffusion upscaler.

Refuses results over the bound.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import torch
from diffusers import DiffusionPipeline
from PIL import Image

from tools import MAX_PIXELS, MEGAPIXELS
from tools.base import Context, Result, ToolError
from tools.painting import Painting
from tools.runtime.cache import models
from tools.runtime.denoise import model_of, paint
from tools.runtime.enlargers import Enlarger
from tools.runtime.imaging import as_clear, bled, resized
from tools.upscale import tiles
from tools.upscale.spec import UpscaleParams

DIFFUSION_SCALE: Final = 4
"""Of the StableDiffusionUpscale form, unless its manifest says otherwise."""
PREVIEW: Final = 512
"""Longest side of a preview, about."""


def run(params: UpscaleParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture, `scale` times as wide and high; an alpha channel is enlarged by interpolation.

    Raises:
        ToolError: there is no source, or the result would be over MAX_PIXELS.
        ModelBroken: the model cannot be loaded.
        Cancelled: between two tiles.
    """
    if "source" not in inputs:
        raise ToolError("upscale needs a picture to enlarge")
    source = inputs["source"]
    goal = (source.width * params.scale, source.height * params.scale)
    if goal[0] * goal[1] > MAX_PIXELS:
        raise ToolError(f"{goal[0]} x {goal[1]} is over the largest size, {MEGAPIXELS}")
    model = model_of(context)
    context.check()
    network = models().get(model)
    step = model.scale or _own_scale(network)
    if step < 2:
        raise ToolError(f"{model.name} does not enlarge: choose another model for this")
    image, passes = bled(source), _passes(params.scale, step)
    for done in range(passes):
        image = _once(network, image, min(step, params.scale), context, done=done, passes=passes)
    return Result((as_clear(resized(image, goal), source),))


def _passes(scale: int, step: int) -> int:
    passes, reached = 1, step
    while reached < scale:
        passes, reached = passes + 1, reached * step
    return passes


def _own_scale(network: Any) -> int:
    if isinstance(network, DiffusionPipeline):
        return DIFFUSION_SCALE
    return int(network.scale if isinstance(network, Enlarger) else network.config.upscale)


def _once(network: Any, image: Image.Image, scale: int, context: Context, *, done: int, passes: int) -> Image.Image:
    by_step = _by_diffusion(network, context) if isinstance(network, DiffusionPipeline) else _by_network(network)
    # A model that makes more than was asked for is brought back tile by tile, so that no picture is over the bound.
    enlarge = lambda tile: resized(by_step(tile), (tile.width * scale, tile.height * scale))  # noqa: E731

    def shown(share: float, result: Image.Image) -> None:
        context.progress((done + share) / passes)
        if share < 1 and context.wants_preview():
            context.preview(result.reduce(max(1, round(max(result.size) / PREVIEW))))

    return tiles.enlarged(image, scale, enlarge, shown)


def _by_network(network: Any) -> Callable[[Image.Image], Image.Image]:
    weight = next(network.parameters())
    window, scale = 1 if isinstance(network, Enlarger) else int(network.config.window_size), _own_scale(network)

    @torch.inference_mode()
    def enlarge(tile: Image.Image) -> Image.Image:
        # The network wants whole windows; the mirrored edge is cut off again.
        whole = [(0, -tile.height % window), (0, -tile.width % window), (0, 0)]
        padded = np.pad(np.asarray(tile, np.float32) / 255, whole, mode="symmetric")
        pixels = torch.from_numpy(padded).permute(2, 0, 1)[None].to(weight.device, weight.dtype)
        made = network(pixels)
        made = made if isinstance(network, Enlarger) else made.reconstruction
        made = made[0, :, : tile.height * scale, : tile.width * scale]
        bytes_ = made.float().clamp(0, 1).mul(255).round().to(torch.uint8).permute(1, 2, 0).cpu().numpy()
        return Image.fromarray(bytes_, "RGB")

    return enlarge


def _by_diffusion(pipe: Any, context: Context) -> Callable[[Image.Image], Image.Image]:
    def enlarge(tile: Image.Image) -> Image.Image:
        return paint(pipe, Painting(), context, seed=context.seed, size=tile.size, slot=None, image=tile)

    return enlarge
