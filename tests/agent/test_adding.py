"""What is told by rule of things that are there: what one is added beside, of what it is, how many, which colours."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import phrase_of
from tests.agent.ledgers import generated, task
from tools.catalog import specs

DOG = generated(prompt={"subjects": [{"what": "dog"}], "setting": {"text": "space"}})
CATS = generated(prompt={"subjects": [{"what": "dog"}, {"what": "cat", "count": 2, "where": "beside the dog"}]})
CASTLE = generated(prompt={"subjects": [{"what": "castle"}, {"what": "bridge"}], "setting": {"text": "mountains"}})
LIGHTHOUSE = generated(prompt={"subjects": [{"what": "lighthouse"}], "setting": {"text": "beach"}})


def steps(agent: Agent, words: str, image: Any) -> tuple[Step, ...]:
    given = task(words, (image,), known=specs(), creativity="low")
    return agent.understand(given, {}, lambda name, result: None).plan.steps


def things(agent: Agent, words: str, image: Any) -> list[str]:
    *_, last = steps(agent, words, image)
    assert last.tool == "edit"
    assert last.prompt
    return [phrase_of(one) for one in last.prompt.subjects]


@pytest.mark.parametrize(
    ("words", "image", "shown"),
    [
        ("add two cats next to him", DOG, ["a dog", "two cats beside the dog"]),
        ("add 2 catz next to him", DOG, ["a dog", "two cats beside the dog"]),
        (
            "add a boat out on the water, to the left of the lighthouse",
            LIGHTHOUSE,
            ["a lighthouse", "a boat to the left of the lighthouse"],
        ),
        ("add a dragon leading to the gate", CASTLE, ["a castle", "a bridge", "a dragon leading to the gate"]),
        ("put a tree behind the castle please", CASTLE, ["a castle", "a bridge", "a tree behind the castle"]),
    ],
)
def test_a_new_thing_stands_beside_one_that_is_there(starter: Agent, words: str, image: Any, shown: list[str]) -> None:
    assert things(starter, words, image) == shown


@pytest.mark.parametrize(
    ("words", "image", "shown"),
    [
        ("bridge should be stone, and longer", CASTLE, ["a castle", "a long stone bridge"]),
        ("what if the castle was red", CASTLE, ["a red castle", "a bridge"]),
        ("how about making the bridge white", CASTLE, ["a castle", "a white bridge"]),
        ("make the castle out of ice", CASTLE, ["an icy castle", "a bridge"]),
        ("the bridge should be made of wood", CASTLE, ["a castle", "a wooden bridge"]),
        ("only one cat lol", CATS, ["a dog", "a cat beside the dog"]),
        ("there should be two dogs", CATS, ["two dogs", "two cats beside the dog"]),
        ("just three dogs please", CATS, ["three dogs", "two cats beside the dog"]),
        ("make the castle dark blue and the bridge red", CASTLE, ["a dark blue castle", "a red bridge"]),
        ("2nd one. bigger dog", DOG, ["a big dog"]),
    ],
)
def test_a_thing_that_is_there_is_changed(starter: Agent, words: str, image: Any, shown: list[str]) -> None:
    assert things(starter, words, image) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("remove the birds", ["a castle", "a bridge"]),
        ("but remove the birds and add a dragon", ["a castle", "a bridge", "a dragon"]),
        ("remove the boat on the lake", ["a castle", "a bridge"]),
        ("delete the car and make the bridge red", ["a castle", "a red bridge"]),
        ("remove the bridge", ["a castle"]),
    ],
)
def test_what_is_not_there_takes_nothing_else_along(starter: Agent, words: str, shown: list[str]) -> None:
    assert things(starter, words, CASTLE) == shown


def test_one_that_comes_is_not_called_as_the_one_it_replaces(starter: Agent) -> None:
    people = generated(prompt={"subjects": [{"what": "trees"}, {"what": "people"}], "setting": {"text": "park"}})
    assert things(starter, "swap the people for two children", people) == ["trees", "two children"]


@pytest.mark.parametrize(
    ("words", "tools"),
    [
        ("make the dog bigger and brighten the picture", ["edit", "enhance"]),
        ("I want a bigger picture", ["upscale"]),
        ("make it a glass castle", ["edit"]),
    ],
)
def test_other_wishes_stay_what_they_were(starter: Agent, words: str, tools: list[str]) -> None:
    assert [step.tool for step in steps(starter, words, DOG)] == tools


def test_a_train_on_a_bridge_stands_on_it(starter: Agent) -> None:
    (step,) = starter.understand(
        task("a green train crossing a bridge", (), known=specs(), creativity="low"), {}, lambda name, result: None
    ).plan.steps
    assert step.prompt
    assert [phrase_of(one) for one in step.prompt.subjects] == ["a bridge", "a green train on the bridge"]


def test_what_is_told_in_the_plural_is_there(starter: Agent) -> None:
    told = generated(prompt={"subjects": [{"what": "dogs"}, {"what": "cat"}]})
    assert things(starter, "remove the dogs", told) == ["a cat"]


def test_what_follows_an_exchange_is_no_look_of_it(starter: Agent) -> None:
    made = steps(starter, "Swap the bridge for two children, make the sky bluer and lose the tree", CASTLE)
    shown = {phrase_of(one) for step in made if step.prompt for one in step.prompt.subjects}
    assert "two children" in shown
    assert not any("blue" in one and "children" in one for one in shown)


def test_one_of_several_that_goes_leaves_the_others(starter: Agent) -> None:
    park = generated(prompt={"subjects": [{"what": "trees"}, {"what": "dog"}], "setting": {"text": "park"}})
    assert things(starter, "lose the tree on the right", park) == ["trees", "a dog"]
    assert things(starter, "remove the trees", park) == ["a dog"]
