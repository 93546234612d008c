"""More or less of the weather that is there."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.heavier import heavier
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import generated, task
from tools.catalog import specs

SEASONS = tuple(
    generated(f"#{at}", {"subjects": [{"what": "cottage"}], "setting": {"text": "meadow"}, "weather": {"text": season}})
    for at, season in enumerate(("spring", "snow"), start=1)
)


def shown(weather: str) -> Prompt:
    return Prompt.model_validate({"subjects": [{"what": "boat"}], "weather": {"text": weather}})


@pytest.mark.parametrize(
    ("words", "had", "text"),
    [
        ("more snow please", "snow", "heavy snow"),
        ("it needs even more rain", "rain", "heavy rain"),
        ("the fog should be thinner", "fog", "light fog"),
        ("a bit less mist", "heavy fog", "fog"),
        ("雪再大一点", "snow", "heavy snow"),
        ("雾太大了,淡一些", "fog", "light fog"),
        ("雨小一点吧", "rain", "light rain"),
    ],
)
def test_it_is_heavier_or_lighter(words: str, had: str, text: str) -> None:
    patch = heavier(words, shown(had))
    assert patch
    assert patch["weather"]["text"] == text


@pytest.mark.parametrize(
    "words", ["more snow and a dog", "no more snow", "make it rain", "雪人大一点", "雾太大了", "more trees"]
)
def test_more_than_that_is_read_by_others(words: str) -> None:
    assert heavier(words, shown("snow" if "snow" in words or "雪" in words else "fog")) is None


def test_weather_that_is_not_there_is_none() -> None:
    assert heavier("more snow", shown("rain")) is None


@pytest.mark.parametrize("words", ["the winter one needs more snow", "more snow"])
def test_the_one_that_is_called_so_gets_more(starter: Agent, words: str) -> None:
    images: Any = SEASONS
    (step,) = starter.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan.steps
    assert (step.tool, step.inputs) == ("edit", {"source": "#2"})
    assert step.params["prompt"] == "a cottage, meadow, heavy snow"
