"""Verbs of a person that are no tool's name: each has an honest way, as a plan, an answer, or a refusal that helps."""

from typing import Any

import pytest

from orchestrator.agent.answering.reply import reply
from orchestrator.agent.task import LedgerImage, ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import HOUSE, SESSION, generated, task
from tests.agent.test_thinking import make, understood
from tools.catalog import specs

PAIR = (generated("#1"), LedgerImage("#2", "image", "generate", prompt=HOUSE, width=128, height=128))


@pytest.mark.parametrize(
    ("words", "answer", "intent"),
    [
        ("undo that", {"intent": "select", "image": "#3"}, Intent.SELECT),
        ("explain how #2 was made", {"intent": "answer", "about": "recipe", "image": "#2"}, Intent.ANSWER),
        ("compare #1 and #2", {"intent": "answer", "about": "compare", "images": ["#1", "#2"]}, Intent.ANSWER),
        ("three variations", make({"tool": "generate", "source": "#4", "count": 3}), Intent.MAKE),
        ("combine #1 and #2", {"intent": "decline", "reason": "merging"}, Intent.DECLINE),
    ],
)
def test_each_verb_has_a_way(words: str, answer: dict[str, Any], intent: Intent) -> None:
    proposal, _ = understood(task(words, SESSION), answer)
    assert proposal.plan.intent is intent


def test_the_look_of_another_picture_is_a_step_with_two() -> None:
    step = {"tool": "restyle", "source": "#1", "style": "#2"}
    proposal, _ = understood(
        task("combine #1 with the style of #2", PAIR), make(step), {"style": {"text": "ink", "from": "style"}}
    )
    (planned,) = proposal.plan.steps
    assert planned.inputs == {"source": "#1", "style": "#2"}


@pytest.mark.parametrize(("language", "near"), [("en", "“#1 in the style of #2”"), ("zh", "把 #1 换成 #2 的风格")])
def test_what_cannot_be_combined_is_said_with_what_comes_near(language: Language, near: str) -> None:
    plan = Plan(intent=Intent.DECLINE, reason="merging")
    told = reply(ReplyTask(language=language, plan=plan, tools=specs()))
    assert near in told.text
    other = Plan(intent=Intent.DECLINE, reason="video")
    assert near not in reply(ReplyTask(language=language, plan=other, tools=specs())).text


def test_wishes_that_do_not_depend_on_each_other_name_no_step_of_each_other() -> None:
    """So that services may run them side by side: what depends on a step says so, and nothing else does."""
    brighter = {"tool": "enhance", "source": "#1", "adjust": "brighten"}
    sharper = {"tool": "enhance", "source": "#2", "adjust": "sharpen"}
    larger = {"tool": "upscale", "source": "@1", "scale": 2}
    words = "brighten #1, sharpen #2, then double the first"
    proposal, _ = understood(task(words, PAIR), make(brighter, sharper, larger))
    assert [step.inputs["source"] for step in proposal.plan.steps] == ["#1", "#2", "@1"]
