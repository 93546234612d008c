"""What is put right in one breath is read as it is meant in the end, and shown as it was typed."""

from time import monotonic
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.reading.correcting import MARK, corrected
from orchestrator.agent.task import Proposal
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated(prompt={"subjects": [{"what": "house", "attributes": ["red"]}], "time": {"text": "sunset"}})


def proposal(agent: Agent, words: str, *images: Any) -> Proposal:
    return agent.understand(task(words, images, known=specs(), creativity="low"), {}, lambda name, result: None)


@pytest.mark.parametrize(
    ("words", "prompt"),
    [
        ("blue car, no wait, green, on a bridge", "a green car, bridge"),
        ("a red house, no wait, a blue house, by a lake", "a blue house, lake"),
        ("a dog, i mean a cat, in the park", "a cat, park"),
        ("画一只红色的狗，不对，蓝色的，在公园", "a blue dog, park"),
    ],
)
def test_what_is_said_last_is_painted(starter: Agent, words: str, prompt: str) -> None:
    (step,) = proposal(starter, words).plan.steps
    assert (step.params["prompt"], step.words) == (prompt, words)


def test_a_change_is_put_right_and_says_what_was_typed(starter: Agent) -> None:
    (step,) = proposal(starter, "make it night, no wait, sunrise", HOUSE).plan.steps
    assert step.patch == {"time": {"text": "sunrise", "from": "night, no wait, sunrise"}}


@pytest.mark.parametrize(
    "words", ["no, make it night", "a dog, no wait, put that change back", "no wait, a cat", "不对，再来一张"]
)
def test_another_wish_is_left_alone(starter: Agent, words: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon
    assert corrected(words, lexicon) == []


def test_long_words_are_read_at_once() -> None:
    before = monotonic()
    for words in ("no wait no " * 500, "。。。…" * 1000, ",,,, " * 1000):
        list(MARK.finditer(words))
    assert monotonic() - before < 2
