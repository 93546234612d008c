"""Runs `edit`. With an instruction model: its own pipeline. With any other: a revision, that is, the new prompt painted
over the source along the path of the same seed, so that the composition stays. Refuses to be a filter.
"""

from collections.abc import Mapping
from typing import Any, Final

from diffusers import AutoPipelineForImage2Image
from PIL import Image

from tools.base import Context, Result, ToolError
from tools.edit.spec import EditParams, size
from tools.runtime.cache import models
from tools.runtime.denoise import check_size, model_of, over, paint
from tools.runtime.imaging import flat, resized

STRENGTH: Final = 0.9
"""Chosen by looking: with less, night does not turn to sunrise; what is kept is kept by the seed and its noise."""
INSTRUCTED: Final = ("InstructPix2Pix", "Kontext", "ImageEdit")
"""Parts of the names of pipelines that take a picture and an instruction."""


def run(params: EditParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture at the model's size in the source's aspect.

    Raises:
        ToolError: there is no source, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    if "source" not in inputs:
        raise ToolError("edit needs a picture to change")
    model = model_of(context)
    context.check()
    pipe: Any = models().get(model)
    source = flat(inputs["source"])
    area = size(params, source.size, model.defaults)
    assert area is not None  # noqa: S101  a size always follows from a source and a model
    check_size(pipe, area, model.name)
    given: dict[str, Any] = {"image": resized(source, area)}
    if any(part in type(pipe).__name__ for part in INSTRUCTED):
        given["prompt"] = params.instruction or params.prompt
    else:
        given["prompt"] = params.prompt or params.instruction
        pipe = over(pipe, AutoPipelineForImage2Image, model.name)
        given["strength"] = params.strength or STRENGTH
    image = paint(pipe, params, context, seed=context.seed, size=area, **given)
    return Result((image,))
