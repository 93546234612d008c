"""Several wishes in one message: none is lost, whichever way they are joined, and one wish is not made two."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.plans.wishes import Part, parts_of_words, wish_by_wish
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step
from tests.agent.ledgers import HOUSE, SESSION, generated, task
from tools.catalog import specs

LEXICON = Lexicon({"flips": {"horizontal": ["left and right", "左右"]}, "walks": {"redo": ["再前进一步"]}})


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("crop it and mirror it", ["crop it", "mirror it"]),
        ("swap left and right", ["swap left and right"]),
        ("再前进一步", ["再前进一步"]),
        ("turn it into winter, and then crop it to 16:9.", ["turn it into winter", "crop it to 16:9"]),
        ("加一只猫,再放大两倍", ["加一只猫", "放大两倍"]),
        ("make it 1,000 pixels wide", ["make it 1,000 pixels wide"]),
    ],
)
def test_words_are_cut_between_wishes_and_not_inside_an_expression(words: str, parts: list[str]) -> None:
    assert [part.words for part in parts_of_words(words, LEXICON)] == parts


def done(agent: Agent, given: AgentTask) -> list[dict[str, Any]]:
    """Tool and parameters of each step; what is painted, by its words."""
    plan = agent.understand(given, {}, lambda name, result: None).plan
    assert plan.intent is Intent.MAKE
    for number, step in enumerate(plan.steps, start=1):  # one upon the other
        assert step.inputs["source"] == (f"@{number - 1}" if number > 1 else "#1")
    hidden = {"prompt", "negative", "instruction"}
    found = []
    for step in plan.steps:
        params = {name: value for name, value in step.params.items() if name not in hidden}
        found.append({"tool": step.tool, **params, **({"words": step.words} if step.tool == "edit" else {})})
    return found


SQUARE = {"tool": "transform", "crop": "square"}
BRIGHTER = {"tool": "enhance", "adjust": "brighten"}


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("crop it to a square and sharpen it", [SQUARE, {"tool": "enhance", "adjust": "sharpen"}]),
        ("crop to 16:9 plz and mirror it", [{"tool": "transform", "crop": "16:9", "flip": "horizontal"}]),
        ("make it night and crop it to a square", [{"tool": "edit", "words": "make it night"}, SQUARE]),
        ("加一棵树，裁成正方形", [{"tool": "edit", "words": "加一棵树"}, SQUARE]),
        ("crop it to a square and give me 3 variations", [SQUARE, {"tool": "generate", "count": 3}]),
        ("翻转一下再调亮", [{"tool": "transform", "flip": "horizontal"}, BRIGHTER]),
        (
            "把房子改成蓝色，加一只猫，再放大两倍",
            [{"tool": "edit", "words": "把房子改成蓝色，加一只猫"}, {"tool": "upscale", "scale": 2}],
        ),
        ("too dark, brighten it", [BRIGHTER]),
        ("make it black and white", [{"tool": "enhance", "adjust": "desaturate", "amount": "strong"}]),
        ("i like this, but make it brighter", [BRIGHTER]),
    ],
)
def test_every_wish_is_a_step_and_a_complaint_is_none(starter: Agent, words: str, steps: list[dict[str, Any]]) -> None:
    assert done(starter, task(words, (generated(),))) == steps


def test_what_is_said_of_one_picture_is_not_done_beside_each_other(starter: Agent) -> None:
    """It made the night of #1, and enlarged #1 as it was."""
    given = task("make it night and enlarge it to 1000 px", (generated(),))
    steps = starter.understand(given, {}, lambda name, result: None).plan.steps
    sources = [(step.tool, step.inputs["source"]) for step in steps]
    assert sources == [("edit", "#1"), ("transform", "@1")]


def test_where_one_goes_back_to_first_the_wish_begins(starter: Agent) -> None:
    words = "go back to the first one and crop it to a square"
    assert done(starter, task(words, SESSION)) == [SQUARE]


def test_praise_is_no_part_of_what_is_painted(starter: Agent) -> None:
    images = (generated(), generated("#2"), generated("#3"))
    given = task("i like the third one best, add a red balloon", images, focus="#1")
    prompt = starter.understand(given, {}, lambda name, result: None).plan.steps[0].prompt
    assert prompt is not None
    assert [one.what for one in prompt.subjects] == ["house", "balloon"]


def test_parts_that_are_no_wishes_leave_the_plan_alone() -> None:
    """A question behind a wish is not answered by dropping the wish, nor a new picture laid over another."""
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="transform", inputs={"source": "#1"}, params={"turn": "right"}),))
    question = Plan(intent=Intent.ANSWER, about="history")
    new = Plan(intent=Intent.MAKE, steps=(Step(tool="generate"),))
    given = task("x", (generated("#1", HOUSE),))
    for second in (question, new):
        said = {"one": plan, "two": second}

        def read(part: AgentTask, said: dict[str, Plan] = said) -> Plan:
            return said[part.text]

        assert wish_by_wish(given, "one and two", plan, [Part("one"), Part("two")], read) is plan


def test_a_new_picture_is_no_change_to_the_one_that_is_there(starter: Agent) -> None:
    two = (generated(), generated("#2"))
    given = task("a dog in 4:3, watercolour", two, known=specs())
    plan = starter.understand(given, {}, lambda name, result: None).plan
    assert (plan.intent, plan.steps[0].tool, plan.steps[0].inputs) == (Intent.MAKE, "generate", {})


def test_two_changes_of_a_picture_are_made_one_upon_the_other(starter: Agent) -> None:
    dog = generated(prompt={"subjects": [{"what": "dog"}], "setting": {"text": "park"}})
    steps = starter.understand(
        task("make it night and add a lamp behind the tree", (dog,), known=specs()), {}, lambda name, result: None
    ).plan.steps
    assert [step.inputs["source"] for step in steps] == ["#1", "@1"]


def test_two_versions_of_a_picture_are_made_beside_each_other(starter: Agent) -> None:
    steps = starter.understand(
        task("make one at night and one at sunset", (generated(),), known=specs()), {}, lambda name, result: None
    ).plan.steps
    assert [step.inputs["source"] for step in steps] == ["#1", "#1"]
