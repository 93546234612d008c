"""Runs `inpaint`: masked latents with any model, or the model's own pipeline where it has mask channels.

Works on a part around the mask at the model's size and pastes it back at the stored size. Refuses to change a pixel
outside the mask.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import torch
from diffusers import AutoPipelineForImage2Image, AutoPipelineForInpainting
from numpy.typing import NDArray
from PIL import Image
from torch.nn.functional import adaptive_max_pool2d

from tools.base import Context, Result, ToolError
from tools.inpaint.crop import around
from tools.inpaint.spec import InpaintParams
from tools.painting import fitted
from tools.runtime.cache import models
from tools.runtime.denoise import AfterStep, check_size, model_of, over, paint
from tools.runtime.imaging import bounds, flat, painted, pasted, resized
from tools.runtime.scheduling import Heard

STRENGTH: Final = 0.88
"""A trace of what was there keeps the sky a sky and the grass grass behind the new thing."""
MASK_CHANNELS: Final = 9
FEATHER: Final = 0.06
"""Of the mask's shorter side, where the request says nothing."""


def run(params: InpaintParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture of the source's size; outside the mask it is the source to the bit.

    Raises:
        ToolError: an input is missing or the mask does not fit, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    if "source" not in inputs or "mask" not in inputs:
        raise ToolError("inpaint needs a picture and a mask")
    source = inputs["source"]
    where = painted(inputs["mask"], source.size)
    model = model_of(context)
    context.check()
    pipe: Any = models().get(model)
    edges = bounds(where)
    box = around(edges, source.size, (model.defaults.width, model.defaults.height))
    area = fitted((box[2] - box[0], box[3] - box[1]), model.defaults)
    check_size(pipe, area, model.name)
    part = where[box[1] : box[3], box[0] : box[2]]
    mask = Image.fromarray(part.astype(np.uint8) * 255, "L").resize(area, Image.Resampling.BOX)
    given: dict[str, Any] = {
        "image": resized(flat(source.crop(box)), area),
        "strength": params.strength or STRENGTH,
        "mask_image": mask,
    }
    if getattr(getattr(pipe, "unet", None), "config", {}).get("in_channels") == MASK_CHANNELS:
        pipe = over(pipe, AutoPipelineForInpainting, model.name)
        patch = paint(pipe, params, context, seed=context.seed, size=area, **given)
    else:
        pipe = over(pipe, AutoPipelineForImage2Image, model.name)
        keep = lambda heard: _kept_outside(pipe, heard, np.asarray(mask) > 0)  # noqa: E731
        patch = paint(pipe, params, context, seed=context.seed, size=area, after_step=keep, **given)
    shortest = min(edges[2] - edges[0], edges[3] - edges[1])
    feather = min(shortest * FEATHER, 64) if params.feather is None else params.feather
    patch = resized(patch, (box[2] - box[0], box[3] - box[1]))
    image = pasted(source, patch, box, where, feather)
    return Result((image,))


def _kept_outside(pipe: Any, heard: Heard, mask: NDArray[np.bool_]) -> AfterStep:
    """After each step, latents outside the mask go back to the source's, at the noise of that step."""

    def keep(latents: torch.Tensor, timestep: torch.Tensor | None) -> torch.Tensor:
        original = heard.original
        if original is None:  # the pipeline adds its noise in a way we cannot hear: only the pasting keeps the rest
            return latents
        before = original if timestep is None else heard.noised(timestep)
        share = adaptive_max_pool2d(torch.from_numpy(mask)[None, None].float(), original.shape[-2:])
        share = share.to(original).expand_as(original)
        if latents.ndim == 3:  # packed, as FLUX has them
            shape = original.shape
            before, share = (
                pipe._pack_latents(part, *shape)  # noqa: SLF001  the only way to the packed form
                for part in (before.to(latents), share)
            )
        return torch.where(share > 0, latents, before.to(latents))

    return keep
