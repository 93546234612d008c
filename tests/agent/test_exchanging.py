"""A thing in the place of another, and one more beside those that are there."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.prompt import phrase_of
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOME = generated(prompt={"subjects": [{"what": "house", "attributes": ["red"]}, {"what": "tree"}]})


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("把房子换成城堡", ["castle", "tree"]),
        ("把房子变成城堡", ["castle", "tree"]),
        ("replace the tree with a windmill", ["house", "windmill"]),
        ("turn the house into a castle", ["castle", "tree"]),
        ("turn the house into a blue house", ["house", "tree"]),
        ("再加两只天鹅", ["house", "tree", "swan"]),
        ("要两只天鹅", ["house", "tree", "swan"]),
        ("same picture, but with a ship", ["house", "tree", "ship"]),
        ("remove the tree and add a boat", ["house", "boat"]),
    ],
)
def test_what_goes_goes_and_what_stays_stays(starter: Agent, words: str, things: list[str]) -> None:
    asked = task(words, (HOME,), known=specs(), creativity="low")
    (*_, step) = starter.understand(asked, {}, lambda name, result: None).plan.steps
    assert step.prompt is not None
    assert [one.what for one in step.prompt.subjects] == things


FLOWERS = generated(
    "#4", {"subjects": [{"what": "cat"}, {"what": "flower", "count": 3}], "setting": {"text": "meadow"}}
)


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("再加一只小狗", ["a cat", "three flowers", "a dog"]),
        ("add a dog", ["a cat", "three flowers", "a dog"]),
        ("再加两只小狗", ["a cat", "three flowers", "two dogs"]),
        ("在#4的旁边加烟囱", ["a cat", "three flowers", "a chimney"]),
    ],
)
def test_one_more_is_not_as_many_as_others(starter: Agent, words: str, things: list[str]) -> None:
    asked = task(words, (FLOWERS,), known=specs(), creativity="low")
    (*_, step) = starter.understand(asked, {}, lambda name, result: None).plan.steps
    assert step.prompt is not None
    assert [phrase_of(one) for one in step.prompt.subjects] == things


def test_what_a_change_does_not_say_is_left_out(starter: Agent) -> None:
    cabin = generated(prompt={"subjects": [{"what": "cabin"}], "setting": {"text": "meadow"}})
    asked = task("加一只狗，眼神忧郁地望着远方", (cabin,), known=specs(), creativity="low")
    found = starter.understand(asked, {}, lambda name, result: None).rewrite
    assert found is not None
    assert "忧郁" in "".join(span.text for span in found.spans if span.origin == "left_out")
