"""Pictures put into one are all those that were meant, in their order; nothing named is left out by a cut or a size."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.plans.together import every_one
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Role, Step
from tests.agent.ledgers import generated, task

CAT, BOAT, DOG = (
    generated(f"#{at}", {"subjects": [{"what": what}], "setting": {"text": where}})
    for at, (what, where) in enumerate((("cat", "meadow"), ("boat", "lake"), ("dog", "beach")), start=1)
)


def planned(agent: Agent, given: AgentTask) -> list[tuple[str, dict[Role, str], dict[str, Any]]]:
    plan = agent.understand(given, {}, lambda name, result: None).plan
    assert plan.intent is Intent.MAKE
    return [(step.tool, dict(step.inputs), step.params) for step in plan.steps]


def joined(source: str, reference: str, params: dict[str, Any]) -> tuple[str, dict[Role, str], dict[str, Any]]:
    return "combine", {"source": source, "reference": reference}, params


@pytest.mark.parametrize(
    ("words", "order", "params"),
    [
        ("put #1, #2 and #3 in a row", ("#1", "#2", "#3"), {}),
        ("put #3, #1 and #2 side by side", ("#3", "#1", "#2"), {"layout": "beside"}),
        ("把三张图拼成一张", ("#1", "#2", "#3"), {}),
        ("把这三张图并排", ("#1", "#2", "#3"), {"layout": "beside"}),
    ],
)
def test_three_pictures_are_three(starter: Agent, words: str, order: tuple[str, ...], params: dict[str, Any]) -> None:
    one, two, three = order
    found = planned(starter, task(words, (CAT, BOAT, DOG)))
    assert found == [joined(one, two, params), joined("@1", three, params)]


@pytest.mark.parametrize(
    ("words", "pair", "layout"),
    [
        ("把 #1 放在 #2 的左边", ("#1", "#2"), "beside"),
        ("把 #2 放在 #1 上面", ("#2", "#1"), "below"),
        ("blend #1 and #2 30%", ("#1", "#2"), "blend"),
        ("#1 left, #2 right", ("#1", "#2"), "beside"),
    ],
)
def test_a_place_beside_another_picture_is_no_cut(
    starter: Agent, words: str, pair: tuple[str, str], layout: str
) -> None:
    """Of the first it kept the left half of #1, of the third #1 in a third of its size."""
    assert planned(starter, task(words, (CAT, BOAT))) == [joined(*pair, {"layout": layout})]


def test_what_is_to_be_done_with_the_whole_follows(starter: Agent) -> None:
    found = planned(starter, task("blend #1 and #2 and sharpen it", (CAT, BOAT)))
    assert found == [joined("#1", "#2", {"layout": "blend"}), ("enhance", {"source": "@1"}, {"adjust": "sharpen"})]


def test_a_half_that_is_asked_for_is_cut_out(starter: Agent) -> None:
    (step,) = planned(starter, task("take the left half of #1, not of #2", (CAT, BOAT)))
    assert step == ("transform", {"source": "#1"}, {"crop": "left half"})


def test_what_is_done_to_each_of_two_stays_so(starter: Agent) -> None:
    found = planned(starter, task("sharpen #1 and #2", (CAT, BOAT)))
    assert [(tool, inputs) for tool, inputs, _ in found] == [
        ("enhance", {"source": "#1"}),
        ("enhance", {"source": "#2"}),
    ]


def test_what_follows_takes_what_they_were_put_into() -> None:
    given = task("x", (CAT, BOAT, DOG))
    pair = Step(tool="combine", inputs={"source": "#1", "reference": "#3"}, params={"layout": "below"})
    sharper = Step(tool="enhance", inputs={"source": "@1"}, params={"adjust": "sharpen"})
    turned = Step(tool="transform", inputs={"source": "@2"}, params={"turn": "left"})
    plan = every_one(Plan(intent=Intent.MAKE, steps=(pair, sharper, turned)), ("#1", "#2", "#3"), given)
    assert [dict(step.inputs) for step in plan.steps] == [
        {"source": "#1", "reference": "#2"},
        {"source": "@1", "reference": "#3"},
        {"source": "@2"},
        {"source": "@3"},
    ]
    for meant in (
        (),
        ("#1", "#3"),
        ("#1", "#2"),
    ):  # nothing said, nothing left out, and of others than were put together
        assert every_one(plan, meant, given) is plan


@pytest.mark.parametrize(
    ("words", "pair", "layout"),
    [
        ("put #1 below #2", ("#2", "#1"), "below"),
        ("put #1 under #2", ("#2", "#1"), "below"),
        ("put #2 above #1", ("#2", "#1"), "below"),
        ("put #1 over #2", ("#1", "#2"), "below"),
        ("put #1 right of #2", ("#2", "#1"), "beside"),
        ("put #2 to the left of #1", ("#2", "#1"), "beside"),
        ("put the cat one below the boat one", ("#2", "#1"), "below"),
        ("把#1放在#2的右边", ("#2", "#1"), "beside"),
        ("把#1放到#2左侧", ("#1", "#2"), "beside"),
        ("把#1放在#2的下方", ("#2", "#1"), "below"),
        ("把#2放在#1的上方", ("#2", "#1"), "below"),
    ],
)
def test_which_comes_first_is_what_the_words_say(
    starter: Agent, words: str, pair: tuple[str, str], layout: str
) -> None:
    assert planned(starter, task(words, (CAT, BOAT))) == [joined(*pair, {"layout": layout})]


SIX = tuple(generated(f"#{at}") for at in range(1, 7))


@pytest.mark.parametrize(
    ("words", "layout"),
    [
        ("put all six next to each other", "beside"),
        ("now a spritesheet: put all six next to each other", "beside"),
        ("put all of them in a row", "beside"),
        ("put all the pictures in a column", "below"),
        ("把所有的图排成一排", "beside"),
        ("把六张图都并排", "beside"),
    ],
)
def test_all_of_them_are_all_of_them(starter: Agent, words: str, layout: str) -> None:
    assert planned(starter, task(words, SIX)) == [
        joined(f"@{at - 2}" if at > 2 else "#1", f"#{at}", {"layout": layout}) for at in range(2, 7)
    ]


def test_more_than_can_be_joined_at_once_is_asked_about(starter: Agent) -> None:
    ten = tuple(generated(f"#{at}") for at in range(1, 11))
    asked = starter.understand(task("put all of them in a row", ten), {}, lambda name, result: None).plan
    assert asked.intent is Intent.ASK
    assert len(planned(starter, task("把所有的图排成一排", ten, creativity="high"))) == 8


def test_some_of_them_are_not_all(starter: Agent) -> None:
    (step,) = planned(starter, task("put the last two side by side", SIX))
    assert step[0] == "combine"
    assert planned(starter, task("把#1和#2都放成一排", SIX))[0][1] == {"source": "#1", "reference": "#2"}
