"""A turn said in degrees is that angle, clockwise; nothing is turned or mirrored that nobody said."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.things.angles import angles
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

TWO = (generated("#1"), generated("#2"))


def plan(agent: Agent, words: str, **more: Any) -> Plan:
    return agent.understand(task(words, TWO, known=specs(), **more), {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "source", "params"),
    [
        ("rotate it 10 degrees", "#2", {"degrees": 10}),
        ("把它旋转15度", "#2", {"degrees": 15}),
        ("把第一张旋转十度", "#1", {"degrees": 10}),
        ("逆时针旋转20度", "#2", {"degrees": -20}),
        ("straighten #2, it leans 3 degrees to the left", "#2", {"degrees": 3}),
        ("straighten the first photo, it leans 3 degrees to the left", "#1", {"degrees": 3}),
        ("straighten it, it's tilted about 3 degrees to the left", "#2", {"degrees": 3}),
        ("把#1歪的地方扶正，顺时针转2度", "#1", {"degrees": 2}),
        ("照片歪了,往右转一点点,大概3度", "#2", {"degrees": 3}),
        ("it's crooked, turn it to the right, about 3 degrees", "#2", {"degrees": 3}),
        ("#2向右倾斜了2.5度，把它摆正", "#2", {"degrees": -2.5}),
        ("rotate #1 180 degrees", "#1", {"turn": "half"}),
        ("rotate it 90 degrees to the left", "#2", {"turn": "left"}),
        ("旋转一百八十度", "#2", {"turn": "half"}),
    ],
)
def test_an_angle_is_that_angle(starter: Agent, words: str, source: str, params: dict[str, Any]) -> None:
    (step,) = plan(starter, words).steps
    assert (step.tool, step.inputs, step.params) == ("transform", {"source": source}, params)


@pytest.mark.parametrize("words", ["rotate both by 5 degrees", "把#1和#2都顺时针转5度"])
def test_several_are_turned_by_it(starter: Agent, words: str) -> None:
    steps = plan(starter, words).steps
    assert [(step.inputs, step.params) for step in steps] == [({"source": one}, {"degrees": 5}) for one in ("#1", "#2")]


@pytest.mark.parametrize("words", ["rotate it 10 degrees and make it brighter", "把它顺时针转10度，然后调亮"])
def test_what_else_is_said_is_done_besides(starter: Agent, words: str) -> None:
    steps = plan(starter, words).steps
    assert [(step.tool, dict(step.params)) for step in steps] == [
        ("transform", {"degrees": 10}),
        ("enhance", {"adjust": "brighten"}),
    ]


def test_each_is_turned_by_its_own(starter: Agent) -> None:
    steps = plan(starter, "rotate #1 5 degrees and #2 10 degrees").steps
    assert [(step.inputs, step.params) for step in steps] == [
        ({"source": "#1"}, {"degrees": 5}),
        ({"source": "#2"}, {"degrees": 10}),
    ]


@pytest.mark.parametrize(
    "words", ["rotate it 60 degrees", "顺时针转60度", "straighten it", "把它扶正", "straighten #2, it leans 3 degrees"]
)
def test_how_far_is_asked_where_it_cannot_be_or_nobody_says(starter: Agent, words: str) -> None:
    assert plan(starter, words).intent is Intent.ASK
    declined = plan(starter, words, creativity="high")
    assert (declined.intent, declined.reason) == (Intent.DECLINE, "rotation")


def test_nothing_is_turned_that_nobody_said(starter: Agent) -> None:
    for words, params in (("rotate it", {"turn": "right"}), ("把它翻转", {"flip": "horizontal"})):
        (step,) = plan(starter, words).steps
        assert step.params == params
    assert not any({"turn", "flip"} & step.params.keys() for step in plan(starter, "x3 subtle").steps)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a desert at 40 degrees", []),
        ("turn it into a desert at 40 degrees", []),
        ("温度30度的沙漠", []),
        ("rotate the left one 4 degrees clockwise", [4]),
        ("it leans 2 degrees to the left, rotate it 2 degrees clockwise", [2]),
        ("把它向左倾斜5度", [-5]),
        ("它向左倾斜了5度", [5]),
        ("it leans 5 degrees", [None]),
        ("rotate #1 5° and #2 counter-clockwise by twenty-five degrees", [5, -25]),
    ],
)
def test_degrees_of_what_turns_or_leans(words: str, said: list[float | None]) -> None:
    assert angles(words) == said
