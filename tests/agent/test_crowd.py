"""More pictures than can be made at once: as many as can be, and the reply says so."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.answering.reply import reply
from orchestrator.agent.language.numerals import number
from orchestrator.agent.reading.crowd import wanted
from orchestrator.agent.task import JobFact, ReplyTask
from orchestrator.domain.language import spoken
from orchestrator.domain.plan import Intent, Plan, Step
from tests.agent.ledgers import generated, task
from tools.catalog import specs


def made(agent: Agent, words: str, *images: Any) -> tuple[str, dict[str, str], dict[str, Any]]:
    (step,) = agent.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan.steps
    params = {name: value for name, value in step.params.items() if name in {"count", "variation"}}
    return step.tool, {str(role): one for role, one in step.inputs.items()}, params


@pytest.mark.parametrize("words", ["20 pictures of a robot", "来二十张机器人", "画十二张机器人的图"])
def test_as_many_are_painted_as_can_be(starter: Agent, words: str) -> None:
    assert made(starter, words) == ("generate", {}, {"count": 8})


@pytest.mark.parametrize(
    ("words", "params"),
    [
        ("15 variations", {"count": 8}),
        ("来二十张", {"count": 8}),
        ("12 subtle variations", {"count": 8, "variation": "subtle"}),
        ("x3 subtle", {"count": 3, "variation": "subtle"}),
    ],
)
def test_as_many_variations(starter: Agent, words: str, params: dict[str, Any]) -> None:
    assert made(starter, words, generated()) == ("generate", {"source": "#1"}, params)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("20 pictures of a robot", 20),
        ("twenty-five small images", 25),
        ("来二十张", 20),
        ("把#1变出十五个版本", 15),
        ("put the last 12 pictures side by side", 0),
        ("第二十张", 0),
        ("a poster with 20 boats", 0),
    ],
)
def test_how_many_new_pictures_are_wanted(words: str, count: int) -> None:
    assert wanted(words) == count


@pytest.mark.parametrize(
    ("words", "several", "told"),
    [("20 pictures of a robot", 8, True), ("来二十张", 8, True), ("8 pictures", 8, False), ("20 pictures", 2, False)],
)
def test_the_reply_says_that_they_are_fewer(words: str, several: int, told: bool) -> None:
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="generate", params={"prompt": "x"}, words=words),))
    job = JobFact("generate", "succeeded", tuple(f"#{at}" for at in range(1, several + 1)), {}, {"prompt": "x"})
    answer = reply(ReplyTask(spoken(words), plan, text=words, jobs=(job,), tools=specs()))
    assert ("20" in answer.text) is told


@pytest.mark.parametrize(
    ("said", "value"),
    [("20", 20), ("2.5", 2.5), ("twenty-five", 25), ("dozen", 12), ("二十", 20), ("十五", 15), ("三百零五", 305)],
)
def test_numbers_in_words(said: str, value: float) -> None:
    assert number(said) == value
