"""How sure the eye is, made true once it has learnt: on scenes that are neither trained on nor measured.

Owns the one number that divides all its answers, how the signs of each kind of statement weigh (`tools/runtime/
evidence.py`), and how often it judges rightly then. Trains nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from torch.nn import functional as F

from starter.train import claims, export
from starter.train.claims import Claim
from starter.train.data import STATEMENTS
from starter.world import FIRST_SEED, paint, sample
from tools.runtime.eye import SIDE, Eye
from tools.runtime.eye_sight import EyeSight
from tools.runtime.looking import look

VALIDATION = FIRST_SEED - 1_000_000  # above all trained seeds, below the held-out ones
SCENES = 400
JUDGED = 150
FEW = 40  # statements of a kind from which nothing is concluded
CALM = 0.02  # holds the weights of signs small that a few hundred statements say little of


def calibrate(model: Eye, count: int = SCENES) -> None:
    """Finds what all answers are divided by, and how the signs of each kind weigh."""
    model.warmth.fill_(1.0)
    told = list(_told(0, count))
    guesses = torch.cat(
        [look(model, paint(sample(seed), SIDE), [c.words for c in asked]).logits for seed, asked in told]
    )
    met = torch.tensor([float(claim.met) for _, asked in told for claim in asked])
    best = min(np.linspace(0.4, 4.0, 73), key=lambda t: float(F.binary_cross_entropy_with_logits(guesses / t, met)))
    model.warmth.fill_(float(best))
    model.register_to_config(evidence=_evidence(model, told))


def balanced(model: Eye, count: int = JUDGED) -> float:
    """How often `judge` is right on other such scenes: of what holds, and of lies, in the mean."""
    sight = EyeSight(model, export.words())
    right: dict[bool, list[float]] = {True: [], False: []}
    for seed, asked in _told(SCENES, count):
        for claim, odds in zip(asked, sight.odds(paint(sample(seed), SIDE), asked), strict=True):
            if odds is not None:
                right[claim.met].append(float((odds > 0) == claim.met))
    return float(np.mean([np.mean(values) for values in right.values()]))


def _told(first: int, count: int) -> Iterator[tuple[int, list[Claim]]]:
    for seed in range(VALIDATION + first, VALIDATION + first + count):
        yield seed, claims.drawn(sample(seed), seed, STATEMENTS)


def _evidence(model: Eye, told: list[tuple[int, list[Claim]]]) -> dict[str, list[float]]:
    """Of each kind of statement, the weights of a logistic regression over its signs."""
    sight = EyeSight(model, export.words())
    rows: dict[str, list[tuple[list[float], bool]]] = {}
    for seed, asked in told:
        for claim, signs in zip(asked, sight.signs(paint(sample(seed), SIDE), asked), strict=True):
            if signs is not None:
                rows.setdefault(claim.kind, []).append((signs, claim.met))
    return {
        kind: _regression(np.array([signs for signs, _ in found]), np.array([met for _, met in found], float))
        for kind, found in sorted(rows.items())
        if len(found) > FEW
    }


def _regression(signs: NDArray[np.float64], met: NDArray[np.float64]) -> list[float]:
    """The weights, the first of them of the constant sign, under which `met` (0 or 1) is likeliest."""

    def loss(weights: NDArray[np.float64]) -> float:
        odds = signs @ weights
        return float(np.mean(np.logaddexp(0, odds) - met * odds) + CALM * np.sum(weights[1:] ** 2) / 2)

    found = minimize(loss, np.eye(signs.shape[1])[1], method="BFGS")
    return [round(float(weight), 3) for weight in found.x]
