"""The painted world tells the truth about itself: same seed, same picture; words and masks agree with the scene."""

from __future__ import annotations

import numpy as np
import pytest

from starter.world import Element, Scene, captions, elements, masks, paint, sample, tags
from starter.world.places import DRAW as PLACE_PAINTERS
from starter.world.subjects import DRAW as SUBJECT_PAINTERS
from starter.world.vocabulary import COLOURS, PLACES, SUBJECTS, SYNONYMS, TIMES, WEATHERS

SEEDS = range(40)


def test_a_scene_is_its_seed() -> None:
    for seed in SEEDS:
        assert sample(seed) == sample(seed)
        assert paint(sample(seed)).tobytes() == paint(sample(seed)).tobytes()
        assert captions(sample(seed)) == captions(sample(seed))


def test_different_seeds_differ() -> None:
    assert len({paint(sample(seed)).tobytes() for seed in SEEDS}) == len(SEEDS)


def test_every_word_can_be_painted() -> None:
    assert set(SUBJECT_PAINTERS) == set(SUBJECTS) == set(SYNONYMS)
    assert set(PLACE_PAINTERS) == set(PLACES)
    for place in PLACES:
        for time in TIMES:
            for weather in WEATHERS:
                assert paint(Scene(place, time, weather), 64).size == (64, 64)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_is_large_and_where_its_mask_says(subject: str) -> None:
    with_it = Scene("meadow", elements=(Element(subject, "blue"),), seed=3)
    (mask,) = masks(with_it)
    inside = np.asarray(mask) > 0
    rows = np.flatnonzero(inside.any(axis=1))
    assert 0.35 < (rows[-1] - rows[0]) / 128 < 0.75
    difference = np.abs(np.asarray(paint(with_it), int) - np.asarray(paint(Scene("meadow", seed=3)), int)).sum(axis=2)
    assert difference[~inside].mean() < difference[inside].mean() / 20


def test_one_mask_per_element() -> None:
    for seed in SEEDS:
        scene = sample(seed)
        assert len(masks(scene)) == len(elements(scene)) == len(scene.elements)
        assert all(mask.getbbox() for mask in masks(scene))


def test_position_words_match_the_masks() -> None:
    for where, low, high in (("left", 0.15, 0.45), ("centre", 0.4, 0.6), ("right", 0.55, 0.85)):
        (mask,) = masks(Scene("beach", elements=(Element("castle", position=where, size=0.5),)))
        columns = np.flatnonzero(np.asarray(mask).any(axis=0)) / 128
        assert low < columns.mean() < high


def test_tags_say_everything_in_order() -> None:
    scene = Scene("meadow", "night", "snow", (Element("cat", "white", 2), Element("tree", position="right")))
    assert tags(scene) == "two white cats, a tree on the right, meadow, night, snow"
    assert tags(Scene("lake", "sunset", elements=(Element("house", "red"),))) == "a red house, lake, sunset"
    assert elements(scene) == ["two white cats", "a tree"]


def test_captions_never_name_what_is_not_there() -> None:
    for seed in range(300):
        scene = sample(seed)
        wanted = {element.colour for element in scene.elements}
        for text in captions(scene, 4):
            named = {word for word in text.replace(",", "").split() if word in COLOURS}
            named.discard("green" if "green meadow" in text else "")
            assert named <= wanted, (text, scene)
            assert len(text.split()) <= 30
