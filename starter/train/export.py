"""The weights folder: owns what is written there, in 16 bits and in shards, a manifest beside them. Trains nothing."""

from __future__ import annotations

import copy
import json
import shutil
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny
from numpy.typing import NDArray
from torch import nn

from starter.train import denoiser
from starter.train.autoencoder import encode
from starter.train.sizes import SIDE, Run
from starter.world import paint, sample
from starter.world.vocabulary import manifest as vocabulary
from starter.world.vocabulary import plural
from tools.runtime.eye import Eye

SHARD = "14MB"
LICENCE = "Apache-2.0; trained only on pictures painted by this repository"
FORMS: dict[str, tuple[str, list[str]]] = {
    "paint": ("StableDiffusionPipeline", ["generate", "edit", "inpaint"]),  # as well as it can, where no editor is
    "edit": ("StableDiffusionInstructPix2PixPipeline", ["edit", "inpaint"]),
}
MORE = {"paint": "", "edit": "\n[hole]\ncolour = [255, 0, 255]\n"}


def pipeline(name: str, run: Run, unet: nn.Module, vae: AutoencoderTiny, trained: str) -> None:
    """A diffusers folder. The text encoder comes from its package, so it is left out."""

    def write(fresh: Path) -> None:
        half(unet).save_pretrained(fresh / "unet", max_shard_size=SHARD)
        half(vae).save_pretrained(fresh / "vae", max_shard_size=SHARD)
        denoiser.schedule().save_pretrained(fresh / "scheduler")
        (fresh / "model_index.json").write_text(json.dumps(_index(FORMS[name][0]), indent=2) + "\n")
        for config in fresh.rglob("config.json"):
            _without_path(config)
        (fresh / "model.toml").write_text(_painter_manifest(name, trained, *preview(vae)))

    swap(run.weights / name, write)


def eye(run: Run, model: Eye, capabilities: Sequence[str], trained: str) -> None:
    def write(fresh: Path) -> None:
        half(model).save_pretrained(fresh, max_shard_size=SHARD)
        _without_path(fresh / "config.json")
        head = _head("eye", "eye", list(capabilities), trained)
        (fresh / "model.toml").write_text(
            f'{head}text_encoder = "minilm"\n\n[vocabulary]\n{_lists()}\n{_many()}\n\n[measured]\n'
        )

    swap(run.weights / "eye", write)


def words() -> dict[str, list[str]]:
    """The lists of the eye's manifest."""
    found: dict[str, list[str]] = tomllib.loads(f"{_lists()}\n{_many()}")
    return found


def upscaler(name: str, run: Run, model: nn.Module, scale: int, trained: str) -> None:
    preprocessor = {"image_processor_type": "Swin2SRImageProcessor", "do_rescale": True, "rescale_factor": 1 / 255}

    def write(fresh: Path) -> None:
        model.save_pretrained(fresh, max_shard_size=SHARD)  # type: ignore[operator]
        (fresh / "preprocessor_config.json").write_text(json.dumps({**preprocessor, "do_pad": True, "size_divisor": 8}))
        head = _head(name, "swin2sr", ["upscale"], trained)
        (fresh / "model.toml").write_text(f"{head}scale = {scale}\n\n[measured]\n")

    swap(run.weights / name, write)


def swap(target: Path, write: Callable[[Path], None]) -> None:
    """Writes beside the old folder and swaps, so that a reader never sees half a model."""
    fresh, old = target.with_name(f".{target.name}-new"), target.with_name(f".{target.name}-old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    write(fresh)
    for file in fresh.rglob("*.safetensors"):
        file.chmod(0o644)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def half(model: nn.Module) -> Any:
    """A contiguous copy in 16 bits: safetensors refuses channels-last strides."""
    small = copy.deepcopy(model).to("cpu", torch.float16)
    for weight in small.parameters():
        weight.data = weight.data.contiguous()
    return small


def preview(vae: AutoencoderTiny, rows: int = 64) -> tuple[NDArray[Any], NDArray[Any]]:
    """The least-squares map from one latent cell to its mean colour: pictures of unfinished latents for nothing."""
    pictures = np.stack([np.asarray(paint(sample(seed), SIDE).convert("RGB")) for seed in range(rows)])
    latents = encode(vae, pictures).float().cpu().numpy()
    side = latents.shape[-1]
    cells = latents.transpose(0, 2, 3, 1).reshape(-1, latents.shape[1])
    means = pictures.reshape(rows, side, SIDE // side, side, SIDE // side, 3).mean((2, 4)).reshape(-1, 3) / 255
    found = np.linalg.lstsq(np.hstack([cells, np.ones((len(cells), 1), np.float32)]), means, rcond=None)[0]
    return found[:-1], found[-1]


def _index(kind: str) -> dict[str, Any]:
    empty = ("feature_extractor", "image_encoder", "safety_checker", "text_encoder", "tokenizer")
    nothing = {part: [None, None] for part in empty}
    return {
        "_class_name": kind,
        "_diffusers_version": "0.42.1",
        **nothing,
        "requires_safety_checker": False,
        "scheduler": ["diffusers", "DDIMScheduler"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderTiny"],
    }


def _without_path(path: Path) -> None:
    """Where a part was loaded from is this machine's business."""
    config = json.loads(path.read_text())
    config.pop("_name_or_path", None)
    path.write_text(json.dumps(config, indent=2) + "\n")


def _head(name: str, family: str, capabilities: list[str], trained: str) -> str:
    return (
        f'name = "starter-{name}"\nfamily = "{family}"\ncapabilities = {json.dumps(capabilities)}\n'
        f'licence = "{LICENCE}"\ntrained = "{trained}"\n'
    )


def _lists() -> str:
    return "\n".join(f"{key} = {json.dumps(words)}" for key, words in vocabulary().items())


def _many() -> str:
    """The plurals of the subjects, in their order."""
    return f"many = {json.dumps([plural(name) for name in vocabulary()['subjects']])}"


def _painter_manifest(name: str, trained: str, matrix: NDArray[Any], bias: NDArray[Any]) -> str:
    rows = ",\n".join(f"  [{', '.join(f'{v:.4f}' for v in line)}]" for line in matrix)
    return f"""{_head(name, "stable-diffusion", FORMS[name][1], trained)}text_encoder = "minilm"

[prompt]
form = "tags"
negative = false
regions = true

[defaults]
width = {SIDE}
height = {SIDE}
steps = 20
guidance = 4.0
{MORE[name]}
[vocabulary]
{_lists()}

[preview]
latent_rgb = [
{rows},
]
bias = [{", ".join(f"{v:.4f}" for v in bias)}]

[measured]
"""
