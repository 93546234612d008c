"""Questions of looks: of beauty there is no answer, of sharpness what was measured."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.replies import said
from orchestrator.agent.task import MadeFact, ReplyTask
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

THREE = tuple(generated(f"#{at}") for at in range(1, 4))
SIZED = tuple(MadeFact(f"#{at}", "generate", width=128, height=128) for at in range(1, 4))


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    "words",
    [
        "哪张最好看？",
        "你觉得哪张好看",
        "你最喜欢哪张？",
        "which one do you like best?",
        "what's your favourite?",
        "which one do u think looks better, this or the anime one",
        "which looks nicer, #1 or #2?",
    ],
)
def test_beauty_is_theirs_to_judge(starter: Agent, words: str) -> None:
    found = plan(starter, words, *THREE)
    assert (found.intent, found.about) == (Intent.ANSWER, "taste")
    assert said("zh", "taste.text") in starter.reply(ReplyTask("zh", found)).text


@pytest.mark.parametrize(
    ("words", "pictures"),
    [
        ("哪个清晰？", ("#1", "#2", "#3")),
        ("第一版和现在这版哪个清晰？", ("#1", "#3")),
        ("which is sharper, #1 or #2?", ("#1", "#2")),
    ],
)
def test_which_are_measured(starter: Agent, words: str, pictures: tuple[str, ...]) -> None:
    found = plan(starter, words, *THREE)
    assert (found.about, found.images) == ("sharper", pictures)


def test_the_one_with_the_most_detail_is_the_sharpest(starter: Agent) -> None:
    found = plan(starter, "which one is the sharpest?", *THREE)
    details = {"#1": 2.0, "#2": 8.0, "#3": 4.0}
    text = starter.reply(ReplyTask("en", found, history=SIZED, details=details)).text
    assert text.splitlines()[0] == "#2 is the sharpest."
    assert [line[2:4] for line in text.splitlines()[1:]] == ["#2", "#3", "#1"]


def test_hardly_any_difference_is_none(starter: Agent) -> None:
    found = plan(starter, "哪个清晰？", *THREE)
    text = starter.reply(ReplyTask("zh", found, history=SIZED, details={"#1": 8.0, "#2": 7.9, "#3": 1.0})).text
    assert text.startswith(said("zh", "sharper.even"))


@pytest.mark.parametrize("words", ["画一张最好看的城堡", "make it sharper", "哪张有狗？"])
def test_other_words_ask_for_something_else(starter: Agent, words: str) -> None:
    assert plan(starter, words, *THREE).about not in {"taste", "sharper"}
