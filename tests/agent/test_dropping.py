"""Things that are not wanted go, those alone that are wanted stay; nothing is lost that nobody named."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

MEADOW: dict[str, Any] = {
    "subjects": [
        {"what": "cat"},
        {"what": "flower", "attributes": ["yellow"], "count": 3},
        {"what": "dog", "attributes": ["small"]},
    ],
    "setting": {"text": "meadow"},
    "weather": {"text": "rain"},
}


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


def shown(agent: Agent, words: str) -> str:
    (step,) = plan(agent, words, generated(prompt=MEADOW)).steps
    assert step.tool == "edit"
    return str(step.params["prompt"])


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("算了，不要狗了，还是只要猫吧", "a cat, three yellow flowers, meadow, rain"),
        ("不要狗和花，只要猫", "a cat, meadow, rain"),
        ("只要猫", "a cat, meadow, rain"),
        ("no dog, just the cat", "a cat, three yellow flowers, meadow, rain"),
        ("please remove the yellow flowers", "a cat, a small dog, meadow, rain"),
        ("get rid of the dog from the picture", "a cat, three yellow flowers, meadow, rain"),
        ("不要下雨了", "a cat, three yellow flowers, a small dog, meadow"),
    ],
)
def test_what_is_left(starter: Agent, words: str, left: str) -> None:
    assert shown(starter, words) == left


@pytest.mark.parametrize("words", ["不要人物，不要文字", "no people, no text"])
def test_what_is_not_there_is_avoided(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, generated(prompt=MEADOW)).steps
    assert step.prompt is not None
    assert [one.text for one in step.prompt.avoid] == ["person", "text"]
    assert len(step.prompt.subjects) == 3


@pytest.mark.parametrize("words", ["不要太亮", "只要黑白的"])
def test_what_is_no_thing_is_read_by_the_model(starter: Agent, words: str) -> None:
    assert {step.tool for step in plan(starter, words, generated(prompt=MEADOW)).steps} == {"enhance"}


def test_another_thing_instead_is_no_mere_dropping(starter: Agent) -> None:
    assert "rabbit" in shown(starter, "不要狗，要一只兔子")


def test_words_that_are_written_go(starter: Agent) -> None:
    written = {**MEADOW, "lettering": {"text": "the words “HI” in white letters"}}
    (step,) = plan(starter, "不要字了,其他的保留", generated(prompt=written)).steps
    assert step.patch == {"lettering": None}
    assert step.prompt
    assert step.prompt.lettering is None


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("把雨去掉", "a cat, three yellow flowers, a small dog, meadow"),
        ("把猫和狗都去掉", "three yellow flowers, meadow, rain"),
        ("去掉花吧", "a cat, a small dog, meadow, rain"),
        ("把太阳去掉", "a cat, three yellow flowers, a small dog, meadow, rain"),
    ],
)
def test_what_is_taken_out_takes_nothing_else_with_it(starter: Agent, words: str, left: str) -> None:
    assert shown(starter, words) == left
