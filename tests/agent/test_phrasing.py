"""Expressions that the small model was not taught: formats, triptychs, gaps, a half more, one picture twice, tags."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.phrasing import Asides, asides
from orchestrator.agent.reply import reply
from orchestrator.agent.sizes import parts_in
from orchestrator.agent.task import ReplyTask
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

THREE = (generated("#1"), generated("#2"), generated("#3"))


def plan(agent: Agent, words: str, images: Any = THREE) -> Plan:
    return agent.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan


def done(agent: Agent, words: str, images: Any = THREE) -> list[tuple[str, dict[str, str], dict[str, Any]]]:
    """Tool, inputs and parameters of each step, but for what is painted; what was typed is what is quoted."""
    steps = plan(agent, words, images).steps
    assert all(step.words and step.words in words for step in steps)
    return [
        (
            step.tool,
            {str(role): one for role, one in step.inputs.items()},
            {name: value for name, value in step.params.items() if name not in TEXTS},
        )
        for step in steps
    ]


TEXTS = {"prompt", "negative", "instruction"}


@pytest.mark.parametrize(
    ("words", "source", "crop"),
    [
        ("make it portrait format", "#3", "3:4"),
        ("landscape format please", "#3", "4:3"),
        ("make #2 landscape format", "#2", "4:3"),
        ("make it portrait", "#3", "3:4"),
        ("竖版", "#3", "3:4"),
        ("把#2改成横版", "#2", "4:3"),
    ],
)
def test_a_format_is_a_shape_and_no_style(starter: Agent, words: str, source: str, crop: str) -> None:
    assert done(starter, words) == [("transform", {"source": source}, {"crop": crop})]


@pytest.mark.parametrize("words", ["a red house in portrait format", "画一座红房子，竖版"])
@pytest.mark.parametrize("images", [(), THREE])
def test_a_new_picture_is_painted_in_its_format(starter: Agent, words: str, images: Any) -> None:
    (step,) = plan(starter, words, images).steps
    assert (step.tool, step.params["aspect"]) == ("generate", "3:4")
    assert step.prompt is not None
    assert (step.prompt.style, [one.what for one in step.prompt.subjects]) == (None, ["house"])


def test_a_change_and_a_format_are_two_steps(starter: Agent) -> None:
    first, second = done(starter, "make it night in portrait format")
    assert first[:2] == ("edit", {"source": "#3"})
    assert second == ("transform", {"source": "@1"}, {"crop": "3:4"})


@pytest.mark.parametrize("words", ["a portrait of a dog", "make it a landscape", "竖着的旗", "一条横幅"])
def test_a_portrait_and_a_landscape_are_no_format(words: str) -> None:
    assert asides(words).format is None


@pytest.mark.parametrize(
    "words", ["make a triptych", "a triptych of #1, #2 and #3", "做成三联画", "把#1、#2和#3做成三联画"]
)
def test_a_triptych_is_three_side_by_side(starter: Agent, words: str) -> None:
    assert done(starter, words) == [
        ("combine", {"source": "#1", "reference": "#2"}, {"layout": "beside"}),
        ("combine", {"source": "@1", "reference": "#3"}, {"layout": "beside"}),
    ]


@pytest.mark.parametrize(
    ("words", "gap"),
    [
        ("put #1 beside #2 with a gap of 20 pixels", 20),
        ("#1 and #2 side by side, 30px apart", 30),
        ("把#1和#2并排，中间留20像素", 20),
        ("把#1和#2并排，间隔10像素", 10),
    ],
)
def test_a_gap_is_no_size(starter: Agent, words: str, gap: int) -> None:
    assert done(starter, words) == [
        ("combine", {"source": "#1", "reference": "#2"}, {"layout": "beside", "gap": gap}),
    ]


def test_a_gap_is_found_where_pixels_stand_between() -> None:
    assert asides("make it 20 pixels wide") == Asides()
    assert asides("leave a space of 12 px between them").gap == 12
    assert asides("中间隔出8个像素").gap == 8


@pytest.mark.parametrize("words", ["put #2 beside #2", "put #2 next to itself", "把#2和它自己并排"])
def test_one_picture_twice(starter: Agent, words: str) -> None:
    assert done(starter, words) == [("combine", {"source": "#2", "reference": "#2"}, {"layout": "beside"})]


@pytest.mark.parametrize(
    ("words", "width"),
    [("放大一半", 192), ("把它放大一半", 192), ("enlarge it by half", 192), ("make it a third larger", 170)],
)
def test_a_part_more_is_added_to_the_whole(starter: Agent, words: str, width: int) -> None:
    """Of 128 pixels; the upscaler makes them first."""
    assert done(starter, words) == [
        ("upscale", {"source": "#3"}, {"scale": 2}),
        ("transform", {"source": "@1"}, {"width": width}),
    ]


def test_a_part_less_is_what_is_left(starter: Agent) -> None:
    for words in ("缩小一半", "把图片缩小一半", "make it half the size"):
        assert done(starter, words) == [("transform", {"source": "#3"}, {"percent": 50})]


@pytest.mark.parametrize(
    ("words", "said", "parts"),
    [
        ("放大一半", {50, 150}, {150}),
        ("缩小一半", {50, 150}, {50}),
        ("放大三分之一", {33}, {133}),
        ("a quarter larger", {25, 75}, {125}),
        ("a quarter smaller", {25, 75}, {75}),
        ("half the size", {50, 150}, {50}),
        ("half as large again", {50, 150}, {150}),
        ("one and a half times as wide", {50, 150}, {50, 150}),
        ("enlarge the half moon", {50, 150}, {50}),
    ],
)
def test_parts_of_a_size(words: str, said: set[int], parts: set[int]) -> None:
    assert parts_in(words, said) == parts


@pytest.mark.parametrize(
    "words", ["tag it with sea", "tag #1 with sea and boat", "add the tag sea", "给它加个标签：海", "untag the picture"]
)
def test_who_gives_tags_is_told_how(starter: Agent, words: str) -> None:
    found = plan(starter, words)
    assert (found.intent, found.reason) == (Intent.DECLINE, "starring")
    assert "library" in reply(ReplyTask(language="en", plan=found, tools=specs())).text


@pytest.mark.parametrize("words", ["put a tag on the dog", "给狗挂一个标签"])
def test_a_tag_on_a_thing_is_none_of_the_library(starter: Agent, words: str) -> None:
    assert plan(starter, words).reason != "starring"
