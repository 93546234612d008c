"""What is called shortly is read by its full name, where only one thing or picture has it."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

SEASONS = tuple(
    generated(f"#{at}", {"subjects": [{"what": "cabin"}], "weather": {"text": season}})
    for at, season in enumerate(("spring", "summer", "autumn", "snow"), start=1)
)
BALLOON = {"subjects": [{"what": "hot-air balloon"}], "setting": {"text": "desert"}}


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize("words", ["夏天那张单独拿出来，放大到4K", "夏天那张，放大到4K"])
def test_the_summer_is_not_painted_over(starter: Agent, words: str) -> None:
    steps = plan(starter, words, *SEASONS).steps
    assert steps[0].inputs == {"source": "#2"}
    assert {step.tool for step in steps} <= {"upscale", "transform"}
    assert steps[-1].params == {"width": 3840}


@pytest.mark.parametrize(
    ("words", "handle"),
    [
        ("the spring one needs a fence", "#1"),
        ("make it night, still the summer one", "#2"),
        ("the winter one needs a fence", "#4"),
    ],
)
def test_one_that_is_called_by_its_season(starter: Agent, words: str, handle: str) -> None:
    (step,) = plan(starter, words, *SEASONS).steps
    assert (step.tool, step.inputs) == ("edit", {"source": handle})


def test_two_that_are_called_so_are_both_meant(starter: Agent) -> None:
    first, *_ = plan(starter, "春天那张和夏天那张并排", *SEASONS).steps
    assert first.inputs == {"source": "#1", "reference": "#2"}


def test_the_last_two_are_put_together(starter: Agent) -> None:
    (step,) = plan(starter, "把这两张左右拼一起", *SEASONS).steps
    assert step.inputs == {"source": "#3", "reference": "#4"}


@pytest.mark.parametrize("words", ["make the balloon red", "气球改成红色的"])
def test_the_balloon_is_the_one_that_is_there(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, generated(prompt=BALLOON)).steps
    assert step.params["prompt"] == "a red hot-air balloon, desert"


def test_a_balloon_more_is_another(starter: Agent) -> None:
    (step,) = plan(starter, "再加一个气球", generated(prompt=BALLOON)).steps
    assert step.params["prompt"] == "a hot-air balloon, a balloon, desert"


def test_a_name_that_the_model_was_not_taught_stays_short(starter: Agent) -> None:
    shown = {"subjects": [{"what": "sailing boat"}, {"what": "lighthouse"}], "setting": {"text": "sea"}}
    (step,) = plan(starter, "make the boat red please", generated(prompt=shown)).steps
    assert step.prompt is not None
    assert len(step.prompt.subjects) == 2


WALKER: dict[str, Any] = {"subjects": [{"what": "path"}, {"what": "woman"}], "setting": {"text": "forest"}}


@pytest.mark.parametrize("words", ["把人去掉", "把人移走"])
def test_a_person_is_the_woman_who_is_there(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, generated(prompt=WALKER)).steps
    assert step.params["prompt"] == "a path, forest"


HOURS = tuple(
    generated(f"#{at}", {"subjects": [{"what": "boat"}], "time": {"text": hour}})
    for at, hour in enumerate(("sunrise", "night"), start=1)
)


def test_by_day_is_what_is_no_night(starter: Agent) -> None:
    (step,) = plan(starter, "两张里我想要白天那张,左右翻转一下发给我", *HOURS).steps
    assert (step.inputs, step.params) == ({"source": "#1"}, {"flip": "horizontal"})


@pytest.mark.parametrize("words", ["夏天的那张能单独再看一下吗", "给我看看夏天那张", "夏天那张再看一眼"])
def test_one_that_is_to_be_looked_at_is_selected(starter: Agent, words: str) -> None:
    assert plan(starter, words, *SEASONS).image == "#2"
