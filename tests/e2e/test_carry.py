"""Carried away and brought back on the page: files with marks, zips, links, foreign recipes, the verify page."""

import io
import json
import zipfile

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import OpenRoom, two_pictures
from tests.servers.studios import Studio
from tests.system.talk import Json


@pytest.fixture(scope="module")
def whole(studio_server: Studio) -> Json:
    """Two pictures in a session that nobody adds to."""
    return two_pictures(studio_server)


def with_recipe(prompt: str) -> bytes:
    """A picture as A1111 leaves it."""
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", f"{prompt}\nSteps: 7, CFG scale: 4.5, Seed: 77, Size: 128x128")
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "olive").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def test_a_foreign_recipe_is_quoted_and_fills_the_form(open_room: OpenRoom) -> None:
    room = open_room()
    prompt = "a red house, lake <img src=x onerror=alert(1)>"
    room.drop(with_recipe(prompt))
    expect(room.picture).to_be_visible()
    room.page.locator("#how").click()
    expect(room.page.locator(".found-recipe .claim").first).to_have_text(prompt)
    room.page.get_by_role("button", name="Use this recipe").click()
    card = room.page.locator(".plan-card")
    expect(card.locator("textarea")).to_have_value(prompt)
    expect(card.locator(".seed input")).to_have_value("77")
    expect(room.turns).to_have_count(0)


def test_a_picture_and_a_session_leave(open_room: OpenRoom, whole: Json) -> None:
    room = open_room(f"/s/{whole['id']}")
    room.page.locator("#carry").click()
    room.page.locator("dialog.carry select[name=format]").select_option("webp")
    room.page.locator("dialog.carry select[name=recipe]").select_option("none")
    with room.page.expect_download() as saved:
        room.page.locator("dialog.carry .button.primary").click()
    assert saved.value.suggested_filename == "pentimento-2.webp"
    data = saved.value.path().read_bytes()
    assert b"C2PA" in data[:100_000]
    room.page.keyboard.press("Escape")
    room.page.locator("#carry-session").click()
    with room.page.expect_download() as saved:
        room.page.locator("dialog.carry .button.primary").click()
    with zipfile.ZipFile(saved.value.path()) as archive:
        assert len(json.loads(archive.read("pentimento.json"))["images"]) == 2


def test_a_zip_that_is_dropped_becomes_a_session(
    open_room: OpenRoom, whole: Json, studio_server: Studio, browser: Browser
) -> None:
    data = studio_server.client.get(f"/api/v1/sessions/{whole['id']}/bundle").content
    room = open_room()
    room.drop(data, "session.zip", "application/x-zip-compressed")
    room.page.wait_for_url("**/s/*")
    expect(room.page.locator(".history-row")).to_have_count(2)
    room.page.locator("#carry-session").click()
    room.page.get_by_role("button", name="New link").click()
    link = room.page.locator(".shares input")
    expect(link).to_have_count(1)
    context = browser.new_context()
    stranger = context.new_page()
    stranger.goto(link.input_value(), wait_until="networkidle")  # pictures come late
    expect(stranger.locator("figure img")).to_have_count(2)
    assert stranger.evaluate("document.querySelector('figure img').naturalWidth") > 0
    room.page.get_by_role("button", name="Take the link back").click()
    expect(link).to_have_count(0)
    answer = stranger.reload()
    assert answer is not None
    assert answer.status == 404
    context.close()


def test_the_verify_page_tells_whole_changed_and_unmarked_apart(
    open_room: OpenRoom, whole: Json, studio_server: Studio
) -> None:
    image = whole["images"][0]["id"]
    signed = studio_server.client.get(f"/api/v1/images/{image}/export?format=jpeg").content
    plain = studio_server.client.get(f"/api/v1/images/{image}/file").content
    room = open_room()
    room.page.goto(f"{studio_server.url}/verify")
    for data, words in (
        (signed, "Whole, and signed by a studio that is known here"),
        (signed[:-20] + b"x" + signed[-19:], "Changed since it was signed"),
        (plain, "That says nothing about how the picture was made"),
    ):
        room.page.locator("#file").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data})
        expect(room.page.locator("#result")).to_contain_text(words)
