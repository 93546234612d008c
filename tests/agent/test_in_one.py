"""One thing more is no second picture."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import task
from tools.catalog import specs


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("我想要一只大鲸鱼在海底，还有小鱼", {"whale", "fish"}),
        ("一座山上的房子，还有一条河", {"house", "river"}),
    ],
)
def test_all_of_it_is_in_one_picture(starter: Agent, words: str, shown: set[str]) -> None:
    (step,) = plan(starter, words).steps
    assert step.prompt is not None
    assert {one.what for one in step.prompt.subjects} == shown


@pytest.mark.parametrize("words", ["来一张狗的，还有一张猫的", "a castle and another picture of a boat"])
def test_two_pictures_are_two(starter: Agent, words: str) -> None:
    assert len(plan(starter, words).steps) == 2
