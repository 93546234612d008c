"""Presets: files that are checked whole, and what a call by hand under one becomes."""

from pathlib import Path

import pytest

from orchestrator.domain.errors import BadRequest
from orchestrator.presets.shelf import OWN, Presets
from orchestrator.services.shapes.requests import JobRequest
from tests.orchestrator.hands import Hands, brighten, making

ASKED = {
    "illustration",
    "game-asset",
    "poster",
    "logo",
    "product",
    "architecture",
    "careful-enhancement",
    "teaching-figure",
}


def test_those_of_the_studio_are_whole_in_both_languages() -> None:
    found, broken = Presets(OWN / "nowhere").look()
    assert broken == []
    assert set(found) >= ASKED
    for preset in found.values():
        for told in (preset.title, preset.about, preset.say):
            assert told.en, preset.name
            assert told.zh, preset.name


def test_ones_own_go_first_and_a_broken_one_is_named(tmp_path: Path) -> None:
    title = "title = {en = 'Mine'}\nabout = {zh = '我的'}\n"
    (tmp_path / "poster.toml").write_text(title + "adds = {style = 'linocut'}")
    for name, text in {
        "colour": title + "adds = {smell = 'sweet'}",
        "tool": title + "only = ['dance']",
        "param": title + "[tools.enhance]\namount = 'a lot'",
        "strange": title + "[tools.enhance]\nvolume = 11",
        "other": title + "name = 'another'",
        "binary": "\0",
    }.items():
        (tmp_path / f"{name}.toml").write_text(text)
    (tmp_path / "huge.toml").write_text(title + "#" * 70_000)
    found, broken = Presets(tmp_path).look()
    assert found["poster"].adds == {"style": "linocut"}
    assert found["poster"].about.in_("en") == "我的", "better in the other language than not at all"
    assert [line.split(":")[0] for line in broken] == [
        f"{name}.toml" for name in ("binary", "colour", "huge", "other", "param", "strange", "tool")
    ]


def test_a_call_by_hand_under_a_preset(hands: Hands) -> None:
    request = JobRequest(tool="generate", params={"prompt": "a fox"}, preset="poster", seed=1)
    job = hands.house.jobs.submit(hands.user, hands.session, request)
    own = hands.house.models.painter()
    assert own is not None
    text = str(job.params["prompt"])
    assert text.startswith("a fox, ")
    assert "poster" in text
    assert job.params["width"] < job.params["height"]
    assert abs(job.params["width"] * job.params["height"] / (own.defaults.width * own.defaults.height) - 1) < 0.2
    hands.finish(hands.claimed())
    (image,) = hands.house.jobs.get(hands.user, job.id).images
    recipe = hands.house.images.get(hands.user, image.id).recipe
    assert recipe is not None
    assert recipe.preset == "poster"
    assert recipe.prompt is not None
    assert recipe.prompt.style is not None
    assert recipe.prompt.style.by == "preset:poster"


def test_what_is_given_wins(hands: Hands) -> None:
    params = {
        "prompt": {"subjects": [{"what": "fox"}], "style": {"text": "oil"}},
        "width": 128,
        "height": 64,
        "count": 2,
    }
    job = hands.house.jobs.submit(
        hands.user, hands.session, JobRequest(tool="generate", params=params, preset="poster")
    )
    assert (job.params["width"], job.params["height"]) == (128, 64)
    assert "oil" in str(job.params["prompt"])
    assert "bold graphic poster" not in str(job.params["prompt"])
    wide = JobRequest(tool="generate", params={"prompt": "a fox", "aspect": "16:9"}, preset="poster")
    assert "width" not in hands.house.jobs.submit(hands.user, hands.session, wide).params, "it has a format already"
    with pytest.raises(BadRequest, match="no preset called 'sculpture'"):
        hands.say("a fox", preset="sculpture")


def test_careful_enhancement_never_paints(hands: Hands) -> None:
    hands.upload()
    request = JobRequest(
        tool="enhance", inputs={"source": "#1"}, params={"adjust": "contrast"}, preset="careful-enhancement"
    )
    job = hands.house.jobs.submit(hands.user, hands.session, request)
    assert job.params == {"adjust": "contrast", "amount": "slight"}
    with pytest.raises(BadRequest, match="allows enhance"):
        hands.house.jobs.submit(
            hands.user,
            hands.session,
            JobRequest(tool="generate", params={"prompt": "a cat"}, preset="careful-enhancement"),
        )
    painted = making({"tool": "generate", "params": {"prompt": "a cat"}})
    with pytest.raises(BadRequest, match="allows enhance"):
        hands.say("a cat", painted, preset="careful-enhancement")
    turn = hands.say("brighter", making(brighten("#1")), preset="careful-enhancement")
    assert turn.preset == "careful-enhancement"
    assert turn.jobs[0].params["amount"] == "medium", "a plan that somebody looked at runs as it is"


def test_a_preset_that_the_words_name_is_the_turns(each_hands: Hands) -> None:
    """The agent's plan says it; whoever runs that plan by hand has it too, unless they refuse one."""
    hands = each_hands
    plan = making({"tool": "generate", "params": {"prompt": "a fox"}}).model_copy(update={"preset": "poster"})
    turn = hands.say("a poster of a fox")
    hands.house.turn_queue.commit_plan(hands.turn_claimed(), plan, None)
    seen = hands.house.turns.get(hands.user, turn.id)
    assert seen.preset == "poster"
    assert seen.jobs[0].params["width"] < seen.jobs[0].params["height"]
    again = hands.say("a fox", plan)
    assert (again.preset, again.plan and again.plan.preset) == ("poster", "poster")
    refused = hands.say("a fox", plan, preset="none")
    assert refused.preset == "none", "whoever says it again refuses it again"
    with pytest.raises(BadRequest, match="no preset called 'sculpture'"):
        hands.say("a fox", plan.model_copy(update={"preset": "sculpture"}))
