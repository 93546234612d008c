"""The eye's training: pictures, statements about them, true ones and lies, and where each can be seen.

Owns its data, its loss and its calibration. The network itself is the product's (`tools/runtime/eye.py`). While it
learns it also names the thing and the colour at each place: a few statements a picture teach that slowly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from starter.train import claims, export, loop
from starter.train.data import STATEMENTS, Painted, tensor
from starter.train.loop import Plan, State, train
from starter.train.sizes import Run
from starter.train.texts import Table
from starter.world import FIRST_SEED, paint, sample
from starter.world.vocabulary import COLOURS, SUBJECTS
from tools.runtime.eye import SIDE, TOKENS, Eye, Seen
from tools.runtime.looking import look

CELLS = SIDE // 16  # places a side
VALIDATION = FIRST_SEED - 1_000_000  # above all trained seeds, below the held-out ones


ELEMENTS = 8  # of a scene at most, and 0 for what is none
SCENERY = 0.2  # weight of naming a place where nothing is


@dataclass(frozen=True)
class Statements:
    """Of every scene: words (rows of the table), truth, and the bits of the elements spoken of; and what they are."""

    words: Table
    met: torch.Tensor
    parts: torch.Tensor
    names: torch.Tensor
    """(scenes, 1 + ELEMENTS, 2): number of the thing and of its colour, from 1."""


class Pupil(nn.Module):
    """The eye and what it is only trained with: the naming of each place."""

    def __init__(self) -> None:
        super().__init__()
        self.eye: Any = Eye()
        width = self.eye.config.width
        self.things, self.colours = nn.Linear(width, 1 + len(SUBJECTS)), nn.Linear(width, 1 + len(COLOURS))

    def named(self, seen: Seen, names: torch.Tensor) -> torch.Tensor:
        """How badly it names things and colours at all places; `names` (batch, places, 2)."""
        loss = torch.zeros((), device=names.device)
        for kind, head in enumerate((self.things, self.colours)):
            there = names[..., kind].flatten()
            each = F.cross_entropy(head(seen.places).flatten(0, 1).float(), there, reduction="none")
            weights = torch.where(there > 0, 1.0, SCENERY)
            loss = loss + (each * weights).sum() / weights.sum()
        return loss


def main(run: Run) -> None:
    """Trains, or goes on, and writes the folder."""
    ship(run, *fit(run))


def learnt(run: Run) -> tuple[Eye, State]:
    pupil, state = loop.learnt(run, "eye", Pupil())
    return pupil.eye, state


def ship(run: Run, model: Eye, state: State) -> None:
    calibrate(model)
    export.eye(run, model, f"{run.size}: {state.told()}, {run.pairs} scenes, {run.device.type}, seed 1")


def statements(run: Run) -> Statements:
    """All of them: the eye learns from every row that is painted, so it waits for the last."""
    painted = Painted(run)
    painted.wait(run.pairs)
    rows = [row["claims"] for row in painted.told()]
    texts = [words for row in rows for words, _, _ in row]
    words = Table(run.work / f"phrases-{run.pairs}.npy", texts, run.device, TOKENS)
    met, parts = (torch.tensor([[claim[k] for claim in row] for row in rows], dtype=torch.uint8) for k in (1, 2))
    names = torch.zeros(len(rows), 1 + ELEMENTS, 2, dtype=torch.int64)
    for k, told in enumerate(painted.told()):
        for number, (subject, colour) in enumerate(told["elements"], 1):
            names[k, number] = torch.tensor([1 + SUBJECTS.index(subject), 1 + list(COLOURS).index(colour)])
    return Statements(words, met, parts, names)


def at_places(numbers: torch.Tensor, names: torch.Tensor) -> torch.Tensor:
    """(batch, places, 2): what is seen at most in each of the eye's places; `names` as `Statements` has them."""
    cells = F.one_hot(numbers.long(), 1 + ELEMENTS).unflatten(1, (CELLS, -1)).unflatten(3, (CELLS, -1)).sum((2, 4))
    most = cells.flatten(1, 2).argmax(-1)
    return names.gather(1, most[..., None].expand(-1, -1, 2))


def blurred(pictures: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """As soft, as noisy and as pale as pictures of a painter may be, so that nothing of that decides."""
    kind, noise, shift, scale = torch.rand(4, generator=generator, device=generator.device).tolist()
    if kind > 0.4:
        side = pictures.shape[-1]
        smaller = F.interpolate(pictures, size=int(side * (0.3 + 0.6 * (1 - kind))), mode="area")
        pictures = F.interpolate(smaller, size=side, mode="bilinear")
    pictures = pictures * (0.85 + 0.3 * scale) + 0.1 * (shift - 0.5)
    dust = torch.randn(pictures.shape, generator=generator, device=generator.device)
    worn: torch.Tensor = pictures + 0.12 * noise * noise * dust
    return worn


def fit(run: Run, name: str = "eye", seed: int = 1) -> tuple[Eye, State]:
    """Trains, or goes on."""
    painted = Painted(run)
    told = statements(run)
    model: Any = Pupil()
    model.to(run.device, memory_format=torch.channels_last)
    plan = Plan.of(run, "eye", average=0.998, seed=seed)
    plan.name = name

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        device = generator.device
        rows = torch.randint(run.pairs, (plan.batch,), generator=generator, device=device).cpu()
        # All that is said of a picture at once: looking costs more than asking.
        words = told.words.of((rows[:, None] * STATEMENTS + torch.arange(STATEMENTS)).to(device))
        met, parts = told.met[rows].float().to(device), told.parts[rows].to(device)
        pictures, numbers = painted.before[rows.numpy()], torch.from_numpy(painted.masks[rows.numpy()]).to(device)
        seen = blurred(tensor(pictures, run.device), generator)
        with torch.autocast(device.type, torch.bfloat16):
            looked = model.eye.see(seen)
            guess, masks = model.eye(looked, words)
            named: torch.Tensor = model.named(looked, at_places(numbers, told.names[rows].to(device)))
        return loss(guess.float(), masks.float(), met, where(numbers, parts), parts) + named

    pupil, state = train(plan, model, loss_of)
    return pupil.eye, state


def where(numbers: torch.Tensor, parts: torch.Tensor) -> torch.Tensor:
    """(batch, statements, side, side): the pixels of the elements whose bits are set."""
    bit = torch.where(numbers > 0, 1 << (numbers.int() - 1).clamp(min=0), 0)
    return ((bit[:, None] & parts.int()[..., None, None]) > 0).float()


def loss(
    guess: torch.Tensor, masks: torch.Tensor, met: torch.Tensor, real: torch.Tensor, parts: torch.Tensor
) -> torch.Tensor:
    """Truth of every statement, and the mask of those that speak of things or of what is not there."""
    truth = F.binary_cross_entropy_with_logits(guess, met)
    spoken = ((parts > 0) | (met == 0)).float()
    each = F.binary_cross_entropy_with_logits(masks, real, reduction="none").mean((2, 3))
    share = masks.sigmoid()
    overlap = 1 - (2 * (share * real).sum((2, 3)) + 1) / (share.sum((2, 3)) + real.sum((2, 3)) + 1)
    there = (parts > 0).float()
    mask = (each * spoken).sum() / spoken.sum().clamp(min=1) + (overlap * there).sum() / there.sum().clamp(min=1)
    return truth + mask


@torch.inference_mode()
def calibrate(model: Eye, count: int = 150) -> None:
    """One number for all certainties, found on scenes that are neither trained on nor measured."""
    model.warmth.fill_(1.0)
    guesses, truths = [], []
    for seed in range(VALIDATION, VALIDATION + count):
        scene = sample(seed)
        asked = claims.drawn(scene, seed, STATEMENTS)
        guesses.append(look(model, paint(scene, SIDE), [c.words for c in asked]).logits)
        truths.append(torch.tensor([float(c.met) for c in asked]))
    guess, met = torch.cat(guesses), torch.cat(truths)
    best = min(np.linspace(0.4, 4.0, 73), key=lambda t: float(F.binary_cross_entropy_with_logits(guess / t, met)))
    model.warmth.fill_(float(best))
