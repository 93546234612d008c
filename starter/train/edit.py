"""The editor: a picture and an instruction to a changed picture, in InstructPix2Pix's form. Owns its pairs.

The same network fills holes (`holes.py`): one network for both is what fits the budget, and each learns from the
other's pictures."""

from __future__ import annotations

from typing import Any

import torch
from diffusers import UNet2DConditionModel

from starter.train import autoencoder, decoder, denoiser, export, loop, paint
from starter.train.data import Painted
from starter.train.holes import of_record
from starter.train.loop import Plan, State, train
from starter.train.sizes import Run
from starter.train.texts import Table

FILLS = 0.4  # share of the batch that fills holes
# Classifier-free guidance over words and over the picture: what is left out, and how often.
NO_WORDS, NO_PICTURE = 0.1, 0.05


def main(run: Run) -> None:
    """Trains, begun from the painter, or goes on, and writes the folder."""
    ship(run, *fit(run))


def learnt(run: Run) -> tuple[UNet2DConditionModel, State]:
    return loop.learnt(run, "edit", denoiser.build(pictures_in=2))


def ship(run: Run, unet: UNet2DConditionModel, state: State) -> None:
    vae, _ = decoder.learnt(run)
    export.pipeline(
        "edit",
        run,
        unet,
        vae,
        f"{run.size}: {state.told()}, begun from paint; {run.pairs} pairs, {run.device.type}, seed 1",
    )


def fit(run: Run) -> tuple[UNet2DConditionModel, State]:
    before, after = autoencoder.latents(run)
    told = Painted(run).told()
    holed, filled, wishes = fills(run, told)
    seen, clean = torch.cat([before, holed]), torch.cat([after, filled])
    words = Table(run.work / f"instructions-{run.pairs}.npy", [*(row["asked"] for row in told), *wishes], run.device)
    objective = denoiser.Objective(run.device, autoencoder.weights(autoencoder.learnt(run)[0], clean))
    model = denoiser.build(pictures_in=2).to(run.device)
    painter, _ = paint.learnt(run)
    denoiser.begin_from(model, painter.state_dict())
    plan = Plan.of(run, "edit", average=0.9995)

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        device = generator.device
        rows = torch.randint(run.pairs, (plan.batch,), generator=generator, device=device)
        dice = torch.rand((3, plan.batch), generator=generator, device=device)
        rows = rows + run.pairs * (dice[0] < FILLS)
        said, shown = words.of(rows), seen[rows].float()
        said[dice[1] < NO_WORDS] = words.nothing
        shown[dice[2] < NO_PICTURE] = 0.0
        return objective(model, clean[rows].float(), said, generator, shown)

    return train(plan, model, loss_of)


def fills(run: Run, told: list[dict[str, Any]]) -> tuple[torch.Tensor, torch.Tensor, list[str]]:
    """Latents of every scene with a hole in it, of the same part of the whole scene, and the words for the hole."""
    painted = Painted(run)
    vae, state = autoencoder.learnt(run)
    found = [of_record(row["hole"]) for row in told]
    holed, whole = (
        autoencoder.latents_of(run, vae, painted.folder / f"{name}-{state.steps}.npy", picture)
        for name, picture in (
            ("holed", lambda k: found[k].holed(painted.before[k], painted.masks[k])),
            ("whole", lambda k: found[k].whole(painted.before[k])),
        )
    )
    return holed, whole, [one.words for one in found]
