"""GroundingDINO finds and SAM outlines, from real tiny models of both in the hub's layout, without torchvision."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from tests.tools import lookers
from tests.tools.conftest import Job
from tests.tools.test_looking import picture, ran
from tools import catalog
from tools.base import Result
from tools.find.pieces import told_apart
from tools.manifest import Manifest, load
from tools.runtime.cache import models
from tools.runtime.grounded import GroundedSight
from tools.runtime.report import report

Model = Callable[[str], Manifest]


@pytest.fixture(scope="session")
def outliner(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return load(lookers.save_outliner(tmp_path_factory.mktemp("sam")))


def found(model: Model, *adapters: Manifest, **params: object) -> Result:
    finder = model("grounding-dino")
    return ran("find", finder, {"what": "The red dog.", **params}, Job(manifest=finder, adapters=adapters))


def test_each_thing_is_a_box_of_its_own(model: Model) -> None:
    made = found(model, which="each")
    assert made.facts["there"], "random weights are sure of something"
    places = made.facts["places"]
    assert len(made.images) == len(places) > 1
    for mask, place in zip(made.images, places, strict=True):
        left, top, right, bottom = place["box"]
        assert mask.size == (90, 60)
        assert (np.asarray(mask) > 0).sum() == (right - left) * (bottom - top)
    centres = [place["box"][0] + place["box"][2] for place in places]
    assert centres == sorted(centres)
    assert made.facts == found(model, which="each").facts
    (together,) = found(model).images
    whole = np.maximum.reduce([np.asarray(mask) for mask in made.images])
    assert (np.asarray(together) == whole).all()


def test_with_sam_each_has_its_outline(model: Model, outliner: Manifest) -> None:
    boxed, outlined = found(model, which="each"), found(model, outliner, which="each")
    assert outlined.facts["there"]
    assert [np.asarray(mask).tobytes() for mask in outlined.images] != [
        np.asarray(mask).tobytes() for mask in boxed.images
    ]
    assert all(mask.size == (90, 60) and {*np.asarray(mask).flat} <= {0, 255} for mask in outlined.images)
    assert "adapter tiny-sam" in report()["libraries"], "the recipe says what drew the outlines"


def test_what_is_not_there_is_not_marked(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = models().get(model("grounding-dino"))
    seen = reader.network(**reader.inputs(images=[picture()], text=["dog."]))
    nobody = type(seen)(logits=torch.full_like(seen.logits, -20.0), pred_boxes=seen.pred_boxes)
    monkeypatch.setattr(reader.network, "forward", lambda **given: nobody)
    spot = GroundedSight(reader, model("grounding-dino")).spot(picture(), "a dog")
    assert (spot.there, spot.parts, spot.certainty) == (False, (), 0.0)


def test_the_outline_is_asked_for_where_the_box_is(model: Model, outliner: Manifest) -> None:
    """SAM is given every box in the pixels of the picture it is shown: the prompt makes a difference."""
    sight = GroundedSight(models().get(model("grounding-dino")), model("grounding-dino")).outlined(outliner)
    with torch.inference_mode():
        one, other = (sight._outlines(picture(), [box]) for box in ([5.0, 5.0, 20.0, 20.0], [60.0, 30.0, 85.0, 55.0]))
    assert (one[0] != other[0]).any()


def test_sam_alone_is_no_model_and_dino_is_offered(model: Model, outliner: Manifest) -> None:
    assert "find" not in catalog.offered([outliner])
    assert "find" in catalog.offered([outliner, model("grounding-dino")])
    assert outliner.fits(model("grounding-dino"))
    assert not outliner.fits(model("clipseg"))


def test_things_told_apart_go_from_left_to_right() -> None:
    left, right = np.zeros((4, 10), bool), np.zeros((4, 10), bool)
    left[1:3, 0:4], right[0:2, 3:9] = True, True
    pieces = told_apart([(right, 0.9), (left, 0.4)])
    assert [(piece.box, piece.score, piece.area) for piece in pieces] == [
        ((0, 1, 4, 3), 0.4, 8),
        ((3, 0, 9, 2), 0.9, 12),
    ]
