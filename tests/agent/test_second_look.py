"""What the starter's model left out or did not change is read again: through the whole agent, with its weights."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.prompt import render
from tests.agent.ledgers import SESSION, generated, task


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("make it night and add a boat", {"a red house", "a boat", "lake", "night"}),
        ("make the house yellow", {"a yellow house", "lake", "sunset"}),
        ("把房子变成绿色", {"a green house", "lake", "sunset"}),
        ("MAKE IT NIGHT", {"a red house", "lake", "night"}),
        ("房子旁边加两棵树", {"a red house", "two trees", "lake", "sunset"}),
    ],
)
def test_a_change_takes_up_every_wish(starter: Agent, words: str, shown: set[str]) -> None:
    steps = starter.understand(task(words, (generated(),)), {}, lambda name, result: None).plan.steps
    assert steps[-1].prompt is not None
    assert set(render(steps[-1].prompt).split(", ")) == shown


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("make the first one larger", "#1"),
        ("把第二张放大", "#2"),
        ("make the sunset one larger", "#1"),
        ("把原图放大两倍", "#1"),
    ],
)
def test_a_picture_that_is_named_is_the_one_meant(starter: Agent, words: str, source: str) -> None:
    steps = starter.understand(task(words, SESSION), {}, lambda name, result: None).plan.steps
    assert [(step.tool, step.inputs["source"]) for step in steps] == [("upscale", source)]


def test_what_nobody_knows_is_copied_and_not_replaced(starter: Agent) -> None:
    (step,) = starter.understand(task("a zorblax on the beach"), {}, lambda name, result: None).plan.steps
    assert step.params["prompt"] == "a zorblax, beach"


def test_a_second_thing_of_the_same_name_is_one_only_where_the_words_say_so(starter: Agent) -> None:
    for words, shown in (
        ("画一座雪山下的红色小房子，傍晚", ["house"]),
        ("a red house and a blue house", ["house"] * 2),
    ):
        (step,) = starter.understand(task(words), {}, lambda name, result: None).plan.steps
        assert step.prompt is not None
        assert [subject.what for subject in step.prompt.subjects] == shown
