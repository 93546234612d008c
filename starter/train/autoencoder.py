"""The autoencoder (TAESD form, eight latent channels): owns its shape, its loss and its latents.

Latents are pushed to zero mean and unit variance while training, so that the pipelines need no scaling factor."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm  # type: ignore[import-untyped]

from starter.train.data import Array
from starter.train.loop import Plan, State, train

CHANNELS = 8
WIDTHS = {"small": 64, "full": 96}


def build(size: str = "small") -> AutoencoderTiny:
    width = (WIDTHS[size],) * 4
    model = AutoencoderTiny(
        latent_channels=CHANNELS,
        encoder_block_out_channels=width,
        decoder_block_out_channels=width,
        num_encoder_blocks=(0, 1, 3, 3),
        num_decoder_blocks=(3, 3, 1, 0),
        scaling_factor=1.0,
    )
    return model.to(memory_format=torch.channels_last)


def to_tensor(pictures: Array, device: torch.device) -> torch.Tensor:
    """uint8 pictures as the pipelines' -1..1."""
    tensor = torch.from_numpy(np.array(pictures)).to(device).permute(0, 3, 1, 2)
    return tensor.float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)


def distance(made: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """L1 in colour, in edges and at a coarser scale: edges are what makes a small picture look sharp."""
    loss = F.l1_loss(made, real)
    for dim in (2, 3):
        loss = loss + F.l1_loss(made.diff(dim=dim), real.diff(dim=dim))
    return loss + 0.5 * F.l1_loss(F.avg_pool2d(made, 4), F.avg_pool2d(real, 4))


def normality(latents: torch.Tensor) -> torch.Tensor:
    flat = latents.transpose(0, 1).flatten(1)
    return flat.mean(1).square().mean() + flat.std(1).log().square().mean()


def _batch(pictures: Array, generator: torch.Generator) -> Array:
    """Mostly quarter-size crops (four times the steps for the same work), now and then whole pictures."""
    whole = float(torch.rand((), generator=generator)) < 0.3
    dice = torch.randint(1 << 30, (4 if whole else 16, 3), generator=generator).tolist()
    if whole:
        return np.stack([pictures[k % len(pictures)] for k, _, _ in dice])
    half = pictures.shape[1] // 2
    corners = [(k % len(pictures), x % (half + 1), y % (half + 1)) for k, x, y in dice]
    return np.stack([pictures[k, y : y + half, x : x + half] for k, x, y in corners])


def fit(pictures: Array, folder: Path, size: str, minutes: float, save: Path) -> State:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build(size).to(device)
    plan = Plan("autoencoder", folder, minutes, rate=1e-3, batch=4, average=0.998, weight_decay=0.0)
    return _fit(model, plan, pictures, save)


def refine(pictures: Array, folder: Path, minutes: float, save: Path) -> State:
    """More time for the decoder alone: latents, and with them the denoiser's data, stay as they are."""
    model = AutoencoderTiny.from_pretrained(folder / "vae").to(memory_format=torch.channels_last)
    model.encoder.requires_grad_(False)
    plan = Plan("decoder", folder, minutes, rate=6e-4, batch=4, average=0.998, weight_decay=0.0, export_minutes=5)
    return _fit(model, plan, pictures, save)


def _fit(model: AutoencoderTiny, plan: Plan, pictures: Array, save: Path) -> State:
    device = model.device

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        real = to_tensor(_batch(pictures, generator), device)
        with torch.autocast(device.type, torch.bfloat16):
            latents = model.encoder(real)
            # The decoder learns to forgive the denoiser's small mistakes.
            noisy = latents + 0.08 * torch.randn_like(latents)
            made = model.decoder(noisy)
        return distance(made.float(), real) + 0.1 * normality(latents.float())

    def export(averaged: nn.Module, state: State) -> None:
        fresh, old = save.with_name(save.name + "-new"), save.with_name(save.name + "-old")
        averaged.save_pretrained(fresh)  # type: ignore[operator]
        if save.exists():  # whoever reads meanwhile finds a whole folder
            save.rename(old)
        fresh.rename(save)
        shutil.rmtree(old, ignore_errors=True)

    return train(plan, model, loss_of, export)


@torch.inference_mode()
def latents_of(model: AutoencoderTiny, pictures: Array, path: Path) -> Array:
    """Latents of every picture as a float16 memory map."""
    if not path.exists():
        device = next(model.parameters()).device
        part = path.with_suffix(".part")
        rows = np.lib.format.open_memmap(part, "w+", np.float16, (len(pictures), CHANNELS, 16, 16))
        for k in tqdm(range(0, len(pictures), 64), "latents"):
            with torch.autocast(device.type, torch.bfloat16):
                rows[k : k + 64] = model.encoder(to_tensor(pictures[k : k + 64], device)).float().cpu().numpy()
        rows.flush()
        part.rename(path)
    return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]
