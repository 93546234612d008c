"""Cropping and turning by hand: a box drawn on the picture, looked at as pixels."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import Room

pytestmark = [pytest.mark.serial, pytest.mark.timeout(300)]


def halves() -> bytes:
    """Red on the left, blue on the right, 120 x 80."""
    picture = Image.new("RGB", (120, 80), "red")
    picture.paste((0, 0, 255), (60, 0, 120, 80))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def drag(room: Room, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Over the crop's area, in parts of it."""
    box = room.page.locator(".frame-area").bounding_box()
    assert box is not None
    (x, y), (right, bottom) = ((box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end))
    room.page.mouse.move(x, y)
    room.page.mouse.down()
    room.page.mouse.move(right, bottom, steps=5)
    room.page.mouse.up()


@pytest.mark.parametrize(("width", "locale"), [(1280, "en-GB"), (390, "zh-CN")])
def test_a_box_drawn_on_the_picture_is_what_is_kept(open_room: OpenRoom, width: int, locale: str) -> None:
    room = open_room(width=width, locale=locale)
    page = room.page
    room.drop(halves())
    if width < 600:
        page.locator(".tabs [data-tab=picture]").click()
    expect(room.picture).to_be_visible()
    page.locator("#shape").click()
    card = page.locator(".plan-card")
    card.locator(".form-drawn button").click()
    drag(room, (0.55, 0.1), (0.95, 0.9))
    drag(room, (0.75, 0.5), (0.70, 0.5))  # inside: it is moved
    said = page.locator(".frame-size").inner_text()
    page.locator(".frame .overlay-bar .primary").click()
    fields = card.locator(".form-group input")
    left, top, wide, high = (int(fields.nth(at).input_value()) for at in range(4))
    assert said == f"{wide} × {high}"
    assert abs(left - 60) <= 2
    assert abs(wide - 48) <= 2
    assert (top, high) == (8, 64)
    card.locator("label", has_text="旋转" if locale == "zh-CN" else "turn").locator("select").select_option("left")
    card.locator(".primary").click()
    turn = room.turns.first
    room.ended(turn)
    made = room.session().call("GET", f"/turns/{turn.get_attribute('data-turn')}")["images"][0]
    pixels = Image.open(io.BytesIO(room.studio.client.get(f"/api/v1/images/{made['id']}/file").content)).convert("RGB")
    assert pixels.size == (high, wide)
    assert pixels.getpixel((5, 5)) == (0, 0, 255)
    if width > 600:
        page.locator("#how").click()
        recipe = page.locator(".recipe").first
        expect(recipe).to_contain_text(f"from the left {left}, from the top 8, width {wide}, height 64")
        expect(recipe).to_contain_text("a quarter to the left")


def test_the_box_is_moved_by_keys_and_can_be_put_away(open_room: OpenRoom) -> None:
    room = open_room()
    page = room.page
    room.drop(halves())
    expect(room.picture).to_be_visible()
    page.locator("#shape").click()
    page.locator(".plan-card .form-drawn button").click()
    area = page.locator(".frame-area")
    expect(area).to_be_focused()
    room.press("Shift+ArrowLeft", "Shift+ArrowUp", "ArrowRight", "ArrowRight")
    expect(page.locator(".frame-size")).to_have_text("119 × 79")
    room.press("Escape")
    expect(area).to_have_count(0)
    assert page.locator(".form-group input").nth(2).input_value() == ""
    page.locator(".plan-card .form-drawn button").click()
    room.press("Shift+ArrowLeft", "Enter")
    assert page.locator(".form-group input").nth(2).input_value() == "119"
