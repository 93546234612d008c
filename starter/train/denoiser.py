"""The denoiser: a stock UNet with cross-attention to MiniLM's token states. Owns its shape, schedule and loss.

v-prediction on a zero-terminal-SNR cosine schedule, trailing timesteps. Padding is not masked, since the stock
pipelines do not mask it either."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny, DDIMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from torch import nn

from starter.train import data
from starter.train.autoencoder import CHANNELS, latents_of
from starter.train.data import Array
from starter.train.export import save_paint
from starter.train.loop import Plan, State, train

WIDTHS = {"small": (96, 160, 224), "full": (192, 320, 448)}
SCENES = {"small": 30_000, "full": 200_000}  # a CPU sees each of them a handful of times
STEPS = 1000
EMPTY = 0.1  # share of captions left out, for classifier-free guidance
MAX_WEIGHT = 5.0  # min-SNR gamma


def build(size: str = "small") -> UNet2DConditionModel:
    model = UNet2DConditionModel(
        sample_size=data.SIZE // 8,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        layers_per_block=1 if size == "small" else 2,
        block_out_channels=WIDTHS[size],
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=data.WIDTH,
        attention_head_dim=4,  # in this class the number of heads
    )
    # The fused attention's backward pass is several times slower on a CPU than the plain one.
    model.set_attn_processor(AttnProcessor())
    return model.to(memory_format=torch.channels_last)


def schedule() -> DDIMScheduler:
    return DDIMScheduler(
        num_train_timesteps=STEPS,
        beta_schedule="squaredcos_cap_v2",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
        steps_offset=1,
    )


def fit(pictures: Array, folder: Path, size: str, minutes: float) -> State:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    states, captions, nothing = data.embeddings(folder, len(pictures))
    count = min(SCENES[size], len(pictures))
    pictures = pictures[:count]
    vae = AutoencoderTiny.from_pretrained(folder / "vae").to(device).eval()
    latents = latents_of(vae, pictures, folder / f"latents-{count}.npy")
    empty = torch.from_numpy(nothing)
    scheduler = schedule()
    keep = scheduler.alphas_cumprod.to(device)
    model = build(size).to(device)
    plan = Plan("denoiser", folder, minutes, rate=8e-4, batch=32, average=0.9995, export_minutes=10)

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        rows = torch.randint(count, (plan.batch,), generator=generator).numpy()
        choice = torch.randint(captions.shape[1], (plan.batch,), generator=generator).numpy()
        clean = torch.from_numpy(latents[rows].astype(np.float32)).to(device)
        words = torch.from_numpy(states[captions[rows, choice]])
        words[torch.rand(plan.batch, generator=generator) < EMPTY] = empty
        words = words.to(device).float()
        times = torch.randint(STEPS, (plan.batch,), generator=generator).to(device)
        alpha = keep[times].view(-1, 1, 1, 1)
        noise = torch.randn(clean.shape, generator=generator).to(device)
        noisy = alpha.sqrt() * clean + (1 - alpha).sqrt() * noise
        target = alpha.sqrt() * noise - (1 - alpha).sqrt() * clean
        with torch.autocast(device.type, torch.bfloat16):
            guess = model(noisy.contiguous(memory_format=torch.channels_last), times, words).sample
        error = (guess.float() - target).square().mean((1, 2, 3))
        snr = keep[times] / (1 - keep[times])
        weight = torch.minimum(snr, torch.full_like(snr, MAX_WEIGHT)) / (snr + 1)
        # The floor keeps the noisiest steps, where composition is decided, in sight.
        weighted: torch.Tensor = (error * (weight + 0.25)).mean()
        return weighted

    def export(averaged: nn.Module, state: State) -> None:
        minutes = state.seconds / 60
        trained = f"{size}: {state.samples} samples of {count} painted scenes in {minutes:.0f} min on {device}, seed 1"
        refined = folder / "vae-refined"  # a decoder that went on learning beside this
        best = AutoencoderTiny.from_pretrained(refined) if refined.exists() else vae
        save_paint(averaged, best, scheduler, latents, pictures, trained)

    return train(plan, model, loss_of, export)
