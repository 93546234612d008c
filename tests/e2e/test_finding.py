"""Masks from words, the check list and alt text, on a studio with a tiny eye that is sure of everything it knows."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from safetensors.torch import load_file, save_file

from tests.e2e.room import Room, enter, png
from tests.servers.studios import Studio, studio
from tests.tools import lookers


@pytest.fixture(scope="module")
def seeing() -> Iterator[Studio]:
    """A running studio whose first model for finding, judging and describing sees what it knows everywhere."""
    with studio() as made:
        folder = lookers.save("eye", made.home / "models" / "eye")
        file = next(folder.glob("*.safetensors"))
        weights = load_file(file)
        weights["met.1.weight"].zero_()
        weights["met.1.bias"].fill_(3.0)
        weights["spot.1.bias"][0] = 50.0
        save_file(weights, file, {"format": "pt"})
        made.start()
        yield made


@pytest.fixture(params=[(1280, 800, "en-GB"), (390, 844, "zh-CN")], ids=["wide", "phone"])
def room(seeing: Studio, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Room]:
    """A window with `#1` dropped in; its console stays quiet."""
    width, height, locale = request.param
    made = enter(seeing, browser, width=width, height=height, locale=locale)
    made.enter()
    made.page.evaluate("document.getElementById('app').dataset.tab = 'picture'")
    made.drop(png(160, 120))
    expect(made.page.locator(".caption .handle")).to_have_text("#1")
    yield made
    complaints = made.complaints
    made.page.context.close()
    assert complaints == []


def test_words_mark_a_place_in_the_brush(room: Room) -> None:
    page = room.page
    page.locator("#paint-mask").click()
    form = page.locator(".find-form")
    form.locator("input").fill("a dragon")
    form.locator("button").click()
    expect(page.locator(".toasts")).to_contain_text("a dragon")
    form.locator("input").fill("a dog")
    form.locator("input").press("Enter")
    expect(page.get_by_role("button", name="Undo (Z)").or_(page.get_by_role("button", name="撤销"))).to_be_enabled()
    page.locator(".mask .overlay-bar .button.primary").click()
    expect(page.locator(".chip.mask")).to_contain_text("m1")
    talk = room.session()
    masks = [image for image in talk.call("GET", f"/sessions/{talk.id}")["images"] if image["kind"] == "mask"]
    assert [(mask["handle"], mask["tool"], mask["of"]) for mask in masks] == [("m1", "find", "#1")]


def test_a_found_mask_is_seen_and_opened_from_the_conversation(room: Room) -> None:
    page, talk = room.page, room.session()
    step: dict[str, Any] = {"tool": "find", "inputs": {"source": "#1"}, "params": {"what": "the dog"}}
    judge = {
        "tool": "judge",
        "inputs": {"source": "#1"},
        "params": {"requirements": [{"kind": "subject", "text": "a dog"}]},
    }
    plan = {"intent": "make", "steps": [step, judge]}
    talk.call("POST", f"/sessions/{talk.id}/turns", 202, json={"text": "find the dog", "plan": plan})
    page.evaluate("document.getElementById('app').dataset.tab = 'talk'")
    tile = page.locator(".mask-tile")
    expect(tile).to_be_visible(timeout=90_000)
    expect(page.locator(".turn .check.met")).to_contain_text("a dog", timeout=90_000)
    tile.click()
    expect(page.locator(".mask-canvas")).to_be_visible()
    page.locator(".mask .overlay-bar .button.primary").click()
    expect(page.locator(".chip.mask")).to_contain_text("m1")


def test_an_upload_is_described_and_the_words_can_be_changed(room: Room) -> None:
    page = room.page
    expect(page.locator(".caption .alt")).not_to_have_text("photograph", timeout=90_000)
    page.locator("#how").click()
    box = page.locator(".alt-text")
    box.locator("button").click()
    box.locator("textarea").fill("my own wall")
    box.locator("textarea").press("Enter")
    expect(box.locator("p")).to_have_text("my own wall")
    assert room.session().image("#1")["alt"] == "my own wall"
    page.locator(".checks-head button").click()
    expect(page.locator(".checks-of dl")).to_be_visible(timeout=90_000)
