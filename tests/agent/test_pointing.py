"""Which mask words mean, where it lies, and what "it" is: "find the boat", "crop it", "make it red"."""

from dataclasses import replace
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import Spelled
from orchestrator.agent.reading.pointing import just_found, named, pointed
from orchestrator.agent.task import LedgerImage
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import HOUSE, task
from tools.catalog import specs

BOTH: dict[str, Any] = HOUSE | {
    "subjects": [*HOUSE["subjects"], {"what": "boat", "attributes": ["white", "wooden"], "where": "on the left"}]
}
LAKE = LedgerImage("#1", "image", "generate", prompt=BOTH, width=128, height=96)
FOUND = LedgerImage("m1", "mask", "find", ("#1",), width=128, height=96, of="#1", shows="a boat")
SQUARE = LedgerImage("#2", "image", "transform", ("#1",), prompt=BOTH, width=96, height=96, moved=True)
AFTER = (LAKE, FOUND, SQUARE)
CAT = LedgerImage("#2", "image", "generate", prompt={"subjects": [{"what": "cat"}]}, width=128, height=96)
PAINTED = replace(FOUND, tool=None, shows=None, parents=())
TWO = (LAKE, PAINTED, replace(PAINTED, handle="m2"))
LEXICON = Lexicon(
    {
        "nouns": {"house": ["house", "房子"]},
        "looks": {"red": ["red", "红色"], "grey": ["grey"], "black": ["黑色"]},
        "pictures": {},
        "time": {"night": ["night"]},
    }
)


def plan(agent: Agent, words: str, images: tuple[LedgerImage, ...] = AFTER, **more: Any) -> Plan:
    return agent.understand(task(words, images, known=specs(), **more), {}, lambda name, result: None).plan


def boat(step: Step) -> tuple[str, Any, int]:
    """What is painted, and what the picture shows of boats then, and of things."""
    assert step.prompt is not None
    (one,) = [one for one in step.prompt.subjects if one.what == "boat"]
    return str(step.params["prompt"]), one.attributes, len(step.prompt.subjects)


@pytest.mark.parametrize(
    "words",
    [
        "make it red",
        "make it red using that mask",
        "use m1 and make it red",
        "paint m1 red",
        "把它变成红色",
        "把 m1 涂成红色",
    ],
)
def test_what_was_found_is_meant_after_a_crop_too(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words).steps
    assert (step.tool, step.inputs) == ("inpaint", {"source": "#2", "mask": "m1"})
    text, looks, things = boat(step)
    assert text.startswith("a wooden red boat, ")
    assert (looks, things) == (("wooden", "red"), 2), "it is that boat, and no other one"
    assert step.words is not None
    assert step.words in words, "what was typed stays what was typed"


@pytest.mark.parametrize(
    ("words", "tool", "mask"),
    [
        ("make it night", "edit", None),
        ("sharpen it", "enhance", None),
        ("put a hat in that mask", "inpaint", "m1"),
        ("用这个蒙版调亮", "enhance", "m1"),
        ("brighten m1", "enhance", "m1"),
    ],
)
def test_what_is_said_of_the_picture_is_not_done_to_the_mask(
    starter: Agent, words: str, tool: str, mask: str | None
) -> None:
    (step,) = plan(starter, words).steps
    assert (step.tool, step.inputs.get("source"), step.inputs.get("mask")) == (tool, "#2", mask)


def test_a_mask_and_nothing_to_do_is_asked_about_and_the_answer_is_done_there(starter: Agent) -> None:
    for words in ("use that mask", "用那个蒙版"):
        asked = plan(starter, words)
        assert asked.intent is Intent.ASK
        assert "m1" in (asked.question or "")
    (step,) = plan(starter, "make it red", answers=("use that mask", "What shall be done where m1 marks?")).steps
    assert (step.inputs.get("mask"), boat(step)[1]) == ("m1", ("wooden", "red"))


def test_what_a_painted_mask_shows_is_not_made_up(starter: Agent) -> None:
    painted = replace(FOUND, tool=None, parents=(), shows=None)
    (step,) = plan(starter, "paint m1 red", (LAKE, painted)).steps
    assert "m1" not in str(step.params["prompt"])
    assert step.prompt is not None
    assert step.prompt.setting == Prompt.model_validate(BOTH).setting, "the whole picture is by the lake still"


def test_only_what_was_just_found_is_in_mind() -> None:
    used = replace(SQUARE, handle="#3", tool="inpaint", parents=("#1", "m1"), moved=False)
    other = replace(FOUND, handle="m2", of="#2", parents=("#2",))
    for images, handles in (
        (AFTER, ["m1"]),
        ((LAKE, FOUND, replace(SQUARE, moved=False)), ["m1"]),
        ((LAKE, FOUND, replace(SQUARE, moved=False, height=128, width=96)), ["m1"]),
        ((LAKE, FOUND, replace(SQUARE, tool="enhance", moved=False, width=128)), []),
        ((LAKE, FOUND, used), []),
        ((*AFTER, other), ["m2"]),
        ((LAKE, replace(FOUND, tool=None)), []),
    ):
        assert [mask.handle for mask in just_found(task("x", images))] == handles


@pytest.mark.parametrize(
    ("words", "mask", "read"),
    [
        ("make it red", "m1", "make it red"),
        ("make the house red", None, "make the house red"),
        ("make #1 red", None, "make #1 red"),
        ("make it red at night", None, "make it red at night"),
        ("with that mask, make it red", "m1", "make it red"),
        ("用刚才的蒙版，把它变成红色", "m1", "把它变成红色"),
        ("delete the mask", None, "delete the mask"),
        ("what is m1?", None, "what is m1?"),
    ],
)
def test_words_and_the_mask_they_mean(words: str, mask: str | None, read: str) -> None:
    found, said = pointed(task(words, AFTER), Spelled(words, words), LEXICON)
    assert (found.mask, found.text, said.text) == (mask, read, read)
    on = {image.handle: (image.of, image.width) for image in found.images if image.kind == "mask"}
    assert on == {"m1": ("#2", 96)}, "it is shown on what it can be turned along to"


@pytest.mark.parametrize(
    ("words", "mask", "read"),
    [
        ("paint M1 red", "m1", "paint M1 red"),
        ("use M1 and make it red", "m1", "make it red"),
        ("paint the BMW M3 red", None, "paint the BMW M3 red"),
        ("paint M3 red", None, "paint M3 red"),
        ("paint a red boat using m1 please", "m1", "paint a red boat please"),
        ("put a tree, using m1, there", "m1", "put a tree, there"),
        ("put a tree there and use m1", "m1", "put a tree there"),
        ("put a tree there, use that mask", "m2", "put a tree there"),
        ("画一棵树，用m1，在那里", "m1", "画一棵树，在那里"),
        ("use that mask please", "m2", "use that mask please"),
        ("put a hat with that mask on the dog", None, "put a hat with that mask on the dog"),
        ("a man with the mask of a fox", None, "a man with the mask of a fox"),
        ("make the woman with that mask smile", None, "make the woman with that mask smile"),
        ("make it red without using that mask", None, "make it red without using that mask"),
        ("don't use that mask", None, "don't use that mask"),
    ],
)
def test_a_mask_is_used_where_that_is_said_by_itself(words: str, mask: str | None, read: str) -> None:
    found, said = pointed(task(words, TWO), Spelled(words, words), LEXICON)
    assert (found.mask, found.text, said.text) == (mask, read, read)


@pytest.mark.parametrize("words", ["make it red", "paint the mask red", "use that mask and make it red"])
def test_a_mask_is_not_guessed_to_be_of_another_picture_of_its_size(words: str) -> None:
    found, said = pointed(task(words, (LAKE, CAT, FOUND), focus="#2"), Spelled(words, words), LEXICON)
    assert (found.mask, found.images, said.text) == (None, (LAKE, CAT, FOUND), words)


def test_what_is_said_of_another_picture_is_done_to_that(starter: Agent) -> None:
    (step,) = plan(starter, "make it red", (LAKE, CAT, FOUND), focus="#2").steps
    assert (step.tool, step.inputs) == ("edit", {"source": "#2"})


@pytest.mark.parametrize(
    "words",
    [
        "make everything but it red",
        "make all but the mask grey",
        "make it all red",
        "is it red?",
        "did you make it red?",
        "don't make it red",
        "never paint it red",
        "is there something red in that mask?",
        "把其他地方变成红色",
        "把蒙版以外的地方变成黑色",
        "在蒙版以外画红色",
        "不要把它变成红色",
        "你把它变成红色了吗？",
    ],
)
def test_what_is_not_to_be_changed_is_not_painted(starter: Agent, words: str) -> None:
    found, said = pointed(task(words, (LAKE, FOUND)), Spelled(words, words), LEXICON)
    assert (found.mask, said.text) == (None, words)
    assert plan(starter, words, (LAKE, FOUND)) == plan(starter, words, (LAKE,)), "as if there were no mask"


@pytest.mark.parametrize(
    "words", ["could you make it red?", "能把它变成红色吗？", "make that red", "把它变成红色，其他不变"]
)
def test_a_wish_may_be_a_question_and_may_say_what_stays(words: str) -> None:
    found, _ = pointed(task(words, (LAKE, FOUND)), Spelled(words, words), LEXICON)
    assert found.mask == "m1"


@pytest.mark.parametrize(
    ("words", "shows", "read"),
    [
        ("paint m1 red", "a boat", "paint the boat red"),
        ("make that part red", "the boat", "make the boat red"),
        ("paint m1 red", None, "paint it red"),
        ("把m1涂成红色", "a boat", "把boat涂成红色"),
        ("把那个蒙版涂成红色", "a boat", "把boat涂成红色"),
        ("put a red house in m1", "a boat", "put a red house in m1"),
        ("brighten it", "a boat", "brighten it"),
        ("make it red so that it stands out", "a boat", "make the boat red so that it stands out"),
        ("paint red so that it stands out", "a boat", "paint red so that the boat stands out"),
        ("make this part red", "a boat", "make the boat red"),
        ("把它变成红色，其他不变", "a boat", "把boat变成红色，其他不变"),
        ("把它们变成红色", "a boat", "把它们变成红色"),
    ],
)
def test_what_points_is_read_as_what_it_points_at(words: str, shows: str | None, read: str) -> None:
    assert named(words, shows, LEXICON).text == read
