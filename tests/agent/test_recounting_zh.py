"""More or fewer of a thing that is there, as it is said in Chinese."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from tests.agent.ledgers import generated, task
from tools.catalog import specs

FISH: dict[str, Any] = {"subjects": [{"what": "cat"}, {"what": "fish", "count": 3}], "setting": {"text": "lake"}}


@pytest.mark.parametrize(
    ("words", "prompt"),
    [
        ("少一条鱼", "a cat, two fish, lake"),
        ("鱼再多两条", "a cat, five fish, lake"),
        ("鱼多一点", "a cat, four fish, lake"),
        ("只留一条鱼", "a cat, a fish, lake"),
        ("把鱼改成五条,其他不变", "a cat, five fish, lake"),
    ],
)
def test_it_is_counted_again(starter: Agent, words: str, prompt: str) -> None:
    asked = task(words, (generated(prompt=FISH),), known=specs(), creativity="low")
    (step,) = starter.understand(asked, {}, lambda name, result: None).plan.steps
    assert (step.tool, step.params["prompt"]) == ("edit", prompt)


@pytest.mark.parametrize("words", ["只要猫", "颜色多一点", "亮度少一点"])
def test_other_words_count_nothing(starter: Agent, words: str) -> None:
    asked = task(words, (generated(prompt=FISH),), known=specs(), creativity="low")
    steps = starter.understand(asked, {}, lambda name, result: None).plan.steps
    assert all("fish" not in str(step.patch) or "count" not in str(step.patch) for step in steps)
