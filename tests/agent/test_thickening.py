"""More or less of the weather that is there."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.things.thickening import thickened
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import generated, task
from tools.catalog import specs

SEASONS = tuple(
    generated(f"#{at}", {"subjects": [{"what": "cottage"}], "setting": {"text": "meadow"}, "weather": {"text": season}})
    for at, season in enumerate(("spring", "snow"), start=1)
)
FOG: dict[str, Any] = {"subjects": [{"what": "boat"}], "setting": {"text": "harbour"}, "weather": {"text": "fog"}}


@pytest.mark.parametrize(
    ("words", "weather"),
    [
        ("雾太大了,淡一些", "light fog"),
        ("雾再浓一点", "thick fog"),
        ("the fog is too thick", "light fog"),
        ("a bit more fog please", "thick fog"),
        ("the fog should be thinner", "light fog"),
        ("a bit less fog", "light fog"),
        ("it needs even more fog", "thick fog"),
    ],
)
def test_it_changes_and_nothing_else(starter: Agent, words: str, weather: str) -> None:
    asked = task(words, (generated(prompt=FOG),), known=specs(), creativity="low")
    (step,) = starter.understand(asked, {}, lambda name, result: None).plan.steps
    assert (step.tool, step.params["prompt"]) == ("edit", f"a boat, harbour, {weather}")


@pytest.mark.parametrize(
    ("words", "weather", "after"),
    [
        ("雪再大一点", None, "snow"),
        ("雨小一点", "heavy rain", "rain"),
        ("more snow", "snow", "heavy snow"),
        ("雨小一点", None, None),
        ("less fog", "light fog", None),
        ("颜色淡一点", "fog", None),
        ("雾里加一只船", "fog", None),
        ("less snow on the roof", "snow", None),
    ],
)
def test_of_weather_that_is_there_or_comes(words: str, weather: str | None, after: str | None) -> None:
    told = Prompt.model_validate({"weather": {"text": weather}} if weather else {})
    patch = thickened(words, told)
    assert (patch and patch["weather"]["text"]) == after


@pytest.mark.parametrize("words", ["the winter one needs more snow", "more snow"])
def test_the_one_that_is_called_so_gets_more(starter: Agent, words: str) -> None:
    images: Any = SEASONS
    (step,) = starter.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan.steps
    assert (step.tool, step.inputs) == ("edit", {"source": "#2"})
    assert step.params["prompt"] == "a cottage, meadow, heavy snow"
