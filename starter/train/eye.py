"""The eye's training: pictures, statements about them, true ones and lies, and where each can be seen.

Owns its data and its loss. The network itself is the product's (`tools/runtime/eye.py`); beside statements it learns
names (`naming.py`), those of things mostly from close by (`windows.py`). How sure it is is settled when it has learnt
(`certainty.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional as F

from starter.train import export, loop, naming
from starter.train.certainty import balanced, calibrate
from starter.train.data import STATEMENTS, Painted, tensor
from starter.train.loop import Plan, State, train
from starter.train.sizes import Run
from starter.train.texts import Table
from starter.train.windows import Windows
from tools.runtime.devices import sixteen_bits
from tools.runtime.eye import TOKENS, Eye

JUDGES = ("judge", "describe", "features")
TRUSTED = 0.93  # balanced accuracy from which it may judge: a wrong check list is worse than none
CLOSE = 0.65  # share of the steps that only name things, in windows
WINDOWS = 4  # in such a step, for each picture of another: it takes a third of the time


@dataclass(frozen=True)
class Statements:
    """Of every scene: words (rows of the table), truth, and the bits of the elements spoken of; and what they are."""

    words: Table
    met: torch.Tensor
    parts: torch.Tensor
    names: torch.Tensor
    """(scenes, 1 + ELEMENTS, 2): number of the thing and of its colour, from 1."""
    around: torch.Tensor
    """(scenes, lists): which place, hour and so on, from 0; -1 where it cannot be told."""


def main(run: Run) -> None:
    """Trains, or goes on, and writes the folder."""
    ship(run, *fit(run))


def learnt(run: Run) -> tuple[Eye, State]:
    return loop.learnt(run, "eye", Eye())


def ship(run: Run, model: Eye, state: State) -> None:
    calibrate(model)
    right = balanced(model)
    may = ("find", *JUDGES) if right >= TRUSTED else ("find",)
    print(f"balanced accuracy of judging, in wordings it knows: {right:.3f}; offered for {', '.join(may)}")
    export.eye(run, model, may, f"{run.size}: {state.told()}, {run.pairs} scenes, {run.device.type}, seed 1")


def statements(run: Run) -> Statements:
    """All of them: the eye learns from every row that is painted, so it waits for the last."""
    painted = Painted(run)
    painted.wait(run.pairs)
    told = painted.told()
    rows = [row["claims"] for row in told]
    texts = [words for row in rows for words, _, _ in row]
    words = Table(run.work / f"phrases-{run.pairs}.npy", texts, run.device, TOKENS)
    met, parts = (torch.tensor([[claim[k] for claim in row] for row in rows], dtype=torch.uint8) for k in (1, 2))
    return Statements(words, met, parts, naming.elements(told), naming.around(told))


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
    told, names = statements(run), naming.Names(run.work / "names.npy", run.device)
    windows = Windows(painted)
    model: Any = Eye()
    model.to(run.device, memory_format=torch.channels_last)
    plan = Plan.of(run, "eye", average=0.998, seed=seed)
    plan.name = name

    def closely(generator: torch.Generator) -> torch.Tensor:
        device = generator.device
        near = windows.drawn(plan.batch * WINDOWS, generator)
        seen = blurred(tensor(near.pictures, run.device), generator)
        with sixteen_bits(device.type):
            places = model.window(seen, near.corners.to(device))
        shown = naming.at_places(near.numbers.to(device), told.names[near.rows].to(device))
        return names.loss(model, places, generator, shown, torch.full_like(told.around[near.rows], -1).to(device))

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        device = generator.device
        if float(torch.rand((), generator=generator, device=device)) < CLOSE:
            return closely(generator)
        rows = torch.randint(run.pairs, (plan.batch,), generator=generator, device=device).cpu()
        # All that is said of a picture at once: looking costs more than asking.
        words = told.words.of((rows[:, None] * STATEMENTS + torch.arange(STATEMENTS)).to(device))
        met, parts = told.met[rows].float().to(device), told.parts[rows].to(device)
        pictures, numbers = painted.before[rows.numpy()], torch.from_numpy(painted.masks[rows.numpy()]).to(device)
        seen = blurred(tensor(pictures, run.device), generator)
        with sixteen_bits(device.type):
            looked = model.see(seen)
            guess, masks = model(looked, words)
        shown, around = naming.at_places(numbers, told.names[rows].to(device)), told.around[rows].to(device)
        named = names.loss(model, looked.places, generator, shown, around)
        return loss(guess.float(), masks.float(), met, where(numbers, parts), parts) + named

    return train(plan, model, loss_of)


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
