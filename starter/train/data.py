"""Painted pictures on disk: owns the memory maps of every scene before and after its instruction, and its masks.

Painting goes on in processes of its own and resumes by chunks; whoever trains meanwhile takes the rows that are ready.
Learns nothing itself and knows no words."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm  # type: ignore[import-untyped]

from starter.train.sizes import Run
from starter.world import FIRST_SEED, Change, Scene, change, masks, paint, sample

SIDE = 256
MASK = 128  # the masks' side
CHUNK = 40
HELD_OUT = FIRST_SEED  # seeds from here on are never trained on

Array = NDArray[Any]
SHAPES = {"before": (SIDE, SIDE, 3), "after": (SIDE, SIDE, 3), "masks": (MASK, MASK)}


def scenes(seed: int) -> tuple[Scene, Change]:
    """Row `seed` of every data set: a scene and what is asked of it."""
    scene = sample(seed)
    return scene, change(scene, seed)


def row(seed: int) -> dict[str, Array]:
    """Both pictures, and for each pixel the number of the element seen there (from 1; 0 is scenery)."""
    scene, asked = scenes(seed)
    numbered = np.zeros((MASK, MASK), np.uint8)
    for number, mask in enumerate(masks(scene, MASK), 1):
        numbered[np.asarray(mask) > 0] = number
    before, after = (np.asarray(paint(one, SIDE).convert("RGB")) for one in (scene, asked.after))
    return {"before": before, "after": after, "masks": numbered}


class Painted:
    """The rows of one work folder. `ready` of them, from the first on, are finished."""

    def __init__(self, run: Run) -> None:
        self.folder, self.count = run.work / f"painted-{run.pairs}", run.pairs
        if not (self.folder / "done.npy").exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, shape in SHAPES.items():
                np.lib.format.open_memmap(self.folder / f"{name}.npy", "w+", np.uint8, (self.count, *shape))
            np.save(self.folder / "done.npy", np.zeros(-(-self.count // CHUNK), np.uint8))
        # Mode c: nobody can write by mistake, and torch does not warn about memory it may not write to.
        self.before, self.after, self.masks = (np.load(self.folder / f"{n}.npy", mmap_mode="c") for n in SHAPES)

    @property
    def ready(self) -> int:
        done = np.load(self.folder / "done.npy", mmap_mode="r")
        first_gap = int(np.argmin(done)) if not done.all() else len(done)
        return min(first_gap * CHUNK, self.count)

    def wait(self, rows: int) -> int:
        """Sleeps until that many rows are ready; somebody else must be painting."""
        while self.ready < rows:
            time.sleep(2)
        return self.ready

    def chunks(self) -> Iterator[int]:
        return (k for k, done in enumerate(np.load(self.folder / "done.npy")) if not done)


def main(run: Run) -> None:
    """Paints what is missing, on `run.workers` processes."""
    painted = Painted(run)
    missing = list(painted.chunks())
    with ProcessPoolExecutor(run.workers) as pool:
        for _ in tqdm(pool.map(_chunk, [(painted.folder, k) for k in missing]), "painting", len(missing), mininterval=5):
            pass


def _chunk(job: tuple[Path, int]) -> None:
    folder, number = job
    torch.set_num_threads(1)
    os.nice(max(0, 5 - os.nice(0)))
    maps = {name: np.load(folder / f"{name}.npy", mmap_mode="r+") for name in SHAPES}
    for seed in range(number * CHUNK, min((number + 1) * CHUNK, len(maps["before"]))):
        for name, content in row(seed).items():
            maps[name][seed] = content
    np.load(folder / "done.npy", mmap_mode="r+")[number] = 1


def tensor(pictures: Array, device: torch.device) -> torch.Tensor:
    """uint8 pictures as the pipelines' -1..1."""
    whole = torch.from_numpy(np.ascontiguousarray(pictures)).to(device, non_blocking=True).permute(0, 3, 1, 2)
    return whole.float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)
