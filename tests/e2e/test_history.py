"""The whole history at its own address: drawn from sentence to pixel, walked, filtered, by time, sent to somebody."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import png
from tests.servers.studios import Studio
from tests.system.talk import Talk

LATER = 1500
"""Milliseconds after which the page has told which picture is looked at."""


@pytest.fixture(scope="module")
def told(studio_server: Studio) -> dict[str, Any]:
    """An upload #1, made brighter (#2), warmer (#3), and #1 sharper (#4): four pictures, three sentences, one fork."""
    talk = Talk(studio_server.client)
    talk.upload(png(96, 64))
    for words, source, adjust in (
        ("brighter please", "#1", "brighten"),
        ("warmer too", "#2", "warmer"),
        ("sharpen the first", "#1", "sharpen"),
    ):
        step = {"tool": "enhance", "inputs": {"source": source}, "params": {"adjust": adjust}}
        talk.say(words, plan={"intent": "make", "steps": [step]})
    return talk.call("GET", f"/sessions/{talk.id}")


def test_from_a_sentence_to_its_picture_and_back(open_room: OpenRoom, told: dict[str, Any]) -> None:
    """Words, plan, job and picture are one walk by arrow keys; Enter opens; the address keeps what is looked at."""
    room = open_room(f"/s/{told['id']}")
    room.press("h")
    board = room.page.locator("#history-room .board")
    expect(board.locator(".part.image")).to_have_count(4)
    expect(board.locator(".part.words")).to_have_count(3)
    words = board.locator(".part.words", has_text="warmer too")
    words.focus()
    for kind in ("plan", "job", "image"):
        room.press("ArrowRight")
        expect(board.locator(f".part.{kind}:focus")).to_have_count(1)
    room.press("Enter")
    details = room.page.locator(".history-details")
    expect(details.locator("h2")).to_contain_text("#3")
    expect(details).to_contain_text("warmer too")
    expect(room.page).to_have_url(re.compile(r"/history\?at=image-"))
    room.page.reload()
    expect(details.locator("h2")).to_contain_text("#3")
    room.press("Escape", "Escape")
    expect(room.page.locator("#words")).to_be_visible()
    expect(room.page).to_have_url(re.compile(rf"/s/{told['id']}$"))
    room.page.go_back()
    expect(board).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_lanes_stand_before_the_pictures_and_a_graph_is_seen_whole(
    open_room: OpenRoom, told: dict[str, Any], width: int
) -> None:
    """The lanes of the time line are beside what they tell; every switch of the view shows all of the graph."""
    page = open_room(f"/s/{told['id']}", width=width).page
    page.goto(f"{page.url.split('?')[0]}/history?view=time")
    expect(page.locator(".moment")).to_have_count(4)
    for moment in page.locator(".moment").all():
        lanes, picture, words = (
            moment.locator(part).bounding_box() for part in (".moment-lanes", "img", ".moment-words")
        )
        assert lanes
        assert picture
        assert words
        assert 0 <= lanes["x"] < lanes["x"] + lanes["width"] <= picture["x"] < words["x"]
        assert abs(lanes["y"] + lanes["height"] / 2 - picture["y"] - picture["height"] / 2) < 2
    page.get_by_role("button", name="Graph", exact=True).click()
    page.get_by_role("button", name="Pictures", exact=True).click()
    expect(page.locator(".board .part.words")).to_have_count(0)
    board = page.locator(".history-main .board")
    for details in (False, True):
        if details:
            page.locator(".board .part.image").first.click()
            expect(page.locator(".history-details")).to_be_visible()
            if width < 760:
                return  # there it lies below, and little is left
        whole = board.bounding_box()
        assert whole
        for one in page.locator(".board .part.image").all():
            box = one.bounding_box()
            assert box
            assert whole["x"] <= box["x"]
            assert box["x"] + box["width"] <= whole["x"] + whole["width"]
            assert whole["y"] <= box["y"]
            assert box["y"] + box["height"] <= whole["y"] + whole["height"]


def test_the_history_is_filtered_and_told_by_time(open_room: OpenRoom, told: dict[str, Any]) -> None:
    """The filter holds for both views; going on from an old picture makes it what the next words are about."""
    room = open_room(f"/s/{told['id']}")
    room.press("h")
    board = room.page.locator("#history-room .board")
    expect(board.locator(".part.image")).to_have_count(4)
    room.page.get_by_label("Find in words and pictures").fill("sharpen")
    expect(board.locator(".part.image")).to_have_count(1)
    expect(room.page.locator(".filter-count")).to_have_text("1 of 4 pictures")
    room.page.get_by_role("button", name="Time line").click()
    moments = room.page.locator(".moment")
    expect(moments).to_have_count(1)
    room.page.get_by_label("Find in words and pictures").fill("")
    expect(moments).to_have_count(4)
    moments.filter(has_text="brighter please").click()
    room.page.get_by_role("button", name="Continue from here").click()
    expect(room.page.locator("#words")).to_be_focused()
    expect(room.page.locator("#composer-about")).to_contain_text("#2")


def test_a_step_right_behind_a_click_is_the_last_word(
    open_room: OpenRoom, studio_server: Studio, told: dict[str, Any]
) -> None:
    """Which picture is looked at is told a little later: by then two undos have gone on from it."""
    room = open_room(f"/s/{told['id']}")
    handle = room.page.locator(".caption .handle")
    with room.page.expect_response(lambda answer: answer.url.endswith("/undo")):
        room.page.evaluate(
            """() => {
              const rows = [...document.querySelectorAll(".history-row")];
              rows.find((one) => one.textContent.includes("warmer too")).click();
              document.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
            }"""
        )
    expect(handle).to_have_text("#2")
    room.page.wait_for_timeout(LATER)
    assert Talk(studio_server.client, told["id"]).call("GET", f"/sessions/{told['id']}")["focus"] == "#2"


def test_back_forth_and_on_in_a_new_session(open_room: OpenRoom, told: dict[str, Any]) -> None:
    """Undo and redo walk the graph by key and by button; a new session knows where it came from."""
    room = open_room(f"/s/{told['id']}")
    handle = room.page.locator(".caption .handle")
    room.page.locator(".history-row", has_text="warmer too").click()
    expect(handle).to_have_text("#3")
    for keys, there in (("Control+z", "#2"), ("Control+z", "#1"), ("Control+Shift+Z", "#2")):
        room.press(keys)
        expect(handle).to_have_text(there)
    room.page.locator("#walk-redo").click()
    expect(handle).to_have_text("#3")
    room.page.locator("#walk-undo").click()
    expect(handle).to_have_text("#2")
    room.press("r")
    room.page.locator("#pane-history").get_by_role("button", name="In a new session").click()
    origin = room.page.locator(".origin")
    expect(origin).to_contain_text("#2")
    expect(room.page).not_to_have_url(re.compile(told["id"]))
    expect(handle).to_have_text("#1")
    origin.get_by_role("link").click()
    expect(room.page).to_have_url(re.compile(rf"/s/{told['id']}$"))


def test_two_messages_are_compared(open_room: OpenRoom, told: dict[str, Any]) -> None:
    """Words, plan and pictures of each; the address keeps the two, and a pair of their pictures can be looked at."""
    first, last = told["turns"][0], told["turns"][-1]
    room = open_room(f"/s/{told['id']}/history?at=turn-{first['id']}")
    room.page.get_by_role("button", name="Compare with another message").click()
    room.page.locator(f'#history-room .board [data-part="turn-{last["id"]}"]').click()
    versus = room.page.locator(".versus")
    for _ in range(2):
        expect(versus.locator("h2")).to_have_text("Two messages compared")
        expect(versus.locator("blockquote")).to_have_text([first["text"], last["text"]])
        expect(versus.locator(".recipe-diff")).to_contain_text("adjust")
        room.page.reload()
    versus.get_by_role("button", name="Compare these").click()
    expect(versus.locator("h2")).to_have_text(f"{first['images'][0]['handle']} → {last['images'][0]['handle']}")


def test_two_pictures_that_are_chosen_are_compared(open_room: OpenRoom, told: dict[str, Any]) -> None:
    """One is carried onto the other; pixels and recipes are told apart, and the address keeps the two."""
    room = open_room(f"/s/{told['id']}")
    room.press("h")
    pictures = room.page.locator("#history-room .board .part.image")
    expect(pictures).to_have_count(4)
    room.press("0")
    third, fourth = (pictures.filter(has=room.page.get_by_text(one, exact=True)) for one in ("#3", "#4"))
    third.drag_to(fourth)
    versus = room.page.locator(".versus")
    expect(versus.locator("h2")).to_have_text("#3 → #4")
    expect(versus).to_contain_text("similarity")
    expect(versus.locator(".recipe-diff")).to_contain_text("sharper")
    room.page.reload()
    expect(versus.locator("h2")).to_have_text("#3 → #4")
    room.press("Escape")
    expect(versus).to_be_hidden()
