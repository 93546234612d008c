"""What newcomers say, through the whole agent with the starter's weights: sizes, crops, questions, undo and redo."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.plans.plainly import plainly
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask, LedgerImage, Proposal
from orchestrator.domain.plan import Intent, Plan
from tests.agent.ledgers import HOUSE, NIGHT, SESSION, generated, task


def understood(agent: Agent, given: AgentTask) -> Proposal:
    """The proposal, nothing stored."""
    return agent.understand(given, {}, lambda name, result: None)


@pytest.mark.parametrize(
    ("words", "tool", "params"),
    [
        ("is there a house in it?", "find", {}),
        ("这张图里有没有船", "find", {}),
        ("what is in the picture?", "describe", {}),
        ("make it 100 pixels wide", "transform", {"width": 100}),
        ("resize it to 96x64", "transform", {"width": 96, "height": 64}),
        ("宽度改成120像素", "transform", {"width": 120}),
        ("resize it to 50%", "transform", {"percent": 50}),
        ("缩小到50%", "transform", {"percent": 50}),
        ("reduce the size by half", "transform", {"percent": 50}),
        ("reduce it by a third", "transform", {"percent": 66}),
        ("reduce it to a third", "transform", {"percent": 33}),
        ("缩小三分之一", "transform", {"percent": 66}),
        ("crop it to a square", "transform", {"crop": "square"}),
        ("裁成16:9", "transform", {"crop": "16:9"}),
        ("rotate it", "transform", {"turn": "right"}),
        ("mirror it", "transform", {"flip": "horizontal"}),
        ("逆时针旋转90度", "transform", {"turn": "left"}),
        ("亮很多", "enhance", {"adjust": "brighten", "amount": "strong"}),
    ],
)
def test_a_question_a_size_a_crop_and_how_strong(starter: Agent, words: str, tool: str, params: dict[str, Any]) -> None:
    (step,) = understood(starter, task(words, (generated(),))).plan.steps
    assert (step.tool, step.inputs["source"]) == (tool, "#1")
    assert {name: value for name, value in step.params.items() if name != "what"} == params


@pytest.mark.parametrize(("words", "side"), [("放大到1024", "width"), ("upscale it to 1024", "width")])
def test_who_names_a_size_gets_that_size_and_no_multiple(starter: Agent, words: str, side: str) -> None:
    steps = understood(starter, task(words, (generated(),))).plan.steps
    assert [step.tool for step in steps] == ["upscale", "transform"]
    assert steps[-1].params == {side: 1024}


@pytest.mark.parametrize("words", ["delete picture #1", "throw it away", "删掉第一张", "把这张图扔掉"])
def test_no_picture_is_painted_for_who_wants_one_gone(starter: Agent, words: str) -> None:
    plan = understood(starter, task(words, (generated(),))).plan
    assert (plan.intent, plan.reason) == (Intent.DECLINE, "deleting")


@pytest.mark.parametrize("words", ["change it", "edit this", "改改", "crop it", "make it smaller"])
def test_who_does_not_say_what_is_asked(starter: Agent, words: str) -> None:
    assert understood(starter, task(words, (generated(),))).plan.intent is Intent.ASK


def test_no_shape_is_made_up_and_the_answer_is_taken(starter: Agent) -> None:
    """Of "crop it" it made 16:9, and lost most of the picture."""
    words = "crop it"
    plan = understood(starter, task(words, (generated(),))).plan
    assert plan.intent is Intent.ASK
    answered = understood(starter, task("3:4", (generated(),), answers=(words, plan.question))).plan
    assert [(step.tool, step.params) for step in answered.steps] == [("transform", {"crop": "3:4"})]


@pytest.mark.parametrize(
    ("words", "image"),
    [("redo", "#3"), ("put the change back", "#3"), ("取消撤销", "#3"), ("undo", "#1"), ("撤销", "#1")],
)
def test_back_and_forth(starter: Agent, words: str, image: str) -> None:
    plan = understood(starter, task(words, SESSION[:4], focus="#2", after="#3")).plan
    assert (plan.intent, plan.image) == (Intent.SELECT, image)


@pytest.mark.parametrize("words", ["so blurry", "why is it blurry", "this is a bit blurry", "图片很模糊", "有点模糊"])
def test_who_complains_of_a_blur_gets_less_of_it(starter: Agent, words: str) -> None:
    (step,) = understood(starter, task(words, (generated(),))).plan.steps
    assert step.params["adjust"] in {"sharpen", "deblur"}


@pytest.mark.parametrize("words", ["make it blurry", "模糊一点", "blur it"])
def test_a_blur_that_is_wished_is_made(starter: Agent, words: str) -> None:
    (step,) = understood(starter, task(words, (generated(),))).plan.steps
    assert step.params["adjust"] == "blur"


@pytest.mark.parametrize("words", ["it's too big", "make it 300 dpi", "under 500 kb", "resize to 12.5%", "缩小到12.5%"])
def test_a_size_that_is_not_said_in_pixels_is_asked_for_and_not_made_up(starter: Agent, words: str) -> None:
    given = task(words, (generated(),))
    plan = understood(starter, given).plan
    assert (plan.intent, plan.question) == (Intent.ASK, said(given.language, "ask.size"))
    answered = understood(starter, task("50%", (generated(),), answers=(words, plan.question))).plan
    assert [(step.tool, step.params) for step in answered.steps] == [("transform", {"percent": 50})]
    cut = understood(starter, task("too big, crop it to a square", (generated(),))).plan
    assert [step.params for step in cut.steps] == [{"crop": "square"}]


@pytest.mark.parametrize("words", ["undo", "Undo!", "undo that", "撤销", "撤销。", "撤回"])
@pytest.mark.parametrize(("focus", "before"), [("#4", "#3"), ("#3", "#2"), ("#2", "#1"), ("#1", None)])
def test_an_undo_is_an_undo_wherever_one_stands(starter: Agent, words: str, focus: str, before: str | None) -> None:
    """On the newest and the oldest picture it was taken for talk."""
    plan = understood(starter, task(words, SESSION, focus=focus)).plan
    expected = (Intent.SELECT, before) if before else (Intent.DECLINE, None)
    assert (plan.intent, plan.image) == expected
    asked = understood(starter, task(words, SESSION, focus=focus, answers=("make it nicer", "Which one?"))).plan
    assert asked == plan, "it answers no question"


@pytest.mark.parametrize("words", ["how do i undo", "怎么undo", "don't undo it", "undo the blur", "不要撤销"])
def test_words_about_an_undo_are_none(words: str) -> None:
    assert plainly(task(words, SESSION)) is None


@pytest.mark.parametrize(
    "words", ["make #7 brighter", "#7 变亮", "把#7调亮", "put #1 and #7 side by side", "go back to #7"]
)
def test_a_picture_that_is_not_there_is_asked_about(starter: Agent, words: str) -> None:
    """It took some other one for it."""
    plan = understood(starter, task(words, SESSION)).plan
    assert (plan.intent, plan.choices) == (Intent.ASK, ("#1", "#2", "#3", "#4"))
    assert "#7" in (plan.question or "")


def test_the_picture_named_instead_is_taken(starter: Agent) -> None:
    (step,) = understood(starter, task("#2", SESSION, answers=("make #7 brighter", "Which?"))).plan.steps
    assert (step.tool, step.inputs, step.params["adjust"]) == ("enhance", {"source": "#2"}, "brighten")


@pytest.mark.parametrize(
    "words",
    [
        "paint the door #ff0000",
        "the colour #336699 please",
        "make the wall #333",
        "a car with the number #42",
        "a car with #42 on it",
        "put #42 on the car",
        "a red car, #42",
        "把#42写在车上",
        "make the wall and the door #333",
        "make #2 brighter",
        "paint m1 red",
    ],
)
def test_a_colour_and_a_number_on_a_car_are_no_pictures(words: str) -> None:
    assert plainly(task(words, SESSION)) is None
    assert plainly(task("make #1 brighter")) is None, "nor is there any to choose from"
    assert plainly(task("a rifle, m4", SESSION[:2])) is None, "nor any mask"


@pytest.mark.parametrize(
    "words",
    [
        "show me picture #333",
        "brighten image #42",
        "把图片#42调亮",
        "go back to #14",
        "upscale #99",
        "please rotate #100 10 degrees",
        "variations of #99",
        "put #1 beside #99",
        "blend #1 and #99",
        "放大#99",
        "把#99放大",
        "把#99放在#1的左边",
        "回到#99",
    ],
)
def test_what_is_called_a_picture_is_one(words: str) -> None:
    plan = plainly(task(words, SESSION))
    assert plan is not None
    assert plan.intent is Intent.ASK


@pytest.mark.parametrize("more", [{"creativity": "high"}, {"answers": ("make #7 brighter", "Which?")}])
def test_a_picture_that_is_not_there_is_asked_about_once_and_where_asking_is_wanted(more: dict[str, Any]) -> None:
    assert plainly(task("make #8 brighter", SESSION, **more)) is None
    undone = plainly(task("undo", SESSION, **more))
    assert undone == Plan(intent=Intent.SELECT, image="#3"), "no question keeps anybody from going back"


@pytest.mark.parametrize("words", ["paint m7 red", "把m7涂成红色", "#2 again, but m7 blue"])
def test_a_mask_that_is_not_there_is_asked_about(words: str) -> None:
    plan = plainly(task(words, SESSION))
    assert plan is not None
    assert (plan.intent, plan.choices) == (Intent.ASK, ("m1",))
    assert "m7" in (plan.question or "")


@pytest.mark.parametrize("words", ["redo", "Redo!", "重做。", "ctrl y"])
def test_a_redo_is_clear_among_many_pictures(starter: Agent, words: str) -> None:
    """In this session the model found #1 nearly as likely, and asked which was meant."""
    shape: dict[str, Any] = {"width": 128, "height": 128}
    session = (
        generated(),
        LedgerImage("#2", "image", "edit", ("#1",), prompt=NIGHT, **shape),
        generated("#3", {"setting": {"text": "beach"}, "time": {"text": "sunset"}}),
        LedgerImage("#4", "image", "transform", ("#1",), prompt=HOUSE, **shape),
        LedgerImage("#5", "image", "transform", ("#1",), prompt=HOUSE, **shape),
        LedgerImage("#6", "image", "upscale", ("#2",), prompt=NIGHT, **shape),
    )
    plan = understood(starter, task(words, session, focus="#2", after="#6")).plan
    assert (plan.intent, plan.image) == (Intent.SELECT, "#6")


@pytest.mark.parametrize(
    ("words", "pair"),
    [("它和第一张有什么区别", {"#1", "#4"}), ("what's different?", {"#3", "#4"})],
)
def test_two_pictures_are_compared(starter: Agent, words: str, pair: set[str]) -> None:
    plan = understood(starter, task(words, SESSION)).plan
    assert (plan.about, set(plan.images)) == ("compare", pair)


@pytest.mark.parametrize("words", ["draw a cat", "画一只猫", "paint a dog"])
def test_a_thing_to_draw_is_a_new_picture(starter: Agent, words: str) -> None:
    (step,) = understood(starter, task(words, SESSION)).plan.steps
    assert (step.tool, step.inputs) == ("generate", {})


@pytest.mark.parametrize(
    ("words", "pair", "params"),
    [
        ("combine #1 and #3", ("#1", "#3"), {}),
        ("put #1 and #3 side by side", ("#1", "#3"), {"layout": "beside"}),
        ("把第一张和第二张上下拼在一起", ("#1", "#2"), {"layout": "below"}),
        ("blend #1 and #3", ("#1", "#3"), {"layout": "blend"}),
    ],
)
def test_two_pictures_into_one(starter: Agent, words: str, pair: tuple[str, str], params: dict[str, Any]) -> None:
    (step,) = understood(starter, task(words, SESSION)).plan.steps
    assert (step.tool, step.params) == ("combine", params)
    assert (step.inputs["source"], step.inputs["reference"]) == pair
