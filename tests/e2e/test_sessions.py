"""Sessions: named, found again, and deleted only by one who means it."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import png


def test_a_session_is_renamed_found_and_deleted(open_room: OpenRoom) -> None:
    """The title is typed over; the first click on delete only asks, and looking away takes it back."""
    room = open_room()
    room.drop(png(64, 64))
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    title = room.page.get_by_label("Title of this session")
    title.fill("Seven steel blue squares")
    with room.page.expect_response(lambda answer: answer.request.method == "PATCH"):
        title.press("Enter")
    talk = room.session()
    room.page.reload()
    expect(title).to_have_value("Seven steel blue squares")
    room.press("s")
    room.page.get_by_label("Search sessions").fill("steel blue")
    row = room.page.locator(".session")
    expect(row).to_have_count(1)
    row.hover()
    row.get_by_role("button", name="Delete “Seven").click()
    sure = row.get_by_role("button", name="Click once more")
    expect(sure).to_be_visible()
    room.page.get_by_label("Search sessions").hover()
    expect(sure).to_have_count(0)
    expect(row).to_have_count(1)
    row.hover()
    row.get_by_role("button", name="Delete “Seven").click()
    sure.click()
    expect(row).to_have_count(0)
    talk.call("GET", f"/sessions/{talk.id}", 404)
    room.press("Escape")
    expect(room.page.locator(".empty")).to_be_visible()


def test_a_picture_that_arrives_leaves_the_hand_where_it_types(open_room: OpenRoom) -> None:
    """While the picture is on its way, the title is typed over: the words' box does not take the next letters."""
    room = open_room()
    held = room.hold("**/api/v1/sessions/*/images")
    room.drop(png(64, 64))
    title = room.page.get_by_label("Title of this session")
    title.fill("Half a ti")
    expect(title).to_be_focused()
    held[0].continue_()
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    expect(room.page.locator("#announce")).to_contain_text("#1")
    expect(title).to_be_focused()
    expect(title).to_have_value("Half a ti")
