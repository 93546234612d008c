"""Words that the small model was not taught are read as ones that it was."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.reading.untaught import in_handles, taught_words
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import SESSION, generated, task
from tools.catalog import specs

BOTH = generated("#1", {"subjects": [{"what": "dog"}, {"what": "cat"}], "setting": {"text": "park"}})
THREE = (generated("#1"), generated("#2"), generated("#3"))


def plan(agent: Agent, words: str, *images: Any) -> Plan:
    return agent.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan


@pytest.mark.parametrize("words", ["keep the dog but lose the cat", "ditch the cat", "undo the cat"])
def test_what_shall_go_is_removed(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, BOTH).steps
    assert step.tool == "edit"
    assert step.prompt
    assert [one.what for one in step.prompt.subjects] == ["dog"]


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("make it look like a page from a children's book", "illustration"),
        ("make it look like something out of a fairy tale", "fairy tale style"),
        ("make it look like a panel from a comic book", "comic book style"),
    ],
)
def test_it_looks_as_in_a_book(starter: Agent, words: str, style: str) -> None:
    (step,) = plan(starter, words, BOTH).steps
    assert step.tool == "restyle"
    assert step.prompt
    assert step.prompt.style
    assert step.prompt.style.text == style


@pytest.mark.parametrize("words", ["show me before and after side by side", "a before & after picture"])
def test_before_is_as_it_came(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, *SESSION).steps
    assert (step.tool, step.inputs) == ("combine", {"source": "#1", "reference": "#4"})


@pytest.mark.parametrize("words", ["mask the cat", "mask cat", "highlight the cat"])
def test_what_is_masked_is_found(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, BOTH).steps
    assert (step.tool, step.params["what"]) == ("find", "a cat")


def test_too_dark_is_brightened(starter: Agent) -> None:
    (step,) = plan(starter, "好看好看！就是天太暗了，亮堂一点", BOTH).steps
    assert (step.tool, step.params["adjust"]) == ("enhance", "brighten")


def test_also_one_of_those_is_added(starter: Agent) -> None:
    steps = plan(starter, "再给它旁边加一座房子，还有一朵向日葵", BOTH).steps
    assert {step.tool for step in steps} == {"edit"}
    assert steps[-1].prompt
    assert {"house", "sunflower"} <= {one.what for one in steps[-1].prompt.subjects}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("stack the first two", "stack #1 and #2"),
        ("put the last two pictures side by side", "put #2 and #3 side by side"),
        ("最后两张拼接一下", "#2和#3拼接一下"),
        ("前三张", "#1、#2和#3"),
        ("the first two dogs", "the first two dogs"),
        ("the last four", "the last four"),
        ("前两只狗", "前两只狗"),
    ],
)
def test_the_first_and_the_last_few_are_those_pictures(words: str, read: str) -> None:
    for start, end, new in reversed(in_handles(words, task(words, THREE))):
        words = words[:start] + new + words[end:]
    assert words == read


@pytest.mark.parametrize(
    ("words", "pair", "layout"),
    [
        ("stack the first two", ("#1", "#2"), "below"),
        ("one image with both please", ("#2", "#3"), "beside"),
        ("最后两张左右拼接一下", ("#2", "#3"), "beside"),
    ],
)
def test_they_are_put_together(starter: Agent, words: str, pair: tuple[str, str], layout: str) -> None:
    (step,) = plan(starter, words, *THREE).steps
    assert (step.tool, tuple(step.inputs.values()), step.params.get("layout", "beside")) == ("combine", pair, layout)


@pytest.mark.parametrize("words", ["make it 100000x100000", "resize it to 20000 wide", "把宽度改成50000像素"])
def test_more_pixels_than_there_may_be_are_asked_about(starter: Agent, words: str) -> None:
    found = plan(starter, words, *THREE)
    assert found.intent is Intent.ASK
    assert found.question
    assert "8192" in found.question


@pytest.mark.parametrize(
    "words", ["save it as a jpg please", "export the last one as a pdf", "怎么下载这张图", "导出成PSD文件"]
)
def test_a_file_is_saved_by_the_page(starter: Agent, words: str) -> None:
    found = plan(starter, words, *THREE)
    assert (found.intent, found.reason) == (Intent.DECLINE, "saving")


def test_degrees_are_no_width(starter: Agent) -> None:
    (step,) = plan(starter, "#1 rotated 180", *THREE).steps
    assert step.params == {"turn": "half"}


@pytest.mark.parametrize(
    ("words", "params"),
    [("half that size please", {"percent": 50}), ("full hd version of it", {"width": 1920, "height": 1080})],
)
def test_sizes_by_their_names(starter: Agent, words: str, params: dict[str, Any]) -> None:
    *_, step = plan(starter, words, *THREE).steps  # where it is larger, behind the upscaler
    assert (step.tool, step.params) == ("transform", params)


def test_a_width_is_no_number_of_times(starter: Agent) -> None:
    *_, step = plan(starter, "scale the picture to a width of 1280", *THREE).steps
    assert (step.tool, step.params) == ("transform", {"width": 1280})


@pytest.mark.parametrize(
    ("words", "slot"), [("rain", "weather"), ("night", "time"), ("snow", "weather"), ("fog please", "weather")]
)
def test_another_hour_or_weather_alone_is_of_the_picture_that_is_there(starter: Agent, words: str, slot: str) -> None:
    (step,) = plan(starter, words, BOTH).steps
    assert step.tool == "edit"
    assert step.patch
    assert {*step.patch} == {slot}


@pytest.mark.parametrize(
    "words",
    ["the dog should be pink, and it needs a little bird next to it", "take the second variant and give it a red hat"],
)
def test_words_about_a_wish_are_no_things(starter: Agent, words: str) -> None:
    steps = plan(starter, words, BOTH).steps
    shown = {one.what for step in steps if step.prompt for one in step.prompt.subjects}
    assert shown <= {"dog", "cat", "bird", "hat"}


@pytest.mark.parametrize("words", ["resize it to 800x800, don't stretch it", "改成800乘800,别拉变形"])
def test_how_not_to_do_it_is_no_change_of_the_picture(starter: Agent, words: str) -> None:
    assert {step.tool for step in plan(starter, words, BOTH).steps} <= {"transform", "upscale"}


def test_a_ratio_is_no_width(starter: Agent) -> None:
    steps = plan(starter, "裁成16比9,上面少留点天空", BOTH).steps
    assert all(step.params == {"crop": "16:9"} for step in steps)


def test_a_question_is_no_answer(starter: Agent) -> None:
    asked = task("种子是多少", THREE, known=specs(), answers=("裁一下", "裁成什么形状？"))
    found = starter.understand(asked, {}, lambda name, result: None).plan
    assert (found.intent, found.about) == (Intent.ANSWER, "recipe")


@pytest.mark.parametrize("words", ["pull the contrast down a little", "对比度降低一点"])
def test_less_contrast_is_not_more_of_it(starter: Agent, words: str) -> None:
    found = plan(starter, words, BOTH)
    assert (found.intent, found.reason) == (Intent.DECLINE, "lowering contrast")


def test_what_else_is_said_beside_less_contrast_is_done(starter: Agent) -> None:
    (step,) = plan(starter, "a touch brighter, and pull the contrast down a little", BOTH).steps
    assert step.params["adjust"] == "brighten"
    (step,) = plan(starter, "more contrast", BOTH).steps
    assert step.params["adjust"] == "contrast"


def test_something_in_the_sky_leaves_the_land(starter: Agent) -> None:
    (step,) = plan(starter, "add a kite in the sky", BOTH).steps
    assert step.prompt
    assert step.prompt.setting
    assert step.prompt.setting.text == "park"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("a cabin w/ smoke at night", "a cabin with smoke at night"),
        ("del the one w the fox", "delete the one with the fox"),
        ("shift the boat over to the left side", "move the boat to the left side"),
    ],
)
def test_short_forms(starter: Agent, words: str, read: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon
    for start, end, new in reversed(taught_words(words, task(words, THREE), lexicon)):
        words = words[:start] + new + words[end:]
    assert words == read


@pytest.mark.parametrize("words", ["seed?", "what was the seed?", "What did I ask for first, I've forgotten"])
def test_how_it_was_made_is_told(starter: Agent, words: str) -> None:
    found = plan(starter, words, BOTH)
    assert (found.intent, found.about, found.image) == (Intent.ANSWER, "recipe", "#1")


@pytest.mark.parametrize("words", ["cut it square for profile picture", "crop this square"])
def test_square_is_a_cut(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words, BOTH).steps
    assert (step.tool, step.params) == ("transform", {"crop": "square"})


def test_a_background_that_is_wanted_blurry_is_blurred(starter: Agent) -> None:
    found = plan(starter, "background i want blurry, only the cat sharp", BOTH)
    assert [step.tool for step in found.steps] == ["find", "enhance"]
    assert found.steps[-1].params["adjust"] == "blur"


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("画一个打红伞的女人", {("umbrella", "red"), ("woman", "")}),
        ("一个戴红帽子的女孩", {("hat", "red"), ("girl", "")}),
        ("抱着猫的女孩", {("cat", ""), ("girl", "")}),
    ],
)
def test_the_colour_of_what_somebody_has_is_its_own(starter: Agent, words: str, things: set[tuple[str, str]]) -> None:
    (step,) = plan(starter, words).steps
    assert step.prompt
    assert {(one.what, " ".join(one.attributes)) for one in step.prompt.subjects} == things


@pytest.mark.parametrize("words", ["把抱着猫的女孩去掉", "画一个跑步的女人", "背光的人"])
def test_who_is_there_or_has_nothing_is_read_as_typed(starter: Agent, words: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    assert taught_words(words, task(words), lexicon) == []


@pytest.mark.parametrize(
    ("words", "prompt"),
    [
        ("狗再往左一点", "a dog on the left, a cat, park"),
        ("猫放右边一点", "a dog, a cat on the right, park"),
    ],
)
def test_what_goes_to_a_side_is_moved(starter: Agent, words: str, prompt: str) -> None:
    (step,) = plan(starter, words, BOTH).steps
    assert (step.tool, step.params["prompt"]) == ("edit", prompt)


def test_room_at_a_side_is_still_room(starter: Agent) -> None:
    (step,) = plan(starter, "画面往左扩一点", BOTH).steps
    assert (step.tool, step.params["sides"]) == ("outpaint", "left")
