"""The distance that the decoder is taught by, beside pixels."""

from dataclasses import asdict
from pathlib import Path

import torch

from starter.train.loop import State
from starter.train.perceived import Perceived
from starter.train.sizes import Run
from tools.runtime.eye import Eye


def test_it_is_nothing_between_equals_and_pulls_only_what_was_made(tmp_path: Path) -> None:
    torch.manual_seed(1)
    known = Eye().state_dict()
    torch.save({"model": known, "averaged": known, "state": asdict(State())}, tmp_path / "eye.pt")
    perceived = Perceived(Run("tiny", tmp_path, tmp_path / "weights"))
    real = torch.rand(2, 3, 64, 64) * 2 - 1
    assert perceived(real, real).item() == 0
    soft = torch.nn.functional.avg_pool2d(real, 3, 1, 1).requires_grad_()
    far = perceived(soft, real)
    assert far.item() > 0.1
    far.backward()
    assert soft.grad is not None
    assert soft.grad.abs().sum().item() > 0
    assert all(weight.grad is None for weight in perceived.parameters())
