"""Pictures on the stage and in the history: brought in, compared, walked through, explained, made again."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import PATIENCE, png


def test_a_dropped_picture_is_taken_in_and_brightened(open_room: OpenRoom) -> None:
    """Full size in, full size out; what is no picture is refused with a sentence and changes nothing."""
    room = open_room()
    room.drop(b"no picture at all", "notes.txt", "text/plain")
    expect(room.page.locator(".toast.error")).to_contain_text("PNG, JPEG and WebP")
    room.drop(png(1600, 1200))
    expect(room.page.locator(".caption .size")).to_have_text("1600 × 1200")
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    room.make("make this brighter")
    expect(room.page.locator(".caption .handle")).to_have_text("#2")
    made = room.session().image("#2")
    assert (made["width"], made["height"]) == (1600, 1200)


def test_compare_with_the_parent(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """The divider moves by keyboard; the facts come from the API; Escape leaves."""
    room = open_room(f"/s/{painted['id']}")
    room.page.get_by_role("tab", name="List").click()
    room.page.locator(".history-row").first.click()
    room.page.locator("#compare").click()
    slider = room.page.get_by_role("slider", name="Divider")
    expect(slider).to_be_focused()
    expect(room.page.locator(".compare-facts")).to_contain_text("similarity")
    before = float(slider.input_value())
    room.press("ArrowRight", "ArrowRight")
    assert float(slider.input_value()) > before
    room.press("Escape")
    expect(slider).to_have_count(0)


def test_the_graph_is_clicked_and_walked(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """A click selects, arrow keys go from child to parent."""
    room = open_room(f"/s/{painted['id']}")
    room.press("g")
    nodes = room.page.locator(".board .part.image")
    first, second = (nodes.filter(has=room.page.get_by_text(handle, exact=True)) for handle in ("#1", "#2"))
    expect(first).to_have_count(1)
    second.click()
    expect(room.page.locator(".caption .handle")).to_have_text("#2")
    second.focus()
    room.press("ArrowUp", "Enter")
    expect(room.page.locator(".caption .handle")).to_have_text("#1")


def test_a_picture_says_how_it_was_made_and_is_made_again(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """The recipe, and the verdict of a replay: on the machine that made it, the same."""
    room = open_room(f"/s/{painted['id']}")
    room.page.locator(".history-row").last.click()
    room.page.locator("#how").click()
    recipe = room.page.locator(".recipe")
    expect(recipe).to_contain_text("a red house, lake, sunset")
    expect(recipe).to_contain_text("Seed")
    recipe.get_by_role("button", name="Make it again").click()
    expect(recipe.locator(".verdict.identical, .verdict.same")).to_be_visible(timeout=PATIENCE)


def test_zoom_by_keyboard(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """Plus, minus and zero."""
    room = open_room(f"/s/{painted['id']}")
    level = room.page.locator("#zoom-level")
    fit = level.inner_text()
    room.press("+", "+")
    expect(level).not_to_have_text(fit)
    room.press("0")
    expect(level).to_have_text(fit)
