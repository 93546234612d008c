"""A person talks, and pictures appear: the sentence, its rewrite, progress, the picture, and what follows from it."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom


def test_a_sentence_becomes_a_picture_and_then_night(open_room: OpenRoom) -> None:
    """The first two lines of the conversation: rewrite as a diff, live progress, picture on the stage, its child."""
    room = open_room()
    turn = room.say("a red house by a lake at sunset")
    expect(turn.locator(".said")).to_have_text("a red house by a lake at sunset")
    expect(turn.locator(".span.user").first).to_be_visible(timeout=60_000)
    expect(turn.locator("[role=progressbar], .thumb[data-image]").first).to_be_visible(timeout=60_000)
    room.ended(turn)
    assert "house" in turn.locator(".diff").inner_text()
    expect(turn.locator(".thumb .handle")).to_have_text("#1")
    expect(turn.locator(".reply")).not_to_be_empty()
    expect(room.picture).to_be_visible()
    assert "house" in (room.picture.get_attribute("alt") or "").lower()
    assert room.page.evaluate("document.querySelector('.picture').naturalWidth") >= 128

    night = room.make("make it night")
    expect(night.locator(".thumb .handle")).to_have_text("#2")
    expect(room.page.locator(".caption")).to_contain_text("from #1")
    parents = room.session().image("#2")["parents"]
    assert [(parent["handle"], parent["role"]) for parent in parents] == [("#1", "source")]


def test_chinese_from_end_to_end(open_room: OpenRoom) -> None:
    """A Chinese browser: the interface, an example to click, the marked language of words and reply."""
    room = open_room(locale="zh-CN")
    assert room.page.get_attribute("html", "lang") == "zh-Hans"
    expect(room.page.locator(".example").first).to_have_text("夕阳下的海滩")  # the page's own language comes first
    expect(room.page.locator(".known").first).to_contain_text("灯塔")
    expect(room.page.locator(".known").nth(4)).to_contain_text("春天")
    assert re.findall("[A-Za-z]+", "".join(room.page.locator(".known").all_inner_texts())) == []
    room.page.get_by_role("button", name="夕阳下的海滩").click()
    turn = room.turns.first
    room.ended(turn)
    expect(turn.locator(".said")).to_have_attribute("lang", "zh-Hans")
    expect(turn.locator(".reply")).to_have_attribute("lang", "zh-Hans")
    expect(turn.locator(".span.user").first).to_be_visible()
    expect(room.picture).to_be_visible()


def test_a_painted_mask_says_where(open_room: OpenRoom) -> None:
    """Painted with the mouse over the picture, attached to the next message, and kept as a parent of what it made."""
    room = open_room()
    room.make("a red house by a lake at sunset")
    room.page.locator("#paint-mask").click()
    room.stroke((0.65, 0.7), (0.85, 0.8))
    room.page.get_by_role("button", name="Use this mask").click()
    expect(room.page.locator(".chip.mask")).to_contain_text("m1")
    turn = room.make("put a boat there")
    expect(turn.locator(".said-about")).to_contain_text("m1")
    expect(room.page.locator(".chip.mask")).to_have_count(0)
    made = room.session().image("#2")
    assert {(parent["handle"], parent["role"]) for parent in made["parents"]} == {("#1", "source"), ("m1", "mask")}
