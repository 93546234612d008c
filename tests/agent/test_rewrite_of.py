"""Spans: what of the text is the person's, what was added, what of their words found no place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.prompt import SLOTS, Form, Prompt, revise
from orchestrator.domain.rewrite import joined, left_out, rewrite_of

NOUNS = st.sampled_from(["house", "boat", "dog", "old oak tree", "狗", "Löwe"])
SOURCES = st.none() | st.sampled_from(["a house", "the boat", "一只狗", "at night"])
PHRASES = st.fixed_dictionaries({"text": st.sampled_from(["lake", "night", "fog", "oil painting"]), "from": SOURCES})
SUBJECTS = st.fixed_dictionaries({"what": NOUNS, "count": st.integers(1, 12), "from": SOURCES})
PROMPTS = st.builds(
    lambda subjects, slots: Prompt.model_validate({"subjects": subjects, **slots}),
    st.lists(SUBJECTS, max_size=4),
    st.dictionaries(st.sampled_from(SLOTS), PHRASES),
)


def prompt(**slots: object) -> Prompt:
    """A prompt from its wire form."""
    return Prompt.model_validate(slots)


@given(PROMPTS, st.text(max_size=60), st.sampled_from(["tags", "sentence"]))
def test_spans_stand_in_the_text_in_their_order(made: Prompt, words: str, form: Form) -> None:
    rewrite = rewrite_of(made, words, form)
    rest = rewrite.text
    for span in rewrite.spans:
        if span.origin == "left_out":
            assert span.text in words
            continue
        before, found, rest = rest.partition(span.text)
        assert found
        assert before in {"", ", ", " and ", "A picture, "}
        assert (span.origin == "user") == (span.source is not None)
    assert rest in {"", "."} or not made.subjects
    assert rewrite == rewrite_of(made, words, form), "deterministic"


@given(st.text(max_size=80))
def test_words_that_are_copied_whole_leave_nothing_out(words: str) -> None:
    assert left_out(words, [words]) == []


@pytest.mark.parametrize(
    "words",
    ["I'd love a different picture of a boat", "get rid of a boat", "swap it for a boat", "画一幅图,不同的a boat"],
)
def test_words_of_asking_are_not_left_out(words: str) -> None:
    assert left_out(words, ["a boat"]) == []


def origins(rewrite_spans: object) -> dict[str, str]:
    """Text to origin."""
    return {span.text: span.origin for span in rewrite_spans}  # type: ignore[attr-defined]  # spans of any rewrite


def test_theirs_added_and_left_out() -> None:
    made = prompt(subjects=[{"what": "house", "from": "a house"}], light={"text": "golden light"})
    spans = rewrite_of(made, "please draw a house with marzipan").spans
    assert origins(spans) == {"a house": "user", "golden light": "added", "marzipan": "left_out"}


def test_chinese_words() -> None:
    made = prompt(
        subjects=[{"what": "dog", "attributes": ["running"], "from": "一只狗在草地上奔跑"}],
        setting={"text": "meadow", "from": "在草地上"},
    )
    assert origins(rewrite_of(made, "请画一只狗在草地上奔跑").spans) == {"a running dog": "user", "meadow": "user"}
    assert origins(rewrite_of(made, "一只狗在草地上奔跑,天空有彩虹").spans)["彩虹"] == "left_out"


def test_what_a_change_removed_had_its_place() -> None:
    before = prompt(subjects=[{"what": "house", "from": "a house"}, {"what": "boat", "from": "a boat"}])
    after = revise(before, {"subjects": [{"what": "house", "from": "a house"}]})
    assert origins(rewrite_of(after, "remove the boat", before=before).spans) == {"a house": "user"}
    assert origins(rewrite_of(after, "把船去掉", before=before).spans) == {"a house": "user"}


def test_an_inherited_phrase_keeps_its_origin() -> None:
    before = prompt(subjects=[{"what": "house", "from": "a house"}], time={"text": "day"})
    after = revise(before, {"weather": {"text": "snow", "from": "snow"}})
    spans = rewrite_of(after, "let it snow", before=before).spans
    assert origins(spans) == {"a house": "user", "day": "added", "snow": "user"}


@pytest.mark.parametrize(("negative", "expected"), [(True, "user"), (False, "left_out")])
def test_what_must_not_be_seen_is_told_or_left_out(negative: bool, expected: str) -> None:  # a case
    made = prompt(subjects=[{"what": "beach", "from": "a beach"}], avoid=[{"text": "people", "from": "people"}])
    spans = rewrite_of(made, "a beach without people", negative=negative).spans
    assert origins(spans)["no people" if negative else "people"] == expected


def test_places_and_numbers_in_parameters_are_no_loss() -> None:
    made = prompt(subjects=[{"what": "boat", "from": "a boat"}])
    assert origins(rewrite_of(made, "put a boat in the lower left", also=["lower left"]).spans) == {"a boat": "user"}


def test_steps_are_joined_and_what_was_left_out_comes_last() -> None:
    first = rewrite_of(prompt(subjects=[{"what": "house", "from": "a house"}]), "a house of marzipan")
    second = rewrite_of(prompt(subjects=[{"what": "boat", "from": "a boat"}]), "a boat")
    both = joined([first, second])
    assert both is not None
    assert both.text == "a house; a boat"
    assert [span.origin for span in both.spans] == ["user", "user", "left_out"]
    assert joined([]) is None


def test_what_is_left_out_of_several_steps_is_told_once() -> None:
    each = rewrite_of(prompt(subjects=[{"what": "house", "from": "a house"}]), "a house of marzipan")
    both = joined([each, each])
    assert both is not None
    assert [span.origin for span in both.spans] == ["user", "user", "left_out"]


def test_how_many_there_are_has_its_place() -> None:
    made = prompt(subjects=[{"what": "balloon", "count": 3, "from": "气球改成"}])
    assert origins(rewrite_of(made, "气球改成三个").spans) == {"three balloons": "user"}


@pytest.mark.parametrize("words", ["good morning! a dog please", "nah, a dog lol", "a dog, so we see it", "换成狗看看"])
def test_greetings_and_asides_are_no_words_left_out(words: str) -> None:
    made = prompt(subjects=[{"what": "dog", "from": "狗" if "狗" in words else "a dog"}])
    assert origins(rewrite_of(made, words).spans) == {"a dog": "user"}
