"""What a small model understands although no model here can do it, and what is done instead."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import AgentTask, LedgerImage
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import HOUSE, SESSION, generated, task
from tools.catalog import specs

SEEING = {"describe", "find", "judge"}
BLIND = {name: spec for name, spec in specs().items() if name not in SEEING}
PHOTO = LedgerImage("#1", "upload", width=1200, height=800)


def plan(agent: Agent, asked: AgentTask) -> Plan:
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("what is in this picture?", "describe"),
        ("照片里有什么?", "describe"),
        ("find the dog", "find"),
        ("darken the sky a lot", "find"),
        ("remove the house", "find"),
        ("把房子去掉", "find"),
    ],
)
def test_of_a_photograph_nothing_is_painted_in_place_of_an_answer(starter: Agent, words: str, lacking: str) -> None:
    found = plan(starter, task(words, (PHOTO,), tools=BLIND, known=specs()))
    assert (found.intent, found.reason) == (Intent.DECLINE, lacking)


def test_what_a_painted_picture_shows_is_known_without_looking(starter: Agent) -> None:
    found = plan(starter, task("what is in this picture?", (generated(),), tools=BLIND, known=specs()))
    assert (found.intent, found.about, found.image) == (Intent.ANSWER, "recipe", "#1")


def test_a_painted_picture_is_changed_without_finding_things(starter: Agent) -> None:
    found = plan(starter, task("put a hat on the house", (generated(prompt=HOUSE),), tools=BLIND, known=specs()))
    assert [step.tool for step in found.steps] in (["edit"], ["inpaint"])


def test_what_can_be_found_is_found_and_filled_with_what_is_around_it(starter: Agent) -> None:
    steps = plan(starter, task("remove the house", (PHOTO,), known=specs())).steps
    assert [step.tool for step in steps] == ["find", "inpaint"]
    assert steps[1].inputs["mask"] == "@1"
    assert steps[1].params["prompt"] == ""


def test_what_is_painted_over_and_named_goes(starter: Agent) -> None:
    masked = (PHOTO, LedgerImage("m1", "mask", of="#1", width=1200, height=800))
    for words, text in (("remove the house", ""), ("add a tree", "a tree")):
        (step,) = plan(starter, task(words, masked, mask="m1", known=specs())).steps
        assert (step.tool, step.inputs["mask"], step.params["prompt"]) == ("inpaint", "m1", text)


def test_a_mask_is_used_again_only_when_it_is_named(starter: Agent) -> None:
    (step,) = plan(starter, task("enhance the picture", SESSION, known=specs())).steps
    assert "mask" not in step.inputs


def test_of_a_dozen_there_are_as_many_as_can_be_made(starter: Agent) -> None:
    (step,) = plan(starter, task("give me 12 variations", (generated(),), known=specs())).steps
    assert step.params["count"] == 8


@pytest.mark.parametrize("words", ["把后面的路人去掉", "把人去掉", "去掉后面的人"])
def test_of_what_shall_go_only_the_name_is_looked_for(starter: Agent, words: str) -> None:
    asked = task(words, (LedgerImage("#1", "upload", width=512, height=384),), known=specs(), creativity="low")
    found = starter.understand(asked, {}, lambda name, result: None)
    look, fill = found.plan.steps
    assert (look.tool, look.params["what"]) == ("find", "a person")
    assert (fill.tool, fill.params["prompt"]) == ("inpaint", "")
    assert found.rewrite is None or all(span.origin != "left_out" for span in found.rewrite.spans)
