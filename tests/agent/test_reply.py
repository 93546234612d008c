"""Replies are composed of facts, in both languages, and say what went wrong and what was not understood."""

import re

import pytest

from orchestrator.agent.answering.answers import tool_name
from orchestrator.agent.answering.reply import reply
from orchestrator.agent.replies import _sentences, said
from orchestrator.agent.task import JobFact, MadeFact, ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt, render
from orchestrator.domain.rewrite import rewrite_of
from tools.catalog import specs
from web.pages.texts import texts

HOUSE = Prompt.model_validate({"subjects": [{"what": "dragon", "attributes": ["purple"], "from": "一条紫色的龙"}]})
VOCABULARY = {"subjects": ["house", "castle", "palm tree", "person"], "settings": ["lake"], "times": ["night"]}
MAKE = Plan(intent=Intent.MAKE, steps=(Step(tool="generate", params={"prompt": "a purple dragon"}, prompt=HOUSE),))
MADE = JobFact("generate", "succeeded", ("#1",), {}, {"prompt": "a purple dragon"})


def task(language: Language, plan: Plan, **more: object) -> ReplyTask:
    """A finished turn."""
    return ReplyTask(language, plan, tools=specs(), **more)  # type: ignore[arg-type]  # keyword tests


def test_both_languages_have_the_same_sentences() -> None:
    def names(table: object, head: str = "") -> set[str]:
        return {head} if isinstance(table, str) else {n for k, v in table.items() for n in names(v, f"{head}.{k}")}  # type: ignore[attr-defined]  # tables

    free = (
        ".tools.",
        ".looks.",
        ".places.",
        ".decline.reasons.",
    )  # Chinese names of tools: orchestrator/locale/names.zh.json
    english, chinese = ({n for n in names(_sentences(code)) if not n.startswith(free)} for code in ("en", "zh"))
    assert english == chinese


@pytest.mark.parametrize(("language", "words"), [("en", "dragon"), ("zh", "龙")])
def test_an_honest_word_about_what_the_model_never_saw(language: Language, words: str) -> None:
    rewrite = rewrite_of(HOUSE, "一条紫色的龙 with marzipan")
    answer = reply(task(language, MAKE, jobs=(MADE,), rewrite=rewrite, vocabulary=VOCABULARY, model="starter-paint"))
    assert "#1" in answer.text
    assert words in answer.text
    assert "starter-paint" in answer.text
    assert "marzipan" in answer.text
    assert answer.focus == "#1"


def test_nothing_is_said_about_a_model_without_a_vocabulary_or_a_thing_it_knows() -> None:
    assert "trained" not in reply(task("en", MAKE, jobs=(MADE,), rewrite=rewrite_of(HOUSE, "a"), vocabulary={})).text
    known = Prompt.model_validate(
        {"subjects": [{"what": "people"}, {"what": "Palm trees"}, {"what": "little castles"}]}
    )
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="generate", params={"prompt": "x"}, prompt=known),))
    answer = reply(task("en", plan, jobs=(MADE,), rewrite=rewrite_of(known, "x"), vocabulary=VOCABULARY))
    assert "trained" not in answer.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_failed_job_reads_as_failed(language: Language) -> None:
    jobs = (JobFact("generate", "failed", error="the disk is full"), JobFact("upscale", "cancelled"))
    answer = reply(task(language, MAKE, jobs=jobs))
    assert "the disk is full" in answer.text
    assert tool_name(language, "upscale") in answer.text
    assert said(language, "make.try") in answer.text
    assert answer.focus is None


def test_why_a_job_failed_is_said_in_chinese() -> None:
    """The worker's sentence is English, whatever is spoken."""
    why = "The picture is already so, at 64 x 48 pixels: nothing would change."
    failed = JobFact("transform", "failed", error=why)
    assert why in reply(task("en", MAKE, jobs=(failed,))).text
    assert "图片已经是这样（64 x 48 像素），不会有任何变化。" in reply(task("zh", MAKE, jobs=(failed,))).text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "tool", ["generate", "edit", "inpaint", "outpaint", "restyle", "upscale", "enhance", "transform", "a-new-tool"]
)
@pytest.mark.parametrize("source", [None, "#1"])
def test_every_result_names_its_picture(language: Language, tool: str, source: str | None) -> None:
    inputs = {"source": source} if source else {}
    made = JobFact(tool, "succeeded", ("#2",), inputs, {"adjust": "warmer"}, size=(64, 64))  # type: ignore[arg-type]  # roles
    answer = reply(task(language, MAKE, jobs=(made,)))
    assert "#2" in answer.text
    assert source is None or source in answer.text
    assert "{" not in answer.text


@pytest.mark.parametrize(
    ("language", "strong", "little"), [("en", "black and white", "softer"), ("zh", "黑白", "减弱色彩")]
)
def test_without_any_colour_is_black_and_white(language: Language, strong: str, little: str) -> None:
    def told(amount: str) -> str:
        params = {"adjust": "desaturate", "amount": amount}
        return reply(
            task(language, MAKE, jobs=(JobFact("enhance", "succeeded", ("#2",), {"source": "#1"}, params),))
        ).text

    assert strong in told("strong")
    assert strong not in told("little")
    assert little in told("little")


@pytest.mark.parametrize(("language", "said"), [("en", "12 % of it changed"), ("zh", "改动了 12% 的画面")])
def test_what_a_tool_measured_is_told_where_there_are_words(language: Language, said: str) -> None:
    facts = {"changed": 0.123, "painted_at": [256, 256], "colour_moved": 3.5}
    made = JobFact("edit", "succeeded", ("#2",), {"source": "#1"}, {"prompt": "night"}, facts=facts)
    answer = reply(task(language, MAKE, jobs=(made,)))
    assert said in answer.text
    assert "3.5" not in answer.text


RECIPE = (
    MadeFact("#4", "upscale", {"source": "#3"}, {"scale": 2}, model="starter-upscale", width=256, height=256),
    MadeFact("#3", "inpaint", {"source": "#2", "mask": "m1"}, {"prompt": "a boat"}, "put a boat there"),
    MadeFact("#2", "edit", {"source": "#1"}, {}, "make it night", seed=7),
    MadeFact("#1", "generate", {}, {"prompt": "a red house"}, "a red house by a lake", seed=7, model="starter-paint"),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_recipe_is_told_back_to_its_beginning(language: Language) -> None:
    answer = reply(task(language, Plan(intent=Intent.ANSWER, about="recipe", image="#4"), recipe=RECIPE)).text
    positions = [answer.index(word) for word in ("#4", "put a boat there", "make it night", "a red house by a lake")]
    assert positions == sorted(positions)
    assert "starter-paint" in answer
    assert "7" in answer


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("en", "which prompt did you use for this last one?", True),
        ("zh", "最后这张的提示词是什么？", True),
        ("en", "how was this made?", False),
    ],
)
def test_a_prompt_that_is_asked_for_is_told(language: Language, words: str, told: bool) -> None:
    plan = Plan(intent=Intent.ANSWER, about="recipe", image="#4")
    first = reply(task(language, plan, recipe=RECIPE, text=words)).text.splitlines()[0]
    assert ("“a boat”" in first and "#3" in first) == told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_other_answers(language: Language) -> None:
    for about in ("history", "abilities", "other", "recipe"):
        assert reply(task(language, Plan(intent=Intent.ANSWER, about=about))).text
    history = reply(task(language, Plan(intent=Intent.ANSWER, about="history"), history=RECIPE[::-1])).text
    assert all(handle in history for handle in ("#1", "#2", "#3", "#4"))
    select = reply(task(language, Plan(intent=Intent.SELECT, image="#2")))
    assert ("#2" in select.text, select.focus) == (True, "#2")
    ask = reply(task(language, Plan(intent=Intent.ASK, question="Which one?", choices=("#1", "#2"))))
    assert "Which one?" in ask.text
    assert "#2" in ask.text
    assert reply(task(language, Plan(intent=Intent.DECLINE, reason="video"))).text
    assert "视频" in reply(task("zh", Plan(intent=Intent.DECLINE, reason="video"))).text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tools_are_called_what_the_page_calls_them(language: Language) -> None:
    page = texts(language)
    answer = reply(task(language, Plan(intent=Intent.ANSWER, about="abilities")))
    for tool in specs():
        assert tool_name(language, tool) == page[f"tool.{tool}"]
        assert page[f"tool.{tool}"] in answer.text


def test_a_chinese_answer_says_the_persons_own_words() -> None:
    beach = Prompt.model_validate(
        {"setting": {"text": "beach", "from": "海滩"}, "time": {"text": "sunset", "from": "夕阳下"}}
        | {"weather": {"text": "snow"}}
    )
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="generate", params={"prompt": render(beach)}, prompt=beach),))
    made = JobFact("generate", "succeeded", ("#1",), {}, {"prompt": render(beach)})
    text = reply(task("zh", plan, jobs=(made,))).text
    assert not re.search("[A-Za-z]", text)
    assert all(words in text for words in ("海滩", "夕阳下", "雪"))


def test_chinese_sentences_have_chinese_punctuation() -> None:
    def texts(table: object) -> list[str]:
        return [table] if isinstance(table, str) else [t for part in table.values() for t in texts(part)]  # type: ignore[attr-defined]  # tables

    assert not [text for text in texts(_sentences("zh")) if re.search(r"[:,;?!()]", text)]


def test_no_sentence_ends_twice() -> None:
    vocabulary = {"subjects": ["house", "castle", "boat", "car", "train", "tree", "dog", "cat", "bird", "fish"]}
    rewrite = rewrite_of(HOUSE, "一条紫色的龙")
    answer = reply(task("en", MAKE, jobs=(MADE,), rewrite=rewrite, vocabulary=vocabulary)).text
    assert answer.endswith("best.")
    assert not re.search(r"[.…]\s*[.…]", answer)


@pytest.mark.parametrize(("language", "word"), [("en", "enlarge"), ("zh", "放大")])
def test_a_picture_that_came_out_smaller_is_said_to_be(language: Language, word: str) -> None:
    made = JobFact("edit", "succeeded", ("#2",), {"source": "#1"}, {"prompt": "x"}, size=(160, 112), was=(1200, 800))
    answer = reply(task(language, MAKE, jobs=(made,))).text
    assert "160 × 112" in answer
    assert "1200 × 800" in answer
    assert word in answer
    same = JobFact("edit", "succeeded", ("#2",), {"source": "#1"}, {"prompt": "x"}, size=(512, 512), was=(512, 512))
    assert word not in reply(task(language, MAKE, jobs=(same,))).text
    asked = JobFact("transform", "succeeded", ("#2",), {"source": "#1"}, {"width": 64}, size=(64, 64), was=(512, 512))
    assert word not in reply(task(language, MAKE, jobs=(asked,))).text, "it was asked for"


def test_what_was_done_to_the_shape_is_told_in_order() -> None:
    params = {"crop": "square", "turn": "left", "flip": "vertical", "degrees": 2.0, "width": 64, "height": 64}
    made = JobFact("transform", "succeeded", ("#2",), {"source": "#1"}, params, size=(64, 64), was=(512, 300))
    english = reply(task("en", MAKE, jobs=(made,))).text
    parts = "cropped to a square, turned to the left, mirrored top to bottom, straightened, resized"
    assert f"#2 is #1, {parts} (64 × 64)." in english
    assert "裁成正方形、向左转、上下翻转、拉直、缩放" in reply(task("zh", MAKE, jobs=(made,))).text


@pytest.mark.parametrize(
    ("language", "layout", "said"),
    [
        ("en", "beside", "#3 is #1 with #2 beside it (64 × 32)."),
        ("en", "blend", "#3 is #1 with #2 blended into it (64 × 32)."),
        ("zh", "below", "#3 是 #1 与 #2 上下排列的结果（64 × 32）。"),
    ],
)
def test_both_pictures_are_named_where_two_became_one(language: Language, layout: str, said: str) -> None:
    made = JobFact(
        "combine", "succeeded", ("#3",), {"source": "#1", "reference": "#2"}, {"layout": layout}, size=(64, 32)
    )
    assert said in reply(task(language, MAKE, jobs=(made,))).text


@pytest.mark.parametrize("tool", ["describe", "find", "judge"])
def test_a_wish_for_a_tool_without_a_model_is_declined_by_what_is_missing(tool: str) -> None:
    few = {name: spec for name, spec in specs().items() if name != tool}
    plan = Plan(intent=Intent.DECLINE, reason=tool)
    answer = reply(ReplyTask("en", plan, tools=few)).text
    assert answer.startswith("No model here can")


def test_a_chinese_answer_names_in_chinese_what_the_machine_or_an_english_session_said() -> None:
    house = {"what": "house", "attributes": ["red"], "count": 2, "where": "on the left"}
    shown = {"subjects": [house, {"what": "fox", "attributes": ["running"]}], "light": {"text": "soft light"}}
    prompt = Prompt.model_validate(shown | {"setting": {"text": "lake"}})
    plan = Plan(intent=Intent.MAKE, steps=(Step(tool="generate", params={"prompt": render(prompt)}, prompt=prompt),))
    made = JobFact("generate", "succeeded", ("#1",), {}, {"prompt": render(prompt)})
    names = {"fox": "小狐狸", "running": "奔跑", "soft light": "柔光"}
    text = reply(task("zh", plan, jobs=(made,), names=names)).text
    assert "左边的2 个红色的房子" in text
    assert "奔跑的狐狸" in text, "the house's own names before the model's"
    fact = MadeFact("#1", "generate", {}, {}, text=render(prompt), prompt=shown)
    history = reply(task("zh", Plan(intent=Intent.ANSWER, about="history"), history=(fact,), names=names)).text
    assert "柔光" in history
    assert not re.search("[A-Za-z]", text + history)


def test_what_the_model_never_saw_is_said_once_and_not_of_every_later_change() -> None:
    night = Prompt.model_validate({**HOUSE.wire(), "time": {"text": "night", "from": "night"}})
    step = Step(tool="edit", inputs={"source": "#1"}, params={"prompt": "a purple dragon, night"}, prompt=night)
    made = JobFact("edit", "succeeded", ("#2",), {"source": "#1"}, {"prompt": "a purple dragon, night"})
    more = {"jobs": (made,), "rewrite": rewrite_of(night, "night"), "vocabulary": VOCABULARY}
    plan = Plan(intent=Intent.MAKE, steps=(step,))
    assert "trained" in reply(task("en", plan, **more)).text
    first = MadeFact("#1", "generate", text="a purple dragon", prompt=HOUSE.wire())
    assert "trained" not in reply(task("en", plan, history=(first,), **more)).text


def test_a_chinese_reply_to_a_change_names_what_is_there_and_not_what_was_asked() -> None:
    dog = Prompt.model_validate({"subjects": [{"what": "dog", "attributes": ["black"], "from": "狗改成黑色的"}]})
    params = {"prompt": render(dog)}
    step = Step(tool="edit", inputs={"source": "#1"}, params=params, prompt=dog)
    made = JobFact("edit", "succeeded", ("#2",), {"source": "#1"}, params)
    fact = MadeFact("#2", "edit", {"source": "#1"}, words="第二张不错，把狗改成黑色的", prompt=dog.wire())
    changed = reply(task("zh", Plan(intent=Intent.MAKE, steps=(step,)), jobs=(made,))).text
    selected = reply(task("zh", Plan(intent=Intent.SELECT, image="#2"), history=(fact,))).text
    for answer in (changed, selected):
        assert "黑色的狗" in answer
        assert "改成" not in answer


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_is_short_and_says_where_the_rest_is(language: Language) -> None:
    refusal = reply(task(language, Plan(intent=Intent.DECLINE, reason="video"))).text
    abilities = reply(task(language, Plan(intent=Intent.ANSWER, about="abilities"))).text
    assert "\n" not in refusal
    assert said(language, "decline.more") in refusal
    assert abilities.index(tool_name(language, "generate")) < abilities.index(tool_name(language, "enhance"))


def test_who_wants_a_picture_thrown_away_is_told_how_and_a_strange_reason_is_not_repeated_in_english() -> None:
    deleting = Plan(intent=Intent.DECLINE, reason="deleting")
    assert "trash" in reply(task("en", deleting)).text
    assert "回收站" in reply(task("zh", deleting)).text
    strange = reply(task("zh", Plan(intent=Intent.DECLINE, reason="some strange thing"))).text
    assert "strange" not in strange


def test_a_question_of_a_small_model_has_chinese_punctuation() -> None:
    plan = Plan(intent=Intent.ASK, question="裁成什么样?正方形、4:3,还是一半?")
    assert "裁成什么样？正方形、4:3，还是一半？" in reply(task("zh", plan)).text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("tool", [*specs(), None])
def test_every_picture_can_be_told_of_whatever_made_it(language: Language, tool: str | None) -> None:
    """A session with two pictures in one answered no question about its history."""
    inputs = {role.name: f"#{at}" for at, role in enumerate(specs()[tool].inputs if tool else (), start=1)}
    facts = (MadeFact("#8", None, text="a boat"), MadeFact("#9", tool, inputs, {"layout": "below"}, text="a house"))
    for about in ("history", "compare", "recipe"):
        plan = Plan(intent=Intent.ANSWER, about=about, images=("#8", "#9") if about == "compare" else ())
        told = reply(task(language, plan, history=facts, recipe=facts)).text
        assert "#9" in told
        assert "None" not in told
        assert tool != "combine" or ("#1" in told and "#2" in told), "both that it was made of"


def test_a_line_of_the_history_begins_with_one_handle() -> None:
    """Two handles in a row, as in "#6 #2 in another shape", read as if it were about two."""
    for tool in ("restyle", "outpaint", "upscale", "enhance", "transform", "edit", "inpaint"):
        fact = MadeFact("#6", tool, {"source": "#2"}, text="a house")
        told = reply(task("en", Plan(intent=Intent.ANSWER, about="history"), history=(fact,))).text
        assert re.search(r"#6 [a-z ]+ #2: a house", told), told
    both = MadeFact("#6", "combine", {"source": "#2", "reference": "#4"}, text="a house")
    told = reply(task("en", Plan(intent=Intent.ANSWER, about="history"), history=(both,))).text
    assert "#6 combined from #2 and #4: a house" in told


@pytest.mark.parametrize(
    ("language", "params", "said"),
    [
        ("en", {}, "#2 is cut out of #1. The rest is transparent."),
        ("en", {"backdrop": "white"}, "#2 is #1 with one colour behind the thing."),
        ("zh", {"backdrop": "white"}, "#2 是把 #1 的背景换成一种纯色的结果。"),
    ],
)
def test_what_is_behind_a_thing_cut_out_is_told(language: Language, params: dict[str, str], said: str) -> None:
    job = JobFact("cutout", "succeeded", ("#2",), {"source": "#1", "mask": "m1"}, params)
    assert reply(task(language, MAKE, jobs=(job,))).text.startswith(said)
