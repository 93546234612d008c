"""An instruction changes what it says and nothing else: outside the declared mask the pictures are identical."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from starter.world import Element, Scene, barred, change, masks, paint, sample
from starter.world.changes import MAKERS
from starter.world.styles import STYLES

THINGS = ("recolour", "add", "remove", "move", "replace", "count", "size", "pose")


def test_the_same_seed_gives_the_same_change() -> None:
    for seed in range(60):
        assert change(sample(seed), seed) == change(sample(seed), seed)


@pytest.mark.parametrize("style", STYLES)
def test_nothing_changes_outside_the_mask(style: str) -> None:
    checked = 0
    for seed in range(48):
        scene = sample(seed)
        if scene.abstract:
            continue
        made = change(replace(scene, style=style), seed, THINGS[seed % len(THINGS)])
        if not made.touched:
            continue
        before, after = (np.asarray(paint(s, 96)).astype(int) for s in (made.before, made.after))
        mask = np.asarray(made.mask(96)) > 0
        assert not (before != after)[~mask].any(), (seed, made.kind, made.words)
        assert (before != after)[mask].any(), (seed, made.kind, made.words)
        assert 0.0 < mask.mean() < 1.0
        checked += 1
    assert checked > 24


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_change_can_be_had(kind: str) -> None:
    made = [change(sample(seed), seed, kind) for seed in range(80)]
    fitting = [one for one in made if one.kind == kind]
    assert len(fitting) > 6
    assert all(one.before != one.after for one in fitting)
    assert len({one.words for one in fitting}) > len(fitting) * 0.6


def test_changes_do_what_they_say() -> None:
    scene = Scene("beach", elements=(Element("lighthouse", "red"),), seed=4)
    assert len(change(scene, 1, "add").after.elements) == 2
    assert not change(scene, 1, "remove").after.elements
    moved = change(scene, 1, "move")
    assert abs(moved.after.elements[0].spots[0].x - moved.before.elements[0].spots[0].x) > 0.12
    painted = change(scene, 1, "recolour")
    assert painted.after.elements[0].colour not in (None, "red")
    assert painted.after.elements[0].spots == painted.before.elements[0].spots
    counted = change(scene, 1, "count").after.elements[0]
    assert counted.count == len(counted.spots) != 1
    exchanged = change(scene, 1, "replace").after.elements[0]
    assert exchanged.subject != "lighthouse"


def test_what_is_removed_is_inside_the_mask() -> None:
    for seed in range(80):
        made = change(sample(seed), seed, "remove")
        if made.kind == "remove":
            index = made.touched[0][1]
            seen = np.asarray(masks(made.before, 128)[index]) > 0
            assert (np.asarray(made.mask(128))[seen] > 0).all()


def test_no_change_leads_to_a_held_out_combination() -> None:
    assert not any(barred(change(sample(seed), seed).after) for seed in range(1500))
