"""The nine lines of the first session, through the whole agent with the starter's chat model."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import AgentTask, LedgerImage, Proposal
from orchestrator.domain.plan import Intent, Step
from tests.agent.ledgers import HOUSE, SESSION, generated, task


def understood(agent: Agent, given: AgentTask) -> Proposal:
    """The proposal, nothing stored."""
    return agent.understand(given, {}, lambda name, result: None)


def only_step(proposal: Proposal) -> Step:
    """The one step of a plan."""
    assert proposal.plan.intent is Intent.MAKE
    assert len(proposal.plan.steps) == 1
    return proposal.plan.steps[0]


def shown(proposal: Proposal) -> dict[str, str]:
    """Span texts and origins."""
    assert proposal.rewrite is not None
    return {span.text: span.origin for span in proposal.rewrite.spans}


@pytest.mark.parametrize(
    ("words", "prompt"),
    [
        ("a red house by a lake at sunset", "a red house, lake, sunset"),
        ("夕阳下的海滩", "beach, sunset"),
        ("一只狗在草地上奔跑", "a running dog, meadow"),
    ],
)
def test_1_a_picture_from_words(starter: Agent, words: str, prompt: str) -> None:
    proposal = understood(starter, task(words, creativity="low"))
    step = only_step(proposal)
    assert (step.tool, dict(step.inputs), step.params) == ("generate", {}, {"prompt": prompt})
    assert set(shown(proposal).values()) == {"user"}
    again = only_step(understood(starter, task(words)))
    assert str(again.params["prompt"]).startswith(prompt), "medium may add what was not said"


def test_2_make_it_night(starter: Agent) -> None:
    proposal = understood(starter, task("make it night", (generated(),)))
    step = only_step(proposal)
    assert (step.tool, dict(step.inputs)) == ("edit", {"source": "#1"})
    assert step.params == {"prompt": "a red house, lake, night"}
    assert step.patch is not None
    assert step.patch["time"]["text"] == "night"
    assert "left_out" not in shown(proposal).values()


def test_3_put_a_boat_there(starter: Agent) -> None:
    proposal = understood(starter, task("put a boat there", SESSION[:3], mask="m1", focus="#2"))
    step = only_step(proposal)
    assert (step.tool, dict(step.inputs), step.region) == ("inpaint", {"source": "#2", "mask": "m1"}, None)
    assert step.params["prompt"] == "a boat, lake, night"
    assert step.prompt is not None
    assert [subject.what for subject in step.prompt.subjects] == ["house", "boat"]


def test_3_put_a_boat_in_the_lower_left(starter: Agent) -> None:
    proposal = understood(starter, task("put a boat in the lower left", SESSION[:2]))
    step = only_step(proposal)
    assert (step.tool, dict(step.inputs), step.region) == ("inpaint", {"source": "#2"}, "lower left")
    assert set(shown(proposal)) == {"a boat", "lake", "night"}


def test_4_twice_as_large(starter: Agent) -> None:
    proposal = understood(starter, task("make it twice as large", SESSION[:4]))
    step = only_step(proposal)
    assert (step.tool, dict(step.inputs), step.params.get("scale", 2)) == ("upscale", {"source": "#3"}, 2)
    assert proposal.rewrite is None
    assert step.prompt is not None, "the larger picture shows the same"


def test_5_three_variations_of_the_first(starter: Agent) -> None:
    proposal = understood(starter, task("go back to the first one and give me three variations", SESSION))
    step = only_step(proposal)
    assert (step.tool, dict(step.inputs), step.params["count"]) == ("generate", {"source": "#1"}, 3)
    assert step.params["prompt"] == "a red house, lake, sunset"


def test_6_how_it_was_made(starter: Agent) -> None:
    plan = understood(starter, task("show me how #4 was made", SESSION)).plan
    assert (plan.intent, plan.about, plan.image, plan.steps) == (Intent.ANSWER, "recipe", "#4", ())


@pytest.mark.parametrize(
    ("words", "mask", "tool", "inputs"),
    [
        ("make this brighter", None, "enhance", {"source": "#1"}),
        ("put a boat", "m1", "inpaint", {"source": "#1", "mask": "m1"}),
    ],
)
def test_7_an_upload(starter: Agent, words: str, mask: str | None, tool: str, inputs: dict[str, str]) -> None:
    upload = LedgerImage("#1", "upload", width=4000, height=3000)
    painted = (LedgerImage("m1", "mask", of="#1", width=4000, height=3000),) if mask else ()
    step = only_step(understood(starter, task(words, (upload, *painted), mask=mask)))
    assert (step.tool, dict(step.inputs)) == (tool, inputs)
    if tool == "enhance":
        assert step.params["adjust"] == "brighten"
    else:
        assert step.params["prompt"] == "a boat"


def test_8_the_words_pass_through_when_rewriting_is_off(starter: Agent) -> None:
    proposal = understood(starter, task("a red house by a lake at sunset", rewrite=False))
    assert only_step(proposal).params == {"prompt": "a red house by a lake at sunset"}
    assert proposal.rewrite is None


@pytest.mark.parametrize("words", ["a red hosue，by a lake", "一座红色的房子，在湖边", "A RED HOSUE"])
def test_8_not_a_sign_of_them_is_changed(starter: Agent, words: str) -> None:
    proposal = understood(starter, task(words, rewrite=False))
    step = only_step(proposal)
    assert (step.params, step.words) == ({"prompt": words}, words)
    answered = understood(starter, task(words, rewrite=False, answers=("paint it", "Paint what?")))
    assert str(only_step(answered).params["prompt"]).removeprefix("paint it ").strip("()") == words


def test_9_a_turn_goes_on_where_it_was_interrupted(starter: Agent) -> None:
    """Killed after any node, the next attempt takes the stored results and asks the model only for the rest."""
    given = task("make it night", (generated(prompt=HOUSE),))
    kept: dict[str, Any] = {}
    whole = starter.understand(given, {}, kept.__setitem__)
    assert list(kept) == ["understand", "rewrite.1"]
    for done in range(len(kept) + 1):
        stored = dict(list(kept.items())[:done])
        asked: list[str] = []
        assert starter.understand(given, stored, lambda name, result: asked.append(name)) == whole  # noqa: B023  # called at once
        assert asked == list(kept)[done:]
