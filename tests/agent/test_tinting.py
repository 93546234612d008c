"""A part of what is there is found and adjusted; what the picture is told to show is painted anew."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

UPLOAD = LedgerImage("#1", "upload", width=800, height=600)
HOUSE: dict[str, Any] = {
    "subjects": [{"what": "house", "attributes": ["red"]}, {"what": "tree", "attributes": ["green"]}],
    "setting": {"text": "lake"},
}


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "what", "adjust"),
    [
        ("树叶再红一点", "a leaf", "warmer"),
        ("make the sky bluer", "a sky", "cooler"),
        ("天空再蓝一点", "a sky", "cooler"),
        ("房子再红一点", "a house", "warmer"),
        ("天空再暗一点", "a sky", "darken"),
    ],
)
def test_it_is_adjusted_where_it_is(starter: Agent, words: str, what: str, adjust: str) -> None:
    found, adjusted = plan(starter, words, generated(prompt=HOUSE)).steps
    assert (found.tool, found.params["what"]) == ("find", what)
    assert adjusted.inputs == {"source": "#1", "mask": "@1"}
    assert adjusted.params["adjust"] == adjust


def test_in_the_picture_that_is_named(starter: Agent) -> None:
    pictures = (generated("#1", HOUSE), generated("#2", HOUSE))
    assert [step.inputs["source"] for step in plan(starter, "第一张的树叶再红一点", *pictures).steps] == ["#1", "#1"]


def test_a_face_is_made_clearer(starter: Agent) -> None:
    found, sharpened = plan(starter, "脸再清楚一点", UPLOAD).steps
    assert (found.params["what"], sharpened.params["adjust"]) == ("a face", "sharpen")


def test_another_colour_is_painted(starter: Agent) -> None:
    (step,) = plan(starter, "房子再蓝一点", generated(prompt=HOUSE)).steps
    assert (step.tool, step.params["prompt"]) == ("edit", "a blue house, a green tree, lake")


@pytest.mark.parametrize("words", ["再亮一点", "颜色再红一点"])
def test_the_whole_picture_needs_no_finding(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, generated(prompt=HOUSE)).steps
    assert (step.tool, step.inputs) == ("enhance", {"source": "#1"})
