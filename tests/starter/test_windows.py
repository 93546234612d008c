"""Windows on things: they show what they say they show, also mirrored, and the eye sees in them what it sees there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from starter.train import data, naming
from starter.train.data import Painted
from starter.train.sizes import MASK, SIDE, Run
from starter.train.windows import PLACE, WIDE, Windows
from tools.runtime.eye import Eye


@pytest.fixture
def painted(tmp_path: Path) -> Painted:
    """Rows that are black but for one grey thing each, as data.main leaves them behind."""
    run = Run("tiny", tmp_path, tmp_path)
    folder = tmp_path / f"painted-{run.pairs}"
    folder.mkdir()
    maps = {
        name: np.lib.format.open_memmap(folder / f"{name}.npy", "w+", np.uint8, (run.pairs, *shape))
        for name, shape in data.SHAPES.items()
    }
    for row in range(run.pairs):
        top, left = (row * 7) % 108, (row * 13) % 108
        maps["masks"][row, top : top + 20, left : left + 20] = 1 + row % 3
        maps["before"][row, 2 * top : 2 * top + 40, 2 * left : 2 * left + 40] = 80 + row % 3
    maps["masks"][0] = 0
    maps["masks"][0, 5, :20] = 1  # a speck
    np.save(folder / "done.npy", np.ones(1, np.uint8))
    return Painted(run)


def test_every_thing_but_specks_is_looked_at_closely(painted: Painted) -> None:
    windows = Windows(painted)
    assert sorted(windows.things[:, 0].int().tolist()) == list(range(1, painted.count))
    near = windows.drawn(64, torch.Generator().manual_seed(3))
    assert near.pictures.shape == (64, WIDE, WIDE, 3)
    for picture, numbers in zip(near.pictures, near.numbers.numpy(), strict=True):
        large = numbers.repeat(SIDE // MASK, 0).repeat(SIDE // MASK, 1)
        assert np.array_equal(large > 0, picture[..., 0] > 0)
        assert set(np.unique(picture[large > 0].astype(int) - 79)) == set(np.unique(numbers[numbers > 0]))
        assert (numbers > 0).sum() > 100


def test_a_window_says_where_it_lies_in_its_picture(painted: Painted) -> None:
    near = Windows(painted).drawn(64, torch.Generator().manual_seed(4))
    mirrored = 0
    for k in range(64):
        top, left = (near.corners[k] * PLACE).tolist()
        whole = painted.before[near.rows[k]]
        plain, turned = (one[top : top + WIDE, left : left + WIDE] for one in (whole, whole[:, ::-1]))
        assert np.array_equal(near.pictures[k], plain) or np.array_equal(near.pictures[k], turned)
        mirrored += not np.array_equal(near.pictures[k], plain)
    assert 10 < mirrored < 54


def test_a_window_as_large_as_the_picture_is_the_picture() -> None:
    torch.manual_seed(0)
    eye = Eye(width=48, looking=1, reading=1, heads=2).requires_grad_(False)
    eye.where.normal_()
    picture = torch.rand(2, 3, SIDE, SIDE) * 2 - 1
    places = eye.see(picture).places
    assert torch.allclose(eye.window(picture, torch.zeros(2, 2, dtype=torch.long)), places, atol=1e-5)
    part = eye.window(picture[:, :, 32 : 32 + WIDE, 64 : 64 + WIDE], torch.tensor([[2, 4], [2, 4]]))
    elsewhere = eye.window(picture[:, :, 32 : 32 + WIDE, 64 : 64 + WIDE], torch.tensor([[0, 0], [2, 4]]))
    assert part.shape == (2, (WIDE // PLACE) ** 2, 48)
    assert not torch.allclose(part[0], elsewhere[0])
    assert torch.allclose(part[1], elsewhere[1], atol=1e-5)
    shown = naming.at_places(torch.ones(2, WIDE // 2, WIDE // 2), torch.ones(2, 9, 2).long())
    assert shown.shape == (*part.shape[:2], 2)
