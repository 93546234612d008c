"""Runs `generate`: each output singly, from noise or from a source picture. Refuses to batch."""

from collections.abc import Mapping
from typing import Any, Final

from diffusers import AutoPipelineForImage2Image, AutoPipelineForText2Image
from PIL import Image

from tools.base import Context, Result, ToolError, slot_seed
from tools.generate.spec import GenerateParams, size
from tools.runtime.adapting import CONTROL, REFINE, adapter, outlines
from tools.runtime.cache import models
from tools.runtime.denoise import Slot, check_size, model_of, over, paint, variant
from tools.runtime.imaging import flat, resized

STRENGTH: Final = {"subtle": 0.5, None: 0.75, "strong": 0.92}
"""Share of the denoising path that a variation walks again."""
REFINED: Final = 0.25
"""Share of the path that a refiner walks again."""


def run(params: GenerateParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """`count` pictures; slot k is painted with seed + k.

    Raises:
        ToolError: the size does not suit the model, or the model cannot start from a picture or follow one.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    model = model_of(context)
    context.check()
    pipe = models().get(model)
    source, reference = inputs.get("source"), inputs.get("reference")
    area = size(params, source.size if source else None, model)
    assert area is not None  # noqa: S101  a size always follows from the model's defaults
    check_size(pipe, area, model.name)
    given: dict[str, Any] = {}
    more: dict[str, Any] = {}
    if reference is not None:
        given, more = _following(resized(flat(reference), area), context)
    if source is not None:
        pipe = over(pipe, AutoPipelineForImage2Image, model.name, **more)
        given |= {"image": resized(flat(source), area), "strength": STRENGTH[params.variation]}
    elif more:
        pipe = variant(pipe, AutoPipelineForText2Image, f"{model.name} cannot follow a picture", **more)
    images = []
    for number in range(params.count):
        context.check()
        seed, slot = slot_seed(context.seed, number), Slot(number, params.count)
        made = paint(pipe, params, context, seed=seed, size=area, slot=slot, regions=params.regions, **given)
        images.append(_refined(made, params, context, seed))
    return Result(tuple(images))


def _following(reference: Image.Image, context: Context) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a pipeline with a ControlNet is given, and that network."""
    control = adapter(context, CONTROL)
    if control is None:
        raise ToolError(
            f"{model_of(context).name} has no ControlNet to follow a picture with: add one, or leave it out"
        )
    shown = outlines(reference, control)
    return {"image": shown, "control_image": shown}, {"controlnet": models().get(control)}


def _refined(image: Image.Image, params: GenerateParams, context: Context, seed: int) -> Image.Image:
    """The picture gone over by the model's refiner, where it has one."""
    refiner = adapter(context, REFINE)
    if refiner is None:
        return image
    pipe = over(models().get(refiner), AutoPipelineForImage2Image, refiner.name)
    plain = params.model_copy(update={"adapters": None})
    return paint(pipe, plain, context, seed=seed, size=image.size, slot=None, image=image, strength=REFINED)
