"""Several versions of one picture: a step for each of the values that stand in a row."""

from typing import Any

import pytest

from orchestrator.agent.agent import Agent
from orchestrator.agent.chat.decode import taught
from orchestrator.agent.language.spelling import spelled
from orchestrator.agent.reading.avoiding import avoided
from orchestrator.agent.reading.listed import in_full, rows
from orchestrator.agent.reading.phrasing import formats
from orchestrator.domain.plan import Plan
from tests.agent.ledgers import generated, task
from tools.catalog import specs

HOUSE = generated("#1", {"subjects": [{"what": "house", "attributes": ["red"]}], "setting": {"text": "lake"}})
DOG = generated("#2", {"subjects": [{"what": "dog", "attributes": ["black"]}], "setting": {"text": "meadow"}})


def plan(agent: Agent, words: str, images: Any = (HOUSE,)) -> Plan:
    return agent.understand(task(words, images, known=specs()), {}, lambda name, result: None).plan


def told(found: Plan, slot: str) -> list[tuple[str, str, str]]:
    """The tool of every step, its source, and what its prompt says of the slot."""
    shown = [(step, getattr(step.prompt, slot)) for step in found.steps]
    return [(step.tool, step.inputs.get("source", ""), phrase.text if phrase else "") for step, phrase in shown]


@pytest.mark.parametrize(
    ("words", "styles"),
    [
        ("give me this in watercolour, ink and pastel", ["watercolor", "ink drawing", "pastel drawing"]),
        (
            "Give me this one in watercolour, in ink and in pastel so I can choose",
            ["watercolor", "ink drawing", "pastel drawing"],
        ),
        ("a version in ink and a version in oil", ["ink drawing", "oil painting"]),
        ("do it in the style of monet, van gogh and hokusai", ["monet style", "van gogh style", "hokusai style"]),
        ("给我水彩、油画、像素画三个版本", ["watercolor", "oil painting", "pixel art"]),
        ("水彩、油画和素描各来一张", ["watercolor", "oil painting", "sketch"]),
    ],
)
def test_a_picture_is_restyled_once_for_every_style(starter: Agent, words: str, styles: list[str]) -> None:
    found = plan(starter, words)
    assert told(found, "style") == [("restyle", "#1", style) for style in styles]
    assert all(step.words and step.words in words for step in found.steps)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("#1 at sunrise, at noon and at night", ["sunrise", "day", "night"]),
        ("show me it at sunrise, noon and night", ["sunrise", "day", "night"]),
        ("one at dusk and one at night, both of #1", ["sunset", "night"]),
        ("actually, both: one at dusk and one at night", ["sunset", "night"]),
        ("what would it look like at sunrise, noon and night?", ["sunrise", "day", "night"]),
        ("分别改成早上、傍晚和夜里", ["sunrise", "sunset", "night"]),
        ("第一张早中晚各一张", ["sunrise", "day", "night"]),
    ],
)
def test_a_picture_is_shown_at_every_time(starter: Agent, words: str, times: list[str]) -> None:
    found = plan(starter, words)
    assert told(found, "time") == [("edit", "#1", time) for time in times]
    assert all(step.words and step.words in words for step in found.steps)


@pytest.mark.parametrize(
    ("words", "weather"),
    [
        ("make three of them: one in spring, one in autumn and one in winter", ["spring", "autumn", "snow"]),
        ("把第一张分别做成春天、夏天和冬天三个版本", ["spring", "summer", "snow"]),
        ("这张图春夏秋冬各来一张", ["spring", "summer", "autumn", "snow"]),
        ("make two versions, one foggy and one sunny", ["fog", "clear"]),
    ],
)
def test_a_picture_is_shown_in_every_season(starter: Agent, words: str, weather: list[str]) -> None:
    found = plan(starter, words)
    assert told(found, "weather") == [("edit", "#1", one) for one in weather]
    assert all(step.words and step.words in words for step in found.steps)


@pytest.mark.parametrize(
    ("words", "colours"),
    [
        ("make the house yellow, blue and green, one picture each", ["yellow", "blue", "green"]),
        ("把房子改成蓝色、黄色和绿色，各一张", ["blue", "yellow", "green"]),
    ],
)
def test_one_thing_takes_every_colour(starter: Agent, words: str, colours: list[str]) -> None:
    steps = plan(starter, words).steps
    assert [(step.tool, step.inputs) for step in steps] == [("edit", {"source": "#1"})] * len(colours)
    shown = [(one.what, one.attributes) for step in steps if step.prompt for one in step.prompt.subjects]
    assert shown == [("house", (colour,)) for colour in colours]


@pytest.mark.parametrize(
    ("words", "layout"),
    [
        ("show me it at sunrise, noon and night, all in one row", "beside"),
        ("#1 at sunrise, at noon and at night side by side", "beside"),
        ("#1 at sunrise, at noon and at night in one column", "below"),
        ("把第一张分别改成早上、中午和夜里，然后并排放在一起", "beside"),
    ],
)
def test_they_are_put_into_one_row(starter: Agent, words: str, layout: str) -> None:
    found = plan(starter, words).steps
    assert [(step.tool, dict(step.inputs)) for step in found] == [
        ("edit", {"source": "#1"}),
        ("edit", {"source": "#1"}),
        ("edit", {"source": "#1"}),
        ("combine", {"source": "@1", "reference": "@2"}),
        ("combine", {"source": "@4", "reference": "@3"}),
    ]
    assert [step.params["layout"] for step in found[3:]] == [layout, layout]


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("a lighthouse in spring, summer and winter, one picture each", "lighthouse"),
        ("three pictures of a lighthouse: one in spring, one in summer and one in winter", "lighthouse"),
        ("一座灯塔，春天、夏天、冬天各一张", "lighthouse"),
        ("分别画春天、夏天和冬天的灯塔", "lighthouse"),
    ],
)
def test_a_new_picture_is_painted_for_each(starter: Agent, words: str, thing: str) -> None:
    found = plan(starter, words, ())
    assert told(found, "weather") == [("generate", "", one) for one in ("spring", "summer", "snow")]
    assert [[one.what for one in step.prompt.subjects] for step in found.steps if step.prompt] == [[thing]] * 3


@pytest.mark.parametrize(
    "words",
    [
        "a red, blue and green balloon",
        "a watercolour and ink drawing of a cat",
        "a watercolour, ink and pastel drawing of a cat",
        "a street at day and night",
    ],
)
def test_a_row_that_describes_one_picture_stays_one(starter: Agent, words: str) -> None:
    assert [step.tool for step in plan(starter, words, ()).steps] == ["generate"]


@pytest.mark.parametrize(
    "words",
    [
        "make it rainy, foggy and windy",
        "make it a watercolour, ink and pastel drawing",
        "show day and night in one picture",
        "make it night and add snow",
        "add one red and one blue balloon",
        "I like it at noon and at night",
        "make it sunrise or noon",
    ],
)
def test_what_is_no_wish_for_versions_is_one_change(starter: Agent, words: str) -> None:
    assert [step.inputs for step in plan(starter, words).steps] == [{"source": "#1"}]


def test_pictures_of_their_own_are_no_versions(starter: Agent) -> None:
    found = plan(starter, "#1 in watercolour and #2 in ink", (HOUSE, DOG))
    assert [(step.tool, step.inputs) for step in found.steps] == [
        ("restyle", {"source": "#1"}),
        ("restyle", {"source": "#2"}),
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("this in watercolour, ink and oil", "this in watercolor, ink drawing and oil painting"),
        ("in monet and van gogh", "in monet style and van gogh style"),
        ("春夏秋冬各一张", "春天、夏天、秋天、冬天各一张"),
        ("an ink and oil lamp", "an ink and oil lamp"),
        ("it in ink", "it in ink"),
    ],
)
def test_what_is_said_shortly_is_read_in_full(starter: Agent, words: str, read: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    text = spelled(words, lexicon)
    assert text.edited(in_full(text.text, lexicon)).text == read


def test_one_of_a_row_is_shown_as_it_was_typed(starter: Agent) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    text = spelled("春夏秋冬", lexicon)
    read = text.edited(in_full(text.text, lexicon))
    assert [read.as_typed(season) for season in ("春天", "夏天", "秋天", "冬天")] == ["春", "夏", "秋", "冬"]


@pytest.mark.parametrize("words", ["evening, at dusk and at sunset", "at night", "at noon or at night"])
def test_what_means_the_same_or_is_a_choice_is_no_row(starter: Agent, words: str) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    assert list(rows(words, lexicon.heard(words))) == []


def test_one_by_one_says_nothing_of_what_must_not_be_seen(starter: Agent) -> None:
    lexicon = taught(starter.chat)
    assert lexicon is not None
    assert avoided("分别画春天的灯塔", lexicon, new=True) == ((), [])
    assert [one.text for one in avoided("画灯塔，别画船", lexicon, new=True)[0]] == ["boat"]
    assert formats("把它们分别做成竖版")
    assert not formats("别做成竖版")
