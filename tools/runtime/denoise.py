"""One run of a diffusion pipeline for one output: arguments, scheduler, seed, progress, cancelling, previews.

Knows no family: a pipeline is given what its signature takes. Refuses batches, since a batch of three differs from
three single runs and a recipe would then not say how to make one of them again.
"""

import inspect
import math
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import AutoPipelineForImage2Image, AutoPipelineForInpainting
from PIL import Image

from tools.base import Context, Size, ToolError
from tools.manifest import Manifest, ModelBroken
from tools.painting import Painting, Region
from tools.runtime import previews
from tools.runtime.adapting import adapted
from tools.runtime.regional import regional
from tools.runtime.scheduling import Heard, listen
from tools.runtime.seeds import generator

AfterStep = Callable[[torch.Tensor, torch.Tensor | None], torch.Tensor]
"""Changes the latents after a step; the second argument is the timestep they are at, None at the end."""


@dataclass(frozen=True)
class Slot:
    """Which output of how many this run makes."""

    number: int = 0
    count: int = 1


def model_of(context: Context) -> Manifest:
    """The manifest chosen for the job.

    Raises:
        ModelBroken: none was chosen.
    """
    if context.manifest is None:
        raise ModelBroken("no model is there for this: add a model folder and try again")
    return context.manifest


def over(pipe: Any, kind: type[AutoPipelineForImage2Image | AutoPipelineForInpainting], name: str, **more: Any) -> Any:
    """The variant of `pipe` that starts from a picture, sharing its networks; `more` are further networks.

    Raises:
        ToolError: this model has no such variant.
    """
    return variant(pipe, kind, f"{name} cannot start from a picture; choose another model for this", **more)


def variant(pipe: Any, kind: Any, otherwise: str, **more: Any) -> Any:
    """`pipe` as another kind of pipeline, sharing its networks.

    Raises:
        ToolError: there is no such kind of it; says `otherwise`.
    """
    try:
        found = kind.from_pipe(pipe, **more)
    except ValueError as error:
        raise ToolError(otherwise) from error
    found.set_progress_bar_config(disable=True)
    return found


def check_size(pipe: Any, size: Size, name: str) -> None:
    """Raises ToolError when `pipe` would silently paint another size."""
    grid = int(getattr(pipe, "vae_scale_factor", 8)) * (2 if hasattr(pipe, "transformer") else 1)
    if any(side % grid for side in size):
        near = " x ".join(str(max(grid, round(side / grid) * grid)) for side in size)
        raise ToolError(f"{name} paints sizes in multiples of {grid}: try {near}")


def paint(
    pipe: Any,
    params: Painting,
    context: Context,
    *,
    seed: int,
    size: Size,
    slot: Slot | None = Slot(),
    after_step: Callable[[Heard], AfterStep] | None = None,
    regions: Sequence[Region] = (),
    **given: Any,
) -> Image.Image:
    """Run `pipe` once and return its picture.

    Args:
        pipe: any diffusers pipeline that gives pictures.
        params: what the request says; its gaps are filled from the manifest.
        context: of the job.
        seed: of this output.
        size: width and height the pipeline works at.
        slot: which output of the job it is, for progress and previews; None when the run is a part that tells nothing.
        after_step: gets the run's scheduler; what it returns may change the latents after each step.
        regions: parts of the picture with words of their own.
        given: further arguments (`image`, `strength`, ...); those that the pipeline does not take are left out.

    Raises:
        Cancelled: from the context; the networks stay loaded.
        ToolError: the device has too little memory for the size, or the model takes no regions.
    """
    model = model_of(context)
    with adapted(pipe, params, context) as loras, regional(pipe, regions):
        steps, guidance, changes = _settings(params, (model, *loras))
        heard = listen(pipe.scheduler, changes)
        if "strength" in given:
            steps = max(steps, math.ceil(1 / given["strength"]))
        taken = inspect.signature(pipe.__call__).parameters
        wishes = {
            "prompt": params.prompt,
            **_guided(pipe, guidance, params.negative, taken),
            "num_inference_steps": steps,
            "width": size[0],
            "height": size[1],
            "generator": generator(seed),
            "callback_on_step_end": _callback(pipe, context, heard, size, slot, after_step and after_step(heard)),
            "callback": lambda *_: context.check(),  # of pipelines from before callback_on_step_end
            "max_area": size[0] * size[1],  # FLUX Kontext would paint another size
            "_auto_resize": False,
            **given,
        }
        untouched, pipe.scheduler = pipe.scheduler, heard.scheduler
        try:
            made = pipe(**{name: value for name, value in wishes.items() if name in taken})
        except torch.OutOfMemoryError as error:
            torch.cuda.empty_cache()
            raise ToolError(
                f"{size[0]} x {size[1]} is too large for this device's memory: choose a smaller size"
            ) from error
        finally:
            pipe.scheduler = untouched
    image: Image.Image = made.images[0]
    return image.convert("RGB")


def _settings(params: Painting, manifests: Sequence[Manifest]) -> tuple[int, float, dict[str, Any]]:
    """Steps, guidance and changes to the scheduler: as the request says, else as the last manifest that says so."""
    own = manifests[0].defaults
    for one in manifests[1:]:
        own = own.model_copy(update={name: getattr(one.defaults, name) for name in one.defaults.model_fields_set})
    changes = {name: value for one in manifests for name, value in one.scheduler.items()}
    return params.steps or own.steps, own.guidance if params.guidance is None else params.guidance, changes


def _guided(pipe: Any, guidance: float, negative: str, taken: Container[str]) -> dict[str, Any]:
    """How the pipeline takes guidance: the stock way, or (Qwen-Image) as a true one that wants a negative prompt."""
    config = getattr(getattr(pipe, "transformer", None), "config", {})
    if "true_cfg_scale" in taken and not config.get("guidance_embeds"):
        return {"true_cfg_scale": guidance, "negative_prompt": negative or " "}
    return {"guidance_scale": guidance, "negative_prompt": negative or None}


def _callback(
    pipe: Any, context: Context, heard: Heard, size: Size, slot: Slot | None, change: AfterStep | None
) -> Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]:
    shown = previews.mapping(context.manifest, pipe)

    def step_ended(running: Any, number: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        context.check()
        steps = max(1, int(running.num_timesteps))
        if change is not None:
            tensors["latents"] = change(tensors["latents"], _next(heard.scheduler.timesteps, timestep))
        if slot is None:
            return tensors
        context.progress((slot.number + (number + 1) / (steps + 1)) / slot.count)
        if shown is not None and number + 1 < steps and context.wants_preview():
            latents = tensors["latents"] if heard.foreseen is None else heard.foreseen
            if (image := previews.sketch(latents, shown, size)) is not None:
                context.preview(image)
        return tensors

    return step_ended


def _next(timesteps: torch.Tensor, timestep: Any) -> torch.Tensor | None:
    at = (timesteps == timestep).nonzero()
    if not len(at) or int(at[-1]) + 1 >= len(timesteps):
        return None
    return timesteps[int(at[-1]) + 1]
