"""Masks are turned along: what was marked before a crop, a turn or another size is marked after it, to the pixel."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from orchestrator.domain.errors import BadRequest
from orchestrator.pixels.formats import opened
from orchestrator.worker.tool_loop import ToolLoop
from tests.orchestrator.hands import Hands, brighten, making

SIZE = (60, 40)
BOX = (30, 4, 44, 20)
"""What is marked: right of the middle, above it."""


def marked(size: tuple[int, int] = SIZE) -> Image.Image:
    picture = Image.new("L", size, 0)
    picture.paste(255, BOX)
    return picture


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def painter(each_hands: Hands) -> Hands:
    """Somebody with `#1`, which is white where `m1` marks it and black elsewhere."""
    upload = each_hands.house.images.upload
    upload(each_hands.user, each_hands.session, png(marked().convert("RGB")))
    upload(each_hands.user, each_hands.session, png(marked()), kind="mask")
    return each_hands


def transformed(hands: Hands, source: str, **params: Any) -> str:
    """The handle of what a worker has made of it."""
    step = {"tool": "transform", "inputs": {"source": source}, "params": params}
    turn = hands.say("x", making(step))
    ToolLoop(hands.house, ("cpu",), "w").drain()
    return hands.now(turn.jobs[0]).handles[0]


def adjusted(hands: Hands, source: str, mask: str = "m1") -> str:
    """The mask that a later step works with."""
    step = brighten(source)
    return hands.say("x", making(step | {"inputs": {"source": source, "mask": mask}})).jobs[0].inputs["mask"]


def pixels(hands: Hands, handle: str) -> Any:
    return np.asarray(opened(hands.house.images.file(hands.user, hands.picture(handle).id)[0]).convert("L")) > 127


@pytest.mark.parametrize(
    "steps",
    [
        [{"crop": "square"}],
        [{"turn": "left"}],
        [{"turn": "half"}],
        [{"flip": "horizontal"}],
        [{"percent": 50}],
        [{"width": 120}],
        [{"crop": "right half"}, {"flip": "vertical", "turn": "right"}, {"percent": 200}],
    ],
)
def test_the_mask_of_what_was_made_of_a_picture_is_the_mask_made_so(
    painter: Hands, steps: list[dict[str, Any]]
) -> None:
    at = "#1"
    for params in steps:
        at = transformed(painter, at, **params)
    mask = adjusted(painter, at)
    found = painter.picture(mask)
    assert (mask, found.kind, found.of, found.alt) == ("m2", "mask", at, f"mask on {at}")
    assert [(parent.handle, parent.role) for parent in found.parents] == [("m1", "source")]
    picture = pixels(painter, at)
    assert picture.any()
    assert (pixels(painter, mask) == picture).all()


def test_a_mask_is_turned_along_once_and_not_where_nothing_moves(painter: Hands) -> None:
    square = transformed(painter, "#1", crop="square")
    assert [adjusted(painter, square) for _ in range(2)] == ["m2", "m2"]
    ToolLoop(painter.house, ("cpu",), "w").drain()
    assert adjusted(painter, "#3") == "m2", "what was brightened lies where it lay"
    assert adjusted(painter, "#1") == "m1"
    assert adjusted(painter, "#3", "m2") == "m2"
    assert painter.picture("m2").of == "#2"


def test_a_mask_goes_along_with_what_is_cropped_in_the_same_plan(painter: Hands) -> None:
    crop = {"tool": "transform", "inputs": {"source": "#1"}, "params": {"crop": "square"}}
    turn = painter.say("x", making(crop, brighten("@1") | {"inputs": {"source": "@1", "mask": "m1"}}))
    assert turn.jobs[1].inputs == {"source": "#2", "mask": "m2"}
    assert painter.picture("m2").of == "#2"
    assert pixels(painter, "m2").shape == (40, 40)
    ToolLoop(painter.house, ("cpu",), "w").drain()
    assert painter.state(turn.jobs[1]) == "succeeded"


def test_what_was_cut_away_is_said(painter: Hands) -> None:
    left = transformed(painter, "#1", box={"width": 20, "height": 40})
    with pytest.raises(BadRequest, match="cut away: it is not in #2"):
        adjusted(painter, left)


def test_no_mask_goes_back_before_a_crop(painter: Hands) -> None:
    transformed(painter, "#1", crop="square")
    adjusted(painter, "#2")
    with pytest.raises(BadRequest, match="paint it on that one"):
        adjusted(painter, "#1", "m2")


@pytest.mark.parametrize("params", [{"flip": "horizontal"}, {"turn": "half"}])
def test_nor_where_the_sizes_are_the_same(painter: Hands, params: dict[str, Any]) -> None:
    transformed(painter, "#1", **params)
    painter.house.images.upload(painter.user, painter.session, png(marked()), kind="mask", of="#2")
    with pytest.raises(BadRequest, match="m2 marks a place in #2, not in #1: paint it on that one"):
        adjusted(painter, "#1", "m2")


def test_no_mask_is_used_on_another_picture_of_the_same_size(painter: Hands) -> None:
    painter.house.images.upload(painter.user, painter.session, png(marked().convert("RGB").rotate(180)))
    with pytest.raises(BadRequest, match="m1 marks a place in #1, not in #2"):
        adjusted(painter, "#2")


@pytest.mark.parametrize("alt", ["mask on #9", "m1"])
def test_what_a_mask_was_called_elsewhere_is_not_what_it_shows(painter: Hands, alt: str) -> None:
    painter.execute("UPDATE images SET alt = :alt WHERE handle = 'm1'", alt=alt)
    square = transformed(painter, "#1", crop="square")
    assert painter.picture(adjusted(painter, square)).alt == "mask on #2"
