"""A preset in the agent: gaps are filled with it, words win, and what it does not allow is declined."""

from pathlib import Path
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.answering.reply import reply
from orchestrator.agent.task import AgentTask, JobFact, ReplyTask
from orchestrator.domain.additions import Additions
from orchestrator.domain.plan import Creativity, Intent
from orchestrator.domain.preset import Preset
from orchestrator.presets.shelf import Presets
from tests.agent.ledgers import SESSION, task
from tests.agent.test_thinking import make, understood, user_messages

FOX = {"subjects": [{"what": "fox", "from": "a fox"}]}
SHELF = Presets(Path("nowhere")).look()[0]


def under(name: str, words: str, *images: Any, **more: Any) -> AgentTask:
    return task(words, images, preset=SHELF[name], **more)


def added(given: AgentTask, answer: dict[str, Any]) -> list[tuple[str, str | None]]:
    """What stands in the rewrite without the person's words, and by whom."""
    proposal, _ = understood(given, make({"tool": "generate"}), answer)
    assert proposal.rewrite is not None
    return [(span.text, span.by) for span in proposal.rewrite.spans if span.origin == "added"]


@pytest.mark.parametrize(("creativity", "asked"), [("medium", "low"), ("high", "high")])
def test_the_preset_fills_the_gaps_in_place_of_the_model(creativity: Creativity, asked: str) -> None:
    given = under("logo", "a fox", creativity=creativity)
    proposal, heard = understood(given, make({"tool": "generate"}), FOX | {"setting": {"text": "meadow"}})
    assert user_messages(heard)[1].startswith(f"REWRITE new {asked}")
    (step,) = proposal.plan.steps
    assert "meadow" not in step.params["prompt"]
    assert "minimal flat logo" in step.params["prompt"]
    assert "gradient" in step.params["negative"]
    assert step.prompt is not None
    assert step.prompt.palette is not None
    assert step.prompt.palette.by == "preset:logo"


def test_the_persons_words_win_over_preset_and_taste() -> None:
    taste = Additions(by="taste", slots={"mood": "calm", "style": "ink"}, avoid=("fox", "people"))
    words = "a fox in watercolour"
    given = under("logo", words, taste=taste)
    answer = FOX | {"style": {"text": "watercolour", "from": "in watercolour"}}
    found = dict(added(given, answer))
    assert "minimal flat logo" not in found
    assert found["calm"] == "taste"
    assert found["no people"] == "taste"
    assert "no fox" not in found


def test_words_that_pass_through_have_the_preset_behind_them() -> None:
    given = under("poster", "a fox, 8k", rewrite=False)
    proposal, _ = understood(given, make({"tool": "generate"}))
    assert proposal.plan.steps[0].params["prompt"].startswith("a fox, 8k, ")
    assert proposal.rewrite is not None
    assert proposal.rewrite.spans[0].origin == "user"
    assert {span.by for span in proposal.rewrite.spans[1:]} == {"preset:poster"}
    bare = task("a fox, 8k", rewrite=False)
    assert understood(bare, make({"tool": "generate"}))[0].rewrite is None


def test_a_change_is_told_what_to_keep_and_takes_no_style() -> None:
    given = under("product", "make it night", *SESSION[:2], focus="#2")
    night = {"time": {"text": "dawn", "from": "night"}}
    proposal, _ = understood(given, make({"tool": "edit", "source": "#2"}), night)
    (step,) = proposal.plan.steps
    assert step.prompt is not None
    assert step.prompt.keep == SHELF["product"].keep
    assert step.prompt.style is None
    assert proposal.rewrite is not None
    assert ("keep shape of the product", "preset:product") in [(s.text, s.by) for s in proposal.rewrite.spans]


@pytest.mark.parametrize(("language", "words"), [("en", "allows Adjust"), ("zh", "谨慎增强")])
def test_what_the_preset_does_not_allow_is_declined(language: Any, words: str) -> None:
    preset: Preset = SHELF["careful-enhancement"]
    said = "put a boat there" if language == "en" else "画一只船"
    given = under("careful-enhancement", said, *SESSION[:3], mask="m1", focus="#2")
    proposal, _ = understood(given, make({"tool": "inpaint", "source": "#2", "mask": "m1"}))
    assert proposal.plan.intent is Intent.DECLINE
    told = reply(ReplyTask(language=language, plan=proposal.plan, preset=preset))
    assert words in told.text


KINDS = Presets(Path("nowhere")).by_style()
LOGO = FOX | {"style": {"text": "logo", "from": "a logo"}, "setting": {"text": "meadow"}}


def test_a_style_that_was_said_names_its_preset() -> None:
    """Of the model's reading of the words; it then fills gaps as a chosen one does, and the reply says so."""
    proposal, _ = understood(task("a logo of a fox", kinds=KINDS), make({"tool": "generate"}), LOGO)
    assert proposal.plan.preset == "logo"
    (step,) = proposal.plan.steps
    assert step.prompt is not None
    assert step.prompt.style is not None
    assert (step.prompt.style.text, step.prompt.style.by) == ("logo", None), "the person's word stays"
    assert step.prompt.palette is not None
    assert step.prompt.palette.by == "preset:logo"
    assert "meadow" not in step.params["prompt"], "what the model made up gives way, as under a chosen preset"
    made, failed = JobFact("generate", "succeeded", ("#1",)), JobFact("generate", "failed", error="No room.")
    for preset, job, said in (("logo", made, True), ("logo", failed, False), ("poster", made, False)):
        told = reply(ReplyTask("en", proposal.plan, preset=KINDS[preset], jobs=(job,)))
        assert ("filled in what you did not say" in told.text) is said


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("a fox", {"text": "logo"}),
        ("a fox in watercolour", {"text": "watercolour", "from": "in watercolour"}),
    ],
)
def test_a_style_nobody_said_or_no_preset_has_names_none(words: str, style: dict[str, str]) -> None:
    proposal, _ = understood(task(words, kinds=KINDS), make({"tool": "generate"}), FOX | {"style": style})
    assert proposal.plan.preset is None


def test_of_two_new_pictures_none_is_the_presets() -> None:
    steps = [{"tool": "generate", "words": "a logo of a fox"}, {"tool": "generate", "words": "a cat"}]
    cat = {"subjects": [{"what": "cat", "from": "a cat"}]}
    proposal, _ = understood(task("a logo of a fox and a cat", kinds=KINDS), make(*steps), LOGO, cat)
    assert proposal.plan.preset is None


def test_one_that_narrows_the_tools_is_chosen_by_hand(tmp_path: Path) -> None:
    title = "title = {en = 'Mine'}\nabout = {en = 'My own.'}\n"
    (tmp_path / "stern.toml").write_text(title + 'called = ["stern"]\nonly = ["enhance"]')
    (tmp_path / "woodcut.toml").write_text(title + 'called = ["Woodcut", "poster"]')
    (tmp_path / "none.toml").write_text(title)
    shelf = Presets(tmp_path)
    found = shelf.by_style()
    assert "stern" not in found
    assert (found["woodcut"].name, found["poster"].name) == ("woodcut", "woodcut"), "one's own go first"
    assert shelf.named("none") is None
    assert any("none" in line for line in shelf.look()[1])


@pytest.mark.parametrize(
    ("words", "preset"),
    [
        ("a logo of a red house", "logo"),
        ("make a poster of a lighthouse at night", "poster"),
        ("做一个海报,一只狐狸", "poster"),
        ("插画风格的城堡", "illustration"),
        ("a red house by a lake at sunset", None),
    ],
)
def test_the_starter_hears_a_kind_in_the_words(starter: Agent, words: str, preset: str | None) -> None:
    found = starter.understand(task(words, kinds=KINDS), {}, lambda name, result: None)
    assert found.plan.preset == preset
