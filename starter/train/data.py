"""Painted pictures on disk: owns the memory maps of every scene before and after its instruction, its masks, its words.

Painting goes on in processes of its own and resumes by chunks; whoever trains meanwhile takes the rows that are ready.
What can be said of a picture is written down when it is painted, so a folder stays true when the world changes."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm  # type: ignore[import-untyped]

from starter.train import claims, holes
from starter.train.sizes import MASK, SIDE, Run
from starter.world import FIRST_SEED, Scene, captions, change, masks, paint, sample

CHUNK = 40
CAPTIONS = 2  # of each picture, told differently
STATEMENTS = 16  # of each scene, half of them true
HELD_OUT = FIRST_SEED  # seeds from here on are never trained on

Array = NDArray[Any]
SHAPES = {"before": (SIDE, SIDE, 3), "after": (SIDE, SIDE, 3), "masks": (MASK, MASK)}


def numbered(scene: Scene) -> Array:
    """For each pixel the number of the element seen there, from 1; 0 is scenery."""
    found = np.zeros((MASK, MASK), np.uint8)
    for number, mask in enumerate(masks(scene, MASK), 1):
        found[np.asarray(mask) > 0] = number
    return found


def row(seed: int) -> tuple[dict[str, Array], dict[str, Any]]:
    """A scene and what is asked of it: the pictures, and everything said of them."""
    scene = sample(seed)
    asked = change(scene, seed)
    numbers = numbered(scene)
    before, after = (np.asarray(paint(one, SIDE).convert("RGB")) for one in (scene, asked.after))
    told = {
        "before": captions(scene, CAPTIONS),
        "after": captions(asked.after, CAPTIONS),
        "asked": asked.words,
        "elements": [(element.subject, element.paint_colour) for element in scene.elements],
        "around": claims.circumstances(scene),
        "boxes": [[box for element in one.elements for box in element.boxes] for one in (scene, asked.after)],
        "hole": asdict(holes.hole(scene, numbers, seed)),
        "claims": [
            (claim.words, int(claim.met), sum(1 << k for k in claim.parts))
            for claim in claims.drawn(scene, seed, STATEMENTS)
        ],
    }
    return {"before": before, "after": after, "masks": numbers}, told


class Painted:
    """The rows of one work folder. `ready` of them, from the first on, are finished."""

    def __init__(self, run: Run) -> None:
        self.folder, self.count = run.work / f"painted-{run.pairs}", run.pairs
        while not (self.folder / "done.npy").exists():  # whoever paints has only just begun
            time.sleep(1)
        # Mode c: nobody can write by mistake, and torch does not warn about memory it may not write to.
        self.before, self.after, self.masks = (np.load(self.folder / f"{n}.npy", mmap_mode="c") for n in SHAPES)

    def told(self) -> list[dict[str, Any]]:
        """What is said of every row; all of them must be painted."""
        parts = [self.folder / "told" / f"{k}.json" for k in range(-(-self.count // CHUNK))]
        return [told for part in parts for told in json.loads(part.read_text())]

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


def main(run: Run) -> None:
    """Paints what is missing, on `run.workers` processes."""
    folder = run.work / f"painted-{run.pairs}"
    if not (folder / "done.npy").exists():
        (folder / "told").mkdir(parents=True, exist_ok=True)
        for name, shape in SHAPES.items():
            np.lib.format.open_memmap(folder / f"{name}.npy", "w+", np.uint8, (run.pairs, *shape))
        np.save(folder / "done.npy", np.zeros(-(-run.pairs // CHUNK), np.uint8))
    missing = [k for k, done in enumerate(np.load(folder / "done.npy")) if not done]
    with ProcessPoolExecutor(run.workers) as pool:
        for _ in tqdm(pool.map(_chunk, [(folder, k) for k in missing]), "painting", len(missing), mininterval=5):
            pass


def _chunk(job: tuple[Path, int]) -> None:
    folder, number = job
    torch.set_num_threads(1)
    os.nice(max(0, 5 - os.nice(0)))
    maps = {name: np.load(folder / f"{name}.npy", mmap_mode="r+") for name in SHAPES}
    words = []
    for seed in range(number * CHUNK, min((number + 1) * CHUNK, len(maps["before"]))):
        pictures, told = row(seed)
        words.append(told)
        for name, content in pictures.items():
            maps[name][seed] = content
    (folder / "told" / f"{number}.json").write_text(json.dumps(words, ensure_ascii=False))
    np.load(folder / "done.npy", mmap_mode="r+")[number] = 1


def tensor(pictures: Array | torch.Tensor, device: torch.device) -> torch.Tensor:
    """uint8 pictures as the pipelines' -1..1."""
    whole = torch.as_tensor(pictures).to(device).permute(0, 3, 1, 2)
    return whole.float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)
