"""From the model's answers to tool calls: what goes where. The model is a server that says our lines."""

import json
from typing import Any

import pytest

from orchestrator.agent.factory import AgentSettings, open_agent
from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.grammar.wire import WireError, read_plan
from orchestrator.agent.ledger.table import plan_message
from orchestrator.agent.nodes.ask import ask
from orchestrator.agent.nodes.thinking import Thinking
from orchestrator.agent.task import AgentTask, LedgerImage, Proposal
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.prompt import Prompt, render
from tests.agent.ledgers import HOUSE, NIGHT, SESSION, generated, task
from tests.agent.server import Asked, serving


def make(*steps: dict[str, Any]) -> dict[str, Any]:
    """A plan on the wire."""
    return {"intent": "make", "steps": list(steps)}


def understood(given: AgentTask, *answers: dict[str, Any]) -> tuple[Proposal, Asked]:
    """What becomes of these answers, and what was asked."""
    said = iter(answers)
    with serving(lambda body: json.dumps(next(said))) as asked:
        proposal = open_agent(AgentSettings(url=asked.url)).understand(given, {}, lambda name, result: None)
    assert next(said, None) is None, "every answer was asked for"
    return proposal, asked


def user_messages(asked: Asked) -> list[str]:
    """What the person's part of each question was."""
    return [body["messages"][1]["content"] for body in asked.bodies]


BOAT = {"subjects": [{"what": "boat", "from": "a boat"}]}
HAT = {"subjects": [{"what": "hat", "from": "帽子"}]}
DOG = {"subjects": [{"what": "dog", "attributes": ["brown"], "from": "棕色的狗"}], "setting": {"text": "lake"}}


def test_what_is_found_is_where_it_is_painted() -> None:
    find = {"tool": "find", "source": "#4", "which": "leftmost", "words": "左边那只棕色的狗"}
    hat = {"tool": "inpaint", "source": "#4", "mask": "@1", "words": "戴上帽子"}
    proposal, asked = understood(task("给左边那只棕色的狗戴上帽子", SESSION), make(find, hat), DOG, HAT)
    first, second = proposal.plan.steps
    assert first.params == {"which": "leftmost", "what": "a brown dog"}
    assert (first.inputs, second.inputs) == ({"source": "#4"}, {"source": "#4", "mask": "@1"})
    assert str(second.params["prompt"]).startswith("a hat")
    assert [message.split("\n")[0] for message in user_messages(asked)[1:]] == ["REWRITE new low"] * 2


@pytest.mark.parametrize(
    "steps",
    [
        [{"tool": "describe", "source": "#1"}, {"tool": "upscale", "source": "@1"}],
        [{"tool": "find", "source": "#1"}, {"tool": "upscale", "source": "@1"}],
        [{"tool": "upscale", "source": "#1"}, {"tool": "inpaint", "source": "#1", "mask": "@1"}],
        [{"tool": "inpaint", "source": "#1", "mask": "@1"}],
    ],
)
def test_a_step_takes_only_what_an_earlier_one_gives(steps: list[dict[str, Any]]) -> None:
    with pytest.raises(WireError, match=f"step {len(steps)}: there is no"):
        read_plan(make(*steps), offer_of(task("the dog", SESSION), "the dog"))


def test_the_messages_are_as_the_starter_was_trained_on_them() -> None:
    given = task("put a boat there", SESSION[:3], mask="m1", focus="#2")
    _, asked = understood(given, make({"tool": "inpaint", "source": "#2", "mask": "m1"}), BOAT)
    assert user_messages(asked) == [
        (
            "PLAN\n#1 generate: a red house, lake, sunset\n#2 edit of #1: a red house, lake, night\nm1 mask on #2\n"
            "focus #2, before #1, original #1\nmask m1\n---\nput a boat there"
        ),
        "REWRITE new low\n---\nput a boat there",
    ]
    _, asked = understood(
        task("make it\n night", SESSION[:1]), make({"tool": "edit", "source": "#1"}), {"time": {"text": "night"}}
    )
    assert user_messages(asked)[1] == (
        'REWRITE change medium\n{"subjects":[{"what":"house","attributes":["red"]}],"setting":{"text":"lake"},'
        '"time":{"text":"sunset"}}\n---\nmake it night'
    )


def test_an_empty_session_and_a_full_one() -> None:
    assert plan_message(task("hello"), "hello") == "PLAN\nempty\n---\nhello"
    many = tuple(generated(f"#{number}") for number in range(1, 41))
    lines = plan_message(task("hello", many, focus="#3"), "hello").split("\n")
    assert [line.split(" ")[0] for line in lines[1:4]] == ["#2", "#3", "#25"], "the focus and where an undo leads"
    assert len([line for line in lines if line.startswith("#")]) == 18
    undone = plan_message(task("redo", many, focus="#3", after="#9"), "redo")
    assert "\n#9 generate: " in undone
    assert "\nfocus #3, before #2, after #9\n---\nredo" in undone
    upload = (LedgerImage("#1", "upload"), LedgerImage("#2", "image", "enhance", ("#1",)))
    assert "#1 upload: photograph\n#2 enhance of #1: photograph\nfocus #2, before #1, original #1" in plan_message(
        task("x", upload), "x"
    )


def test_steps_build_on_each_other() -> None:
    words = "a boat, then make it night and twice as large"
    plan = make(
        {"tool": "generate", "words": "a boat"},
        {"tool": "edit", "source": "@1", "words": "make it night"},
        {"tool": "upscale", "source": "@2"},
    )
    proposal, asked = understood(task(words), plan, BOAT, {"time": {"text": "night", "from": "night"}})
    first, second, third = proposal.plan.steps
    assert first.params == {"prompt": "a boat"}
    assert second.params == {"prompt": "a boat, night"}
    assert third.params == {}
    assert third.prompt == second.prompt
    assert user_messages(asked)[2].startswith('REWRITE change medium\n{"subjects":[{"what":"boat"}]}\n')
    assert proposal.rewrite is not None
    assert proposal.rewrite.text == "a boat; a boat, night"


def test_a_variation_inherits_its_prompt() -> None:
    proposal, asked = understood(
        task("three more of #1", SESSION), make({"tool": "generate", "source": "#1", "count": 3})
    )
    (step,) = proposal.plan.steps
    assert step.params == {"count": 3, "prompt": "a red house, lake, sunset"}
    assert (len(asked.bodies), proposal.rewrite) == (1, None)


def test_a_part_is_painted_in_its_surroundings_and_the_whole_is_remembered() -> None:
    proposal, _ = understood(
        task("put a boat in the lower left", SESSION[:2]),
        make({"tool": "inpaint", "source": "#2", "region": "lower left"}),
        BOAT,
    )
    (step,) = proposal.plan.steps
    assert (step.params, step.region) == ({"prompt": "a boat, lake, night"}, "lower left")
    assert step.prompt is not None
    assert render(step.prompt) == "a red house, a boat, lake, night"
    assert proposal.rewrite is not None
    assert {span.origin for span in proposal.rewrite.spans} == {"user"}


def test_what_is_painted_away_leaves_the_surroundings() -> None:
    given = task("remove it", SESSION, mask="m1", focus="#3")
    proposal, _ = understood(given, make({"tool": "inpaint", "source": "#3", "mask": "m1"}), {})
    assert proposal.plan.steps[0].params == {"prompt": "lake, night"}


@pytest.mark.parametrize("negative", [True, False])
def test_the_negative_prompt_only_where_there_is_one(negative: bool) -> None:  # a case
    prompt = BOAT | {"avoid": [{"text": "people", "from": "without people"}]}
    proposal, _ = understood(task("a boat without people", negative=negative), make({"tool": "generate"}), prompt)
    expected = {"prompt": "a boat"} | ({"negative": "people"} if negative else {})
    assert proposal.plan.steps[0].params == expected
    assert proposal.rewrite is not None
    assert proposal.rewrite.spans[-1].origin == ("user" if negative else "left_out")


def test_an_upload_is_edited_by_the_words_alone() -> None:
    upload = (LedgerImage("#1", "upload"),)
    proposal, asked = understood(
        task("make it night", upload), make({"tool": "edit", "source": "#1"}), {"time": {"text": "night"}}
    )
    assert proposal.plan.steps[0].params == {"prompt": "night"}
    assert user_messages(asked)[1].startswith("REWRITE new low")


@pytest.mark.parametrize("tool", [{"tool": "generate"}, {"tool": "edit", "source": "#1"}])
def test_rewriting_off(tool: dict[str, Any]) -> None:
    proposal, asked = understood(task("Ein rotes Haus, bitte!", SESSION[:1], rewrite=False), make(tool))
    (step,) = proposal.plan.steps
    assert step.params["prompt"] == "Ein rotes Haus, bitte!"
    assert step.prompt == Prompt.of_words("Ein rotes Haus, bitte!")
    assert (len(asked.bodies), proposal.rewrite) == (1, None)


def test_words_too_long_to_be_read_whole_pass_through_and_say_so() -> None:
    words = "a castle " * 200
    proposal, asked = understood(task(words), make({"tool": "generate"}))
    assert proposal.plan.steps[0].params["prompt"] == words.strip()
    assert proposal.rewrite is not None
    assert [span.origin for span in proposal.rewrite.spans] == ["user"]
    assert len(user_messages(asked)[0]) < 1400


def test_an_answer_stands_behind_what_was_asked_about() -> None:
    given = task("the second", SESSION, answers=("make it warmer", "Which one?"))
    proposal, asked = understood(given, make({"tool": "enhance", "source": "#2", "adjust": "warmer"}))
    assert user_messages(asked)[0].endswith("---\nmake it warmer (the second)")
    assert proposal.plan.steps[0].prompt == Prompt.model_validate(NIGHT)


def test_a_changed_phrase_that_the_machine_chose_counts_as_added() -> None:
    given = task("make it dramatic", (generated(prompt=HOUSE),), creativity="high")
    proposal, _ = understood(given, make({"tool": "edit", "source": "#1"}), {"time": {"text": "storm at dusk"}})
    assert proposal.rewrite is not None
    assert {span.text: span.origin for span in proposal.rewrite.spans} == {
        "a red house": "user",
        "lake": "user",
        "storm at dusk": "added",
        "dramatic": "left_out",
    }


@pytest.mark.parametrize("nothing", [{}, {"time": {"text": "sunset"}}, {"subjects": HOUSE["subjects"]}])
def test_a_change_that_changes_nothing_is_asked_for_again(nothing: dict[str, Any]) -> None:
    given = task("make it night", SESSION[:1])
    proposal, asked = understood(given, make({"tool": "edit", "source": "#1"}), nothing, {"time": {"text": "night"}})
    assert proposal.plan.steps[0].params["prompt"] == "a red house, lake, night"
    assert len(asked.bodies) == 3
    proposal, _ = understood(given, make({"tool": "edit", "source": "#1"}), nothing, nothing)
    assert proposal.plan.steps[0].params["prompt"] == "a red house, lake, sunset, make it night", "both are passed on"


def test_what_two_pictures_show_is_what_their_combination_shows() -> None:
    given = task("put #1 and #2 beside each other, then sharpen it", SESSION[:2])
    joined = {"tool": "combine", "source": "#1", "reference": "#2", "layout": "beside"}
    sharper = {"tool": "enhance", "source": "@1", "adjust": "sharpen"}
    proposal, _ = understood(given, make(joined, sharper))
    first, second = proposal.plan.steps
    assert first.inputs == {"source": "#1", "reference": "#2"}
    assert first.prompt == second.prompt
    assert first.prompt is not None
    assert render(first.prompt) == "a red house on the left, a red house on the right, lake, sunset and night"


TIE = [("#1", 0.5), ("#2", 0.47), ("#3", 0.03)]


@pytest.mark.parametrize(
    ("rivals", "more", "asks"),
    [
        (TIE, {}, True),
        ([("#1", 0.9), ("#2", 0.1)], {}, False),
        (TIE, {"creativity": "high"}, False),
        (TIE, {"answers": ("make it warm", "Which?")}, False),
        ([("#1", 0.5), ("@", 0.5)], {}, False),
        ([], {}, False),
    ],
)
def test_it_asks_only_when_two_readings_are_equally_likely(
    rivals: list[tuple[str, float]],
    more: dict[str, Any],
    asks: bool,  # a case
) -> None:
    given = task("make the house warm", SESSION, **more)
    plan = Plan.model_validate(make({"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "warmer"}}))
    decided = ask(Thinking(task=given, plan=plan, rivals=rivals, offer=offer_of(given, given.text)))["plan"]
    assert (decided.intent is Intent.ASK) == asks
    assert decided.choices == (("#1", "#2") if asks else ())
