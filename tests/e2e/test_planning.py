"""Plans looked at before they run, work that is stopped, a page that is reloaded or has no stream."""

from typing import Any

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import enter
from tests.servers.studios import Studio


def slow_plan(steps: int = 150) -> dict[str, Any]:
    """A plan whose one job lasts long enough to be watched."""
    params = {"prompt": "a castle", "steps": steps, "count": 8}
    return {"intent": "make", "steps": [{"tool": "generate", "params": params}]}


def test_a_plan_is_looked_at_changed_and_run(open_room: OpenRoom) -> None:
    """Nothing runs before Run; what the person typed is what the image model is given."""
    room = open_room()
    room.page.locator("#words").fill("a red house by a lake at sunset")
    room.page.locator("#plan-first").click()
    card = room.page.locator(".plan-card")
    expect(card).to_be_visible(timeout=60_000)
    expect(room.turns).to_have_count(0)
    card.locator("textarea").fill("a blue house, lake, sunset")
    card.get_by_role("button", name="Run").click()
    expect(card).to_have_count(0)
    room.ended(room.turns.first)
    expect(room.page.locator("#words")).to_have_value("")
    talk = room.session()
    made = talk.call("GET", f"/images/{talk.image('#1')['id']}")
    assert made["recipe"]["params"]["prompt"] == "a blue house, lake, sunset"


def test_a_discarded_plan_leaves_the_words(open_room: OpenRoom) -> None:
    """Discard runs nothing and keeps what was typed."""
    room = open_room()
    room.page.locator("#words").fill("a dog in a meadow")
    room.press("Alt+Enter")
    card = room.page.locator(".plan-card")
    expect(card).to_be_visible(timeout=60_000)
    card.get_by_role("button", name="Discard").click()
    expect(card).to_have_count(0)
    expect(room.page.locator("#words")).to_have_value("a dog in a meadow")
    assert room.session().call("GET", f"/sessions/{room.session().id}")["turns"] == []


def test_a_reload_shows_the_true_state_and_stop_stops(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """Work sent by a script is followed live, is still there after a reload, and ends when the person stops it."""
    room = open_room(f"/s/{painted['id']}")
    count = room.turns.count()
    talk = room.session()
    talk.call("POST", f"/sessions/{talk.id}/turns", 202, json={"text": "a castle", "plan": slow_plan()})
    expect(room.turns).to_have_count(count + 1)
    expect(room.turns.last.locator("[role=progressbar]")).to_be_visible(timeout=60_000)
    expect(room.page.locator(".unfinished")).to_be_visible(timeout=60_000)
    room.page.reload()
    turn = room.turns.last
    expect(turn).to_have_attribute("data-state", "working")
    expect(turn.locator("[role=progressbar]")).to_be_visible()
    room.page.locator("#stop").click()
    room.ended(turn, "cancelled")
    expect(turn.get_by_role("button", name="Try again")).to_be_visible()


def test_a_refused_stream_is_polled(studio_server: Studio, browser: Browser, painted: dict[str, Any]) -> None:
    """When all streams are taken (429) the page asks instead, and still sees what others do."""
    room = enter(studio_server, browser)
    room.page.route("**/events?after=*", lambda route: route.fulfill(status=429))
    room.enter(f"/s/{painted['id']}")
    expect(room.page.locator("#live")).to_have_attribute("data-state", "polling")
    talk = room.session()
    handles = set(talk.handles())
    job = talk.call(
        "POST",
        f"/sessions/{talk.id}/jobs",
        202,
        json={"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "warmer"}},
    )
    talk.wait_job(job["id"])
    (made,) = set(talk.handles()) - handles
    expect(room.page.locator(".history-row").filter(has_text=made)).to_be_visible()
    room.page.context.close()
