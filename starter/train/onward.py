"""Going on from what is shipped: the model folders of `--weights` become checkpoints in `--work`, where none lie yet.

Owns the way back from a folder to a training. A folder holds averages in 16 bits: they stand for the running weights
too, and the optimisers begin anew. Refuses to touch a checkpoint."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch
from diffusers import AutoencoderTiny, UNet2DConditionModel
from torch import nn
from transformers import Swin2SRForImageSuperResolution

from starter.train.loop import State
from starter.train.sizes import Run
from tools.runtime.eye import Eye

Reader = Callable[[Path], nn.Module]
# Checkpoint to the manifest's folder, what it calls this part of its training, and the network.
SHIPPED: dict[str, tuple[str, str, Reader]] = {
    "eye": ("eye", "", Eye.from_pretrained),
    "autoencoder": ("paint", "autoencoder ", lambda folder: AutoencoderTiny.from_pretrained(folder / "vae")),
    "paint": ("paint", "denoiser ", lambda folder: UNet2DConditionModel.from_pretrained(folder / "unet")),
    "edit": ("edit", "", lambda folder: UNet2DConditionModel.from_pretrained(folder / "unet")),
    "upscale": ("upscale", "", Swin2SRForImageSuperResolution.from_pretrained),
    "upscale4": ("upscale4", "", Swin2SRForImageSuperResolution.from_pretrained),
}


def main(run: Run) -> None:
    """Writes what is missing, and says so."""
    for name, (folder, words, read) in SHIPPED.items():
        source, target = run.weights / folder, run.work / f"{name}.pt"
        if target.exists() or not (source / "model.toml").exists():
            continue
        state = trained(tomllib.loads((source / "model.toml").read_text())["trained"], words, run.part(name).batch)
        weights = {key: value.float() for key, value in read(source).state_dict().items()}
        torch.save({"model": weights, "averaged": weights, "state": asdict(state)}, target)
        print(f"{target.name}: {state.told()}; give --minutes more than that to go on")


def trained(told: str, words: str, batch: int) -> State:
    """What a manifest's `trained` says of the part that `words` begin; nothing where it says nothing."""
    found = re.search(rf"{words}(\d+) \D*samples? in (\d+) min", told)
    if found is None:
        return State()
    samples, minutes = map(int, found.groups())
    return State(samples // batch, samples, minutes * 60.0)
