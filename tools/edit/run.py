"""Runs `edit`. With an instruction model: its own pipeline, and what it left alone stays as it was, at the picture's
own size. With any other: a revision, that is, the new prompt painted over the source along the path of the same seed,
so that the composition stays. What is transparent stays so, or is painted if asked. Refuses to be a filter.
"""

from collections.abc import Mapping
from typing import Any, Final

from diffusers import AutoPipelineForImage2Image
from PIL import Image

from tools.base import Context, Result, ToolError
from tools.edit.spec import EditParams
from tools.painting import fitted, whole
from tools.runtime.cache import models
from tools.runtime.denoise import check_size, model_of, over, paint
from tools.runtime.imaging import as_clear, flat, resized
from tools.runtime.keeping import carried, echo
from tools.runtime.regional import NO_REGIONS

STRENGTH: Final = 0.9
"""Chosen by looking: with less, night does not turn to sunrise; what is kept is kept by the seed and its noise."""


def run(params: EditParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture: at the model's size in the source's aspect, or at the source's own where an instruction model works.

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
    area = fitted(source.size, model.defaults)
    check_size(pipe, area, model.name)
    small = resized(source, area)
    if model.instructed:
        if params.regions:
            raise ToolError(NO_REGIONS)
        words = params.instruction or params.prompt
        made = paint(pipe, params, context, seed=context.seed, size=area, image=small, prompt=words)
        found = carried(resized(source, whole(source.size, model.defaults)), echo(pipe, small), made)
        image = found.image if params.ground else as_clear(found.image, inputs["source"])
        return Result((image,), {"changed": round(found.changed, 3), "painted_at": list(area)})
    pipe = over(pipe, AutoPipelineForImage2Image, model.name)
    given: dict[str, Any] = {"image": small, "strength": params.strength or STRENGTH}
    given["prompt"] = params.prompt or params.instruction
    image = paint(pipe, params, context, seed=context.seed, size=area, regions=params.regions, **given)
    return Result((image if params.ground else as_clear(image, inputs["source"]),))
