"""Words that shall be read in a picture, letter by letter, and a new picture without a background."""

from time import monotonic
from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.answering.vocabulary import unknown
from orchestrator.agent.plans.clearing import GROUND
from orchestrator.agent.reading.lettering import CHINESE, ENGLISH, lettered, relettering
from orchestrator.agent.replies import said
from orchestrator.agent.task import LedgerImage, Proposal
from orchestrator.domain.language import spoken
from orchestrator.domain.prompt import Phrase, Prompt
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated(prompt={"subjects": [{"what": "house"}], "time": {"text": "sunset"}})


def proposal(agent: Agent, words: str, *images: Any) -> Proposal:
    return agent.understand(task(words, images, known=specs(), creativity="low"), {}, lambda name, result: None)


@pytest.mark.parametrize(
    ("words", "letters", "rest"),
    [
        ('a poster with a bear and the words "HELLO"', "HELLO", "a poster with a bear"),
        ('a red house, with the title "My Home" at the top', "My Home", "a red house"),
        ("a shop sign that says “open”, city street", "open", "a shop sign, city street"),
        ('call it "LAKESIDE FEST"', "LAKESIDE FEST", ""),
        ('put the title "Lily\'s Day" on top', "“Lily's Day” on top", ""),
        ("a poster with the words 'Open' on it, a dog", "Open", "a poster, a dog"),
        ("write SUMMER PICNIC at the top in white, big letters", "“SUMMER PICNIC” in white big letters at the top", ""),
        ('add a second line underneath saying "12 July" in smaller letters', "12 July", ""),
        (
            "a version with the word SALE in red in the top right corner",
            "“SALE” in red letters in the top right",
            "a version",
        ),
        ("write happy birthday at the top", "“happy birthday” at the top", ""),
        ("add the text Summer Nights in white at the bottom", "“Summer Nights” in white letters at the bottom", ""),
        ('右下角加上"新品上市"四个字', "“新品上市” in the lower right corner", ""),
        ("一张海报，一只熊，写着“你好”", "你好", "一张海报，一只熊"),
        ("一张海报，一只熊，标题是“夏夜之声”", "夏夜之声", "一张海报，一只熊"),
        ("写上标题「秋日漫步」,白色", "“秋日漫步” in white letters", ""),
        ('写上"秋日"两个字,白色,放在顶部', "“秋日” in white letters at the top", ""),
        ("在右下角用红字写上“2024”", "“2024” in red letters in the lower right corner", ""),
        ("画一块木牌,上面写着欢迎光临", "欢迎光临", "画一块木牌,上面"),
    ],
)
def test_what_is_in_quotes_behind_a_word_for_it_is_lettering(words: str, letters: str, rest: str) -> None:
    found, ((start, end, _),) = lettered(words)
    assert found
    assert letters in found.text
    assert words[:start] + words[end:] == rest


@pytest.mark.parametrize(
    "words",
    [
        'a "modern" house',
        "a house in the style of 'Monet'",
        "一座“现代”房子",
        "draw a title",
        "写上标题",
        "写着诗的纸",
        "the words on the sign at the top",
        "write a story at the top",
        "make the letters red",
        "write my name at the top",
        "put the text in the middle",
    ],
)
def test_other_quotes_are_none(words: str) -> None:
    assert lettered(words) == (None, [])


@pytest.mark.parametrize(
    ("words", "tools"),
    [
        ('write "Happy Birthday" at the top', ["edit"]),
        ("can you make a version with the word SALE in red", ["edit"]),
        ('make it brighter and write "Happy Birthday" at the top', ["enhance", "edit"]),
    ],
)
def test_a_photograph_is_written_into(starter: Agent, words: str, tools: list[str]) -> None:
    steps = proposal(starter, words, LedgerImage("#1", "upload", width=128, height=128)).plan.steps
    assert [step.tool for step in steps] == tools
    assert steps[-1].prompt
    assert steps[-1].prompt.lettering
    assert steps[-1].params["prompt"] == steps[-1].prompt.lettering.text


def test_a_new_picture_carries_them(starter: Agent) -> None:
    found = proposal(starter, 'a castle at sunset with the words "GOOD NIGHT" on top')
    (step,) = found.plan.steps
    assert step.prompt
    assert step.prompt.lettering
    assert step.prompt.lettering.text == "the words “GOOD NIGHT” on top"
    assert step.params["prompt"] == "a castle, sunset, the words “GOOD NIGHT” on top"
    assert unknown([step.prompt], {"subjects": ["castle"]}) == [("the words “GOOD NIGHT” on top", None)]


@pytest.mark.parametrize("words", ['add the title "SUMMER NIGHT"', 'write "SUMMER NIGHT" on it', "加上标题“夏夜之声”"])
def test_they_are_written_into_a_picture_and_nothing_else_changes(starter: Agent, words: str) -> None:
    (step,) = proposal(starter, words, HOUSE).plan.steps
    assert (step.tool, step.words) == ("edit", words)
    assert step.patch
    assert {*step.patch} == {"lettering"}


def test_what_else_is_said_is_changed_too(starter: Agent) -> None:
    (step,) = proposal(starter, 'make it night and add the text "GOOD NIGHT" at the bottom', HOUSE).plan.steps
    assert step.patch
    assert {*step.patch} == {"time", "lettering"}


@pytest.mark.parametrize("words", ["加一行字“你好”,然后调亮一点", 'brighten it and write "HELLO" at the top'])
def test_beside_an_adjustment_they_are_written_behind_it(starter: Agent, words: str) -> None:
    adjusted, written = proposal(starter, words, HOUSE).plan.steps
    assert (adjusted.tool, written.tool, written.inputs) == ("enhance", "edit", {"source": "@1"})
    assert {*(written.patch or {})} == {"lettering"}


@pytest.mark.parametrize("words", ["给每张下面写上名字", "add a title", "write some text at the top"])
def test_which_words_is_asked(starter: Agent, words: str) -> None:
    assert proposal(starter, words, HOUSE).plan.question == said(spoken(words), "ask.letters")


def test_another_wish_is_no_answer(starter: Agent) -> None:
    asked = ("给每张下面写上名字", said("zh", "ask.letters"))
    pictures = tuple(generated(f"#{at}") for at in range(1, 5))
    words = task("拼成一张大图,两行两列", pictures, known=specs(), creativity="low", answers=asked)
    steps = starter.understand(words, {}, lambda name, result: None).plan.steps
    assert [step.params["layout"] for step in steps] == ["beside", "beside", "below"]


def test_the_answer_is_written(starter: Agent) -> None:
    asked = ("写上标题", said("zh", "ask.letters"))
    words = task("秋日漫步", (HOUSE,), known=specs(), creativity="low", answers=asked)
    (step,) = starter.understand(words, {}, lambda name, result: None).plan.steps
    assert step.patch == {"lettering": {"text": "the words “秋日漫步”", "from": "秋日漫步"}}


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("a cat with a transparent background", "a cat"),
        ("a castle, no background", "a castle"),
        ("一只小狗贴纸，透明背景", "a dog"),
    ],
)
def test_a_new_picture_without_a_background_is_cut_out(starter: Agent, words: str, what: str) -> None:
    painted, found, cut = proposal(starter, words).plan.steps
    assert (painted.tool, found.tool, cut.tool) == ("generate", "find", "cutout")
    assert "background" not in painted.params["prompt"]
    assert (found.inputs, found.params["what"]) == ({"source": "@1"}, what)
    assert cut.inputs == {"source": "@1", "mask": "@2"}


def test_its_size_is_that_of_what_is_cut_out(starter: Agent) -> None:
    steps = proposal(starter, "pixel art mushroom, transparent background, 64x64").plan.steps
    assert [step.tool for step in steps] == ["generate", "find", "cutout", "transform"]
    assert (steps[-1].inputs, steps[-1].params) == ({"source": "@3"}, {"width": 64, "height": 64, "fit": "within"})


@pytest.mark.parametrize("pattern", [ENGLISH, CHINESE, GROUND])
def test_long_words_are_read_at_once(pattern: Any) -> None:
    before = monotonic()
    for words in ("and with that the words " * 400, '"' * 4000, "写上，写着，" * 700, "with a transparent " * 400):
        pattern.search(words)
    assert monotonic() - before < 2


def test_capitals_of_words_that_shout_are_no_lettering() -> None:
    assert lettered("WRITE ME A HOUSE") == (None, [])
    assert lettered("write me a house in NEW YORK")[0] is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the letters are too big, and make them dark green", "the words “HI” in small dark green letters at the top"),
        ("make the text smaller", "the words “HI” in small white letters at the top"),
        ("make the text smaller and the house red", None),
        ("the title should be longer", None),
    ],
)
def test_lettering_is_written_otherwise(words: str, text: str | None) -> None:
    told = Prompt(lettering=Phrase(text="the words “HI” in white big letters at the top"))
    patch = relettering(words, told)
    assert (patch and patch["lettering"]["text"]) == text
