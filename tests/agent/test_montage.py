"""Pictures in rows and columns, and a gap in what was put together."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

CAT, DOG = {"subjects": [{"what": "cat"}]}, {"subjects": [{"what": "dog"}]}
FOUR = tuple(generated(f"#{at}", CAT) for at in range(1, 5))
GRID = (
    ({"source": "#1", "reference": "#2"}, "beside"),
    ({"source": "#3", "reference": "#4"}, "beside"),
    ({"source": "@1", "reference": "@2"}, "below"),
)


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


def joined(found: Plan) -> tuple[Any, ...]:
    return tuple((step.inputs, step.params["layout"]) for step in found.steps if step.tool == "combine")


@pytest.mark.parametrize(
    "words",
    [
        "把四张拼成一张图，2x2的",
        "四张拼成2x2",
        "四张拼成一张大图,两行两列",
        "put the four pictures in two rows of two",
        "做成四宫格",
        "put the four pictures in a 2x2 grid",
        "arrange them in a 2 by 2 grid",
    ],
)
def test_four_in_a_grid(starter: Agent, words: str) -> None:
    assert joined(plan(starter, words, *FOUR)) == GRID


def test_of_changed_pictures_the_change(starter: Agent) -> None:
    edited = LedgerImage("#5", "image", "edit", ("#3",), prompt=DOG, width=128, height=128)
    found = plan(starter, "put the four pictures in a 2x2 grid", *FOUR, edited)
    assert [inputs["source"] for inputs, _ in joined(found)] == ["#1", "#5", "@1"]


@pytest.mark.parametrize("words", ["画一个2x2的魔方", "放大2x2倍"])
def test_no_grid_of_pictures(starter: Agent, words: str) -> None:
    assert all(step.tool != "combine" for step in plan(starter, words, *FOUR).steps)


def made(handle: str, parents: tuple[str, str], size: tuple[int, int]) -> LedgerImage:
    return LedgerImage(handle, "image", "combine", parents, prompt=CAT, width=size[0], height=size[1], turn="t")


WHOLE = (
    *FOUR,
    made("#5", ("#1", "#2"), (256, 128)),
    made("#6", ("#3", "#4"), (256, 128)),
    made("#7", ("#5", "#6"), (256, 256)),
)


@pytest.mark.parametrize("words", ["中间留点白边", "leave a small white gap between them", "中间加一条白线"])
def test_a_gap_in_what_was_put_together(starter: Agent, words: str) -> None:
    found = plan(starter, words, *WHOLE)
    assert joined(found) == GRID
    assert {step.params["gap"] for step in found.steps} == {12}


def test_a_gap_as_wide_as_is_said(starter: Agent) -> None:
    found = plan(starter, "中间留20像素空白", *FOUR, made("#5", ("#1", "#2"), (256, 128)))
    assert [step.params for step in found.steps] == [{"layout": "beside", "gap": 20}]


def test_no_gap_in_one_picture(starter: Agent) -> None:
    assert all(step.tool != "combine" for step in plan(starter, "中间留点白边", FOUR[0]).steps)
