"""The same done to each of several pictures: those in a row, both, all of them."""

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.plans.each import to_each
from orchestrator.domain.plan import Intent, Plan, Step
from tests.agent.ledgers import generated, task
from tools.catalog import specs

THREE = (generated("#1"), generated("#2"), generated("#3"))


def plan(agent: Agent, words: str) -> Plan:
    return agent.understand(task(words, THREE, known=specs()), {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "tool", "pictures"),
    [
        ("crop #1 and #2 to 16:9", "transform", ["#1", "#2"]),
        ("make both brighter", "enhance", ["#2", "#3"]),
        ("make both portrait format", "transform", ["#2", "#3"]),
        ("crop all of them to 4:3", "transform", ["#1", "#2", "#3"]),
        ("crop all three to a square", "transform", ["#1", "#2", "#3"]),
        ("enlarge all of them", "upscale", ["#1", "#2", "#3"]),
        ("把三张都裁成竖版", "transform", ["#1", "#2", "#3"]),
        ("把这三张都变成黑白", "enhance", ["#1", "#2", "#3"]),
    ],
)
def test_every_picture_that_is_meant_gets_it(starter: Agent, words: str, tool: str, pictures: list[str]) -> None:
    steps = plan(starter, words).steps
    assert [(step.tool, step.inputs) for step in steps] == [(tool, {"source": one}) for one in pictures]
    assert len({str(step.params) for step in steps}) == 1


@pytest.mark.parametrize("words", ["make all the trees red", "make all of it darker", "crop it to 4:3"])
def test_all_of_one_picture_is_one_picture(starter: Agent, words: str) -> None:
    assert [step.inputs for step in plan(starter, words).steps] == [{"source": "#3"}]


@pytest.mark.parametrize(("words", "pictures"), [("sharpen both", ["#2", "#3"]), ("sharpen it twice", ["#3", "@1"])])
def test_both_of_one_picture_is_that_picture_twice(starter: Agent, words: str, pictures: list[str]) -> None:
    steps = (Step(tool="enhance", inputs={"source": one}, params={"adjust": "sharpen"}) for one in ("#3", "@1"))
    lexicon = taught(starter.chat)
    assert lexicon is not None
    found = to_each(task(words, THREE), Plan(intent=Intent.MAKE, steps=tuple(steps)), words, lexicon.heard(words))
    assert [step.inputs["source"] for step in found.steps] == pictures


CAT, BOAT = (generated(f"#{at}", {"subjects": [{"what": what}]}) for at, what in ((1, "cat"), (2, "boat")))


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        ("sharpen the cat one", ["#1"]),
        ("sharpen the cat one and the boat one", ["#1", "#2"]),
        ("brighten the boat picture", ["#2"]),
    ],
)
def test_what_a_picture_is_called_by_is_no_part_of_it(starter: Agent, words: str, sources: list[str]) -> None:
    steps = starter.understand(
        task(words, (CAT, BOAT, generated("#3")), known=specs()), {}, lambda name, result: None
    ).plan.steps
    assert [(step.tool, step.inputs) for step in steps] == [("enhance", {"source": one}) for one in sources]


def test_the_first_and_the_third_are_not_all_three(starter: Agent) -> None:
    images = (generated("#1"), generated("#2"), generated("#3"))
    found = starter.understand(
        task("把第一张和第三张都放大", images, known=specs()), {}, lambda name, result: None
    ).plan
    assert [step.inputs for step in found.steps] == [{"source": "#1"}, {"source": "#3"}]
