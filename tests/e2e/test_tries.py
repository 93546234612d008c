"""A turn that judges its own pictures, as a person sees it: how often, what was missed, what was tried, what stays."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.room import enter
from tests.servers.studios import studio
from tests.tools import lookers

pytestmark = [pytest.mark.serial, pytest.mark.timeout(400)]


def test_what_was_tried_is_shown_with_what_it_met(browser: Browser, tmp_path: Path) -> None:
    """The number is chosen beside the words; attempts stand under the pictures, with their check lists to unfold."""
    lookers.sure("eye", tmp_path / "models" / "eye", -5.0)  # it surely sees nothing of what was asked for
    with studio({"models": str(tmp_path / "models"), "attempts": "0"}) as running:
        running.start()
        room = enter(running, browser, width=1280, height=800, locale="en-GB")
        room.enter()
        number = room.page.get_by_label("Attempts to mend")
        expect(number).to_have_value("0")
        number.select_option("1")
        turn = room.say("a red house by a lake at sunset")
        room.ended(turn)
        expect(turn.locator(".tries > li")).to_have_count(2)
        first, second = turn.locator(".try-picture").all()
        expect(first).to_contain_text("Attempt 1 of 2")
        expect(first).to_contain_text("0 of 4 met")
        expect(first.locator(".try-kept")).to_have_text("selected")
        expect(turn.locator(".try-change")).to_contain_text("made again by another chance")
        second.locator(".try-head").click()
        expect(second.locator(".check.missed")).to_have_count(4)
        expect(room.page.locator(".caption")).to_contain_text("#1")
        expect(turn.locator(".reply")).to_contain_text("The best is #1; it is selected.")
        room.page.reload()
        expect(number).to_have_value("1")
        expect(room.page.locator(".tries > li")).to_have_count(2)
        chinese = enter(running, browser, width=390, height=800, locale="zh-CN")
        chinese.enter(f"/s/{room.page.url.rsplit('/', 1)[1]}")
        chinese.turns.first.locator(".try-head").first.click()
        checks = chinese.turns.first.locator(".try-picture").first.locator(".check > span:nth-child(2)")
        expect(checks).to_have_text(["房子", "红色的房子", "湖", "日落"])
        expect(chinese.turns.first.locator(".try-change q")).to_contain_text("红色的房子")
        chinese.page.context.close()
        room.page.context.close()
    assert room.complaints == []
