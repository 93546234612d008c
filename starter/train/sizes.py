"""How much of everything each size takes: the one table of scenes, minutes and batches. Shapes are the same in both.

*small* is for a CPU and hours, *full* for one large GPU and minutes; *tiny* rehearses every step within minutes."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch

SIDE = 256  # of every picture
MASK = 128  # of every mask


@dataclass(frozen=True)
class Part:
    """One network's training: time, pictures a step, and the highest learning rate."""

    minutes: float
    batch: int
    rate: float


@dataclass(frozen=True)
class Size:
    pairs: int  # scenes, each painted before and after an instruction
    measured: int  # held-out scenes that the report looks at
    parts: dict[str, Part]


SIZES: dict[str, Size] = {
    "tiny": Size(
        160,
        4,
        {
            "autoencoder": Part(1.0, 4, 1e-3),
            "decoder": Part(0.5, 4, 1e-3),
            "paint": Part(1.0, 8, 8e-4),
            "edit": Part(0.7, 8, 5e-4),
            "eye": Part(1.0, 8, 1e-3),
            "upscale": Part(0.5, 4, 1e-3),
            "upscale4": Part(0.5, 4, 1e-3),
        },
    ),
    "small": Size(
        30_000,
        120,
        {
            "autoencoder": Part(120, 4, 6e-4),
            "decoder": Part(90, 4, 5e-4),
            "paint": Part(480, 32, 6e-4),
            "edit": Part(240, 32, 5e-4),
            "eye": Part(150, 8, 6e-4),
            "upscale": Part(60, 8, 1e-3),
            "upscale4": Part(40, 8, 1e-3),
        },
    ),
    "full": Size(
        80_000,
        48,
        {
            "autoencoder": Part(3.5, 64, 1.5e-3),
            "decoder": Part(1.5, 64, 1e-3),
            "paint": Part(6.0, 1024, 1e-3),
            "edit": Part(3.5, 1024, 6e-4),
            "eye": Part(2.2, 128, 1e-3),
            "upscale": Part(1.0, 64, 1e-3),
            "upscale4": Part(0.7, 64, 1e-3),
        },
    ),
}


@dataclass(frozen=True)
class Run:
    """What a command was asked to do, as every trainer reads it."""

    size: str
    work: Path
    weights: Path
    minutes: float = 0.0
    workers: int = 1

    @classmethod
    def of(cls, options: argparse.Namespace) -> Run:
        return cls(options.size, options.work, options.weights, options.minutes, options.workers)

    @property
    def pairs(self) -> int:
        return SIZES[self.size].pairs

    def part(self, name: str) -> Part:
        found = SIZES[self.size].parts[name]
        return Part(self.minutes or found.minutes, found.batch, found.rate)

    @property
    def device(self) -> torch.device:
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
