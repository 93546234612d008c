"""Tools by hand, presets and the taste, as a person clicks them."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenRoom
from tests.e2e.room import png

pytestmark = [pytest.mark.serial, pytest.mark.timeout(300)]


def test_a_tool_by_hand_takes_a_picture_that_is_picked(open_room: OpenRoom) -> None:
    room = open_room()
    room.drop(png(64, 48))
    expect(room.picture).to_be_visible()
    page = room.page
    page.locator("#plan-first").click()
    card = page.locator(".plan-card")
    expect(card.get_by_role("button", name="Run")).to_be_disabled()
    card.locator(".plan-add").select_option("enhance")
    card.locator(".pick").first.locator("summary").click()
    card.locator(".pick-one", has_text="#1").click()
    card.get_by_label("adjust").select_option("brighten")
    card.locator(".plan-add").select_option("enhance")
    expect(card.locator(".plan-step").nth(1).locator(".pick-shown").first).to_contain_text("of step 1")
    card.get_by_role("button", name="Run").click()
    room.ended(room.turns.first)
    steps = room.session().client.get(f"/api/v1/turns/{room.turns.first.get_attribute('data-turn')}").json()["plan"]
    assert [step["inputs"]["source"] for step in steps["steps"]] == ["#1", "@1"]


def test_a_preset_is_chosen_seen_and_taken_away(open_room: OpenRoom) -> None:
    room = open_room(width=390, locale="zh-CN")
    page = room.page
    page.locator("#choose-preset").click()
    page.locator(".preset-pick", has_text="海报").click()
    expect(page.locator(".chip.preset")).to_contain_text("海报")
    turn = room.make("a castle")
    expect(turn.locator(".span.preset").first).to_be_visible()
    page.locator(".chip.preset button").click()
    expect(page.locator(".chip.preset")).to_have_count(0)
    page.locator("#choose-preset").click()
    page.get_by_role("button", name="我的喜好").click()
    expect(page.locator(".taste-none")).to_be_visible()
    page.locator(".taste-add input").fill("warm light")
    page.locator(".taste-add select").nth(1).select_option("light")
    page.locator(".taste-add button").click()
    expect(page.locator(".taste-line b")).to_have_text("warm light")
    page.get_by_label("拿掉").click()
    expect(page.locator(".taste-line")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "words", "said", "drop"),
    [
        ("en-GB", "a logo of a red house", "Preset Logo, from your words", "without it"),
        ("zh-CN", "做一个海报,一只狐狸", "按你的话用了预设：海报", "不用预设"),
    ],
)
def test_a_preset_that_the_words_name_is_said_and_can_be_taken_back(
    open_room: OpenRoom, locale: str, words: str, said: str, drop: str
) -> None:
    room = open_room(locale=locale)
    turn = room.make(words)
    expect(turn.locator(".said-about")).to_contain_text(said)
    expect(turn.locator(".span.preset").first).to_be_visible()
    turn.get_by_role("button", name=drop).click()
    expect(room.turns).to_have_count(2)
    room.ended(room.turns.nth(1))
    expect(room.turns.nth(1).locator(".said-about")).to_have_count(0)
    expect(room.turns.nth(1).locator(".span.preset")).to_have_count(0)


def test_two_pictures_in_one_are_told_of_both(open_room: OpenRoom) -> None:
    room = open_room()
    for colour in ("steelblue", "seagreen"):
        room.drop(png(64, 48, colour))
        expect(room.page.locator(".history-row")).to_have_count(1 if colour == "steelblue" else 2)
    page = room.page
    page.locator("#plan-first").click()
    card = page.locator(".plan-card")
    card.locator(".plan-add").select_option("combine")
    for at, handle in enumerate(("#1", "#2")):
        pick = card.locator(".pick").nth(at)
        if pick.get_attribute("open") is None:
            pick.locator("summary").click()
        pick.locator(".pick-one", has_text=handle).click()
    card.get_by_label("layout").select_option("below")
    card.get_by_role("button", name="Run").click()
    room.ended(room.turns.first)
    expect(page.locator(".history-row", has_text="← #1 #2")).to_contain_text("#3")
    expect(page.locator(".made")).to_have_text("Combine · from #1, #2")
    expect(room.turns.first.locator(".step")).to_have_text("Combine#1#2one below the other")
    page.locator(".made .link", has_text="#2").click()
    expect(page.locator(".handle.big")).to_have_text("#2")
