"""A preset in the agent: gaps are filled with it, words win, and what it does not allow is declined."""

from pathlib import Path
from typing import Any

import pytest

from orchestrator.agent.reply import reply
from orchestrator.agent.task import AgentTask, ReplyTask
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
