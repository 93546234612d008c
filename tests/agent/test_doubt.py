"""What is no wish for a picture makes none, and an answer that is a new wish is understood afresh. With the starter."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.prompt import render
from tests.agent.ledgers import SESSION, generated, task

PETS = {
    "subjects": [{"what": "cat", "attributes": ["yellow"]}, {"what": "dog", "attributes": ["black"]}],
    "setting": {"text": "meadow"},
}


def plan_of(agent: Agent, given: AgentTask) -> Plan:
    """The plan, nothing stored."""
    return agent.understand(given, {}, lambda name, result: None).plan


@pytest.mark.parametrize("pictures", [0, 4])
@pytest.mark.parametrize(
    "words", ["hello", "Hello!", "你好", "thanks!", "asdfgh qwerty", "write me a python script", "which is the best?"]
)
def test_talk_makes_no_picture_and_selects_none(starter: Agent, words: str, pictures: int) -> None:
    assert plan_of(starter, task(words, SESSION[:pictures])).intent not in {Intent.MAKE, Intent.SELECT}


def test_an_insult_makes_no_picture(starter: Agent) -> None:
    given = task("you are a useless piece of crap", SESSION)
    assert plan_of(starter, given).intent is Intent.ANSWER


@pytest.mark.parametrize("words", ["sharpen", "denoise", "enlarge", "give it a warmer look"])
def test_a_plain_wish_in_unknown_words_is_still_one(starter: Agent, words: str) -> None:
    assert plan_of(starter, task(words, SESSION)).intent is Intent.MAKE


def test_what_nobody_knows_may_still_be_painted(starter: Agent) -> None:
    assert plan_of(starter, task("draw a wombat")).steps[0].params["prompt"].startswith("a wombat")


def asked(text: str, answer: str) -> AgentTask:
    """An answer to a question of ours."""
    return replace(task(answer, SESSION), answers=(text, "Which picture do you mean?"))


def test_a_new_wish_is_no_answer(starter: Agent) -> None:
    kept: dict[str, Any] = {}
    given = asked("撤销", "画三条鱼在海里")
    proposal = starter.understand(given, {}, kept.__setitem__)
    (step,) = proposal.plan.steps
    assert (step.tool, step.params["prompt"]) == ("generate", "three fish, sea")
    assert step.words == given.text
    assert starter.understand(given, kept, lambda name, result: None) == proposal, "and is none after a crash"


@pytest.mark.parametrize("answer", ["#2", "第二张", "the second one"])
def test_an_answer_that_names_a_picture_is_one(starter: Agent, answer: str) -> None:
    plan = plan_of(starter, asked("make the house one brighter", answer))
    assert {plan.image, *(step.inputs["source"] for step in plan.steps)} - {None} == {"#2"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("make the cat white", {"a white cat", "a black dog"}),
        ("make the dog white", {"a yellow cat", "a white dog"}),
        ("把猫变成白色", {"a white cat", "a black dog"}),
        ("make the cat bigger", {"a yellow big cat", "a black dog"}),
        ("remove the dog", {"a yellow cat"}),
        ("去掉狗", {"a yellow cat"}),
        ("add another dog", {"a yellow cat", "a black dog", "a dog"}),
        ("再来一只白色的狗", {"a yellow cat", "a black dog", "a white dog"}),
    ],
)
def test_of_two_things_the_one_named_changes(starter: Agent, words: str, shown: set[str]) -> None:
    (step,) = plan_of(starter, task(words, (generated(prompt=PETS),))).steps
    assert step.prompt is not None
    assert {*render(step.prompt).split(", ")} - {"meadow"} == shown


@pytest.mark.parametrize("words", ["水墨画风格", "oil painting style", "改成油画"])
def test_a_style_alone_restyles_what_is_there(starter: Agent, words: str) -> None:
    (step,) = plan_of(starter, task(words, SESSION[:1])).steps
    assert (step.tool, dict(step.inputs)) == ("restyle", {"source": "#1"})


@pytest.mark.parametrize("words", ["去掉帆船", "get rid of the sailboat", "swap the sailboat for a car"])
def test_what_had_its_place_is_not_said_to_be_left_out(starter: Agent, words: str) -> None:
    boat = {"subjects": [{"what": "sailboat", "from": "一只帆船"}, {"what": "lighthouse", "from": "灯塔"}]}
    rewrite = starter.understand(task(words, (generated(prompt=boat),)), {}, lambda name, result: None).rewrite
    assert rewrite is not None
    assert [span.text for span in rewrite.spans if span.origin == "left_out"] == []
