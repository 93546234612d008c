"""Runs `restyle`: words are painted over the picture's own latents; a picture's style is taken on by its statistics.

Reports how far the edges stayed where they were, and how far colours and texture moved. Refuses to crop or to move.
"""

from collections.abc import Mapping
from typing import Any, Final

from diffusers import AutoPipelineForImage2Image
from PIL import Image

from tools.base import Context, Result, ToolError
from tools.painting import fitted, whole
from tools.restyle.spec import RestyleParams
from tools.restyle.statistics import colour_distance, matched, structure_kept, texture_distance
from tools.runtime.adapting import STYLE, adapter, styled
from tools.runtime.cache import models
from tools.runtime.denoise import check_size, model_of, over, paint
from tools.runtime.imaging import as_clear, flat, resized
from tools.runtime.keeping import echo, laid

LEAST, RANGE = 0.45, 0.5
"""Share of the denoising path that is walked again: at least, and from there to the most."""
WORKED: Final = 1024
"""Longest side at which statistics are moved; the rest of the detail is laid upon it."""


def run(params: RestyleParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One picture of the source's size, or of the model's where that is larger; transparent where the source is.

    Raises:
        ToolError: there is no source or no style, or the model cannot start from a picture.
        ModelBroken: the model cannot be loaded.
        Cancelled: as `context` says.
    """
    if "source" not in inputs:
        raise ToolError("restyle needs a picture whose style changes")
    model = model_of(context)
    context.check()
    source = flat(inputs["source"])
    image = source = resized(source, whole(source.size, model.defaults))
    style = flat(inputs["style"]) if "style" in inputs else None
    guide = adapter(context, STYLE) if style else None
    if guide is not None:
        with styled(models().get(model), guide, params.share) as pipe:
            at_once = params.model_copy(update={"regions": ()})  # an IP-Adapter counts the words of one picture
            image = _painted(pipe, at_once, source, context, ip_adapter_image=style)
    elif params.prompt.strip():
        image = _painted(models().get(model), params, source, context)
    context.check()
    if style is not None:
        image = _taken_on(image, style, params.share)
    return Result((as_clear(image, inputs["source"]),), _facts(source, image, style))


def _painted(pipe: Any, params: RestyleParams, source: Image.Image, context: Context, **more: Any) -> Image.Image:
    model = model_of(context)
    area = fitted(source.size, model.defaults)
    check_size(pipe, area, model.name)
    small = resized(source, area)
    more |= {"image": small, "strength": LEAST + RANGE * params.share}
    over_it = over(pipe, AutoPipelineForImage2Image, model.name)
    made = paint(over_it, params, context, seed=context.seed, size=area, regions=params.regions, **more)
    return made if area == source.size else laid(source, echo(pipe, small), made)


def _taken_on(image: Image.Image, style: Image.Image, share: float) -> Image.Image:
    small, other = (one.copy() for one in (image, style))
    for one in (small, other):
        one.thumbnail((WORKED, WORKED), Image.Resampling.LANCZOS)
    moved = matched(small, other, share)
    return moved if small.size == image.size else laid(image, small, moved)


def _facts(source: Image.Image, image: Image.Image, style: Image.Image | None) -> dict[str, float]:
    """How far the edges stayed (1: all), how far colours and texture moved; with a style, how far off it they are."""
    found = {
        "structure_kept": structure_kept(source, image),
        "colour_moved": colour_distance(source, image),
        "texture_moved": texture_distance(source, image),
    }
    if style is not None:
        found |= {
            "colour_from_style_before": colour_distance(source, style),
            "colour_from_style": colour_distance(image, style),
            "texture_from_style_before": texture_distance(source, style),
            "texture_from_style": texture_distance(image, style),
        }
    return {name: round(value, 3) for name, value in found.items()}
