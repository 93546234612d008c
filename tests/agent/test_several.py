"""Answers about several pictures: two compared, those that show something, the second of those just made."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from orchestrator.agent.answering.reply import reply
from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.grammar.plan import plan_grammar
from orchestrator.agent.grammar.wire import WireError, read_plan
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.reading.narrowing import named_pictures, narrowed, showing, with_degrees
from orchestrator.agent.task import AgentTask, LedgerImage, MadeFact, ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.plan import Intent, Plan
from tools.catalog import specs

HOUSE = {"subjects": [{"what": "house", "attributes": ["red"], "from": "红房子"}], "time": {"text": "sunset"}}
NIGHT = {**HOUSE, "time": {"text": "night", "from": "夜晚"}}
SAIL = {"subjects": [{"what": "sailboat"}], "weather": {"text": "rain"}}
TRAIN = {"subjects": [{"what": "train"}]}
LEXICON = Lexicon(
    {
        "nouns": {"boat": ["boat", "boats", "船"], "house": ["house"], "train": ["train"]},
        "looks": {"red": ["red"]},
        "weather": {"rain": ["rain", "rainy"]},
        "pictures": {"2": ["the second one", "picture 2"], "1": ["the first one"]},
        "ordinals": {"2": ["the second one"], "1": ["the first one"]},
    },
    called=("the {} one",),
)


def task(*prompts: Mapping[str, object], focus: str = "#1", varied: bool = False) -> AgentTask:
    """A session of pictures; `varied`: all but the first are variations of it."""
    images = tuple(
        LedgerImage(f"#{at}", "image", "generate", ("#1",) if varied and at > 1 else (), prompt=prompt)
        for at, prompt in enumerate(prompts, start=1)
    )
    return AgentTask("words", "en", specs(), images, focus)


def facts(language: Language) -> ReplyTask:
    made = (
        MadeFact("#1", "generate", prompt=HOUSE, seed=7, width=128, height=128),
        MadeFact("#2", "edit", {"source": "#1"}, prompt=NIGHT, seed=7, width=256, height=128),
    )
    plan = Plan(intent=Intent.ANSWER, about="compare", images=("#1", "#2"))
    return ReplyTask(language, plan, history=made, apart={"identical": False, "changed": 0.42})


def test_a_comparison_says_what_both_show_and_what_each_alone() -> None:
    assert reply(facts("en")).text.split("\n") == [
        "#1 and #2 beside each other:",
        "· both show: a red house",
        "· only #1 shows: sunset",
        "· only #2 shows: night",
        "· #1: painted",
        "· #2: edit of #1",
        "· the same seed, 7",
        "· sizes 128 × 128 and 256 × 128",
        "· 42 % of their pixels differ",
    ]


def test_a_comparison_in_chinese_uses_the_persons_words() -> None:
    text = reply(facts("zh")).text
    assert "红房子" in text
    assert "只有 #1 有：日落" in text
    assert "只有 #2 有：夜晚" in text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("which pictures have a boat", ("#2",)),
        ("哪张有船", ("#2",)),
        ("is there a red house", ("#1",)),
        ("where is it rainy", ("#2",)),
        ("a boat and a house", ("#1", "#2")),
        ("any dragons", ()),
    ],
)
def test_pictures_that_show_something_are_looked_up(words: str, found: tuple[str, ...]) -> None:
    assert showing(LEXICON.heard(words), task(HOUSE, SAIL, TRAIN)) == found


def test_pictures_found_are_told_and_none_is_said() -> None:
    plan = Plan(intent=Intent.ANSWER, about="which", images=("#2",))
    told = replace(facts("en"), plan=plan)
    assert "#2 edit of #1" in reply(told).text
    assert "None" in reply(replace(told, plan=plan.model_copy(update={"images": ()}))).text


def test_just_after_variations_the_second_is_the_second_of_them() -> None:
    heard = LEXICON.heard("the second one")
    for given, meant in ((task(*[HOUSE] * 5, focus="#2", varied=True), "#3"), (task(HOUSE, SAIL, TRAIN), "#2")):
        assert named_pictures(offer_of(given, "the second one"), heard, given) == {meant}
    number = LEXICON.heard("picture 2")
    given = task(*[HOUSE] * 5, focus="#2", varied=True)
    assert named_pictures(offer_of(given, "picture 2"), number, given) == {"#2"}


def test_two_pictures_called_by_what_they_show_are_both_meant() -> None:
    given = task(HOUSE, {"subjects": [{"what": "boat"}]}, TRAIN)
    words = "the boat one and the house one"
    assert named_pictures(offer_of(given, words), LEXICON.heard(words), given) == {"#1", "#2"}


def test_what_is_compared_are_two_different_pictures_of_the_session() -> None:
    offer = offer_of(task(HOUSE, SAIL), "compare them")
    plan = read_plan({"intent": "answer", "about": "compare", "images": ["#2", "#1"]}, offer)
    assert plan.images == ("#2", "#1")
    for wrong in (["#1", "#1"], ["#1"], ["#1", "#7"]):
        with pytest.raises(WireError):
            read_plan({"intent": "answer", "about": "compare", "images": wrong}, offer)
    assert "compare" in plan_grammar(offer).text()
    assert "compare" not in plan_grammar(offer_of(task(HOUSE), "it")).text()


def test_one_named_picture_can_be_compared_with_those_that_are_not() -> None:
    offer = replace(offer_of(task(HOUSE, SAIL, TRAIN), "compare #2 with this"), pictures=("#2",))
    assert offer.paired() == ("#1", "#2", "#3")
    assert replace(offer, pictures=("#1", "#2")).paired() == ("#1", "#2")


DEGREES = Lexicon(
    {
        "nouns": {},
        "looks": {},
        "amounts": {"slight": ["a bit", "一点点"], "strong": ["a lot"]},
        "variations": {"subtle": ["subtle"], "strong": ["very different"]},
    }
)


@pytest.mark.parametrize(
    ("words", "step", "params"),
    [
        ("sharpen it a bit", {"adjust": "sharpen"}, {"adjust": "sharpen", "amount": "slight"}),
        ("sharpen it", {"adjust": "sharpen"}, {"adjust": "sharpen"}),
        ("锐化一点点", {"adjust": "sharpen"}, {"adjust": "sharpen", "amount": "slight"}),
        ("a lot or a bit", {"adjust": "sharpen"}, {"adjust": "sharpen"}),
    ],
)
def test_how_much_is_said_is_what_is_done(words: str, step: dict[str, str], params: dict[str, str]) -> None:
    given = task(HOUSE)
    offer = narrowed(offer_of(given, words), DEGREES.heard(words), given)
    written = {"intent": "make", "steps": [{"tool": "enhance", "source": "#1", **step}]}
    assert with_degrees(read_plan(written, offer), offer).steps[0].params == params


def test_nothing_takes_its_style_from_itself() -> None:
    offer = offer_of(task(HOUSE, SAIL), "in the style of it")
    with pytest.raises(WireError):
        read_plan({"intent": "make", "steps": [{"tool": "restyle", "source": "#1", "style": "#1"}]}, offer)
    assert "source-1-two-style" in plan_grammar(offer).text()
    assert "source-1-two-style" not in plan_grammar(offer_of(task(HOUSE), "it")).text()


@pytest.mark.parametrize(("about", "word"), [("hello", "Hello"), ("thanks", "welcome")])
def test_a_greeting_and_thanks_are_answered_in_kind(about: str, word: str) -> None:
    plan = Plan.model_validate({"intent": "answer", "about": about})
    assert word in reply(ReplyTask("en", plan)).text
