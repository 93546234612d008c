"""The autoencoder's second half, taught on once the latents are made: owns the sharper way back to pixels.

The encoder rests, so every latent that was stored, and whatever a denoiser learnt on them, stays true. Needs the eye,
whose first layers see what is blurred."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny

from starter.train import autoencoder, loop
from starter.train.autoencoder import CELLS, distance, latents
from starter.train.data import Array, Painted, tensor
from starter.train.loop import Plan, State, train
from starter.train.perceived import Perceived
from starter.train.sizes import Run
from tools.runtime.devices import sixteen_bits

PART = 10  # cells a side of a training crop
SEEN = 8  # of these in its middle count: the decoder looks a few cells around
CELL = 16  # pixels
WHOLE = 0.25  # share of steps on whole pictures: no crop has an edge of the picture in the part that counts
LOOKS = 0.3  # weight of what the eye sees beside what pixels say
NOISE = 0.08  # the decoder learns to forgive the denoiser's small mistakes


def learnt(run: Run) -> tuple[AutoencoderTiny, State]:
    """The whole autoencoder with the newest decoder there is; the state is the encoder's."""
    vae, state = autoencoder.learnt(run)
    if (run.work / "decoder.pt").exists():
        vae.decoder, _ = loop.learnt(run, "decoder", vae.decoder)
    return vae, state


def main(run: Run) -> None:
    """Trains, or goes on. Its result goes into the folders that are written next."""
    painted = Painted(run)
    before, after = latents(run)
    model: Any = autoencoder.learnt(run)[0].decoder.requires_grad_(True)
    perceived = Perceived(run)
    plan = Plan.of(run, "decoder", average=0.998, weight_decay=0.0)

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        whole = float(torch.rand((), generator=generator, device=generator.device)) < WHOLE
        part, count = (CELLS, plan.batch) if whole else (PART, plan.batch * 4)
        dice = torch.randint(1 << 30, (count, 4), generator=generator, device=generator.device).tolist()
        cells, crops = [], []
        for k, side, x, y in dice:
            k, x, y = k % run.pairs, x % (CELLS - part + 1), y % (CELLS - part + 1)
            cells.append((before, after)[side % 2][k, :, y : y + part, x : x + part])
            crops.append(_crop((painted.before, painted.after)[side % 2][k], x, y, part))
        given = torch.stack(cells).float().to(run.device)
        with sixteen_bits(run.device.type):
            made = model(given + NOISE * torch.randn_like(given))
        real = tensor(np.stack(crops), run.device)
        edge = 0 if whole else (PART - SEEN) // 2 * CELL
        inside = slice(edge, part * CELL - edge)
        made, real = made.float()[..., inside, inside], real[..., inside, inside]
        loss: torch.Tensor = distance(made, real) + LOOKS * perceived(made, real)
        return loss

    train(plan, model, loss_of)


def _crop(picture: Array, x: int, y: int, part: int) -> Array:
    return picture[y * CELL : (y + part) * CELL, x * CELL : (x + part) * CELL]
