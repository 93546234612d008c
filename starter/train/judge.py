"""A strict eye for the painter's pictures: a small network that names subject, colour, place and time.

Trained on painted scenes only (blurred and shifted, so that softness alone does not fool it) and never on what the
painter made. Owns the judging; decides nothing about training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

from starter.train.data import Array
from starter.train.loop import Plan, State, train
from starter.world import Scene, sample
from starter.world.vocabulary import COLOURS, PLACES, SUBJECTS, TIMES

HEADS: dict[str, tuple[str, ...]] = {
    "subject": SUBJECTS,
    "colour": tuple(COLOURS),
    "place": tuple(PLACES),
    "time": tuple(TIMES),
}
SIDE = 64


class Judge(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for before, after in ((3, 32), (32, 64), (64, 96), (96, 128)):
            layers += [nn.Conv2d(before, after, 3, 2, 1), nn.GroupNorm(8, after), nn.SiLU()]
            layers += [nn.Conv2d(after, after, 3, 1, 1), nn.GroupNorm(8, after), nn.SiLU()]
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(128 * 16, sum(map(len, HEADS.values())))

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, ...]:
        flat = self.body(pictures).flatten(1)
        return self.head(F.dropout(flat, 0.2, self.training)).split([len(names) for names in HEADS.values()], 1)  # type: ignore[no-any-return]


def labels(scene: Scene) -> tuple[int, ...] | None:
    """Only scenes with one kind of thing of a plain colour can be judged."""
    if len(scene.elements) != 1 or scene.elements[0].paint_colour not in COLOURS:
        return None
    element = scene.elements[0]
    words = (element.subject, element.paint_colour, scene.place, scene.time)
    return tuple(names.index(word) for names, word in zip(HEADS.values(), words, strict=True))


def tensors(pictures: Array) -> torch.Tensor:
    whole = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return F.avg_pool2d(whole, whole.shape[-1] // SIDE)


def fit(pictures: Array, folder: Path, minutes: float = 4.0) -> Judge:
    model = Judge()
    known = {k: found for k in range(len(pictures)) if (found := labels(sample(k)))}
    rows, wanted = np.array(list(known)), torch.tensor(list(known.values()))
    plan = Plan("judge", folder, minutes, rate=2e-3, batch=64, warmup=50, average=0.99, export_minutes=1e6)

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        chosen = torch.randint(len(rows), (plan.batch,), generator=generator)
        seen, answers = tensors(pictures[rows[chosen.numpy()]]), wanted[chosen]
        kind = int(torch.randint(3, (), generator=generator))
        if kind:  # softness of two strengths
            seen = F.interpolate(F.avg_pool2d(seen, 2 * kind), size=SIDE, mode="bilinear")
        seen = seen + 0.1 * torch.randn_like(seen)
        return sum((F.cross_entropy(g, answers[:, k]) for k, g in enumerate(model(seen))), torch.zeros(()))

    best = Judge()

    def keep(averaged: nn.Module, _: State) -> None:
        best.load_state_dict(averaged.state_dict())

    train(plan, model, loss_of, keep)
    return best.eval()


@torch.inference_mode()
def accuracy(judge: Judge, pictures: list[Image.Image], scenes: list[Scene]) -> dict[str, float]:
    """Share of pictures in which each head names what was asked for."""
    wanted = torch.tensor([labels(scene) for scene in scenes])
    guesses = judge(tensors(np.stack([np.asarray(picture) for picture in pictures])))
    return {
        name: round(float((guess.argmax(1) == wanted[:, k]).float().mean()), 3)
        for k, (name, guess) in enumerate(zip(HEADS, guesses, strict=True))
    }
