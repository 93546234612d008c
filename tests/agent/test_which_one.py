"""One of several things of a kind is found by where it stands; one that is alone is changed by its name."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

UPLOAD = LedgerImage("#1", "upload", width=800, height=600)
BOATS = {"subjects": [{"what": "boat", "count": 3}], "setting": {"text": "harbour"}}
PETS = {"subjects": [{"what": "dog"}, {"what": "cat"}], "setting": {"text": "park"}}


def plan(agent: Agent, words: str, image: Any) -> Plan:
    asked = task(words, (image,), known=specs(), creativity="low")
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "which", "painted"),
    [
        ("中间那艘船改成蓝色", "middle", "a blue boat, harbour"),
        ("左边那艘改成红色的吧", "leftmost", "a red boat, harbour"),
        ("右边的船换成天鹅", "rightmost", "a swan, harbour"),
        ("make the middle boat blue", "middle", "a blue boat, harbour"),
        ("replace the boat on the left with a swan", "leftmost", "a swan, harbour"),
    ],
)
def test_it_alone_is_painted_anew(starter: Agent, words: str, which: str, painted: str) -> None:
    found, filled = plan(starter, words, generated(prompt=BOATS)).steps
    assert (found.tool, found.params["what"], found.params["which"]) == ("find", "a boat", which)
    assert (filled.tool, filled.inputs) == ("inpaint", {"source": "#1", "mask": "@1"})
    assert filled.params["prompt"] == painted
    assert filled.prompt
    assert filled.prompt.subjects[0].count == 2


@pytest.mark.parametrize("words", ["左边那个路人能不能p掉", "把最左边那个人去掉", "remove the person on the left"])
def test_it_alone_is_taken_out_of_a_photograph(starter: Agent, words: str) -> None:
    found, filled = plan(starter, words, UPLOAD).steps
    assert (found.params["what"], found.params["which"]) == ("a person", "leftmost")
    assert (filled.inputs, filled.params["prompt"]) == ({"source": "#1", "mask": "@1"}, "")


@pytest.mark.parametrize("words", ["左边的狗去掉", "左边的狗改成白色", "左边加一棵树", "remove the dog on the left"])
def test_what_is_alone_needs_no_place(starter: Agent, words: str) -> None:
    assert "find" not in [step.tool for step in plan(starter, words, generated(prompt=PETS)).steps]
