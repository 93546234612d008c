"""The library: found, selected by hand and by key, marked, thrown away and brought back, and the way to the session."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import png
from tests.orchestrator.hands import until
from tests.servers.studios import Studio
from tests.system.talk import Json, Talk


@pytest.fixture
def squares(studio_server: Studio) -> Iterator[list[Json]]:
    """Six uploads in a session of their own, tagged so that a search finds just these."""
    talk = Talk(studio_server.client)
    made = [talk.upload(png(64, 64, colour)) for colour in ("red", "green", "blue", "gold", "black", "white")]
    ids = [one["id"] for one in made]
    talk.call("PATCH", "/images", json={"ids": ids, "tag": ["six squares"]})
    yield made
    assert studio_server.client.delete(f"/api/v1/sessions/{talk.id}").status_code == 204


def tiles(page: Page, q: str, count: int) -> None:
    page.locator("#search").fill(q)
    expect(page.locator(".tile")).to_have_count(count)


def chosen(page: Page, count: int) -> None:
    expect(page.locator(".tile[aria-selected=true]")).to_have_count(count)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_pictures_are_found_selected_and_marked(
    open_room: OpenRoom, squares: list[Json], width: int, height: int
) -> None:
    room = open_room("/library", width=width, height=height)
    page = room.page
    tiles(page, 'tag:"six squares"', 6)
    page.get_by_label("Search all pictures").press("Enter")
    expect(page.locator("#wall")).to_be_focused()
    room.press("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    chosen(page, 3)
    room.press("f", "4")
    expect(page.locator(".tile-marks", has_text="★●●●●")).to_have_count(3)
    room.press("Escape")
    chosen(page, 0)
    tiles(page, 'tag:"six squares" is:starred rating:4', 3)
    page.get_by_role("button", name="Take away: Rating: 4").click()
    page.get_by_role("button", name="Take away: Only: starred").click()
    expect(page.locator(".tile")).to_have_count(6)
    page.locator(".tile").nth(0).click(modifiers=["Control"])
    page.locator(".tile").nth(2).click(modifiers=["Shift"])
    chosen(page, 3)
    page.locator("#actions").get_by_role("button", name="Move to the trash").click()
    expect(page.locator(".tile")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tile")).to_have_count(6)
    page.go_back()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_a_picture_one_gets_back_to_its_session(open_room: OpenRoom, squares: list[Json]) -> None:
    page = open_room("/library?q=tag:%22six%20squares%22%20sort:old").page
    expect(page.locator(".tile")).to_have_count(6)
    page.locator(".tile").nth(1).click()
    expect(page.locator("#viewer img")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.get_by_role("link", name="In its session").click()
    expect(page.locator(".caption .handle")).to_have_text("#3")
    assert page.url.endswith(f"/s/{squares[0]['session']}")
    page.keyboard.press("f")
    page.keyboard.press("5")
    page.keyboard.press("b")
    page.get_by_label("Search all pictures").fill('tag:"six squares" is:starred rating:5')
    expect(page.locator(".tile")).to_have_count(1)


def test_more_like_this(open_room: OpenRoom, studio_server: Studio, squares: list[Json]) -> None:
    """A worker with nothing else to do looks at what was uploaded; then a key finds what is like it."""
    asked = {"q": f"like:{squares[0]['id']}"}
    until(lambda: len(studio_server.client.get("/api/v1/search", params=asked).json().get("items", [])) >= 5)
    room = open_room("/library?q=tag:%22six%20squares%22%20sort:old")
    page = room.page
    expect(page.locator(".tile")).to_have_count(6)
    expect(page.locator("#wall")).to_be_focused()
    room.press("m")
    expect(page.locator("#terms")).to_contain_text("this picture")
    expect(page.locator(f".tile[data-id='{squares[0]['id']}']")).to_have_count(0)
    expect(page.locator(".tile").first).to_be_visible()
    page.locator("#search").fill("cheerful")
    expect(page.locator("#terms")).to_contain_text("cheerful")
    page.get_by_role("button", name="By meaning", exact=True).click()
    expect(page.locator("#search")).to_have_value("about:cheerful")


def test_what_is_purged_is_asked_twice_and_gone(open_room: OpenRoom, squares: list[Json]) -> None:
    room = open_room("/library?q=tag:%22six%20squares%22", locale="zh-CN")
    page = room.page
    expect(page.locator(".tile")).to_have_count(6)
    expect(page.locator("#wall")).to_be_focused()
    room.press("ControlOrMeta+a", "Delete")
    expect(page.locator(".tile")).to_have_count(0)
    tiles(page, 'tag:"six squares" is:trash', 6)
    page.locator(".tile").nth(0).click(modifiers=["Control"])
    page.get_by_role("button", name="永久删除").click()
    page.locator("#sure").get_by_role("button", name="取消").click()
    expect(page.locator(".tile")).to_have_count(6)
    page.get_by_role("button", name="永久删除").click()
    page.locator("#sure").get_by_role("button", name="永久删除").click()
    expect(page.locator(".tile")).to_have_count(5)


def test_the_trash_is_seen_in_the_session(open_room: OpenRoom, squares: list[Json]) -> None:
    """There and back by key, toast and button; what lies in it is marked wherever it is small."""
    room = open_room(f"/s/{squares[0]['session']}?picture={squares[1]['id']}")
    page = room.page
    row = page.locator(f".history-row[data-image='{squares[1]['id']}']")
    expect(row).to_have_attribute("aria-pressed", "true")
    room.press("Delete")
    expect(row.get_by_label("in the trash")).to_be_visible()
    expect(page.locator(".picture.trashed")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(row.get_by_label("in the trash")).to_have_count(0)
    page.locator("#trash").click()
    expect(page.locator("#toasts")).to_contain_text("#2 is in the trash")  # said when it is so
    page.reload()
    row.click()  # the address no longer names it
    expect(row.get_by_label("in the trash")).to_be_visible()
    page.locator(".caption").get_by_role("button", name="Restore").click()
    expect(row.get_by_label("in the trash")).to_have_count(0)
    expect(page.locator(".picture.trashed")).to_have_count(0)
