"""A change of a prompt as an instruction."""

import pytest

from orchestrator.domain.instruction import instruction_of
from orchestrator.domain.prompt import Prompt

HOUSE = {"subjects": [{"what": "house", "attributes": ["red"]}], "setting": {"text": "lake"}, "time": {"text": "day"}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"time": {"text": "night"}}, "make it night"),
        ({"weather": {"text": "snow"}}, "make it snow"),
        ({"style": {"text": "watercolour"}}, "change the style to watercolour"),
        ({"setting": {"text": "beach"}}, "change the background to beach"),
        ({"subjects": [{"what": "house", "attributes": ["blue"]}]}, "make the house blue"),
        ({"subjects": [{"what": "house", "attributes": ["red"], "count": 3}]}, "make it three houses"),
        ({"subjects": [{"what": "castle"}]}, "replace the house with a castle"),
        ({"subjects": []}, "remove the house"),
        ({"subjects": [*HOUSE["subjects"], {"what": "boat", "where": "on the left"}]}, "add a boat on the left"),
        (
            {"subjects": [{"what": "house", "attributes": ["red"], "where": "on the left"}]},
            "move the house to the left",
        ),
        ({"avoid": [{"text": "tree"}]}, "remove the tree"),
        ({"composition": {"text": "let the sun smile"}}, "let the sun smile"),
        ({"time": {"text": "night"}, "weather": {"text": "rain"}}, "make it night, make it rain"),
        ({}, ""),
    ],
)
def test_a_change_is_said_in_words(change: dict[str, object], said: str) -> None:
    before, after = Prompt.model_validate(HOUSE), Prompt.model_validate({**HOUSE, **change})
    assert instruction_of(before, after) == said


def test_what_is_written_is_removed_by_its_name() -> None:
    written = Prompt.model_validate({**HOUSE, "lettering": {"text": "the words “HI”"}})
    assert instruction_of(written, Prompt.model_validate(HOUSE)) == "remove the words “HI”"


def test_a_photograph_is_told_what_shall_be_there() -> None:
    after = Prompt.model_validate({"subjects": [{"what": "dog"}], "time": {"text": "night"}})
    assert instruction_of(Prompt(), after) == "add a dog, make it night"
