"""What must not be seen in a new picture, and what is said to stay in one that is there."""

from time import monotonic
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.reading.avoiding import CHINESE, ENGLISH
from orchestrator.agent.reading.staying import CHINESE as STAYS_CHINESE
from orchestrator.agent.reading.staying import ENGLISH as STAYS_ENGLISH
from orchestrator.agent.task import Proposal
from tests.agent.ledgers import generated, task
from tools.catalog import specs

BOTH = generated(prompt={"subjects": [{"what": "cat"}, {"what": "dog"}], "setting": {"text": "park"}})
TREE = generated(prompt={"subjects": [{"what": "house", "attributes": ["red"]}, {"what": "tree"}]})


def proposal(agent: Agent, words: str, *images: Any) -> Proposal:
    return agent.understand(task(words, images, known=specs(), creativity="low"), {}, lambda name, result: None)


@pytest.mark.parametrize("images", [(), (TREE,)])
@pytest.mark.parametrize(
    ("words", "text", "avoid"),
    [
        ("a robot, not blue", "a robot", ["blue robot"]),
        ("a lighthouse, but not at night", "a lighthouse", ["night"]),
        ("a castle without towers", "a castle", ["towers"]),
        ("a car, anything but red", "a car", ["red car"]),
        ("draw a cat, but please not a black one", "a cat", ["black cat"]),
        ("a robot, but no arms, no blue, and not at night", "a robot", ["arms", "blue robot", "night"]),
        ("画一只猫，不要黑色的", "a cat", ["black cat"]),
        ("一座城堡，不要塔", "a castle", ["tower"]),
    ],
)
def test_what_is_refused_is_not_painted(starter: Agent, words: str, text: str, avoid: list[str], images: Any) -> None:
    found = proposal(starter, words, *images)
    (step,) = found.plan.steps
    assert (step.tool, step.inputs) == ("generate", {})
    assert found.rewrite is not None
    assert found.rewrite.prompt is not None
    assert (found.rewrite.text, [one.text for one in found.rewrite.prompt.avoid]) == (text, avoid)
    assert all(one.source and one.source in words for one in found.rewrite.prompt.avoid)


def test_a_street_without_people_is_a_street(starter: Agent) -> None:
    found = proposal(starter, "没有人的街道").rewrite
    assert found is not None
    assert found.prompt is not None
    assert found.prompt.subjects == ()
    assert [one.text for one in found.prompt.avoid] == ["person"]


@pytest.mark.parametrize(
    "words",
    ["get rid of the dog but keep the cat", "keep the cat but lose the dog", "狗不要了，猫留着", "猫留着，狗不要了"],
)
def test_what_shall_stay_is_not_what_goes(starter: Agent, words: str) -> None:
    (step,) = proposal(starter, words, BOTH).plan.steps
    assert step.tool == "edit"
    assert step.prompt is not None
    assert [one.what for one in step.prompt.subjects] == ["cat"]


@pytest.mark.parametrize("words", ["make the tree blue, leave everything else as it is", "把树变成蓝色，其他都别动"])
def test_all_else_stays_and_is_no_second_wish(starter: Agent, words: str) -> None:
    (step,) = proposal(starter, words, TREE).plan.steps
    assert step.prompt is not None
    assert [(one.what, one.attributes) for one in step.prompt.subjects] == [("house", ("red",)), ("tree", ("blue",))]


@pytest.mark.parametrize("pattern", [ENGLISH, CHINESE, STAYS_ENGLISH, STAYS_CHINESE])
@pytest.mark.parametrize(
    "words", [" " * 4000, "不要" * 2000, "no " * 1300, "keep the a " * 360, ", not" * 800, "别动" * 2000]
)
def test_what_goes_on_and_on_is_read_at_once(pattern: Any, words: str) -> None:
    began = monotonic()
    assert sum(1 for _ in pattern.finditer(words)) <= len(words)
    assert monotonic() - began < 5
