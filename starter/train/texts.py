"""Words as the frozen text encoder sees them: owns MiniLM and tables of its token states. Knows no scene.

On a CPU a table is a memory map, made once; on a GPU it is made anew in its memory, which is faster than reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm  # type: ignore[import-untyped]

from tools.runtime.encoders import TOKENS, states

WIDTH = 384
BATCH = 128


class Table:
    """States of a list of texts, told apart; row 0 is the empty text."""

    def __init__(self, path: Path, texts: Sequence[str], device: torch.device, tokens: int = TOKENS) -> None:
        self.distinct = ["", *sorted(set(texts) - {""})]
        place = {text: k for k, text in enumerate(self.distinct)}
        self.rows = torch.tensor([place[text] for text in texts])
        shape = (len(self.distinct), tokens, WIDTH)
        if device.type == "cpu":
            self.states = torch.from_numpy(self._mapped(path, shape))
        else:
            self.states = torch.empty(shape, dtype=torch.float16, device=device)
            for k in range(0, shape[0], 1024):
                self.states[k : k + 1024] = states(self.distinct[k : k + 1024], tokens, device)
            self.rows = self.rows.to(device)

    def _mapped(self, path: Path, shape: tuple[int, ...]) -> Any:
        names = path.with_suffix(".json")
        if not (path.exists() and names.exists() and json.loads(names.read_text()) == self.distinct):
            part = path.with_suffix(".part")
            rows = np.lib.format.open_memmap(part, "w+", np.float16, shape)
            for k in tqdm(range(0, shape[0], BATCH), f"{path.stem} states", mininterval=10):
                rows[k : k + BATCH] = states(self.distinct[k : k + BATCH], shape[1]).half().numpy()
            rows.flush()
            part.rename(path)
            names.write_text(json.dumps(self.distinct))
        return np.load(path, mmap_mode="c")

    def of(self, rows: torch.Tensor) -> torch.Tensor:
        """States of the texts at `rows` of the list, as float32."""
        return self.states[self.rows[rows]].float()

    @property
    def nothing(self) -> torch.Tensor:
        return self.states[0].float()
