"""The painted world tells the truth about itself: same seed, same picture; masks and boxes agree with the scene."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from starter.world import Abstract, Element, Scene, arranged, barred, masks, of_record, paint, sample, unseen
from starter.world.abstract import FORMS
from starter.world.held_out import COMBINATIONS, FIRST_SEED
from starter.world.layout import RELATIONS
from starter.world.places import PLACES
from starter.world.styles import STYLES
from starter.world.things import KINDS
from starter.world.vocabulary import GREEN_PLACES, SEASONS, SUBJECTS, TIMES, WEATHERS

SEEDS = range(40)
AT_HOME = {"ground": "meadow", "water": "lake", "air": "meadow", "deep": "under water", "space": "space"}


def pixels(image: Image.Image) -> NDArray[np.int64]:
    return np.asarray(image).astype(np.int64)


def test_the_world_is_as_rich_as_promised() -> None:
    assert len(SUBJECTS) >= 40
    assert len(PLACES) >= 12
    assert (len(TIMES), len(WEATHERS), len(SEASONS)) == (4, 5, 4)
    named = {
        "flat",
        "watercolour",
        "oil painting",
        "pixel art",
        "ink",
        "pastel",
        "woodblock",
        "neon",
        "van gogh",
        "monet",
    }
    assert named <= set(STYLES)
    assert {"left of", "right of", "in front of", "behind", "above", "beside"} == set(RELATIONS)


def test_a_scene_is_its_seed() -> None:
    for seed in SEEDS:
        assert sample(seed) == sample(seed)
        assert paint(sample(seed), 64).tobytes() == paint(sample(seed), 64).tobytes()
    assert len({paint(sample(seed), 64).tobytes() for seed in SEEDS}) == len(SEEDS)


def test_a_scene_survives_json() -> None:
    for seed in range(200):
        assert of_record(json.loads(json.dumps(sample(seed).record()))) == sample(seed)


def test_every_place_in_every_light() -> None:
    for place in PLACES:
        pictures = {
            paint(Scene(place, time, weather), 32).tobytes()
            for time in TIMES
            for weather in (WEATHERS if PLACES[place].outdoors else ("clear",))
        }
        assert len(pictures) == len(TIMES) * (len(WEATHERS) if PLACES[place].outdoors else 1)
    for place in GREEN_PLACES:
        assert len({paint(Scene(place, season=season), 32).tobytes() for season in SEASONS}) == len(SEASONS)


@pytest.mark.parametrize("style", STYLES)
def test_every_subject_stands_out_in_every_style(style: str) -> None:
    """The picture with the subject differs from the one without, and does so where the mask is."""
    empty = {place: pixels(paint(Scene(place, seed=3, style=style), 96)) for place in AT_HOME.values()}
    for subject in SUBJECTS:
        with_it = Scene(AT_HOME[KINDS[subject].home], elements=(Element(subject),), seed=3, style=style)
        (mask,) = (np.asarray(m) > 0 for m in masks(with_it, 96))
        assert 0.01 < mask.mean() < 0.45, subject
        change = np.abs(pixels(paint(with_it, 96)) - empty[with_it.place]).sum(axis=2)
        assert change[mask].mean() > 40, subject
        assert change[~mask].mean() < change[mask].mean() / 4, subject


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_named_colour_can_be_seen(subject: str) -> None:
    """Two colours of one subject make two pictures."""
    place = AT_HOME[KINDS[subject].home]
    blue, yellow = (Scene(place, elements=(Element(subject, c),), seed=3) for c in ("blue", "yellow"))
    (mask,) = (np.asarray(m) > 0 for m in masks(blue, 128))
    first, second = pixels(paint(blue, 128))[mask].mean(axis=0), pixels(paint(yellow, 128))[mask].mean(axis=0)
    assert first[2] - second[2] > 20
    assert second[0] - first[0] > 20


def test_poses_look_different() -> None:
    for kind in KINDS.values():
        shapes = {masks(Scene("meadow", elements=(Element(kind.name, pose=pose),), seed=1), 64)[0].tobytes()
                  for pose in kind.poses if pose not in ("standing", "sitting")}  # fmt: skip
        assert len(shapes) == len([p for p in kind.poses if p not in ("standing", "sitting")]), kind.name


def test_counts_are_true() -> None:
    """As many separate blobs as the scene says, each where its box is."""
    from skimage.measure import label

    for subject in ("house", "sunflower", "dog", "boat", "balloon", "car"):
        for count in (1, 2, 3):
            scene = arranged(Scene("lake", elements=(Element(subject, count=count),), seed=count))
            (mask,) = masks(scene, 256)
            found = label(np.asarray(mask) > 0)
            assert sum((found == k).sum() > 60 for k in range(1, found.max() + 1)) == count, (subject, count)
            assert len(scene.elements[0].boxes) == count


def test_boxes_hold_their_masks() -> None:
    for seed in SEEDS:
        scene = sample(seed)
        for element, mask in zip(scene.elements, masks(scene, 128), strict=True):
            seen, box = mask.getbbox(), element.box
            assert seen, (seed, element)
            assert seen[0] / 128 > box[0] - 0.04
            assert seen[1] / 128 > box[1] - 0.04
            assert seen[2] / 128 < box[2] + 0.04
            assert seen[3] / 128 < box[3] + 0.04
            assert min(box) > -0.02
            assert max(box) < 1.02


def test_positions_and_relations_are_true() -> None:
    found = dict.fromkeys((*RELATIONS, "left", "right"), 0)
    for seed in range(1500):
        scene = sample(seed)
        for element in scene.elements:
            middle = (element.box[0] + element.box[2]) / 2
            if element.position != "centre" and element.count == 1:
                found[element.position] += 1
                assert (middle < 0.45) == (element.position == "left"), (seed, element)
        if scene.elements and scene.elements[-1].relation:
            found[scene.elements[1].relation] += 1
            assert holds(scene), (seed, scene)
    assert min(found.values()) > 15


def holds(scene: Scene) -> bool:
    """Whether the boxes bear out the relation of the second element to the first."""
    first, second = (e.box for e in scene.elements)
    across = (second[0] + second[2] - first[0] - first[2]) / 2
    overlap = min(first[2], second[2]) - max(first[0], second[0])
    truth = {
        "left of": across < -0.2,
        "right of": across > 0.2,
        "beside": abs(across) > 0.2,
        "above": second[3] <= first[1] and overlap > 0,
        "in front of": second[3] > first[3] and overlap > 0 and second[1] > first[1],
        "behind": second[3] < first[3] and overlap > 0 and second[1] < first[1],
    }
    return truth[scene.elements[1].relation]


def test_what_stands_behind_can_still_be_seen() -> None:
    for seed in range(1500):
        scene = sample(seed)
        if scene.elements and scene.elements[-1].relation in ("in front of", "behind"):
            for index, mask in enumerate(masks(scene, 64)):
                alone = masks(replace(scene, elements=(scene.elements[index],)), 64)[0]
                assert np.asarray(mask).sum() > 0.4 * np.asarray(alone).sum(), seed


def test_abstract_compositions_differ_by_form_and_colour() -> None:
    pictures = {paint(Scene("", "", "", abstract=Abstract(form), seed=2), 64).tobytes() for form in FORMS}
    assert len(pictures) == len(FORMS)
    blue = pixels(paint(Scene("", "", "", abstract=Abstract("waves", ("blue", "turquoise"))), 64)).mean(axis=(0, 1))
    red = pixels(paint(Scene("", "", "", abstract=Abstract("waves", ("red", "orange"))), 64)).mean(axis=(0, 1))
    assert blue[2] > blue[0] + 60
    assert red[0] > red[2] + 60


def test_training_never_paints_a_held_out_combination() -> None:
    assert not any(barred(sample(seed)) for seed in range(3000))
    for subject, _, place in COMBINATIONS:
        assert subject in KINDS
        assert place in PLACES
    assert all(barred(unseen(FIRST_SEED + k)) for k in range(50))
