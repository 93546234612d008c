"""What is said beside a wish is done where a step can, and told where none does."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.replies import said
from orchestrator.agent.task import JobFact, ReplyTask
from orchestrator.domain.language import spoken
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

CITY: dict[str, Any] = {"subjects": [{"what": "car"}], "setting": {"text": "city"}, "time": {"text": "night"}}


def understood(agent: Agent, words: str, *images: Any) -> tuple[Plan, list[str]]:
    found = agent.understand(task(words, images, known=specs(), creativity="low"), {}, lambda name, result: None)
    spans = found.rewrite.spans if found.rewrite else ()
    return found.plan, [span.text for span in spans if span.origin == "left_out"]


def test_an_upright_export_is_cut_and_the_steps_told(starter: Agent) -> None:
    found, left = understood(starter, "导出竖版9:16，步数调到30", generated(prompt=CITY))
    assert [(step.tool, step.params) for step in found.steps] == [("transform", {"crop": "9:16"})]
    assert left == ["步数调到30", "导出"]


@pytest.mark.parametrize("words", ["画一只猫，步数30", "a cat, 30 steps"])
def test_a_new_picture_takes_its_steps(starter: Agent, words: str) -> None:
    found, left = understood(starter, words)
    assert found.steps[0].params["steps"] == 30
    assert found.steps[0].params["prompt"] == "a cat"
    assert left == []


def test_steps_may_be_climbed(starter: Agent) -> None:
    assert "steps" not in understood(starter, "a castle with 30 steps leading up")[0].steps[0].params


@pytest.mark.parametrize(
    "words",
    [
        "用同一个种子，把城市换成森林再来一张",
        "把城市换成森林，种子不变",
        "use the same seed, but make it a forest",
        "same seed, make it a forest",
        "make it a forest with the same seed as before",
    ],
)
def test_an_edit_keeps_the_seed(starter: Agent, words: str) -> None:
    found, left = understood(starter, words, generated(prompt=CITY))
    assert [(step.tool, step.params["prompt"]) for step in found.steps] == [("edit", "a car, forest, night")]
    assert left == []


def test_a_new_picture_with_the_same_seed_is_told_to_have_another(starter: Agent) -> None:
    found, left = understood(starter, "画一只狗，用同一个种子", generated(prompt=CITY))
    assert found.steps[0].tool == "generate"
    assert left == ["用同一个种子"]


@pytest.mark.parametrize("words", ["Resize to 64x64 and save as jpg", "缩小到64x64，然后存成jpg"])
def test_what_file_it_becomes_is_told(starter: Agent, words: str) -> None:
    found, left = understood(starter, words, generated(prompt=CITY))
    assert [step.tool for step in found.steps] == ["transform"]
    assert left == []
    jobs = (JobFact("transform", "succeeded", ("#2",), {"source": "#1"}, {"width": 64, "height": 64}),)
    language = spoken(words)
    text = starter.reply(ReplyTask(language, found, text=words, jobs=jobs)).text
    assert said(language, "decline.instead.saving") in text


def test_a_file_in_the_picture_is_none(starter: Agent) -> None:
    assert understood(starter, "add a nail file", generated(prompt=CITY))[0].steps[0].tool == "edit"


def test_nobody_is_painted_from_behind_and_that_is_told(starter: Agent) -> None:
    found, left = understood(starter, "加个打红伞的女人背影", generated(prompt=CITY))
    assert found.steps[0].prompt
    assert [one.what for one in found.steps[0].prompt.subjects] == ["car", "woman", "umbrella"]
    assert left == ["背影"]
