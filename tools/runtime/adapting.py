"""Adapters in a pipeline for one run: LoRA by name and weight, an IP-Adapter for a style, a ControlNet for outlines.

Each is a folder of its own whose `model.toml` says what it `adapts`. Refuses to leave anything behind: the next run
finds the model as it was.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image
from skimage.color import rgb2gray
from skimage.feature import canny

from tools.base import Context, ToolError
from tools.manifest import Manifest, ModelBroken, reason, weights_file
from tools.painting import Painting
from tools.runtime.imaging import flat
from tools.runtime.report import lend

STYLE, CONTROL, REFINE, OUTLINE = "style", "control", "refine", "outline"
"""What adapters other than LoRA are capable of."""
SMOOTHED: Final = 2.0
"""Standard deviation, in pixels, of the blur before outlines are looked for."""


@dataclass(frozen=True)
class Lent:
    """A LoRA and how strongly it works."""

    manifest: Manifest
    weight: float


def adapter(context: Context, capability: str) -> Manifest | None:
    """What adapts the job's model and is capable of this, about to be used; None where nothing is."""
    found = next((one for one in context.adapters if capability in one.capabilities), None)
    if found is not None:
        lend(found)
    return found


def lent(params: Painting, context: Context) -> list[Lent]:
    """The LoRA that the request names.

    Raises:
        ToolError: one is not there for this model; the message says which are.
    """
    there = {one.name: one for one in context.adapters if one.family == "lora"}
    wanted = params.adapters or {}
    for name in wanted:
        if name not in there:
            known = ", ".join(there) or "none"
            raise ToolError(f"there is no adapter {name[:60]!r} for this model; there are: {known}")
    return [Lent(there[name], weight) for name, weight in wanted.items() if weight]


@contextmanager
def adapted(pipe: Any, params: Painting, context: Context) -> Iterator[list[Manifest]]:
    """`pipe` with the LoRA of `params` in it.

    Raises:
        ToolError, ModelBroken: one is unknown, or does not fit the model.
    """
    wanted = lent(params, context)
    if not wanted:
        yield []
        return
    if not hasattr(pipe, "load_lora_weights"):
        raise ToolError("this model takes no adapters")
    names = [f"lora-{number}" for number in range(len(wanted))]
    try:
        for name, one in zip(names, wanted, strict=True):
            lend(one.manifest)
            with _fitting(one.manifest):
                pipe.load_lora_weights(
                    str(one.manifest.folder),
                    weight_name=weights_file(one.manifest).name,
                    adapter_name=name,
                    local_files_only=True,
                )
        with _fitting(wanted[-1].manifest):
            pipe.set_adapters(names, [one.weight for one in wanted])
        yield [one.manifest for one in wanted]
    finally:
        pipe.unload_lora_weights()


@contextmanager
def styled(pipe: Any, manifest: Manifest, weight: float) -> Iterator[Any]:
    """`pipe` with an IP-Adapter in it: it then takes an `ip_adapter_image`.

    Raises:
        ToolError, ModelBroken: the model takes none, or this one does not fit it.
    """
    if not hasattr(pipe, "load_ip_adapter"):
        raise ToolError("this model takes no picture for its style")
    encoder = "image_encoder" if (manifest.folder / "image_encoder").is_dir() else None
    try:
        with _fitting(manifest):
            pipe.load_ip_adapter(
                str(manifest.folder),
                subfolder="",
                weight_name=weights_file(manifest).name,
                image_encoder_folder=encoder,
                local_files_only=True,
            )
        pipe.set_ip_adapter_scale(weight)
        yield pipe
    finally:
        pipe.unload_ip_adapter()


def outlines(picture: Image.Image, manifest: Manifest) -> Image.Image:
    """What a ControlNet is shown of `picture`: its edges, or the picture itself where that already is such a map."""
    if manifest.control != "canny":
        return flat(picture)
    found = canny(rgb2gray(np.asarray(flat(picture))), SMOOTHED)
    return Image.fromarray(found.astype(np.uint8) * 255, "L").convert("RGB")


@contextmanager
def _fitting(manifest: Manifest) -> Iterator[None]:
    """What goes wrong while `manifest` is put into a model becomes a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Already found a `peft_config`", UserWarning)  # several are meant
            yield
    except (ModelBroken, MemoryError):
        raise
    except Exception as error:  # foreign files through three libraries: each raises what it likes
        why = reason(error, manifest.folder)
        raise ModelBroken(f"{manifest.name}: it does not fit this model, or is damaged ({why})") from error
