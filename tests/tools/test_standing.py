"""Where things stand is told from their middles, and by the starter eye's own names for them."""

from pathlib import Path

import pytest
import torch

from starter.train.claims import Plain, facts, lies
from starter.world import FIRST_SEED, paint, sample
from tools.manifest import load
from tools.runtime.eye_sight import EyeSight
from tools.runtime.seeing import judge
from tools.runtime.standing import Stand, on_side, related

NOWHERE = torch.zeros(256)
SURE = 8.0
MIDDLES = {
    "left": (0.2, 0.5), "right": (0.8, 0.5), "middle": (0.5, 0.5), "top": (0.5, 0.1), "bottom": (0.5, 0.9),
    "upper left": (0.2, 0.2),
}  # fmt: skip
AT = {name: Stand(x, y, SURE, NOWHERE) for name, (x, y) in MIDDLES.items()}


@pytest.mark.parametrize("where", AT)
def test_a_thing_stands_where_it_is_and_nowhere_else(where: str) -> None:
    told = {side: on_side(f"a dog in the {side}", AT[where]) or 0.0 for side in AT}
    assert told[where] > 0
    others = {side for side in told if told[side] > 0} - {where}
    assert others <= {"upper left": {"left", "top"}, "top": {"middle"}, "bottom": {"middle"}}.get(where, set())


def test_what_is_not_there_stands_nowhere() -> None:
    gone = Stand(0.2, 0.5, -9.0, NOWHERE)
    assert (on_side("a dog on the left", gone) or 0) < 0
    assert (related("a dog left of the house", gone, AT["right"]) or 0) < 0
    assert (related("a house right of the dog", AT["right"], gone) or 0) < 0


def test_of_two_things_one_is_left_of_the_other() -> None:
    left, right, top = AT["left"], AT["right"], AT["top"]
    assert (related("a dog to the left of the house", left, right) or 0) > 0
    assert (related("a dog to the left of the house", right, left) or 0) < 0
    assert (related("a dog to the right of the house", right, left) or 0) > 0
    assert (related("a bird above the house", top, left) or 0) > 0
    assert (related("a house below the bird", left, top) or 0) > 0
    assert (related("a house in front of the tree", left, top) or 0) > 0, "what is nearer stands lower"
    assert (related("a house behind the tree", left, top) or 0) < 0


@pytest.mark.parametrize("words", ["a dog in the background", "a dog beside the house"])
def test_what_is_no_matter_of_middles_is_not_told_by_them(words: str) -> None:
    assert on_side(words, AT["left"]) is None
    assert related(words, AT["left"], AT["right"]) is None


def test_the_starter_eye_tells_sides_on_scenes_it_never_saw() -> None:
    sight = judge(load(Path(__file__).parents[2] / "starter" / "weights" / "eye"))
    assert isinstance(sight, EyeSight)
    right = []
    for seed in range(FIRST_SEED + 70_000, FIRST_SEED + 70_024):
        scene = sample(seed)
        asked = [one for one in (*facts(scene, Plain()), *lies(scene, Plain())) if one.kind == "position"]
        told = sight.certainties(paint(scene, 256), asked) if asked else []
        right += [(sure or 0) > 0.5 if one.met else (sure or 0) < 0.5 for one, sure in zip(asked, told, strict=True)]
    assert len(right) > 20
    assert sum(right) > 0.8 * len(right)
