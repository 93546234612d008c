"""The page for everyone: small and large screens, the keyboard alone, names for all that can be pressed, the door."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import Room, enter
from tests.servers.studios import Studio

SESSION = "**/api/v1/sessions/*"

UNNAMED = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, [role=button], [role=tab]")]
    .filter((one) => one.checkVisibility?.() ?? true)
    .filter((one) => !(one.getAttribute("aria-label") || one.getAttribute("title") || one.textContent.trim() ||
        one.labels?.length || one.getAttribute("aria-labelledby")))
    .map((one) => one.outerHTML.slice(0, 120))"""
MUTE = """() => [...document.querySelectorAll("img")].filter((one) => !one.hasAttribute("alt") ||
    (!one.alt && one.checkVisibility?.())).map((one) => one.outerHTML.slice(0, 120))"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


def check_names(room: Room) -> None:
    """Everything that can be pressed has a name, every picture says what it shows."""
    assert room.page.evaluate(UNNAMED) == []
    assert room.page.evaluate(MUTE) == []


@pytest.mark.parametrize(("width", "height"), [(360, 740), (390, 844), (820, 1100), (1440, 900), (2560, 1080)])
def test_no_screen_scrolls_sideways(open_room: OpenRoom, painted: dict[str, Any], width: int, height: int) -> None:
    """In each room of the page, on each screen; the composer is always there where there is one column."""
    room = open_room(f"/s/{painted['id']}", width=width, height=height)
    for tab in ("talk", "picture", "history"):
        button = room.page.locator(f"#tab-{tab}")
        if button.is_visible():
            button.click()
        assert room.page.evaluate(WIDER) <= 0
        check_names(room)
        expect(room.page.locator("#words")).to_be_in_viewport()


def test_the_keyboard_alone(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """Help, history, graph, a mask painted by keys and attached, the message box, the sessions: no mouse."""
    room = open_room(f"/s/{painted['id']}")
    room.press("?")
    expect(room.page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    check_names(room)
    room.press("Escape", "m")
    canvas = room.page.locator(".mask-canvas")
    expect(canvas).to_be_focused()
    room.press("3", "i", "z", "Space", "ArrowLeft", "ArrowLeft", "Space", "Enter")
    expect(room.page.locator(".chip.mask")).to_be_visible()
    expect(room.page.locator("#words")).to_be_focused()
    room.press("Escape", "s")
    expect(room.page.get_by_role("dialog", name="Sessions")).to_be_visible()
    expect(room.page.locator(".session").first).to_be_visible()
    check_names(room)
    room.press("Escape", "/")
    expect(room.page.locator("#words")).to_be_focused()


def test_the_language_switch_is_remembered(open_room: OpenRoom) -> None:
    """The words typed so far survive it."""
    room = open_room()
    room.page.locator("#words").fill("half a sentence")
    room.page.locator("#language").select_option("zh")
    expect(room.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(room.page.locator("#words")).to_have_value("half a sentence")
    room.page.reload()
    expect(room.page.locator("#tab-talk")).to_have_text("对话")


def test_words_sent_before_the_session_is_there_wait_for_it(open_room: OpenRoom) -> None:
    """Typed and sent into a page that still asks the server which session this is: said once, and there."""
    room = open_room()
    room.make("a red house by a lake at sunset")
    address = room.page.url
    held = room.hold(SESSION)
    room.page.goto(address, wait_until="commit")
    room.page.locator("#words").fill("make it night")
    room.press("Enter")
    expect(room.page.locator("#composer")).to_have_class(re.compile("busy"))
    held[0].continue_()
    expect(room.turns).to_have_count(2)
    expect(room.page.locator("#words")).to_have_value("")
    assert room.page.url == address
    room.ended(room.turns.nth(1))


def test_words_typed_before_the_session_is_there_stay(open_room: OpenRoom) -> None:
    """They belong to that session, and are no draft for a new one."""
    room = open_room()
    room.make("a red house by a lake at sunset")
    held = room.hold(SESSION)
    room.page.goto(room.page.url, wait_until="commit")
    room.page.locator("#words").fill("make it ni")
    room.page.wait_for_timeout(100)
    held[0].continue_()
    expect(room.turns).to_have_count(1)
    expect(room.page.locator("#words")).to_have_value("make it ni")


def test_the_door(studio_server: Studio, browser: Browser) -> None:
    """Without a token the page asks for one, says when it is wrong, and then goes where one wanted to go."""
    room = enter(studio_server, browser)
    room.page.goto(f"{studio_server.url}/new")
    expect(room.page.get_by_label("Token")).to_be_focused()
    room.page.get_by_label("Token").fill("wrong")
    room.press("Enter")
    expect(room.page.get_by_role("alert")).to_be_visible()
    check_names(room)
    room.page.get_by_label("Token").fill(studio_server.token)
    room.press("Enter")
    expect(room.page.locator("#words")).to_be_visible()
    room.page.context.close()


def test_an_unknown_session_is_said_and_left(studio_server: Studio, browser: Browser) -> None:
    """A sentence, and an empty page to go on from."""
    room = enter(studio_server, browser)
    room.page.goto(f"{studio_server.url}/s/nothing?token={studio_server.token}")
    expect(room.page.locator(".toast.error")).to_be_visible()
    expect(room.page.locator(".empty")).to_be_visible()
    room.page.context.close()
