"""Several things, each in a picture of its own."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import task
from tools.catalog import specs


def plan(agent: Agent, words: str) -> Plan:
    return agent.understand(task(words, known=specs(), creativity="low"), {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "prompts"),
    [
        (
            "帮我做一套卡片,分别画猫、狗、鸟,都用卡通风格",
            ["a cat, cartoon style", "a dog, cartoon style", "a bird, cartoon style"],
        ),
        ("画三张图:猫、狗和兔子", ["a cat", "a dog", "a rabbit"]),
        ("一只猫和一只狗各一张", ["a cat", "a dog"]),
        ("a cat, a dog and a bird, each on its own card", ["a cat", "a dog", "a bird"]),
        ("three cards: a cat, a dog and a red bird", ["a cat", "a dog", "a red bird"]),
    ],
)
def test_each_is_painted_by_itself(starter: Agent, words: str, prompts: list[str]) -> None:
    assert [step.params["prompt"] for step in plan(starter, words).steps] == prompts


@pytest.mark.parametrize(
    "words",
    [
        "two pictures of a cat and a dog",
        "画三张猫和狗",
        "画一只猫和一只狗",
        "four different cats",
        "a cat, a dog and a bird",
    ],
)
def test_things_of_one_picture_stay_together(starter: Agent, words: str) -> None:
    assert len(plan(starter, words).steps) == 1
