"""Loss curves: a csv file always, TensorBoard's event files where it is installed. Owns nothing else."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any


class Curves:
    """One curve of one training; a resumed training goes on where it was."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.csv"
        self.writer: Any = None
        try:
            from torch.utils.tensorboard.writer import SummaryWriter

            self.writer = SummaryWriter(str(folder / "curves" / name))
        except ImportError:  # nobody needs it: the csv file says the same
            return

    def add(self, steps: int, samples: int, seconds: float, loss: float) -> None:
        with self.path.open("a", newline="") as file:
            csv.writer(file).writerow([steps, samples, round(seconds), f"{loss:.5f}"])
        if self.writer:
            self.writer.add_scalar("loss", loss, samples)

    def close(self) -> None:
        if self.writer:
            self.writer.close()
