"""The structured prompt: patches, rendering and where words came from."""

from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.english import plural
from orchestrator.domain.prompt import Phrase, Prompt, Subject, merge_patch, render, revise

HOUSE = Prompt(
    subjects=(Subject(what="house", attributes=("red",), source="a red house"),),
    setting=Phrase(text="lake", source="by a lake"),
    time=Phrase(text="sunset", source="at sunset"),
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return value


@given(JSON)
def test_merging_a_value_into_nothing_gives_the_value_without_its_nulls(value: object) -> None:
    assert merge_patch(None, value) == without_nulls(value)


@given(JSON, JSON)
def test_merging_twice_is_merging_once(target: object, patch: object) -> None:
    once = merge_patch(target, patch)
    assert merge_patch(once, patch) == once


def test_the_cases_of_the_rfc() -> None:
    assert merge_patch({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}) == {"a": {"b": "d"}}
    assert merge_patch({"a": [{"b": "c"}]}, {"a": [1]}) == {"a": [1]}
    assert merge_patch(["c"], {"a": "b"}) == {"a": "b"}
    assert merge_patch({"e": None}, {"a": 1}) == {"e": None, "a": 1}
    assert merge_patch({}, {"a": {"bb": {"ccc": None}}}) == {"a": {"bb": {}}}


def test_a_prompt_reads_as_tags_and_as_a_sentence() -> None:
    assert render(HOUSE) == "a red house, lake, sunset"
    assert render(HOUSE, "sentence") == "A red house, lake, sunset."
    two = Prompt(subjects=(Subject(what="cat", attributes=("white",), count=2, where="on the left"),))
    assert render(two) == "two white cats on the left"


def test_a_change_keeps_the_words_of_what_it_does_not_touch() -> None:
    night = revise(HOUSE, {"time": {"text": "night", "from": "night"}})
    assert render(night) == "a red house, lake, night"
    assert night.setting == HOUSE.setting
    assert night.time == Phrase(text="night", source="night")


def test_a_new_text_without_words_does_not_inherit_the_old_words() -> None:
    assert revise(HOUSE, {"time": {"text": "night"}}).time == Phrase(text="night")
    assert revise(HOUSE, {"time": {"text": "sunset"}}).time == HOUSE.time


def test_subjects_that_stay_keep_their_words() -> None:
    patch = {"subjects": [{"what": "house", "attributes": ["red"]}, {"what": "boat", "from": "a boat"}]}
    assert [subject.source for subject in revise(HOUSE, patch).subjects] == ["a red house", "a boat"]
    assert revise(HOUSE, {"setting": None}).setting is None


def test_plurals_are_the_ones_people_write() -> None:
    words = {"white cat": "white cats", "fox": "foxes", "puppy": "puppies", "boy": "boys", "cactus": "cacti"}
    words |= {"bus": "buses", "person": "people", "boats": "boats", "glass": "glasses", "palm tree": "palm trees"}
    assert {noun: plural(noun) for noun in words} == words
    assert plural("猫") == "猫"


def test_what_is_many_already_takes_no_article() -> None:
    assert render(Prompt(subjects=(Subject(what="trees"), Subject(what="bus")))) == "trees, a bus"


def test_nothing_is_left_standing_to_what_is_gone() -> None:
    dog = Subject(what="dog", where="to the left of the castle", source="two dogs left of")
    both = Prompt(subjects=(Subject(what="castle"), dog))
    gone = revise(both, {"subjects": [dog.model_dump(mode="json", by_alias=True)]})
    assert [(one.what, one.where) for one in gone.subjects] == [("dog", None)]
    church = revise(both, {"subjects": [{"what": "church", "from": "a church"}, {"what": "dog", "where": dog.where}]})
    assert [(one.what, one.where) for one in church.subjects] == [
        ("church", None),
        ("dog", "to the left of the church"),
    ]
    blue = revise(
        both,
        {"subjects": [{"what": "castle", "attributes": ["blue"], "from": "blue"}, {"what": "dog", "where": dog.where}]},
    )
    assert blue.subjects[1] == dog


def test_what_is_cut_out_is_shown_alone() -> None:
    thing = Subject(what="cat", attributes=("white",), where="on the left")
    whole = Prompt(subjects=(Subject(what="house"), thing), setting=Phrase(text="lake"))
    assert whole.only("a cat") == Prompt(subjects=(thing,))
    assert whole.only("a boat") == Prompt(subjects=(Subject(what="boat"),))


def test_what_is_laid_on_a_picture_leaves_its_things_where_they_are() -> None:
    ground = Prompt(subjects=(Subject(what="house", where="on the left"),))
    both = ground.joined(Prompt(subjects=(Subject(what="cat"),)), (None, "on the right"))
    assert [(one.what, one.where) for one in both.subjects] == [("house", "on the left"), ("cat", "on the right")]
