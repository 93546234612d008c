"""A training goes on from the weights that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from starter.train import autoencoder, loop, onward, paint
from starter.train.__main__ import WEIGHTS
from starter.train.loop import State
from starter.train.sizes import Run
from tests.tools import lookers

TOLD = "small: denoiser 640 samples in 3 min, autoencoder 80 samples in 2 min, 30000 scenes, cpu, seed 1"


def test_the_shipped_painter_is_where_its_training_left_it(tmp_path: Path) -> None:
    run = Run("small", tmp_path, WEIGHTS)
    onward.main(run)
    painter, state = paint.learnt(run)
    assert state.seconds > 0
    assert state.samples > 0
    again = torch.load(tmp_path / "paint.pt", weights_only=True)
    assert all(torch.equal(again["model"][name], value) for name, value in painter.state_dict().items())
    encoder, _ = autoencoder.learnt(run)
    assert encoder.config.latent_channels == painter.config.in_channels


def test_a_checkpoint_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "paint.pt").write_bytes(b"mine")
    onward.main(Run("small", tmp_path, WEIGHTS))
    assert (tmp_path / "paint.pt").read_bytes() == b"mine"


def test_a_model_that_says_nothing_of_its_training_begins_at_nought(tmp_path: Path) -> None:
    folder = tmp_path / "weights" / "eye"
    folder.mkdir(parents=True)
    lookers.save("eye", folder)
    (folder / "model.toml").write_text('trained = "by hand"')
    run = Run("tiny", tmp_path, tmp_path / "weights")
    onward.main(run)
    assert loop.State(**torch.load(tmp_path / "eye.pt", weights_only=True)["state"]) == State()


@pytest.mark.parametrize(
    ("words", "state"), [("denoiser ", State(20, 640, 180.0)), ("autoencoder ", State(2, 80, 120.0))]
)
def test_a_manifest_tells_how_far_each_part_is(words: str, state: State) -> None:
    assert onward.trained(TOLD, words, 32) == state
