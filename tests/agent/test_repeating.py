"""What was done to one picture is done to another, as it was said there."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.reading.repeating import again
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated("#1", {"subjects": [{"what": "house"}], "time": {"text": "day"}})
NIGHT = replace(
    generated("#2", {"subjects": [{"what": "house"}], "time": {"text": "night"}}),
    tool="edit", parents=("#1",), words="make it night",
)  # fmt: skip
DOG = generated("#3", {"subjects": [{"what": "dog"}], "time": {"text": "day"}})
BRIGHT = replace(NIGHT, handle="#4", tool="enhance", parents=("#2",), words="brighten #2 a lot")
AGAIN = replace(NIGHT, handle="#5", parents=("#3",), words="do the same to #3")


def asked(words: str, *images: Any) -> AgentTask:
    return task(words, images, focus="#3", known=specs())


def plan(agent: Agent, words: str, *images: Any) -> Plan:
    return agent.understand(asked(words, *images), {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    "words",
    ["do the same to this one", "now do the same to #3 that you did to #1", "这张也这样处理", "对#3做同样的处理"],
)
def test_a_change_in_words_is_made_of_another(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, HOUSE, NIGHT, DOG).steps
    assert (step.tool, step.inputs, step.words) == ("edit", {"source": "#3"}, words)
    assert step.prompt
    assert step.prompt.wire()["time"]["text"] == "night"
    assert [one.what for one in step.prompt.subjects] == ["dog"]


def test_the_newest_change_is_meant_and_its_handle_is_the_other_ones(starter: Agent) -> None:
    (step,) = plan(starter, "apply the same change to the dog picture", HOUSE, NIGHT, DOG, BRIGHT).steps
    assert (step.tool, step.inputs) == ("enhance", {"source": "#3"})
    assert step.params == {"adjust": "brighten", "amount": "strong"}


def test_a_repetition_is_not_repeated_by_its_name() -> None:
    found = again(asked("do the same to #1", HOUSE, NIGHT, DOG, AGAIN), lambda words: {"#1"})
    assert found
    assert found.text == "make it night"


@pytest.mark.parametrize("words", ["do the same to the moon", "the same house at night", "do it", "一样的房子"])
def test_other_words_are_left_alone(words: str) -> None:
    assert again(asked(words, HOUSE, NIGHT, DOG), lambda words: set()) is None


def test_nothing_was_done_yet() -> None:
    assert again(asked("do the same to this one", HOUSE, DOG), lambda words: set()) is None
