"""Windows on single things, for the eye: a ninth of a picture teaches their names as well as the whole of it.

Owns where the things are, and the cutting. A picture shows one or two things that are larger than a place, so naming
learns slowly from whole ones. Refuses what is hardly seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from starter.train.data import Painted
from starter.train.naming import ELEMENTS
from starter.train.sizes import MASK, SIDE

WIDE: Final = 96  # pixels a side: six of the eye's places
PLACE: Final = 16
LEAST: Final = 30  # pixels of a mask; less is a speck
ASTRAY: Final = 16.0  # pixels that a window may miss the middle of a thing by


@dataclass(frozen=True)
class Near:
    """Windows of rows: pictures (count, WIDE, WIDE, 3), numbers as in masks, at half the size, and `corners` (count, 2)
    in places. Every other one is mirrored, as if its whole picture were."""

    rows: torch.Tensor
    corners: torch.Tensor
    pictures: NDArray[np.uint8]
    numbers: torch.Tensor


class Windows:
    """All things of the rows that are painted, and windows on some of them."""

    def __init__(self, painted: Painted) -> None:
        self.painted = painted
        self.things = torch.cat([_things(painted, k) for k in range(0, painted.count, 500)])

    def drawn(self, count: int, generator: torch.Generator) -> Near:
        """Windows on `count` things."""
        dice = torch.rand(count, 4, generator=generator, device=generator.device).cpu()
        rows, *middle = self.things[(dice[:, 0] * len(self.things)).long()].unbind(1)
        first = torch.stack(middle, 1) - WIDE / 2 + (2 * dice[:, 1:3] - 1) * ASTRAY
        corners = (first / PLACE).round().long().clamp(0, (SIDE - WIDE) // PLACE)
        mirrored = dice[:, 3] < 0.5
        pictures = np.empty((count, WIDE, WIDE, 3), np.uint8)
        numbers = np.empty((count, WIDE * MASK // SIDE, WIDE * MASK // SIDE), np.uint8)
        for k, (row, (top, left)) in enumerate(zip(rows.int().tolist(), (corners * PLACE).tolist(), strict=True)):
            step = -1 if mirrored[k] else 1
            pictures[k] = self.painted.before[row, top : top + WIDE, left : left + WIDE][:, ::step]
            high, low = (slice(side * MASK // SIDE, (side + WIDE) * MASK // SIDE) for side in (top, left))
            numbers[k] = self.painted.masks[row, high, low][:, ::step]
        corners[:, 1] = torch.where(mirrored, (SIDE - WIDE) // PLACE - corners[:, 1], corners[:, 1])
        return Near(rows.long(), corners, pictures, torch.from_numpy(numbers))


def _things(painted: Painted, first: int) -> torch.Tensor:
    """(things, 3) of the 500 rows from `first` on: row, and the middle of what is seen of each in the picture."""
    masks = painted.masks[first : min(first + 500, painted.count)]
    found = []
    across = np.arange(MASK, dtype=np.float32)
    for number in range(1, 1 + ELEMENTS):
        mask = masks == number
        size = mask.sum((1, 2))
        rows = np.nonzero(size >= LEAST)[0]
        seen, much = mask[rows], size[rows]
        middle = [(seen.sum(axis) @ across) / much * (SIDE / MASK) for axis in (2, 1)]
        found.append(np.stack([rows + first, *middle], 1))
    return torch.from_numpy(np.concatenate(found)).float()
