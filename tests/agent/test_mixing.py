"""The composition of one picture with the colours of another."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

CAT = generated("#1", {"subjects": [{"what": "cat"}], "setting": {"text": "park"}})
BOAT = generated("#2", {"subjects": [{"what": "boat"}], "style": {"text": "watercolor"}})
TWO = (CAT, BOAT)


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    "words",
    [
        "用第一版的构图配现在的颜色",
        "用#1的构图加#2的色调",
        "use the composition of the first one with the colours of this one",
    ],
)
def test_the_one_takes_on_the_style_of_the_other(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, *TWO).steps
    assert (step.tool, step.inputs) == ("restyle", {"source": "#1", "style": "#2"})
    assert step.params["prompt"] == "a cat, park, watercolor"


@pytest.mark.parametrize("words", ["用蓝色的颜色", "make the composition tighter"])
def test_one_picture_alone_is_not_mixed(starter: Agent, words: str) -> None:
    assert all("style" not in step.inputs for step in plan(starter, words, *TWO).steps)
