"""The weights folder: owns what is written there, shards under 14 MB and a manifest beside them. Trains nothing."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from starter.world.vocabulary import manifest

WEIGHTS = Path(__file__).parents[1] / "weights"
SHARD = "14MB"
LICENCE = "Apache-2.0; trained only on pictures painted by this repository"
INDEX: dict[str, Any] = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.42.1",
    "feature_extractor": [None, None],
    "image_encoder": [None, None],
    "requires_safety_checker": False,
    "safety_checker": [None, None],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": [None, None],
    "tokenizer": [None, None],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderTiny"],
}


def save_paint(
    unet: nn.Module, vae: nn.Module, scheduler: Any, latents: NDArray[Any], pictures: NDArray[Any], trained: str
) -> None:
    """Writes beside the old folder and swaps, so that a reader never sees half a model."""
    target, fresh = WEIGHTS / "paint", WEIGHTS / ".paint-new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    half(unet, torch.float16).save_pretrained(fresh / "unet", max_shard_size=SHARD)
    half(vae, torch.float16).save_pretrained(fresh / "vae", max_shard_size=SHARD)
    scheduler.save_pretrained(fresh / "scheduler")
    (fresh / "model_index.json").write_text(json.dumps(INDEX, indent=2) + "\n")
    _without_path(fresh / "vae" / "config.json")
    matrix, bias = preview(latents, pictures)
    (fresh / "model.toml").write_text(paint_manifest(trained, matrix, bias))
    old = WEIGHTS / ".paint-old"
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    for file in fresh.rglob("*.safetensors"):
        file.chmod(0o644)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _without_path(path: Path) -> None:
    """Where a part was loaded from is this machine's business."""
    config = json.loads(path.read_text())
    config.pop("_name_or_path", None)
    path.write_text(json.dumps(config, indent=2) + "\n")


def half(model: nn.Module, kind: torch.dtype) -> Any:
    """A contiguous copy in 16 bits: safetensors refuses channels-last strides."""
    small = copy.deepcopy(model).to(kind)
    for weight in small.parameters():
        weight.data = weight.data.contiguous()
    return small


def preview(latents: NDArray[Any], pictures: NDArray[Any], rows: int = 400) -> tuple[NDArray[Any], NDArray[Any]]:
    """The least-squares map from one latent cell to its mean colour: pictures of unfinished latents for nothing."""
    chosen = np.arange(min(rows, len(pictures)))
    cells = np.asarray(latents[chosen], np.float32).transpose(0, 2, 3, 1).reshape(-1, latents.shape[1])
    small = np.asarray(pictures[chosen], np.float32).reshape(len(chosen), 16, 8, 16, 8, 3).mean((2, 4)).reshape(-1, 3)
    ones = np.ones((len(cells), 1), np.float32)
    found = np.linalg.lstsq(np.hstack([cells, ones]), small / 255, rcond=None)[0]
    return found[:-1], found[-1]


def paint_manifest(trained: str, matrix: NDArray[Any], bias: NDArray[Any]) -> str:
    rows = ",\n".join(f"  [{', '.join(f'{v:.4f}' for v in row)}]" for row in matrix)
    lists = "\n".join(f"{key} = {json.dumps(words)}" for key, words in manifest().items())
    return f"""name = "starter-paint"
family = "stable-diffusion"
capabilities = ["generate", "edit", "inpaint"]
text_encoder = "minilm"
licence = "{LICENCE}"
trained = "{trained}"

[prompt]
form = "tags"
negative = false

[defaults]
width = 128
height = 128
steps = 20
guidance = 4.0

[vocabulary]
{lists}

[preview]
latent_rgb = [
{rows},
]
bias = [{", ".join(f"{v:.4f}" for v in bias)}]

[measured]
"""
