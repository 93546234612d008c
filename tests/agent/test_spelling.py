"""Slips are put right before the model reads, and stand as they were typed in what is copied from the words."""

import tracemalloc

import pytest

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.spelling import spelled

NOUNS = {
    name: [name, f"{name}s"]
    for name in (
        "dog",
        "horse",
        "desert",
        "snowfield",
        "giraffe",
        "boat",
        "planet",
        "penguin",
        "table",
        "beacon",
        "bread",
        "horn",
        "star",
    )
}
LEXICON = Lexicon({"nouns": NOUNS, "time": {"night": ["night"]}}, spoken=frozenset({"plant", "paint", "over"}))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a dgo on a snowfeild at nigth", "a dog on a snowfield at night"),
        ("two pengiuns in teh desret", "two penguins in the desert"),
        ("a dessert, two desserts on teh table", "a dessert, two desserts on the table"),
        ("boars and moats", "boars and moats"),
        ("A girafe", "A giraffe"),
        ("A HOSRE", "A HORSE"),
        ("paint a plant", "paint a plant"),
        ("a boar and a bat", "a boar and a bat"),
        ("draw Hosre and a hosre", "draw Hosre and a horse"),
        ("make #12 nihgt", "make #12 night"),
        ("画一只dog", "画一只dog"),
        ("a tablet, bacon and beads", "a tablet, bacon and beads"),
        ("a nose in the stairs", "a nose in the stairs"),
    ],
)
def test_slips_are_put_right_and_nothing_else(typed: str, read: str) -> None:
    assert spelled(typed, LEXICON).text == read


def test_copies_keep_the_spelling_of_the_person() -> None:
    found = spelled("a dgo at nigth", LEXICON)
    data = {"steps": [{"words": "a dog at night", "prompt": {"subjects": [{"what": "dog", "from": "a dog"}]}}]}
    assert found.unspelled(data) == {
        "steps": [{"words": "a dgo at nigth", "prompt": {"subjects": [{"what": "dog", "from": "a dgo"}]}}]
    }


def test_chinese_punctuation_is_read_plain_and_copied_as_it_was_typed() -> None:
    found = spelled("一只狗，dgo；夜晚", LEXICON)
    assert found.text == "一只狗,dog;夜晚"
    assert found.unspelled([{"from": "狗,dog;夜"}, {"text": "a,b"}]) == [{"from": "狗，dgo；夜"}, {"text": "a,b"}]


def test_a_copy_is_found_where_it_stands() -> None:
    found = spelled("a boat，a\nhosre or a dog, A BAOT", LEXICON)
    assert found.text == "a boat,a horse or a dog, A BOAT"
    assert [found.as_typed(one) for one in ("or", "a horse or", "a boat,a")] == ["or", "a hosre or", "a boat，a"]
    assert found.as_typed(f"make it warm ({found.text})") == "make it warm (a boat，a hosre or a dog, A BAOT)"
    assert found.as_typed("what somebody else said") == "what somebody else said"
    assert spelled("A HOSRE，AT NIGTH", LEXICON).as_typed("a horse,at") == "A HOSRE，AT", "it was read in small letters"


def test_a_model_that_names_no_words_of_its_own_is_given_what_was_typed() -> None:
    assert spelled("a dgo", Lexicon({"nouns": NOUNS})).text == "a dgo"


def test_what_is_read_otherwise_still_is_copied_as_it_was_typed() -> None:
    slipped = spelled("a dgo, make it rde using that mask", Lexicon({"nouns": NOUNS}, spoken=frozenset({"make"})))
    assert slipped.text == "a dog, make it rde using that mask"
    found = slipped.edited([(12, 14, "the boat"), (18, 34, "")])
    assert found.text == "a dog, make the boat rde"
    assert [found.as_typed(one) for one in ("a dog", "the boat rde", "make the boat")] == ["a dgo", "it rde", "make it"]
    assert found.edited([(2, 5, "cat")]).as_typed("a cat") == "a dgo"


def test_what_is_near_an_endless_word_is_not_gone_through() -> None:
    tracemalloc.start()
    try:
        assert spelled("a" * 4000, LEXICON).text == "a" * 4000
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
