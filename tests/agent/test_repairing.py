"""An old photograph is mended as far as that can be done here; colours that nobody knows are declined."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.replies import known
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import task
from tools.catalog import specs

UPLOAD = LedgerImage("#1", "upload", width=800, height=600)


def plan(agent: Agent, words: str, *images: Any, **more: Any) -> Plan:
    asked = task(words, images, known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


@pytest.mark.parametrize(
    ("words", "adjusted"),
    [
        ("这是我年轻时候的老照片，有些划痕，都发黄了，能帮我修一修吗", ["balance", "denoise"]),
        ("修复这张老照片", ["denoise", "balance"]),
        ("restore this old photo, it is scratched and yellowed", ["balance", "denoise"]),
        ("please repair this photo", ["auto", "denoise"]),
        ("fix it, it's faded and blurry", ["auto", "deblur"]),
    ],
)
def test_what_is_wrong_is_mended(starter: Agent, words: str, adjusted: list[str]) -> None:
    steps = plan(starter, words, UPLOAD).steps
    assert [step.params["adjust"] for step in steps] == adjusted
    assert [step.inputs["source"] for step in steps] == ["#1", "@1"]


def test_scratches_are_told_to_stay(starter: Agent) -> None:
    asked = task("老照片有划痕，帮我修一下", (UPLOAD,), known=specs())
    found = starter.understand(asked, {}, lambda name, result: None)
    assert found.rewrite
    assert [(span.text, span.origin) for span in found.rewrite.spans] == [("划痕", "left_out")]


@pytest.mark.parametrize(
    "words",
    [
        "可不可以上色？",
        "给这张黑白照片上色",
        "colourise this photo",
        "can you add color to this black and white photo?",
    ],
)
def test_nobody_knows_its_colours(starter: Agent, words: str) -> None:
    found = plan(starter, words, UPLOAD)
    assert (found.intent, found.reason) == (Intent.DECLINE, "colouring")
    assert all(known(language, "decline.instead", "colouring") for language in ("en", "zh"))


def test_a_dark_and_blurred_picture_is_no_old_one(starter: Agent) -> None:
    steps = plan(starter, "it's a bit dark and blurry, can you fix that?", UPLOAD).steps
    assert "brighten" in [step.params["adjust"] for step in steps]


@pytest.mark.parametrize("words", ["make the car red", "把车涂成红色"])
def test_a_thing_may_have_a_colour(starter: Agent, words: str) -> None:
    assert plan(starter, words, UPLOAD).intent is Intent.MAKE
