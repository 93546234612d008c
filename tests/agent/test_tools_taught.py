"""A small model is offered the tools it was taught; all others keep theirs for forms, scripts and larger models."""

from pathlib import Path

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.gguf import tools_taught, walks_taught
from orchestrator.agent.factory import system_prompt
from orchestrator.agent.plans.cutting import BY_RULE
from orchestrator.agent.replies import said
from orchestrator.agent.task import ReplyTask
from orchestrator.domain.plan import Intent, Plan
from orchestrator.settings import starter_weights
from tests.agent.ledgers import SESSION, task
from tools.catalog import specs

STARTER = {"edit", "enhance", "generate", "inpaint", "upscale"}


def test_the_starter_says_what_it_was_taught() -> None:
    taught = tools_taught(starter_weights() / "chat" / "chat.gguf")
    assert taught is not None
    assert taught >= STARTER
    assert taught <= set(specs())


@pytest.mark.parametrize("told", ["", 'tools = "all"', "tools = [", None])
def test_a_model_of_which_nothing_is_said_is_offered_all(tmp_path: Path, told: str | None) -> None:
    if told is not None:
        (tmp_path / "model.toml").write_text(told)
    assert tools_taught(tmp_path / "some.gguf") is None


def test_what_was_not_taught_is_neither_planned_nor_promised(starter: Agent) -> None:
    known = getattr(starter.chat, "tools", None)
    assert known
    words = ("find the dog", "describe it", "check whether it is right", "make it darker")
    plans = [starter.understand(task(one, SESSION), {}, lambda name, result: None).plan for one in words]
    assert {step.tool for plan in plans for step in plan.steps} <= known
    asked = ReplyTask("en", Plan(intent=Intent.ANSWER, about="abilities"), tools=specs())
    text = starter.reply(asked).text
    assert {name for name in specs() if said("en", f"tools.{name}") in text} == known | BY_RULE


def test_an_undo_is_never_taken_for_a_redo(starter: Agent, tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text('walks = ["undo", "redo"]')
    assert walks_taught(tmp_path / "some.gguf") == frozenset({"undo", "redo"})
    for words in ("undo", "撤销", "undo that"):
        plan = starter.understand(task(words, SESSION, focus="#2", after="#3"), {}, lambda name, result: None).plan
        assert (plan.intent, plan.image) == (Intent.SELECT, "#1")


def test_others_read_of_every_tool() -> None:
    text = system_prompt()
    assert all(f"- {name}: " in text for name in specs())
