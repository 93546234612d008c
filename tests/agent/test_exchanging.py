"""A thing in the place of another, and one more beside those that are there."""

import pytest

from orchestrator.agent.agent import Agent
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
