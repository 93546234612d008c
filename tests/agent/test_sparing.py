"""Everything but one thing: found or masked, left as it is, and the rest changed; or all else taken away."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.plans.sparing import with_spared
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated(
    prompt={"subjects": [{"what": "house", "attributes": ["red"]}, {"what": "tree"}], "time": {"text": "sunset"}}
)
MASK = LedgerImage("m1", "mask", of="#1", width=128, height=128)


def plan(agent: Agent, words: str, *images: Any) -> Plan:
    asked = task(words, (HOUSE, *images), known=specs(), focus="#1")
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "adjust"),
    [
        ("blur everything but the house", "blur"),
        ("make everything except the red house black and white", "desaturate"),
        ("darken everything apart from the house", "darken"),
        ("除了房子其他都变暗", "darken"),
        ("把房子以外的地方都模糊掉", "blur"),
        ("keep only the house in colour", "desaturate"),
        ("blur everything behind the house", "blur"),
        ("blur the background behind the house", "blur"),
        ("把房子周围的背景虚化", "blur"),
        ("only the house in color, everything else black and white", "desaturate"),
        ("只有房子保留颜色，其他变黑白", "desaturate"),
        ("只让房子是彩色的", "desaturate"),
    ],
)
def test_an_adjustment_spares_what_is_found(starter: Agent, words: str, adjust: str) -> None:
    find, enhance = plan(starter, words).steps
    assert (find.tool, find.params.get("invert")) == ("find", True)
    assert "house" in find.params["what"]
    assert (enhance.tool, enhance.inputs, enhance.params["adjust"]) == (
        "enhance",
        {"source": "#1", "mask": "@1"},
        adjust,
    )
    assert all(step.words and step.words in words for step in (find, enhance))


def test_a_change_in_words_is_made_to_the_whole_and_the_thing_laid_upon_it(starter: Agent) -> None:
    find, cut, change, over = plan(starter, "turn all of it into a watercolour except for the red house").steps
    assert [step.tool for step in (find, cut, change, over)] == ["find", "cutout", "restyle", "combine"]
    assert not find.params.get("invert")
    assert (cut.inputs, change.inputs) == ({"source": "#1", "mask": "@1"}, {"source": "#1"})
    assert (over.inputs, over.params) == ({"source": "@3", "reference": "@2"}, {"layout": "over"})
    shown = Prompt.model_validate(over.prompt)
    assert [(one.what, one.attributes) for one in shown.subjects] == [("house", ("red",)), ("tree", ())]
    assert shown.style is not None
    assert shown.style.text == "watercolor"


def test_a_mask_is_spared_by_its_handle(starter: Agent) -> None:
    cut, change, over = plan(starter, "paint all but m1 red", MASK).steps
    assert (cut.tool, cut.inputs) == ("cutout", {"source": "#1", "mask": "m1"})
    assert (change.tool, change.inputs) == ("edit", {"source": "#1"})
    assert (over.tool, over.inputs) == ("combine", {"source": "@2", "reference": "@1"})


def test_what_follows_is_done_to_the_picture_with_the_thing_on_it() -> None:
    change, larger = Step(tool="edit", inputs={"source": "#1"}), Step(tool="upscale", inputs={"source": "@1"})
    asked = replace(task("", (HOUSE,), focus="#1"), spared="the house")
    steps = with_spared(asked, Plan(intent=Intent.MAKE, steps=(change, larger))).steps
    assert [step.tool for step in steps] == ["find", "cutout", "edit", "combine", "upscale"]
    assert steps[-1].inputs == {"source": "@4"}


@pytest.mark.parametrize(
    "words", ["remove everything but the house", "keep only the house", "只保留房子", "除了房子其他都去掉"]
)
def test_all_else_is_taken_away_by_cutting_the_thing_out(starter: Agent, words: str) -> None:
    find, cut = plan(starter, words).steps
    assert (find.tool, cut.tool) == ("find", "cutout")
    assert "house" in find.params["what"]


def test_a_search_for_all_but_a_thing_stays_a_search(starter: Agent) -> None:
    (find,) = plan(starter, "mark everything but the house").steps
    assert (find.tool, find.params["invert"]) == ("find", True)


@pytest.mark.parametrize("words", ["把#1里房子周围的背景虚化", "blur everything behind the house in #1"])
def test_the_picture_that_is_named_is_meant(starter: Agent, words: str) -> None:
    asked = task(words, (HOUSE, generated("#2")), known=specs(), focus="#2")
    find, blur = starter.understand(asked, {}, lambda name, result: None).plan.steps
    assert (find.inputs, blur.inputs) == ({"source": "#1"}, {"source": "#1", "mask": "@1"})
    assert find.params["what"] == "a house"
