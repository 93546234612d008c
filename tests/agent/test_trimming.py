"""A bit off a side is a strip, a half is a half."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import task
from tools.catalog import specs

UPLOAD = LedgerImage("#1", "upload", width=800, height=600)


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "box"),
    [
        ("左边裁掉一点", (96, 0, 704, 600)),
        ("左边裁掉一点，那儿有个不相干的人", (96, 0, 704, 600)),
        ("右边切掉一点点", (0, 0, 752, 600)),
        ("把上面裁掉10%", (0, 60, 800, 540)),
        ("下边裁掉50像素", (0, 0, 800, 550)),
        ("crop a bit off the left", (96, 0, 704, 600)),
        ("trim the top slightly", (0, 72, 800, 528)),
        ("please cut a tiny strip off the right side, there's a stranger", (0, 0, 752, 600)),
    ],
)
def test_a_strip(starter: Agent, words: str, box: tuple[int, ...]) -> None:
    (step,) = plan(starter, words, UPLOAD).steps
    assert step.tool == "transform"
    assert tuple(step.params["box"].values()) == box


@pytest.mark.parametrize("words", ["裁掉左半边", "crop the left half", "crop it to a square"])
def test_cuts_with_a_name(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, UPLOAD).steps
    assert {*step.params} == {"crop"}
