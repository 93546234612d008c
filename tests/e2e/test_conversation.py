"""What one may do with what was said: once more, stopped and changed, looked up again in a long conversation."""

import json
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import png
from tests.e2e.test_planning import slow_plan


def test_another_of_the_same(open_room: OpenRoom) -> None:
    """One click: the same words and prompt with another seed."""
    room = open_room()
    turn = room.make("a snowy forest at night")
    turn.get_by_role("button", name="Another").click()
    expect(room.turns).to_have_count(2)
    room.ended(room.turns.last)
    expect(room.page.locator(".caption .handle")).to_have_text("#2")
    talk = room.session()
    first, second = (talk.call("GET", f"/images/{talk.image(one)['id']}")["recipe"] for one in ("#1", "#2"))
    assert first["params"] == second["params"]
    assert first["seed"] != second["seed"]


def test_a_stopped_turn_says_how_to_go_on(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """Its words come back to be changed; a queue says how long it is; the arrow up recalls the last words."""
    room = open_room(f"/s/{painted['id']}")
    talk = room.session()
    for _ in range(2):
        talk.call("POST", f"/sessions/{talk.id}/turns", 202, json={"text": "castles, please", "plan": slow_plan()})
    turn = room.turns.last
    expect(turn.locator(".job-word")).to_contain_text("in the queue, 1 before it")
    room.page.locator("#stop").click()
    room.ended(turn, "cancelled")
    turn.get_by_role("button", name="Change the words").click()
    expect(room.page.locator("#words")).to_have_value("castles, please")
    expect(room.page.locator("#words")).to_be_focused()
    room.page.locator("#words").fill("")
    room.press("ArrowUp")
    expect(room.page.locator("#words")).to_have_value("castles, please")


def test_a_step_that_failed_says_what_to_do(open_room: OpenRoom) -> None:
    """The box names what went wrong once, in the page's language, with the ways on below it."""
    room = open_room(locale="zh-CN")
    room.drop(png(150, 110, "seagreen"))
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    blobs = [file for file in (room.studio.home / "blobs").rglob("*") if file.is_file()]
    newest = sorted(blobs, key=lambda file: file.stat().st_mtime)[-2:]  # the picture and its thumbnail
    for file in newest:
        file.unlink()
    talk = room.session()
    step = {"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "warmer"}}
    sent = {"text": "暖一点", "plan": {"intent": "make", "steps": [step]}}
    talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=sent)
    room.ended(room.turns.first, "failed")
    failure = room.turns.first.locator(".failure")
    expect(failure).to_have_count(1)
    expect(failure.locator("p").first).to_contain_text("“调整”内部出错了。请再试一次或换一组设置")
    expect(failure.locator("[lang=en]")).to_have_count(0)
    for name in ("再试一次", "改一改"):
        expect(room.turns.first.get_by_role("button", name=name)).to_be_visible()
    room.page.close()
    # On a slow machine the page may ask for the picture only after it went: that complaint is this test's own.
    room.complaints = [complaint for complaint in room.complaints if "/file?size=" not in complaint]
    talk.client.delete(f"/api/v1/sessions/{talk.id}")  # the studio is shared: nobody else shall look for these files


def test_a_long_conversation_is_read_page_by_page(open_room: OpenRoom) -> None:
    """A hundred turns: the newest at once, few elements, earlier ones by scrolling up, in order and without a jump."""
    room = open_room()
    room.drop(png(64, 64))
    expect(room.page.locator("#composer-about")).to_contain_text("#1")
    talk = room.session()
    choose = {"intent": "select", "image": "#1", "steps": []}
    for number in range(100):
        sent = {"text": f"look, {number}", "plan": choose}
        turn = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=sent)["id"]
        if number % 20 == 19:  # as many may wait as the quota allows
            talk.wait(turn)
    room.page.reload()
    expect(room.turns.last.locator(".said")).to_have_text("look, 99")
    expect(room.turns.last).to_be_in_viewport()
    assert room.turns.count() < 40
    seen = room.turns.first.get_attribute("data-turn")
    column = room.page.locator("#turns")
    column.evaluate("column => column.scrollTo({ top: 0 })")
    expect(room.turns.nth(0)).not_to_have_attribute("data-turn", str(seen))
    expect(room.page.locator(f"[data-turn={json.dumps(seen)}]")).to_be_in_viewport()
    for _ in range(6):
        column.evaluate("column => column.scrollTo({ top: 0 })")
        room.page.wait_for_timeout(150)
    expect(room.turns.first.locator(".said")).to_have_text("look, 0")
    expect(room.page.locator(".earlier")).to_be_hidden()
    numbers = [int(text.split()[-1]) for text in room.page.locator(".said").all_inner_texts()]
    assert numbers == sorted(numbers)
