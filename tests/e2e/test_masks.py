"""The brush and what is said while it is open: nothing painted is lost, nothing empty is sent, files serve as well."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import png
from tests.system.talk import mask


def adjusting(source: str, adjust: str) -> dict[str, Any]:
    """A turn whose plan needs no language model to understand."""
    step = {"tool": "enhance", "inputs": {"source": source}, "params": {"adjust": adjust}}
    return {"text": f"{adjust}, please", "plan": {"intent": "make", "steps": [step]}}


def test_what_is_painted_goes_with_the_words(open_room: OpenRoom) -> None:
    """Nobody needs to confirm a mask before speaking: it is kept, used, and the stage follows what it made."""
    room = open_room()
    room.drop(png(256, 192))
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    room.page.locator("#paint-mask").click()
    room.stroke((0.3, 0.5), (0.6, 0.7))
    turn = room.make("put a boat there")
    expect(turn.locator(".said-about")).to_contain_text("m1")
    expect(room.page.locator(".overlay")).to_have_count(0)
    expect(room.page.locator(".chip.mask")).to_have_count(0)
    expect(room.page.locator(".caption .handle")).to_have_text("#2")
    expect(room.page.locator("#composer-about")).to_contain_text("#2")
    made = room.session().image("#2")
    assert {(parent["handle"], parent["role"]) for parent in made["parents"]} == {("#1", "source"), ("m1", "mask")}


def test_an_empty_brush_is_put_away(open_room: OpenRoom) -> None:
    """Opened and not used, it says nothing; the words go without it."""
    room = open_room()
    room.drop(png(160, 160))
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    room.page.locator("#paint-mask").click()
    expect(room.page.locator(".mask-canvas")).to_be_visible()
    turn = room.make("make this brighter")
    expect(turn.locator(".said-about")).not_to_contain_text("m1")
    expect(room.page.locator(".overlay")).to_have_count(0)
    expect(room.page.locator(".caption .handle")).to_have_text("#2")
    assert room.session().handles() == ["#1", "#2"]


def test_paint_survives_a_look_at_another_picture(open_room: OpenRoom) -> None:
    """Strokes belong to their picture until they are used or wiped."""
    room = open_room()
    room.drop(png(160, 160))
    expect(room.page.locator(".caption .handle")).to_have_text("#1")
    room.drop(png(160, 120))
    expect(room.page.locator(".caption .handle")).to_have_text("#2")
    undo = room.page.get_by_role("button", name="Undo (Z)")
    room.page.locator("#paint-mask").click()
    room.stroke((0.3, 0.5), (0.6, 0.7))
    room.page.locator(".history-row").last.click()
    expect(room.page.locator(".mask-canvas")).to_have_count(0)
    room.page.locator("#paint-mask").click()
    expect(undo).to_be_disabled()
    room.page.locator(".history-row").first.click()
    room.page.locator("#paint-mask").click()
    expect(undo).to_be_enabled()


def test_a_mask_from_a_file(open_room: OpenRoom) -> None:
    """Chosen from disk or dropped onto the brush; one of another size is refused with both sizes, and sends nothing."""
    room = open_room()
    room.drop(png(200, 120))
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    room.page.locator("#paint-mask").click()
    expect(room.page.locator(".mask-canvas")).to_be_visible()
    room.drop(mask((64, 64), (8, 8, 40, 40)), "mask.png")
    refused = room.page.locator(".toast.error")
    expect(refused).to_contain_text("64 × 64")
    expect(refused).to_contain_text("200 × 120")
    refused.get_by_role("button", name="Close").click()
    with room.page.expect_file_chooser() as choosing:
        room.page.get_by_role("button", name="Take a mask from a file").click()
    choosing.value.set_files({"name": "m.png", "mimeType": "image/png", "buffer": mask((200, 120), (20, 30, 90, 80))})
    expect(room.page.get_by_role("button", name="Undo (Z)")).to_be_enabled()
    room.page.get_by_role("button", name="Use this mask").click()
    expect(room.page.locator(".chip.mask")).to_contain_text("m1")
    pixels = room.session().pixels("m1")[:, :, 0]
    assert (pixels[30:81, 20:91] == 255).all()
    assert (pixels == 255).sum() == 51 * 71
    assert room.session().handles() == ["#1", "m1"]


def test_the_stage_catches_up_when_a_comparison_ends(open_room: OpenRoom) -> None:
    """What arrives behind a comparison is announced, and stands there once it is closed; speaking closes it."""
    room = open_room()
    room.drop(png(160, 120))
    handle = room.page.locator(".caption .handle")
    expect(handle).to_have_text("#1")
    talk = room.session()
    talk.wait(talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=adjusting("#1", "darken"))["id"])
    expect(handle).to_have_text("#2")
    room.page.locator("#compare").click()
    expect(room.page.locator(".compare-frame")).to_be_visible()
    talk.wait(talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=adjusting("#1", "warmer"))["id"])
    expect(room.page.locator(".arrived")).to_contain_text("#3")
    expect(room.page.locator(".compare-frame")).to_be_visible()
    room.press("Escape")
    expect(handle).to_have_text("#3")
    expect(room.page.locator("#composer-about")).to_contain_text("#3")
    room.page.locator("#compare").click()
    room.make("make this brighter")
    expect(room.page.locator(".compare-frame")).to_have_count(0)
    expect(handle).to_have_text("#4")
    expect(room.page.locator("#composer-about")).to_contain_text("#4")


def test_each_result_of_several_turns_comes_to_the_stage(open_room: OpenRoom) -> None:
    """Said one after the other without waiting: the stage shows each as it arrives, the last one in the end."""
    room = open_room()
    room.drop(png(160, 120))
    handle = room.page.locator(".caption .handle")
    expect(handle).to_have_text("#1")
    talk = room.session()
    slow = {"tool": "generate", "params": {"prompt": "a castle", "steps": 150, "count": 4}}
    first = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=adjusting("#1", "darken"))["id"]
    sent = {"text": "castles", "plan": {"intent": "make", "steps": [slow]}}
    last = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=sent)["id"]
    talk.wait(first)
    expect(handle).to_have_text("#2")
    expect(room.page.locator(".unfinished")).to_be_visible()
    talk.call("POST", f"/turns/{last}/cancel", 200)
    room.ended(room.turns.last, "cancelled")
    expect(handle).to_have_text("#2")
