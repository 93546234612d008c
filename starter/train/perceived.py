"""How different two pictures look to the first layers of the eye (a perceptual loss, Johnson et al. 2016).

Owns that distance: an outline that is soft costs more there than in the pixels. Refuses to train the eye."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from starter.train import eye
from starter.train.sizes import Run
from tools.runtime.devices import sixteen_bits

LAYERS = 3  # down to an eighth of the side: outlines and grain, not yet things


class Perceived(nn.Module):
    """Needs the eye that was learnt in the same work folder."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        model: Any = eye.learnt(run)[0].to(memory_format=torch.channels_last)
        self.layers: nn.ModuleList = model.stem[:LAYERS]

    def forward(self, made: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """The mean over the layers of how far (batch, 3, side, side) lie apart there, as a share of what is there."""
        found = torch.zeros((), device=made.device)
        with sixteen_bits(made.device.type):
            for layer in self.layers:
                made = layer(made)
                with torch.no_grad():
                    real = layer(real)
                found = found + (made - real).abs().float().mean() / real.abs().float().mean()
        return found / len(self.layers)
