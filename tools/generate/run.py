"""Runs `generate`: each output singly, from noise or from a source picture. Refuses to batch."""

from collections.abc import Mapping
from typing import Any

from diffusers import AutoPipelineForImage2Image
from PIL import Image

from tools.base import Context, Result, slot_seed
from tools.generate.spec import GenerateParams, size
from tools.runtime.cache import models
from tools.runtime.denoise import Slot, check_size, model_of, over, paint
from tools.runtime.imaging import flat, resized

STRENGTH = {"subtle": 0.5, None: 0.75, "strong": 0.92}
"""Share of the denoising path that a variation walks again."""


def run(params: GenerateParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """`count` pictures; slot k is painted with seed + k.

    Raises:
        ToolError: the size does not suit the model, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    model = model_of(context)
    context.check()
    pipe = models().get(model)
    source = inputs.get("source")
    area = size(params, source.size if source else None, model)
    assert area is not None  # noqa: S101  a size always follows from the model's defaults
    check_size(pipe, area, model.name)
    given: dict[str, Any] = {}
    if source is not None:
        pipe = over(pipe, AutoPipelineForImage2Image, model.name)
        given = {"image": resized(flat(source), area), "strength": STRENGTH[params.variation]}
    images = []
    for number in range(params.count):
        context.check()
        seed, slot = slot_seed(context.seed, number), Slot(number, params.count)
        images.append(paint(pipe, params, context, seed=seed, size=area, slot=slot, **given))
    return Result(tuple(images))
