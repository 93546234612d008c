"""From a model folder in the hub's layout to a loaded model. Refuses code, pickles, foreign classes and the network.

Whatever goes wrong becomes a ModelBroken that names the folder and says what to do.
"""

import json
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import diffusers
import torch
import transformers
from diffusers import DiffusionPipeline
from torch import nn

from tools.manifest import Manifest, ModelBroken, reason
from tools.runtime.devices import Device, lower
from tools.runtime.encoders import components
from tools.runtime.enlargers import enlarger
from tools.runtime.eye import Eye
from tools.runtime.picture_reader import PictureReader
from tools.runtime.readers import READERS, reader

LIBRARIES: Final = frozenset({"diffusers", "transformers", "stable_diffusion"})
UPSCALERS: Final = {"swin2sr": "Swin2SRForImageSuperResolution"}
DENOISERS: Final = ("unet", "transformer")

diffusers.logging.set_verbosity_error()
diffusers.logging.disable_progress_bar()
transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()


def load(manifest: Manifest, device: Device) -> Any:
    """The pipeline (folders with a `model_index.json`) or network (others) of `manifest`, on `device`.

    Raises:
        ModelBroken: the folder is missing, incomplete, damaged or not allowed.
    """
    folder = manifest.folder
    if not folder.is_dir():
        raise ModelBroken(f"{manifest.name}: its folder is gone; put it back or choose another model")
    try:
        if (folder / "model_index.json").is_file():
            return _pipeline(manifest, device)
        return _network(manifest, device)
    except (ModelBroken, MemoryError, torch.OutOfMemoryError):
        raise
    except Exception as error:  # foreign files through three libraries: each raises what it likes
        if "torchvision" in str(error).lower() and find_spec("torchvision") is None:
            raise ModelBroken(
                f"{manifest.name}: it needs one more package, torchvision, in the version that goes with torch"
            ) from error
        why = reason(error, folder)
        raise ModelBroken(f"{manifest.name}: the folder is damaged or incomplete, fetch it again ({why})") from error


def _pipeline(manifest: Manifest, device: Device) -> DiffusionPipeline:
    given = components(manifest.text_encoder)
    seeing = _seeing(manifest.folder)
    _check_index(manifest.name, manifest.folder, {*given, *seeing})
    # An encoder that comes from outside stays in float32, and a pipeline's parts must agree about what they pass.
    wholly = device.on_gpu and not given
    pipe = DiffusionPipeline.from_pretrained(
        str(manifest.folder),
        dtype=device.dtype if wholly else torch.float32,
        use_safetensors=True,
        local_files_only=True,
        **given,
        **seeing,
    )
    pipe.set_progress_bar_config(disable=True)
    networks = [part for part in pipe.components.values() if isinstance(part, nn.Module)]
    if any(weight.is_meta for network in networks for weight in network.parameters()):
        raise ModelBroken(f"{manifest.name}: weights are missing from the folder, fetch it again")
    if not wholly and device.dtype is not torch.float32:
        for part in _costly(pipe):
            lower(part, device.dtype)
    if device.on_gpu:
        if weight_of(pipe) <= device.memory:
            pipe.to(device.name)
        else:
            pipe.enable_model_cpu_offload()
    return pipe


def _seeing(folder: Path) -> dict[str, PictureReader]:
    """The processor of a pipeline whose own would need torchvision for films that no pipeline here is shown."""
    index = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
    wanted = index.get("processor") == ["transformers", "Qwen2VLProcessor"] and find_spec("torchvision") is None
    return {"processor": PictureReader.open(folder / "processor")} if wanted else {}


def _costly(pipe: DiffusionPipeline) -> list[nn.Module]:
    """The networks that take the time: what denoises, and both ends of the autoencoder unless it asks for float32."""
    found = [getattr(pipe, name, None) for name in DENOISERS]
    vae = getattr(pipe, "vae", None)
    if vae is not None and not vae.config.get("force_upcast", True):
        found += [getattr(vae, "encoder", None), getattr(vae, "decoder", None)]
    return [part for part in found if isinstance(part, nn.Module)]


def _network(manifest: Manifest, device: Device) -> nn.Module:
    network: nn.Module
    if manifest.family == "eye":
        network = Eye.from_pretrained(str(manifest.folder), local_files_only=True, use_safetensors=True)
    elif manifest.family in READERS:
        network = reader(manifest.family, manifest.folder)
    elif manifest.family in UPSCALERS:
        network = getattr(transformers, UPSCALERS[manifest.family]).from_pretrained(
            str(manifest.folder), local_files_only=True, use_safetensors=True
        )
    elif manifest.family == "controlnet":
        network = _controlnet(manifest)
    elif manifest.family == "esrgan":
        network = enlarger(manifest)
    else:
        raise ModelBroken(f"{manifest.name}: there is no model_index.json and no known family")
    network.eval().requires_grad_(False)
    return network.to(device.name, device.dtype if device.on_gpu else torch.float32)


def _controlnet(manifest: Manifest) -> nn.Module:
    name = str(json.loads((manifest.folder / "config.json").read_text(encoding="utf-8")).get("_class_name"))
    kind = getattr(diffusers, name, None)
    if kind is None or not name.endswith("ControlNetModel"):
        raise ModelBroken(f"{manifest.name}: {name[:60]!r} is no ControlNet that the installed diffusers knows")
    network: nn.Module = kind.from_pretrained(str(manifest.folder), local_files_only=True, use_safetensors=True)
    return network


def _check_index(name: str, folder: Path, given: Collection[str]) -> None:
    index = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
    for part, value in index.items():
        if part.startswith("_") or not isinstance(value, list) or value[0] is None:
            continue
        library = value[0]
        if library not in LIBRARIES:
            raise ModelBroken(f"{name}: {part} wants code from {str(library)[:40]!r}, which is refused")
        if part not in given and not (folder / part).is_dir():
            raise ModelBroken(f"{name}: {part} is missing, the folder is damaged or incomplete, fetch it again")
    if not hasattr(diffusers, str(index.get("_class_name"))):
        raise ModelBroken(f"{name}: the installed diffusers knows no {str(index.get('_class_name'))[:60]!r}")


def weight_of(model: Any) -> int:
    """Bytes of a pipeline's or network's weights."""
    parts = model.components.values() if isinstance(model, DiffusionPipeline) else [model]
    networks = [part for part in parts if isinstance(part, nn.Module)]
    return sum(
        tensor.nelement() * tensor.element_size()
        for network in networks
        for tensor in (*network.parameters(), *network.buffers())
    )
