"""One place of a picture painted from words, every pixel elsewhere kept to the bit: by whatever way the model has.

Works on a part around the place at the model's size and pastes it back at the stored size. Three ways: a model that
fills holes of a colour is shown the hole; one with mask channels is given the mask; any other has its latents outside
the mask put back after each step. Refuses models that can do none of these.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import torch
from diffusers import AutoPipelineForImage2Image, AutoPipelineForInpainting
from numpy.typing import NDArray
from PIL import Image
from torch.nn.functional import adaptive_max_pool2d

from tools.base import Context
from tools.painting import Painting, fitted
from tools.runtime.cache import models
from tools.runtime.crop import HOLE, LATENTS, View, around
from tools.runtime.denoise import AfterStep, Slot, check_size, model_of, over, paint
from tools.runtime.imaging import Box, bounds, flat, pasted, resized
from tools.runtime.scheduling import Heard

STRENGTH: Final = 0.88
"""A trace of what was there keeps the sky a sky and the grass grass behind the new thing."""
FILLING: Final = ("Inpaint", "Fill")
"""Parts of the names of pipelines that are made for masks."""
MASK_CHANNELS: Final = 9
FEATHER: Final = 0.06
"""Of the mask's shorter side, where the request says nothing."""
SOFTEST: Final = 64.0
"""Pixels of the widest such edge."""


@dataclass(frozen=True)
class Wish:
    """How a place is filled. `strength`, `feather` (in pixels, inside the mask) and `view`: None means the usual."""

    params: Painting
    seed: int
    strength: float | None = None
    feather: float | None = None
    view: View | None = None
    slot: Slot = field(default=Slot())


def filled(source: Image.Image, where: NDArray[np.bool_], wish: Wish, context: Context) -> Image.Image:
    """`source` with the words of `wish` painted where `where` (height x width) says; its size and its other bits kept.

    Raises:
        ToolError: the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    model = model_of(context)
    pipe: Any = models().get(model)
    edges = bounds(where)
    view = wish.view or (HOLE if model.hole else LATENTS)
    box = around(edges, source.size, (model.defaults.width, model.defaults.height), view)
    area = fitted((box[2] - box[0], box[3] - box[1]), model.defaults)
    check_size(pipe, area, model.name)
    part = where[box[1] : box[3], box[0] : box[2]]
    mask = Image.fromarray(part.astype(np.uint8) * 255, "L").resize(area, Image.Resampling.BOX)
    patch = _painted(pipe, resized(flat(source.crop(box)), area), mask, wish, context)
    return pasted(source, resized(patch, _size(box)), box, where, _feather(edges, wish))


def _size(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


def _feather(edges: Box, wish: Wish) -> float:
    return min(min(_size(edges)) * FEATHER, SOFTEST) if wish.feather is None else wish.feather


def _painted(pipe: Any, part: Image.Image, mask: Image.Image, wish: Wish, context: Context) -> Image.Image:
    model = model_of(context)
    whole: dict[str, Any] = {"seed": wish.seed, "size": part.size, "slot": wish.slot, "image": part}
    if model.hole is not None:
        covered = part.copy()
        covered.paste(model.hole.colour, (0, 0), mask.point(lambda value: 255 * (value > 0)))
        return paint(pipe, wish.params, context, **{**whole, "image": covered})
    whole |= {"strength": wish.strength or STRENGTH, "mask_image": mask}
    if any(part in type(pipe).__name__ for part in FILLING):
        return paint(pipe, wish.params, context, **whole)
    if getattr(getattr(pipe, "unet", None), "config", {}).get("in_channels") == MASK_CHANNELS:
        pipe = over(pipe, AutoPipelineForInpainting, model.name)
        return paint(pipe, wish.params, context, **whole)
    pipe = over(pipe, AutoPipelineForImage2Image, model.name)
    keep = lambda heard: _kept_outside(pipe, heard, np.asarray(mask) > 0)  # noqa: E731
    return paint(pipe, wish.params, context, after_step=keep, **whole)


def _kept_outside(pipe: Any, heard: Heard, mask: NDArray[np.bool_]) -> AfterStep:
    """After each step, latents outside the mask go back to the source's, at the noise of that step."""

    def keep(latents: torch.Tensor, timestep: torch.Tensor | None) -> torch.Tensor:
        original = heard.original
        if original is None:  # the pipeline adds its noise in a way we cannot hear: only the pasting keeps the rest
            return latents
        before = original if timestep is None else heard.noised(timestep)
        share = adaptive_max_pool2d(torch.from_numpy(mask)[None, None].float(), original.shape[-2:])
        share = share.to(original).expand_as(original)
        if latents.ndim == 3:  # packed, as FLUX and Qwen-Image have them
            batch, *_, high, wide = original.shape
            shape = (batch, original[0].numel() // (high * wide), high, wide)
            before, share = (
                pipe._pack_latents(part, *shape)  # noqa: SLF001  the only way to the packed form
                for part in (before.to(latents), share)
            )
        return torch.where(share > 0, latents, before.to(latents))

    return keep
