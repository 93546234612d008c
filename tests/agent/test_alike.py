"""A new picture takes over what is said to be the same."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.reading.alike import alike
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

CITY: dict[str, Any] = {
    "subjects": [{"what": "car", "attributes": ["red"]}],
    "setting": {"text": "city"},
    "time": {"text": "night"},
    "style": {"text": "watercolor"},
}


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("再画一张同样感觉的雪山", "snowy mountains, night, watercolor"),
        ("再画一张同样风格的雪山", "snowy mountains, watercolor"),
        ("another one in the same style, but mountains", "mountains, watercolor"),
        ("paint a castle in the same mood", "a castle, night, watercolor"),
    ],
)
def test_what_it_takes_over(starter: Agent, words: str, shown: str) -> None:
    (step,) = plan(starter, words, generated(prompt=CITY)).steps
    assert (step.tool, step.inputs) == ("generate", {})
    assert step.params["prompt"] == shown


def test_what_is_said_otherwise_is_not_taken_over(starter: Agent) -> None:
    (step,) = plan(starter, "再画一张同样感觉的雪山，早上", generated(prompt=CITY)).steps
    assert "night" not in step.params["prompt"]


@pytest.mark.parametrize(
    "words", ["把它变成同样的颜色", "put the same hat on the car", "paint a triptych in watercolour"]
)
def test_a_change_takes_nothing_over(words: str) -> None:
    assert alike(words, task(words, (generated(prompt=CITY),))) == ({}, [])
