"""When something is wrong: the server dies and comes back, a request is refused, an answer makes no sense."""

import re
from typing import Any

from playwright.sync_api import Browser, Route, expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import enter
from tests.servers.studios import Studio

CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")


def test_a_killed_server_is_waited_for(studio_server: Studio, browser: Browser, painted: dict[str, Any]) -> None:
    """Said in words, reconnected without a hand, nothing missed, the half-typed words still there."""
    room = enter(studio_server, browser)
    room.enter(f"/s/{painted['id']}")
    light, banner = room.page.locator("#live"), room.page.locator("#banner")
    expect(light).to_have_attribute("data-state", "live")
    talk = room.session()
    count = room.turns.count()
    step = {"tool": "generate", "params": {"prompt": "a castle, beach", "steps": 60, "count": 2}}
    sent = {"text": "two castles", "plan": {"intent": "make", "steps": [step]}}
    turn = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=sent)["id"]
    expect(room.turns).to_have_count(count + 1)
    talk.running(turn)
    room.page.locator("#words").fill("half a sentence")

    studio_server.kill9()
    expect(banner).to_contain_text("cannot be reached")
    expect(light).not_to_have_attribute("data-state", "live")
    room.press("Enter")  # said while nobody listens: refused in words, and the words stay
    expect(room.page.locator(".toast.error")).to_contain_text("cannot be reached")
    expect(room.page.locator("#words")).to_have_value("half a sentence")

    studio_server.start()
    expect(light).to_have_attribute("data-state", "live", timeout=60_000)
    expect(banner).to_be_hidden(timeout=60_000)
    room.ended(room.turns.last)
    expect(room.turns.last.locator(".thumb[data-image]")).to_have_count(2)
    expect(room.turns).to_have_count(count + 1)
    expect(room.page.locator("#words")).to_have_value("half a sentence")
    for made in talk.wait(turn)["images"]:
        expect(room.page.locator(".history-row").filter(has_text=made["handle"])).to_have_count(1)
    room.page.context.close()


def test_what_could_not_be_read_is_asked_for_again(
    studio_server: Studio, browser: Browser, painted: dict[str, Any]
) -> None:
    """An event is told once: the page reads what it names until it has it, also when the network fails meanwhile."""
    room = enter(studio_server, browser)
    room.enter(f"/s/{painted['id']}")
    talk = room.session()
    count = room.turns.count()
    room.page.route("**/api/v1/turns/*", lambda route: route.abort("connectionrefused"))
    choose = {"text": "look at the first", "plan": {"intent": "select", "image": "#1", "steps": []}}
    turn = talk.call("POST", f"/sessions/{talk.id}/turns", 202, json=choose)["id"]
    talk.wait(turn)
    room.page.wait_for_timeout(4000)  # the page's own three tries are over by then
    expect(room.turns).to_have_count(count)
    room.page.unroute("**/api/v1/turns/*")
    expect(room.turns).to_have_count(count + 1)
    expect(room.turns.last.locator(".reply")).not_to_be_empty()
    room.page.context.close()


def test_the_draft_outlives_the_page(open_room: OpenRoom, painted: dict[str, Any]) -> None:
    """The composer's words belong to their session and outlive the page."""
    room = open_room(f"/s/{painted['id']}")
    room.page.locator("#words").fill("not said yet")
    room.page.reload()
    expect(room.page.locator("#words")).to_have_value("not said yet")


def test_refusals_speak_the_language_of_the_page(studio_server: Studio, browser: Browser) -> None:
    """Each problem in Chinese with what to do next: what is exactly wrong, or what its code says of others' words."""
    room = enter(studio_server, browser, locale="zh-CN")
    room.enter()
    toast = room.page.locator(".toast.error").last
    room.drop(b"\x89PNG\r\n\x1a\n broken", "broken.png", "image/png")
    expect(toast.locator("p").first).to_contain_text("这不是能读取的 PNG、JPEG 或 WebP 图片。请另存为其中一种。")
    expect(toast.locator("[lang=en]")).to_have_count(0)

    answers = iter(
        (
            (429, '{"code": "queue-full", "detail": "You already have 20 jobs open."}'),
            (507, '{"code": "storage-full", "detail": "The disk is full."}'),
            (502, "<html>502 Bad Gateway</html>"),
        )
    )

    def answer(route: Route) -> None:
        status, body = next(answers)
        kind = "application/problem+json" if body.startswith("{") else "text/html"
        route.fulfill(status=status, body=body, content_type=kind)

    room.page.route("**/turns", answer)
    for word in ("排队", "磁盘", "服务器"):
        room.page.locator("#words").fill("一只狗")
        room.press("Enter")
        expect(room.page.locator(".toast.error").last.locator("p").first).to_contain_text(word)
        expect(room.page.locator("#words")).to_have_value("一只狗")
    room.page.context.close()


def test_every_problem_has_a_sentence_in_both_languages() -> None:
    """The codes the API declares, and those of jobs and turns that failed."""
    from web.pages.texts import texts
    from web.problems import TITLES

    for code in {*TITLES, "tool", "memory", "crashed", "agent", "job-failed"}:
        for language in ("en", "zh"):
            assert f"problem.{code}" in texts(language), (code, language)


def test_a_missing_page_is_said_in_chinese(studio_server: Studio, browser: Browser) -> None:
    """Outside the studio, too."""
    room = enter(studio_server, browser, locale="zh-CN")
    room.enter()
    room.page.goto(f"{studio_server.url}/nowhere")
    expect(room.page.locator("h1")).to_have_text(CHINESE)
    room.page.context.close()
