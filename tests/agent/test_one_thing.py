"""What is asked of one thing of a picture is done to that thing, declined, and never done to the whole picture."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Intent, Plan
from orchestrator.domain.prompt import phrase_of
from tests.agent.ledgers import generated, task
from tools.catalog import specs

STREET: dict[str, Any] = {
    "subjects": [
        {"what": "car", "attributes": ["red"]},
        {"what": "cat", "attributes": ["white"], "where": "beside the car"},
    ],
    "setting": {"text": "city street"},
}
HILLS: dict[str, Any] = {
    "subjects": [{"what": "castle"}, {"what": "church", "where": "to the left of the castle"}],
    "setting": {"text": "mountains"},
}
SIDES: dict[str, Any] = {
    "subjects": [
        {"what": "elephant", "where": "on the left"},
        {"what": "balloon", "attributes": ["red"], "where": "on the right"},
    ]
}
LOOSE: dict[str, Any] = {"subjects": [{"what": "fox"}, {"what": "dog", "attributes": ["black"]}]}
DOG: dict[str, Any] = {"subjects": [{"what": "dog"}], "setting": {"text": "meadow"}}


def plan(agent: Agent, words: str, shows: dict[str, Any], **more: Any) -> Plan:
    asked = task(words, (generated(prompt=shows),), known=specs(), creativity="low", **more)
    return agent.understand(asked, {}, lambda name, result: None).plan


def things(agent: Agent, words: str, shows: dict[str, Any]) -> list[str]:
    (step,) = plan(agent, words, shows).steps
    assert step.tool == "edit"
    assert step.prompt is not None
    return [phrase_of(one) for one in step.prompt.subjects]


@pytest.mark.parametrize(
    ("words", "car", "cat"),
    [
        ("make the cat half as big", "a red car", "a white small cat"),
        ("shrink the car by half", "a red small car", "a white cat"),
        ("the cat should be twice as large", "a red car", "a white big cat"),
        ("make the cat three times as large", "a red car", "a white big cat"),
        ("I'd like the cat to be twice as big", "a red car", "a white big cat"),
        ("make the car 50% bigger", "a red big car", "a white cat"),
        ("make the cat in #1 half as big", "a red car", "a white small cat"),
        ("make the car twice as tall", "a red tall car", "a white cat"),
        ("the white cat is too big", "a red car", "a white small cat"),
        ("把猫放大一倍", "a red car", "a white big cat"),
        ("猫画小一点", "a red car", "a white small cat"),
        ("把车变成原来的一半大", "a red small car", "a white cat"),
        ("车太小了", "a red big car", "a white cat"),
    ],
)
def test_a_thing_is_made_smaller_or_larger(starter: Agent, words: str, car: str, cat: str) -> None:
    assert things(starter, words, STREET) == [car, f"{cat} beside the car"]


def test_two_things_are_made_smaller(starter: Agent) -> None:
    for words in ("make the cat and the car smaller", "把猫和车都缩小一半"):
        assert things(starter, words, STREET) == ["a red small car", "a white small cat beside the car"]


@pytest.mark.parametrize(
    "words",
    [
        "make the cat 200 pixels wide",
        "resize the cat to 512 pixels",
        "把猫缩小到512像素",
        "make the tower half as tall",
    ],
)
def test_no_exact_size_of_a_thing_and_none_of_what_is_not_there(starter: Agent, words: str) -> None:
    declined = plan(starter, words, STREET)
    assert (declined.intent, declined.reason) == (Intent.DECLINE, "resizing one thing")


def test_of_a_photograph_nobody_knows_what_else_it_shows(starter: Agent) -> None:
    photo = (LedgerImage("#1", "upload", width=128, height=128),)

    def asked(words: str) -> Plan:
        return starter.understand(task(words, photo, known=specs()), {}, lambda name, result: None).plan

    assert [step.tool for step in asked("flip the cat").steps] == ["transform"]
    for words, reason in (
        ("mirror only the car", "turning one thing"),
        ("swap the cat and the car", "swapping places"),
        ("make the cat half as big", "resizing one thing"),
    ):
        assert asked(words).reason == reason


def test_a_thing_that_is_small_already_is_made_smaller(starter: Agent) -> None:
    shows = {"subjects": [{"what": "fox"}, {"what": "dog", "attributes": ["small"]}]}
    assert things(starter, "make the dog half as big", shows) == ["a fox", "a tiny dog"]


@pytest.mark.parametrize(
    "words", ["make it half as big", "make the picture half as big", "图片缩小一半", "make everything half as big"]
)
def test_a_picture_is_still_made_smaller(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, STREET).steps
    assert (step.tool, dict(step.params)) == ("transform", {"percent": 50})


def test_what_else_is_wished_is_done_besides(starter: Agent) -> None:
    steps = plan(starter, "make the cat half as big and brighten the picture", STREET).steps
    assert [step.tool for step in steps] == ["edit", "enhance"]
    steps = plan(starter, "make the cat half as big and rotate the picture to the right", STREET).steps
    assert [(step.tool, dict(step.params).get("turn")) for step in steps] == [("edit", None), ("transform", "right")]


@pytest.mark.parametrize(
    "words",
    [
        "mirror only the car",
        "flip the cat",
        "mirror the white cat on the right",
        "turn the cat around so it faces left",
        "rotate the car by 20 degrees",
        "flip the cat and make it night",
        "把猫左右翻转",
        "flip over the cat",
        "turn around the cat",
        "face the cat to the left",
        "straighten the car",
        "flip the tower",
        "请翻转猫",
        "只翻转汽车",
        "把车旋转20度",
    ],
)
def test_one_thing_of_several_is_not_turned(starter: Agent, words: str) -> None:
    declined = plan(starter, words, STREET)
    assert (declined.intent, declined.reason) == (Intent.DECLINE, "turning one thing")


@pytest.mark.parametrize(
    ("words", "shows", "params"),
    [
        ("flip the dog", DOG, {"flip": "horizontal"}),
        ("flip it", STREET, {"flip": "horizontal"}),
        ("have the car drive the other way", STREET, {"flip": "horizontal"}),
        ("can the car go the other way?", STREET, {"flip": "horizontal"}),
        ("flip the cat picture", STREET, {"flip": "horizontal"}),
        ("rotate the castle picture", HILLS, {"turn": "right"}),
        ("rotate the picture by 20 degrees", STREET, {"degrees": 20}),
        ("mirror the scene", STREET, {"flip": "horizontal"}),
        ("把图片左右翻转", STREET, {"flip": "horizontal"}),
        ("旋转90度", STREET, {"turn": "right"}),
    ],
)
def test_a_picture_is_still_turned(starter: Agent, words: str, shows: dict[str, Any], params: dict[str, Any]) -> None:
    (step,) = plan(starter, words, shows).steps
    assert (step.tool, step.params) == ("transform", params)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("turn the cat into a dog", ["a red car", "a dog beside the car"]),
        ("turn the car blue", ["a blue car", "a white cat beside the car"]),
        ("把车变成蓝色", ["a blue car", "a white cat beside the car"]),
    ],
)
def test_a_thing_that_becomes_another_is_changed(starter: Agent, words: str, shown: list[str]) -> None:
    assert things(starter, words, STREET) == shown


@pytest.mark.parametrize(
    ("words", "shows", "shown"),
    [
        ("swap the cat and the car", STREET, ["a white cat", "a red car beside the cat"]),
        ("please let the cat and the car trade places", STREET, ["a white cat", "a red car beside the cat"]),
        ("put the cat where the car is and vice versa", STREET, ["a white cat", "a red car beside the cat"]),
        ("猫和车可以互换位置吗", STREET, ["a white cat", "a red car beside the cat"]),
        ("swap the elephant and the balloon", SIDES, ["an elephant on the right", "a red balloon on the left"]),
        ("把大象和气球换个位置", SIDES, ["an elephant on the right", "a red balloon on the left"]),
        ("swap the church with the castle", HILLS, ["a castle", "a church to the right of the castle"]),
        ("move the church to the other side of the castle", HILLS, ["a castle", "a church to the right of the castle"]),
        ("把教堂移到城堡的另一边", HILLS, ["a castle", "a church to the right of the castle"]),
        ("swap the colours of the cat and the car", STREET, ["a white car", "a red cat beside the car"]),
    ],
)
def test_two_things_trade_places(starter: Agent, words: str, shows: dict[str, Any], shown: list[str]) -> None:
    assert things(starter, words, shows) == shown


def test_two_things_trade_places_and_it_becomes_night(starter: Agent) -> None:
    (step,) = plan(starter, "swap the cat and the car and make it night", STREET).steps
    assert step.prompt is not None
    assert [one.what for one in step.prompt.subjects] == ["cat", "car"]
    assert step.prompt.time is not None
    assert step.prompt.time.text == "night"


@pytest.mark.parametrize(
    ("words", "shows", "reason"),
    [
        ("swap the fox and the dog", LOOSE, "swapping places"),
        ("把狐狸和狗换个位置", LOOSE, "swapping places"),
        ("swap the cat and the dog", STREET, "swapping places"),
        ("move the dog to the other side of the fox", LOOSE, "swapping places"),
        ("swap the colours of the fox and the dog", LOOSE, "swapping colours"),
    ],
)
def test_where_nobody_knows_where_things_are_none_goes(
    starter: Agent, words: str, shows: dict[str, Any], reason: str
) -> None:
    declined = plan(starter, words, shows)
    assert (declined.intent, declined.reason) == (Intent.DECLINE, reason)


@pytest.mark.parametrize("words", ["swap the cat for a dog", "swap the cat with a dog", "把猫换成狗"])
def test_a_thing_is_still_replaced(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, STREET).steps
    assert step.prompt is not None
    assert [one.what for one in step.prompt.subjects] == ["car", "dog"]


def test_without_a_painter_that_edits_a_thing_keeps_its_size(starter: Agent) -> None:
    tools = {name: spec for name, spec in specs().items() if name != "edit"}
    for words in ("make the cat half as big", "把猫放大一倍"):
        declined = plan(starter, words, STREET, tools=tools)
        assert (declined.intent, declined.reason) == (Intent.DECLINE, "resizing one thing")


def test_a_mirrored_picture_shows_its_things_the_other_way_round(starter: Agent) -> None:
    """A change of it is painted thing by thing from left to right: they must not jump back."""
    (loose,), (sides,) = (plan(starter, "flip it", shows).steps for shows in (LOOSE, SIDES))
    assert loose.prompt is not None
    assert sides.prompt is not None
    assert [phrase_of(one) for one in loose.prompt.subjects] == ["a black dog", "a fox"]
    assert {one.what: one.where for one in sides.prompt.subjects} == {
        "elephant": "on the right",
        "balloon": "on the left",
    }


@pytest.mark.parametrize(
    "words", ["让它往左边游", "能不能让它们往左边游", "make it face left", "make the dog look to the right"]
)
def test_all_that_is_seen_faces_the_other_way(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, DOG).steps
    assert (step.tool, step.params) == ("transform", {"flip": "horizontal"})


@pytest.mark.parametrize("words", ["让车往左开", "make the cat face the other way"])
def test_one_of_several_does_not_face_the_other_way_alone(starter: Agent, words: str) -> None:
    found = plan(starter, words, STREET)
    assert (found.intent, found.reason) == (Intent.DECLINE, "turning one thing")


@pytest.mark.parametrize("words", ["把猫移到左边", "move the cat to the left"])
def test_moving_is_not_mirroring(starter: Agent, words: str) -> None:
    assert plan(starter, words, STREET).steps[0].tool == "edit"


@pytest.mark.parametrize("words", ["猫太小了，大一点", "猫太小"])
def test_too_small_and_larger_is_one_wish(starter: Agent, words: str) -> None:
    assert things(starter, words, STREET) == ["a red car", "a white big cat beside the car"]


def test_who_is_too_large_is_made_smaller_and_put_to_a_side(starter: Agent) -> None:
    shown = {"subjects": [{"what": "path"}, {"what": "woman"}], "setting": {"text": "forest"}}
    (step,) = plan(starter, "人太大了,缩小一点,放右边", shown).steps
    assert (step.tool, step.params["prompt"]) == ("edit", "a path, a small woman on the right, forest")


@pytest.mark.parametrize("words", ["缩小一点,放右边", "放右边一点"])
def test_no_half_is_cut_off_where_something_is_put_there(starter: Agent, words: str) -> None:
    assert all(
        "crop" not in step.params
        for step in plan(starter, words, {"subjects": [{"what": "house"}], "setting": {"text": "lake"}}).steps
    )
