"""What a small model's dictionary holds of some words, and what it lets stand in a plan and a prompt."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.agent.grammar.copies import english_runs, string_of, word_forms
from orchestrator.agent.grammar.gbnf import Grammar, Literal
from orchestrator.agent.grammar.offer import offer_of
from orchestrator.agent.grammar.plan import plan_grammar
from orchestrator.agent.grammar.rewrite import change_grammar, new_grammar
from orchestrator.agent.grammar.wire import read_json, read_prompt
from orchestrator.agent.language.lexicon import Lexicon, read_lexicon
from orchestrator.agent.language.words import atoms
from orchestrator.agent.reading.narrowing import narrowed
from orchestrator.domain.prompt import Prompt
from tests.agent.ledgers import BOAT, SESSION, task
from tests.agent.walk import walks

LEXICON = Lexicon(
    {
        "nouns": {
            "house": ["house", "houses", "房子"],
            "castle": ["castle", "城堡"],
            "scarf": ["scarf", "scarves", "围巾"],
            "balloon": ["balloon", "气球"],
            "hot-air balloon": ["hot-air balloon", "热气球"],
            "duck": ["duck", "ducks", "鸭子"],
        },
        "looks": {"red": ["red", "红色"], "big": ["big", "bigger", "大"], "riding": ["riding", "骑着"]},
        "counts": {"2": ["two", "2", "两"], "3": ["three", "3", "三"]},
        "places": {"on the left": ["on the left", "左边"]},
        "regions": {"lower left": ["in the lower left", "左下角"]},
        "pictures": {"1": ["the first one", "第一张"], "-1": ["the last one"], "original": ["the original", "原图"]},
        "setting": {"beach": ["on the beach", "沙滩上"], "lake": ["by the lake", "湖边"]},
        "time": {"night": ["night", "晚上"], "sunset": ["sunset", "夕阳"]},
    },
    ("the {} one", "{}那张", "the one with the {}"),
    frozenset({"holding", "two", "three"}),
)


def test_what_is_written_is_read() -> None:
    data = {"tables": {"nouns": {"dog": ["dog", "狗"]}}, "unsaid": ["holding"]}
    assert read_lexicon(json.dumps(data)) == Lexicon({"nouns": {"dog": ["dog", "狗"]}}, (), frozenset({"holding"}))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"tables":{"nouns":["dog"]}}'])
def test_what_is_no_dictionary_is_none(text: str) -> None:
    assert read_lexicon(text) is None


@pytest.mark.parametrize(
    ("words", "table", "meant"),
    [
        ("A RED HOUSE", "nouns", {"house"}),
        ("a casle by the lake", "nouns", {"castle"}),
        ("热气球在左边", "nouns", {"hot-air balloon"}),
        ("热气球和气球", "nouns", {"hot-air balloon", "balloon"}),
        ("three houses", "counts", {"3"}),
        ("第一张放大", "pictures", {"1"}),
        ("a greenhouse", "nouns", set()),
        ("two castles and a scar", "nouns", {"castle"}),
    ],
)
def test_words_are_looked_up(words: str, table: str, meant: set[str]) -> None:
    assert LEXICON.heard(words)[table] == meant


def test_chinese_that_is_in_no_word_may_be_a_name() -> None:
    names = LEXICON.heard("红色的泽啦在沙滩上").names
    assert "泽啦" in names
    assert not any(char in name for name in names for char in "红色沙滩")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Ducks", {"duck"}), ("scarves", {"scarf"}), ("bigger", {"bigger", "big"}), ("ride", {"ride", "riding"})],
)
def test_a_word_stands_in_the_form_the_dictionary_has(said: str, meant: set[str]) -> None:
    assert word_forms(said, LEXICON.heard(said)) == meant


def test_an_unknown_word_stays_as_it_is() -> None:
    assert word_forms("ZORBLAX", LEXICON.heard("a ZORBLAX")) == {"zorblax"}


@given(st.data())
def test_what_is_copied_is_a_run_of_telling_words(data: st.DataObject) -> None:
    words = "please draw two ducks holding a bowl of ramen"
    grammar, heard = Grammar({"root": Literal("")}), LEXICON.heard(words)
    grammar.rules["root"] = string_of(english_runs(grammar, atoms(words), heard, "c", names=True), {"boat"}) or Literal(
        ""
    )
    assert json.loads(data.draw(walks(grammar))) in {"duck", "bowl", "bowl of ramen", "ramen", "boat"}


@given(st.data())
def test_a_prompt_holds_nothing_that_was_not_said(data: st.DataObject) -> None:
    words = "两座红色的城堡在沙滩上"
    heard = LEXICON.heard(words)
    prompt = read_prompt(read_json(data.draw(walks(new_grammar(words, "low", empty=False, heard=heard)))), words)
    assert {subject.what for subject in prompt.subjects} <= {"castle"} | heard.names
    assert {look for subject in prompt.subjects for look in subject.attributes} <= {"red"}
    assert {subject.count for subject in prompt.subjects} <= {1, 2}
    assert prompt.setting is None or prompt.setting.text == "beach"


@given(st.data())
def test_a_patch_keeps_replaces_or_drops_each_thing_in_its_place(data: st.DataObject) -> None:
    words, before = "把房子换成城堡", Prompt.model_validate(BOAT)
    grammar = change_grammar(words, before.wire(), heard=LEXICON.heard(words))
    written = read_json(data.draw(walks(grammar)))
    kept = [subject for subject in written.get("subjects") or [] if "from" not in subject]
    there = [{"what": "house", "attributes": ["red"]}, {"what": "boat"}]
    assert kept in ([], there[:1], there[1:], there)
    assert written != {"subjects": there}, "something is done to them"


@pytest.mark.parametrize(
    ("words", "pictures"),
    [
        ("make the first one larger", {"#1"}),
        ("原图再来两张", {"#1"}),
        ("the last one and #2", {"#2", "#4"}),
        ("enlarge the sunset one", {"#1"}),
        ("晚上那张放大", {"#2", "#3", "#4"}),
        ("the one with the castle", {"#1", "#2", "#3", "#4"}),
        ("make it larger", {"#1", "#2", "#3", "#4"}),
    ],
)
def test_a_picture_named_by_its_place_is_the_one_meant(words: str, pictures: set[str]) -> None:
    given = task(words, SESSION)
    assert set(narrowed(offer_of(given, words), LEXICON.heard(words), given).pictures) == pictures


def test_a_region_and_a_number_stand_in_a_plan_only_if_they_are_said() -> None:
    def text(words: str) -> str:
        given = task(words, SESSION)
        return plan_grammar(narrowed(offer_of(given, words), LEXICON.heard(words), given)).text()

    assert "lower left" in text("左下角画一只鸭子")
    assert "region" not in text("画一只鸭子")
    assert "count" not in text("again")
    assert "count" in text("three more")
