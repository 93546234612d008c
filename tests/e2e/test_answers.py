"""Answers about pictures show them, and two that are compared can be looked at at once."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.system.talk import Json


def test_a_comparison_in_words_is_one_press_from_the_pictures(open_room: OpenRoom, painted: Json) -> None:
    room = open_room(f"/s/{painted['id']}")
    turn = room.make("compare #1 and #2")
    expect(turn.locator(".turn-shown .thumb .handle")).to_have_text(["#1", "#2"])
    turn.get_by_role("button", name="Hold against each other").click()
    expect(room.page.locator(".overlay.compare")).to_be_visible()
    expect(room.page.locator(".overlay.compare select")).to_have_value("#1")
    expect(room.page.locator(".caption")).to_contain_text("#2")


def test_what_shows_something_is_shown(open_room: OpenRoom) -> None:
    room = open_room()
    room.make("a red house by a lake at sunset")
    turn = room.make("which ones show a house?")
    expect(turn.locator(".turn-shown .thumb")).not_to_have_count(0)
    turn.locator(".turn-shown .thumb").first.click()
    expect(room.page.locator(".caption")).to_contain_text("#1")
