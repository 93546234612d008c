"""Looks as vectors: of length 1, nearer for what is alike, told by whatever model is there."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from orchestrator.settings import starter_weights
from starter.world import paint, sample
from tests.tools.lookers import save
from tools import catalog
from tools.manifest import Manifest, load
from tools.runtime.likeness import likeness, looker, space


@pytest.fixture(scope="module")
def painter() -> Manifest:
    found, _ = catalog.models([starter_weights()])
    return next(one for one in found if "generate" in one.capabilities)


def test_a_picture_is_nearest_to_what_is_alike(painter: Manifest) -> None:
    """A picture, seen a little differently, is nearer to itself than to any other scene."""
    scenes = [paint(sample(seed), 128) for seed in range(900, 908)]
    altered = [one.resize((96, 96)).resize((160, 160)).point(lambda value: min(255, value + 12)) for one in scenes]
    plain = np.stack([likeness(painter, one) for one in scenes])
    changed = np.stack([likeness(painter, one) for one in altered])
    assert np.allclose(np.linalg.norm(plain, axis=1), 1, atol=1e-3)
    assert ((changed @ plain.T).argmax(1) == np.arange(len(scenes))).all()


def test_any_mode_and_size(painter: Manifest) -> None:
    for mode, size in (("L", (7, 300)), ("RGBA", (64, 64)), ("RGB", (1, 1))):
        assert np.isfinite(likeness(painter, Image.new(mode, size, 128))).all()


@pytest.mark.parametrize("family", ["eye", "clip", "siglip"])
def test_any_family_that_looks(family: str, tmp_path: Path) -> None:
    """Random weights tell little, but the same picture has the same vector and another one another."""
    manifest = load(save(family, tmp_path / family))
    one, other = (likeness(manifest, paint(sample(seed), 96)) for seed in (1, 2))
    again = likeness(manifest, paint(sample(1), 96))
    assert one.shape == other.shape == (len(one),)
    assert one @ again > 0.999
    assert one @ other < 0.9999
    assert abs(float(np.linalg.norm(one)) - 1) < 1e-3


def test_which_model_looks(painter: Manifest) -> None:
    eye = painter.model_copy(update={"family": "eye", "name": "eye"})
    clip = painter.model_copy(update={"family": "clip", "name": "clip"})
    assert looker([painter, eye, clip], painter) is clip
    assert looker([painter, eye], painter) is eye
    assert looker([painter], painter) is painter
    assert looker([], None) is None


def test_a_space_names_model_and_weights(painter: Manifest, tmp_path: Path) -> None:
    other = painter.model_copy(update={"folder": tmp_path})
    assert space(painter) != space(other)
    assert painter.name in space(painter)
