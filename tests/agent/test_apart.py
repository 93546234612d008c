"""Several pictures, each with a wish of its own: every part is read upon the picture that it names."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated("#1", {"subjects": [{"what": "house", "attributes": ["red"]}], "setting": {"text": "lake"}})
DOG = generated("#2", {"subjects": [{"what": "dog", "attributes": ["black"]}], "setting": {"text": "meadow"}})
TWO = (HOUSE, DOG)


def plan(agent: Agent, words: str, images: Any = TWO) -> Plan:
    return agent.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    "words",
    [
        "make the house blue in the first one and the dog purple in the second one",
        "把第一张的房子变成蓝色，第二张的狗变成紫色",
        "make the house in #1 blue and the dog in #2 purple",
    ],
)
def test_each_thing_is_changed_in_its_own_picture(starter: Agent, words: str) -> None:
    steps = plan(starter, words).steps
    assert [(step.tool, step.inputs) for step in steps] == [("edit", {"source": "#1"}), ("edit", {"source": "#2"})]
    assert all(step.words and step.words in words for step in steps)
    shown = [[(one.what, one.attributes) for one in step.prompt.subjects] for step in steps if step.prompt]
    assert shown == [[("house", ("blue",))], [("dog", ("purple",))]]


def test_a_thing_is_cut_out_of_each(starter: Agent) -> None:
    found = plan(starter, "cut the house out of the first one and the dog out of the second one").steps
    assert [(step.tool, dict(step.inputs)) for step in found] == [
        ("find", {"source": "#1"}),
        ("cutout", {"source": "#1", "mask": "@1"}),
        ("find", {"source": "#2"}),
        ("cutout", {"source": "#2", "mask": "@3"}),
    ]
    assert [step.params["what"] for step in found if step.tool == "find"] == ["a house", "a dog"]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("make #1 brighter and #2 darker", [("#1", {"adjust": "brighten"}), ("#2", {"adjust": "darken"})]),
        ("把#1调亮，把#2调暗", [("#1", {"adjust": "brighten"}), ("#2", {"adjust": "darken"})]),
        ("把#1顺时针转5度，把#2向左转", [("#1", {"degrees": 5}), ("#2", {"turn": "left"})]),
        ("crop #1 to a square and flip #2", [("#1", {"crop": "square"}), ("#2", {"flip": "horizontal"})]),
        (
            "把#1放大三倍，把#2放大四倍",
            [("#1", {"scale": 4}), ("@1", {"width": 384}), ("#2", {"scale": 4})],
        ),
        (
            "make #1 8x bigger and enlarge #2",
            [("#1", {"scale": 4}), ("@1", {"width": 1024}), ("#2", {})],
        ),
    ],
)
def test_what_is_exact_is_done_to_each(starter: Agent, words: str, done: list[tuple[str, dict[str, Any]]]) -> None:
    assert [(step.inputs["source"], step.params) for step in plan(starter, words).steps] == done


@pytest.mark.parametrize(
    ("words", "tools"),
    [
        ("blend #1 and #2", ["combine"]),
        ("put #1 on the left and #2 on the right", ["combine"]),
        ("take the dog from #2 and put it into #1", ["find", "cutout", "combine"]),
        ("sharpen #1 and #2", ["enhance", "enhance"]),
    ],
)
def test_what_is_about_both_is_not_taken_apart(starter: Agent, words: str, tools: list[str]) -> None:
    assert [step.tool for step in plan(starter, words).steps] == tools
