"""A plain colour behind a thing is its cut-out before that colour; another place is an edit."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.things.backdrops import backdrop_in
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated(prompt={"subjects": [{"what": "house"}, {"what": "tree"}], "setting": {"text": "lake"}})
PHOTO = replace(generated(), kind="upload", tool=None, prompt=None)


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    return agent.understand(task(words, images or (HOUSE,), known=specs(), **more), {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "what", "colour"),
    [
        ("make the background white", "a house", "white"),
        ("replace the background with plain black", "a house", "black"),
        ("put the tree on a grey background please", "a tree", "grey"),
        ("white background", "a house", "white"),
        ("put the house on a plain light grey background instead", "a house", "light grey"),
        ("背景换成浅灰色", "a house", "light grey"),
        ("now get rid of the background, i want it plain white", "a house", "white"),
        ("remove the background and make it white", "a house", "white"),
        ("把背景弄成纯白的", "a house", "white"),
        ("换成白底", "a house", "white"),
        ("背景换成蓝色", "a house", "blue"),
    ],
)
def test_the_thing_is_cut_out_and_stands_before_it(starter: Agent, words: str, what: str, colour: str) -> None:
    find, cut = plan(starter, words).steps
    assert (find.tool, find.params["what"]) == ("find", what)
    assert (cut.tool, cut.inputs) == ("cutout", {"source": "#1", "mask": "@1"})
    assert cut.params == {"trim": False, "backdrop": colour}


def test_of_a_photograph_it_is_asked_what_stays(starter: Agent) -> None:
    asked = plan(starter, "把背景弄成纯白的", PHOTO)
    assert asked.intent is Intent.ASK
    assert asked.question
    find, cut = plan(starter, "狗", PHOTO, answers=("把背景弄成纯白的", asked.question)).steps
    assert (find.params["what"], cut.params["backdrop"]) == ("a dog", "white")


@pytest.mark.parametrize(
    "words", ["change the background to a beach", "replace the background with a forest", "背景换成海滩"]
)
def test_another_place_is_painted(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words).steps
    assert step.tool == "edit"
    assert step.patch
    assert step.patch["setting"]["text"] in {"beach", "forest"}


@pytest.mark.parametrize("words", ["make the background of #1 white", "把#1的背景换成白色"])
def test_of_another_picture_than_the_one_in_focus(starter: Agent, words: str) -> None:
    find, cut = plan(starter, words, HOUSE, generated("#2"), focus="#2").steps
    assert (find.inputs, cut.inputs) == ({"source": "#1"}, {"source": "#1", "mask": "@1"})


@pytest.mark.parametrize(
    "words", ["a red house", "make the house white", "白色的房子", "a white background with stars"]
)
def test_other_colours_are_no_backdrop(words: str) -> None:
    assert backdrop_in(words) is None
