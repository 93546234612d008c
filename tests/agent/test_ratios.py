"""A shape in numbers is cut, or the frame grows to it."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.plans.ratios import in_ratio
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs


def plan(agent: Agent, words: str) -> Plan:
    asked = task(words, (generated(),), known=specs(), creativity="low")
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "box"),
    [
        ("crop it to 2:1", {"left": 0, "top": 32, "width": 128, "height": 64}),
        ("change the aspect ratio to 1:2", {"left": 32, "top": 0, "width": 64, "height": 128}),
        ("make it 2:1 for cinema", {"left": 0, "top": 32, "width": 128, "height": 64}),
        ("裁成2:1", {"left": 0, "top": 32, "width": 128, "height": 64}),
    ],
)
def test_the_middle_is_kept(starter: Agent, words: str, box: dict[str, int]) -> None:
    assert [(step.tool, step.params) for step in plan(starter, words).steps] == [("transform", {"box": box})]


def test_a_banner_is_more_around_it(starter: Agent) -> None:
    words = "Could I have it a bit wider, so that I can print it as a banner 3:1?"
    (step,) = plan(starter, words).steps
    assert step.tool == "outpaint"
    assert (step.params["sides"], step.params["amount"]) == ("left and right", 100)
    assert step.params["prompt"] == "lake, sunset"


def test_what_is_over_is_cut_off(starter: Agent) -> None:
    grown, cut = plan(starter, "extend it to 16:9").steps
    assert (grown.params["sides"], grown.params["amount"]) == ("left and right", 40)
    assert cut.params == {"box": {"left": 1, "top": 0, "width": 228, "height": 128}}


@pytest.mark.parametrize(
    "words",
    ["crop it to 4:3", "the train at 3:15", "a clock showing 10:10", "crop it to 3:2 and add a dog", "make it wider"],
)
def test_other_words_are_left_alone(words: str) -> None:
    images: Any = (generated(),)
    assert in_ratio(task(words, images)) is None
