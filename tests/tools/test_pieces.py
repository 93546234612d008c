"""Things told apart, left to right, and which of them are meant. By pixels, without a model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tools.find.pieces import MOST, chosen, pieces, together
from tools.find.spec import Which


def heat() -> NDArray[np.float32]:
    """Three things: a large one on the left, a small one in the middle, a middling one on the right; and a speck."""
    made = np.full((60, 100), 0.1, np.float32)
    made[10:40, 5:30] = 0.9
    made[20:30, 45:55] = 0.7
    made[15:35, 70:90] = 0.8
    made[58, 98] = 1.0
    return made


@pytest.mark.parametrize(
    ("which", "boxes"),
    [
        ("together", [[5, 45, 70]]),
        ("each", [[5], [45], [70]]),
        ("leftmost", [[5]]),
        ("middle", [[45]]),
        ("rightmost", [[70]]),
        ("largest", [[5]]),
        ("smallest", [[45]]),
    ],
)
def test_which_one_is_meant(which: Which, boxes: list[list[int]]) -> None:
    assert [[piece.box[0] for piece in some] for some in chosen(pieces(heat(), 0.5), which)] == boxes


def test_a_piece_says_how_sure_and_how_large() -> None:
    left = pieces(heat(), 0.5)[0]
    assert (left.box, left.area, round(left.score, 2)) == ((5, 10, 30, 40), 750, 0.9)


def test_nothing_is_none() -> None:
    for which in ("together", "each", "leftmost"):
        assert chosen(pieces(np.zeros((8, 8), np.float32), 0.5), which) == []


def test_a_mask_may_reach_further() -> None:
    (one,) = chosen(pieces(heat(), 0.5), "smallest")
    wider = together(one, 3)
    assert wider.sum() > together(one, 0).sum()
    assert wider[17, 50]
    assert not wider[16, 50]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["together", "each"]))
def test_pieces_lie_apart_within_the_heat(seed: int, which: Which) -> None:
    rough = np.random.default_rng(seed).random((12, 16), np.float32)
    found = pieces(rough, 0.6)
    assert len(found) <= MOST
    whole = np.sum([together(some, 0) for some in chosen(found, which)], axis=0)
    assert np.max(whole, initial=0) <= 1
    assert not np.any((whole > 0) & (rough <= 0.6))
    centres = [piece.box[0] + piece.box[2] for piece in found]
    assert centres == sorted(centres)
