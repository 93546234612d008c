"""Expressions that the small model was not taught: formats, triptychs, gaps, a half more, one picture twice, tags."""

from dataclasses import replace
from time import monotonic
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.answering.reply import reply
from orchestrator.agent.language.sizes import parts_in
from orchestrator.agent.plans.plainly import plainly
from orchestrator.agent.reading.phrasing import SPOKEN_OF, TRIPTYCH, Asides, asides
from orchestrator.agent.task import LedgerImage, ReplyTask
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

THREE = (generated("#1"), generated("#2"), generated("#3"))


def plan(agent: Agent, words: str, images: Any = THREE, **more: Any) -> Plan:
    return agent.understand(task(words, images, known=specs(), **more), {}, lambda name, result: None).plan


def done(
    agent: Agent, words: str, images: Any = THREE, **more: Any
) -> list[tuple[str, dict[str, str], dict[str, Any]]]:
    """Tool, inputs and parameters of each step, but for what is painted; what was typed is what is quoted."""
    steps = plan(agent, words, images, **more).steps
    typed = f"{more['answers'][0]} ({words})" if "answers" in more else words
    assert all(step.words and step.words in typed for step in steps)
    return [
        (
            step.tool,
            {str(role): one for role, one in step.inputs.items()},
            {name: value for name, value in step.params.items() if name not in TEXTS},
        )
        for step in steps
    ]


TEXTS = {"prompt", "negative", "instruction"}


@pytest.mark.parametrize(
    ("words", "source", "crop"),
    [
        ("make it portrait format", "#3", "3:4"),
        ("landscape format please", "#3", "4:3"),
        ("make #2 landscape format", "#2", "4:3"),
        ("make it portrait", "#3", "3:4"),
        ("竖版", "#3", "3:4"),
        ("把#2改成横版", "#2", "4:3"),
        ("make the first picture portrait format", "#1", "3:4"),
        ("make the second one portrait format", "#2", "3:4"),
        ("把第一张改成竖版", "#1", "3:4"),
        ("把第二张改成横版", "#2", "4:3"),
        ("可以改成竖版吗？", "#3", "3:4"),
        ("can you make it landscape format?", "#3", "4:3"),
        ("把竖版改成横版", "#3", "4:3"),
        ("change it from portrait format to landscape format", "#3", "4:3"),
        ("make it landscape format, not portrait format", "#3", "4:3"),
        ("横版，不要竖版", "#3", "4:3"),
    ],
)
def test_a_format_is_a_shape_and_no_style(starter: Agent, words: str, source: str, crop: str) -> None:
    assert done(starter, words) == [("transform", {"source": source}, {"crop": crop})]


@pytest.mark.parametrize("words", ["make #1 and #3 landscape format", "把#1和#3改成横版"])
def test_of_several_named_each_is_cropped(starter: Agent, words: str) -> None:
    assert done(starter, words) == [("transform", {"source": one}, {"crop": "4:3"}) for one in ("#1", "#3")]


def test_beside_a_format_the_other_wish_stays(starter: Agent) -> None:
    """What lies beside is wide already; who goes back means the picture there."""
    beside = ("combine", {"source": "#1", "reference": "#2"}, {"layout": "beside"})
    assert done(starter, "put #1 beside #2 in landscape format") == [beside]
    crop = {"crop": "3:4"}
    assert done(starter, "go back and make it portrait format") == [("transform", {"source": "#2"}, crop)]
    first, second = done(starter, "make another one in portrait format")
    assert first[:2] == ("generate", {"source": "#3"})
    assert second == ("transform", {"source": "@1"}, crop)


@pytest.mark.parametrize("words", ["is it landscape format?", "这是横版吗？"])
def test_who_asks_for_a_format_is_told(starter: Agent, words: str) -> None:
    found = plan(starter, words)
    assert (found.intent, found.about, found.image) == (Intent.ANSWER, "recipe", "#3")


@pytest.mark.parametrize(
    "words", ["not in landscape format please", "don't make it landscape format", "不要横版", "别改成横版"]
)
def test_which_way_not_is_no_shape(starter: Agent, words: str) -> None:
    assert plan(starter, words).intent is Intent.ASK


@pytest.mark.parametrize("words", ["show me landscape", "a portrait mode photo of a dog", "is it a vertical format?"])
def test_what_is_no_format_is_left_to_the_model(starter: Agent, words: str) -> None:
    assert asides(words).format is None
    assert not any("crop" in step.params for step in plan(starter, words).steps)


@pytest.mark.parametrize("words", ["a red house in portrait format", "画一座红房子，竖版"])
@pytest.mark.parametrize("images", [(), THREE])
def test_a_new_picture_is_painted_in_its_format(starter: Agent, words: str, images: Any) -> None:
    (step,) = plan(starter, words, images).steps
    assert (step.tool, step.params["aspect"]) == ("generate", "3:4")
    assert step.prompt is not None
    assert (step.prompt.style, [one.what for one in step.prompt.subjects]) == (None, ["house"])


@pytest.mark.parametrize(
    ("words", "aspect"),
    [
        ("a dog in 4:3, watercolour", "4:3"),
        ("a dog, 16:9", "16:9"),
        ("a 9:16 picture of a castle", "9:16"),
        ("a square picture of a cat", "square"),
        ("一只狗，4:3，水彩", "4:3"),
        ("画一座城堡，1：1", "square"),
    ],
)
def test_a_format_in_numbers_is_no_number_of_pictures(starter: Agent, words: str, aspect: str) -> None:
    proposal = starter.understand(task(words, (), known=specs()), {}, lambda name, result: None)
    (step,) = proposal.plan.steps
    assert (step.tool, step.params["aspect"], step.params.get("count", 1)) == ("generate", aspect, 1)
    assert proposal.rewrite is not None
    assert not [span.text for span in proposal.rewrite.spans if span.origin == "left_out"]


def test_a_picture_is_cut_to_the_very_format(starter: Agent) -> None:
    assert done(starter, "make it 16:9") == [("transform", {"source": "#3"}, {"crop": "16:9"})]
    first, second = done(starter, "make it night, 16:9")
    assert first[:2] == ("edit", {"source": "#3"})
    assert second == ("transform", {"source": "@1"}, {"crop": "16:9"})


def test_what_is_blurred_away_is_blurred(starter: Agent) -> None:
    assert done(starter, "把图片模糊掉") == [("enhance", {"source": "#3"}, {"adjust": "blur"})]


def test_a_change_and_a_format_are_two_steps(starter: Agent) -> None:
    first, second = done(starter, "make it night in portrait format")
    assert first[:2] == ("edit", {"source": "#3"})
    assert second == ("transform", {"source": "@1"}, {"crop": "3:4"})


def test_what_has_the_format_is_not_cropped(starter: Agent) -> None:
    """It failed: such a picture is already so."""
    upright = (replace(generated(), width=60, height=80),)
    for words in ("enhance it in portrait format", "make it night in portrait format"):
        assert len(done(starter, words, upright)) == 1
    tools = [tool for tool, _, _ in done(starter, "enhance it in landscape format", upright)]
    assert tools == ["enhance", "transform"]


def test_a_format_and_a_size_are_one_step(starter: Agent) -> None:
    *_, (tool, _, params) = done(starter, "make it 600 pixels wide in portrait format")
    assert (tool, params) == ("transform", {"crop": "3:4", "width": 600})


def test_several_variations_come_in_their_sources_format(starter: Agent) -> None:
    first, (tool, inputs, params) = done(starter, "three variations of #1 in portrait format")
    assert first == ("transform", {"source": "#1"}, {"crop": "3:4"})
    assert (tool, inputs, params["count"]) == ("generate", {"source": "@1"}, 3)


def test_an_answer_leaves_what_was_said_before(starter: Agent) -> None:
    def answered(answer: str, words: str) -> Any:
        return done(starter, answer, answers=(words, "Which?"))

    joined = ("combine", {"source": "#1", "reference": "#2"}, {"layout": "beside", "gap": 20})
    assert answered("#1 and #2", "put them side by side with a gap of 20 pixels") == [joined]
    beside = answered("#1 and #2", "put them beside each other with a gap of 20 pixels")
    assert not [params for _, _, params in beside if "width" in params]
    assert answered("#2", "make it portrait format") == [("transform", {"source": "#2"}, {"crop": "3:4"})]
    assert not [tool for tool, _, _ in answered("#2", "make it night in portrait format") if tool == "restyle"]


@pytest.mark.parametrize("words", ["a portrait of a dog", "make it a landscape", "竖着的旗", "一条横幅"])
def test_a_portrait_and_a_landscape_are_no_format(words: str) -> None:
    assert asides(words).format is None


@pytest.mark.parametrize(
    "words", ["make a triptych", "a triptych of #1, #2 and #3", "做成三联画", "把#1、#2和#3做成三联画"]
)
def test_a_triptych_is_three_side_by_side(starter: Agent, words: str) -> None:
    assert done(starter, words) == [
        ("combine", {"source": "#1", "reference": "#2"}, {"layout": "beside"}),
        ("combine", {"source": "@1", "reference": "#3"}, {"layout": "beside"}),
    ]


@pytest.mark.parametrize("words", ["把这三张做成三联画，然后调亮", "make a triptych, then brighten it"])
def test_what_follows_a_triptych_is_done_to_it(starter: Agent, words: str) -> None:
    *joined, last = done(starter, words)
    assert [tool for tool, _, _ in joined] == ["combine", "combine"]
    assert last == ("enhance", {"source": "@2"}, {"adjust": "brighten"})


@pytest.mark.parametrize(
    "words", ["paint a triptych in watercolour", "画一幅三联画，春夏秋", "a diptych, autumn and winter"]
)
def test_a_triptych_of_something_is_painted(starter: Agent, words: str) -> None:
    assert plan(starter, words).steps[0].tool == "generate"


@pytest.mark.parametrize(
    ("words", "gap"),
    [
        ("put #1 beside #2 with a gap of 20 pixels", 20),
        ("#1 and #2 side by side, 30px apart", 30),
        ("把#1和#2并排，中间留20像素", 20),
        ("把#1和#2并排，间隔10像素", 10),
    ],
)
def test_a_gap_is_no_size(starter: Agent, words: str, gap: int) -> None:
    assert done(starter, words) == [
        ("combine", {"source": "#1", "reference": "#2"}, {"layout": "beside", "gap": gap}),
    ]


@pytest.mark.parametrize("words", ["put #1 beside #2 without a gap of 20 px", "put #1 beside #2 with a gap of 300 px"])
def test_a_gap_that_cannot_be_stays_in_the_words(starter: Agent, words: str) -> None:
    (step,) = plan(starter, words).steps
    assert (step.tool, step.params, step.words) == ("combine", {"layout": "beside"}, words)


def test_a_gap_is_found_where_pixels_stand_between() -> None:
    assert asides("make it 20 pixels wide") == Asides()
    assert asides("leave a space of 12 px between them").gap == 12
    assert asides("中间隔出8个像素").gap == 8
    assert asides("crop 20 pixels of space off the top").gap is None


@pytest.mark.parametrize(
    "words", [" " * 4000, "做" * 20000, "不" * 8000, "竖版" * 4000, "a gap " * 4000, "20 px " * 4000, "with a " * 4000]
)
def test_what_goes_on_and_on_is_read_at_once(words: str) -> None:
    """Four thousand blanks took 41 seconds, twenty thousand of 做 a minute."""
    began = monotonic()
    asides(words)
    assert SPOKEN_OF.search(words) is None
    assert TRIPTYCH.search(words) is None
    assert monotonic() - began < 5


@pytest.mark.parametrize(
    "words", ["put #2 beside #2", "put #2 next to itself", "把#2和它自己并排", "put the second one beside itself"]
)
def test_one_picture_twice(starter: Agent, words: str) -> None:
    assert done(starter, words) == [("combine", {"source": "#2", "reference": "#2"}, {"layout": "beside"})]


def test_itself_is_the_picture_that_is_named(starter: Agent) -> None:
    first = [("combine", {"source": "#1", "reference": "#1"}, {"layout": "beside"})]
    assert done(starter, "put the first one beside itself") == first
    varied = (generated("#1"), replace(generated("#2"), tool="edit", parents=("#1",)))
    assert done(starter, "put the original beside itself", varied) == first


@pytest.mark.parametrize(
    "words",
    [
        "把这张和我自己上传的那张并排",
        "put #2 beside #2 at night",
        "put #1 beside #1 but blurred",
        "put the previous one beside itself",
    ],
)
def test_where_more_is_said_it_is_not_only_one_picture_twice(starter: Agent, words: str) -> None:
    for step in plan(starter, words).steps:
        assert step.inputs.get("source") != step.inputs.get("reference")


@pytest.mark.parametrize(
    ("words", "width"),
    [("放大一半", 192), ("把它放大一半", 192), ("enlarge it by half", 192), ("make it a third larger", 170)],
)
def test_a_part_more_is_added_to_the_whole(starter: Agent, words: str, width: int) -> None:
    """Of 128 pixels; the upscaler makes them first."""
    assert done(starter, words) == [
        ("upscale", {"source": "#3"}, {"scale": 2}),
        ("transform", {"source": "@1"}, {"width": width}),
    ]


def test_a_part_less_is_what_is_left(starter: Agent) -> None:
    for words in ("缩小一半", "把图片缩小一半", "make it half the size"):
        assert done(starter, words) == [("transform", {"source": "#3"}, {"percent": 50})]


@pytest.mark.parametrize(
    ("words", "said", "parts"),
    [
        ("放大一半", {50, 150}, {150}),
        ("缩小一半", {50, 150}, {50}),
        ("放大三分之一", {33}, {133}),
        ("a quarter larger", {25, 75}, {125}),
        ("a quarter smaller", {25, 75}, {75}),
        ("half the size", {50, 150}, {50}),
        ("half as large again", {50, 150}, {150}),
        ("one and a half times as wide", {50, 150}, {50, 150}),
        ("enlarge the half moon", {50, 150}, {50}),
    ],
)
def test_parts_of_a_size(words: str, said: set[int], parts: set[int]) -> None:
    assert parts_in(words, said) == parts


@pytest.mark.parametrize(
    "words",
    [
        "tag it with sea",
        "tag #1 with sea and boat",
        "add the tag sea",
        "给它加个标签：海",
        "untag the picture",
        "tag it",
    ],
)
def test_who_gives_tags_is_told_how(starter: Agent, words: str) -> None:
    found = plan(starter, words)
    assert (found.intent, found.reason) == (Intent.DECLINE, "starring")
    assert "library" in reply(ReplyTask(language="en", plan=found, tools=specs())).text


@pytest.mark.parametrize(
    "words",
    [
        "put a tag on the dog",
        "给狗挂一个标签",
        "tag this wall with graffiti",
        "add a tag line",
        "add the tagline",
        "add the tag 'SALE' to the shirt",
        "给它贴上红色的标签",
        "给它加一个价格标签",
    ],
)
def test_a_tag_on_a_thing_is_none_of_the_library(words: str) -> None:
    assert plainly(task(words, THREE)) is None


@pytest.mark.parametrize(
    "words",
    [
        "nah go back to how it was b4",
        "put it back the way it was before",
        "no that's too much, go back to how it was before",
        "I liked it how it was",
        "undo the night thing, I prefered it in daylight",
        "undo the last change please",
    ],
)
def test_it_goes_back_to_how_it_was(words: str) -> None:
    night = LedgerImage("#4", "image", "edit", ("#2",), words="make it a night scene", width=128, height=128)
    found = plainly(task(words, (*THREE, night)))
    assert found
    assert (found.intent, found.image) == (Intent.SELECT, "#2")


@pytest.mark.parametrize(
    "words",
    [
        "undo the snow thing, I prefered it in daylight",
        "undo the night thing, but make it foggy",
        "make it look like it was before the war",
        "how was it before",
        "go back to the house",
    ],
)
def test_another_change_is_not_undone(words: str) -> None:
    night = LedgerImage("#4", "image", "edit", ("#2",), words="make it a night scene", width=128, height=128)
    assert plainly(task(words, (*THREE, night))) is None


@pytest.mark.parametrize(
    ("words", "shape", "size"),
    [
        ("2 red cars, city street, night, 768x512", "4:3", (768, 512)),
        ("a castle at 1920x1080 please", "16:9", (1920, 1080)),
        ("一座城堡，512x512像素", "square", (512, 512)),
    ],
)
def test_a_new_picture_comes_in_the_size_that_is_said(
    starter: Agent, words: str, shape: str, size: tuple[int, int]
) -> None:
    asked = task(words, (), known=specs(), creativity="low")
    found = starter.understand(asked, {}, lambda name, result: None)
    painted, sized = found.plan.steps
    assert (painted.tool, painted.params["aspect"], painted.params.get("count", 1)) == ("generate", shape, 1)
    assert (sized.tool, sized.params) == ("transform", {"width": size[0], "height": size[1]})
    assert found.rewrite
    assert all(span.origin != "left_out" for span in found.rewrite.spans)
