"""How people ask in conversation: what is said around a wish is no part of it, and how it is put does not change it."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.reading.asking import bare
from orchestrator.agent.task import LedgerImage, Proposal
from orchestrator.domain.plan import Intent
from tests.agent.ledgers import generated, task
from tools.catalog import specs

BEACH = generated(
    prompt={
        "subjects": [{"what": "lighthouse", "attributes": ["small"]}],
        "setting": {"text": "beach"},
        "time": {"text": "sunset"},
    }
)
TRAIN = generated(prompt={"subjects": [{"what": "train"}, {"what": "bridge"}], "setting": {"text": "mountains"}})
PAIR = (
    generated("#1", {"subjects": [{"what": "dog"}]}),
    generated("#2", {"subjects": [{"what": "cat"}]}),
    LedgerImage("#3", "image", "combine", ("#1", "#2"), {"subjects": [{"what": "dog"}]}, width=256, height=128),
)


def proposal(agent: Agent, words: str, *images: Any, **more: Any) -> Proposal:
    return agent.understand(task(words, images, known=specs(), creativity="low", **more), {}, lambda name, result: None)


def shown(agent: Agent, words: str, *images: Any) -> tuple[str, list[str]]:
    """The tool of the one step, and the things its picture shows."""
    (step,) = proposal(agent, words, *images).plan.steps
    assert step.prompt
    return step.tool, [one.what for one in step.prompt.subjects]


@pytest.mark.parametrize(
    "words",
    [
        "That's lovely. Could we have a dog?",
        "ooh nice! there should be a dog",
        "can I have a dog please?",
        "it needs a dog",
        "how about a dog",
        "what if there was a dog",
        "my son says there should be a dog",
        "maybe a dog would be nice",
        "it would look nicer with a dog",
        "it could have a friend, a dog",
    ],
)
def test_what_there_is_to_be_is_added(starter: Agent, words: str) -> None:
    assert shown(starter, words, BEACH) == ("edit", ["lighthouse", "dog"])


def test_what_comes_out_takes_nothing_with_it(starter: Agent) -> None:
    tool, things = shown(starter, "he says there should be steam coming out and a rainbow", TRAIN)
    assert tool == "edit"
    assert {"train", "bridge", "rainbow"} <= {*things}


@pytest.mark.parametrize(
    ("words", "tool"),
    [
        ("could we have a brighter version", "enhance"),
        ("it needs a bit more contrast", "enhance"),
        ("a square version would be nice", "transform"),
        ("pls make this foto more bright, is too dark", "enhance"),
        ("brighten it a bit because it's too dark", "enhance"),
        ("can I get a square version?", "transform"),
        ("Can I get a portrait version too, for the phone?", "transform"),
    ],
)
def test_a_version_is_no_thing(starter: Agent, words: str, tool: str) -> None:
    assert proposal(starter, words, BEACH).plan.steps[-1].tool == tool


def test_an_hour_and_a_moon_are_two_wishes(starter: Agent) -> None:
    (step,) = proposal(starter, "what if it was at night with a full moon instead", BEACH).plan.steps
    assert step.prompt
    assert step.prompt.time
    assert step.prompt.setting
    assert (step.prompt.time.text, step.prompt.setting.text) == ("night", "beach")
    assert any("moon" in one.what for one in step.prompt.subjects)


def test_what_a_night_scene_is_with_is_added(starter: Agent) -> None:
    words = "actually could it be a night scene with lights in the windows"
    step = proposal(starter, words, BEACH).plan.steps[-1]
    assert step.prompt
    assert step.prompt.time
    assert step.prompt.time.text == "night"
    assert {"lighthouse", "windows"} <= {one.what for one in step.prompt.subjects}


def test_what_it_is_needed_for_is_no_wish(starter: Agent) -> None:
    found = proposal(starter, "Remove the background please, I need it for my web shop", BEACH).plan
    assert [step.tool for step in found.steps] == ["find", "cutout"]


@pytest.mark.parametrize(
    ("words", "things"),
    [
        (
            "Hello, I make a book for my daughter. I need picture of girl with balloon in park, watercolor please",
            ["girl", "balloon"],
        ),
        ("cool. my son wants a green train in the mountains", ["train"]),
        ("I was thinking of a red dragon I saw in a book. Could you do that in watercolor?", ["dragon"]),
        ("We're organising a fair. Please paint a carousel", ["carousel"]),
    ],
)
def test_what_it_is_for_and_who_wants_it_is_not_painted(starter: Agent, words: str, things: list[str]) -> None:
    assert shown(starter, words) == ("generate", things)


@pytest.mark.parametrize(
    "words", ["that's great", "thanks", "I'm making a castle. Draw it", "a lovely hat", "good dog", "我做了一本书"]
)
def test_what_is_the_wish_itself_stays(words: str) -> None:
    assert bare(words) == []


def test_the_left_one_of_two_that_stand_beside_each_other(starter: Agent) -> None:
    words = "The left one is nicer. Please make it a bit larger, I'd like to print it as a postcard."
    (step,) = proposal(starter, words, *PAIR).plan.steps
    assert (step.tool, step.inputs) == ("upscale", {"source": "#1"})
    (step,) = proposal(starter, "the first one is nicer. make it brighter", *PAIR).plan.steps
    assert (step.tool, step.inputs, step.params["adjust"]) == ("enhance", {"source": "#1"}, "brighten")
    (step,) = proposal(starter, "I prefer the right one. Make it black and white", *PAIR).plan.steps
    assert (step.tool, step.inputs) == ("enhance", {"source": "#2"})


def test_the_picture_in_focus_is_meant_where_none_is_named(starter: Agent) -> None:
    red = {"subjects": [{"what": "lighthouse"}, {"what": "boat", "attributes": ["red"]}], "setting": {"text": "beach"}}
    plain = {"subjects": [{"what": "lighthouse"}, {"what": "boat"}], "setting": {"text": "beach"}}
    images = (generated("#1", plain), LedgerImage("#2", "image", "edit", ("#1",), red, width=128, height=128))
    (step,) = proposal(starter, "Now the same scene but in winter, with snow falling", *images, focus="#1").plan.steps
    assert step.inputs == {"source": "#1"}
    (step,) = proposal(starter, "make the previous one snowy", *images, focus="#2").plan.steps
    assert step.inputs == {"source": "#1"}


@pytest.mark.parametrize("words", ["what size is it now?", "how big is this picture?", "what's the resolution?"])
def test_how_large_it_is(starter: Agent, words: str) -> None:
    plan = proposal(starter, words, BEACH).plan
    assert (plan.intent, plan.about, plan.image) == (Intent.ANSWER, "recipe", "#1")


def test_what_is_liked_and_saved_is_the_pages_to_save(starter: Agent) -> None:
    plan = proposal(starter, "ok I love the daytime one the most, save that as a png please", BEACH).plan
    assert (plan.intent, plan.reason) == (Intent.DECLINE, "saving")


def test_wider_to_show_more_is_more_around_it(starter: Agent) -> None:
    (step,) = proposal(starter, "make it wider so we see more of the beach on the right", BEACH).plan.steps
    assert (step.tool, step.params["sides"]) == ("outpaint", "right")
    (step,) = proposal(starter, "make it 100 pixels wide", BEACH).plan.steps
    assert step.tool == "transform"


@pytest.mark.parametrize(
    ("words", "seed", "size"),
    [
        ("use seed 1234 and 256x144, same prompt as the first", 1234, (256, 144)),
        ("use seed 42", 42, (None, None)),
        ("用种子42再画一张", 42, (None, None)),
    ],
)
def test_a_picture_is_painted_once_more_with_a_seed(
    starter: Agent, words: str, seed: int, size: tuple[int | None, int | None]
) -> None:
    plan = proposal(starter, words, BEACH).plan
    (step,) = plan.steps
    assert (plan.seed, step.tool, step.inputs) == (seed, "generate", {})
    assert (step.params.get("width"), step.params.get("height")) == size
    assert "lighthouse" in step.params["prompt"]


def test_a_seed_said_beside_a_wish_is_none_of_its_words(starter: Agent) -> None:
    plan = proposal(starter, "a red fox, seed 7").plan
    assert (plan.seed, plan.steps[0].params["prompt"]) == (7, "a red fox")
    assert proposal(starter, "what seed did you use?", BEACH).plan.seed is None
    assert proposal(starter, "a man with a pumpkin seed").plan.seed is None


def test_room_for_words_is_left(starter: Agent) -> None:
    words = "I need a banner for our picnic: park, trees, people, wide format, and leave space at the top for text"
    (step,) = proposal(starter, words).plan.steps
    assert step.prompt
    assert step.prompt.composition
    assert (step.prompt.composition.text, step.params["aspect"]) == ("empty space at the top", "16:9")
    assert [one.what.removesuffix("s") for one in step.prompt.subjects] == ["tree", "people"]
    assert shown(starter, "an astronaut in space for my son") == ("generate", ["astronaut"])


def test_pages_follow_one_another(starter: Agent) -> None:
    first = {"subjects": [{"what": "girl"}, {"what": "balloon"}], "setting": {"text": "park"}}
    images = [generated("#1", first)]
    said = "Now second page: same girl, she is in forest with a horse, evening"
    (step,) = proposal(starter, said, *images).plan.steps
    assert step.tool == "edit"
    assert step.prompt
    assert step.prompt.setting
    assert step.prompt.time
    assert {"girl", "horse"} <= {one.what for one in step.prompt.subjects}
    assert (step.prompt.setting.text, step.prompt.time.text) == ("forest", "sunset")
    second = LedgerImage("#2", "image", "edit", ("#1",), step.prompt.wire(), width=128, height=128, words=said)
    images.append(second)
    images.append(LedgerImage("#3", "image", "edit", ("#1",), first, width=128, height=128))
    (step,) = proposal(starter, "in the page 2 can you change horse by a white horse?", *images).plan.steps
    assert (step.tool, step.inputs) == ("edit", {"source": "#2"})
    (step,) = proposal(starter, "show me both pages together", *images).plan.steps
    assert (step.tool, step.inputs) == ("combine", {"source": "#3", "reference": "#2"})
