"""The painter: words to a picture, in Stable Diffusion's form. Owns its pairs of captions and latents.

Every painted picture counts, also those that an instruction left behind: their captions are known as well."""

from __future__ import annotations

import math
from typing import Any

import torch
from diffusers import UNet2DConditionModel

from starter.train import autoencoder, decoder, denoiser, export, loop
from starter.train.autoencoder import CELLS
from starter.train.data import CAPTIONS, Painted
from starter.train.loop import Plan, State, train
from starter.train.sizes import Run
from starter.train.texts import Table

EMPTY = 0.1  # share of captions left out, for classifier-free guidance
THINGS = 4.0  # how much a place counts where a thing stands: grounds and strokes are far more, and are learnt first


def learnt(run: Run) -> tuple[UNet2DConditionModel, State]:
    return loop.learnt(run, "paint", denoiser.build())


def main(run: Run) -> None:
    """Trains, or goes on, and writes the folder."""
    ship(run, *fit(run))


def ship(run: Run, unet: UNet2DConditionModel, state: State) -> None:
    vae, vae_state = decoder.learnt(run)
    trained = (
        f"{run.size}: denoiser {state.told()}, autoencoder {vae_state.told()}, {run.pairs} scenes before and after"
    )
    export.pipeline("paint", run, unet, vae, f"{trained}, {run.device.type}, seed 1")


def fit(run: Run) -> tuple[UNet2DConditionModel, State]:
    clean = torch.cat(autoencoder.latents(run))
    rows = Painted(run).told()
    words = Table(run.work / f"captions-{run.pairs}.npy", told(rows), run.device)
    counts = places(rows).to(run.device)
    objective = denoiser.Objective(run.device, autoencoder.weights(autoencoder.learnt(run)[0], clean))
    model = denoiser.build().to(run.device)
    plan = Plan.of(run, "paint", average=0.9995)

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        device = generator.device
        some = torch.randint(len(clean), (plan.batch,), generator=generator, device=device)
        choice = torch.randint(CAPTIONS, (plan.batch,), generator=generator, device=device)
        said = words.of(some * CAPTIONS + choice)
        said[torch.rand(plan.batch, generator=generator, device=device) < EMPTY] = words.nothing
        return objective(model, clean[some].float(), said, generator, places=counts[some])

    return train(plan, model, loss_of)


def told(rows: list[dict[str, Any]]) -> list[str]:
    """Captions of all pictures before their instruction, then of all after it, `CAPTIONS` each."""
    return [text for part in ("before", "after") for row in rows for text in row[part]]


def places(rows: list[dict[str, Any]]) -> torch.Tensor:
    """(pictures, cells, cells): how much each place of a picture counts, 1 on average; pictures as in `told`."""
    counts = torch.ones(2 * len(rows), CELLS, CELLS)
    for k, boxes in enumerate(row["boxes"][part] for part in (0, 1) for row in rows):
        for box in boxes:
            left, top, right, bottom = (min(max(side * CELLS, 0), CELLS) for side in box)
            counts[k, int(top) : math.ceil(bottom), int(left) : math.ceil(right)] = THINGS
    return counts / counts.mean()
