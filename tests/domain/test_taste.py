"""What a profile tells of marks and prompts: shrunk counts, one voice a family, nothing that a machine has added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.prompt import Phrase, Prompt, Subject
from orchestrator.domain.taste import K, M, Seen, additions, learned, verdict

INK = Phrase(text="Ink", source="in ink")


def seen(number: int, mark: str, style: Phrase | None = None, what: str = "house", family: str = "") -> Seen:
    prompt = Prompt(subjects=(Subject(what=what, source=what),), style=style)
    return Seen(f"i{number}", family or f"i{number}", prompt, verdict({mark}))


def test_the_formula() -> None:
    pictures = [seen(n, "star", INK) for n in range(3)] + [seen(n, "1", what="person") for n in range(10, 14)]
    lines = {line.text: line for line in learned(pictures)}
    usual = (3 + K / 2) / (7 + K)
    assert lines["ink"].kind == "prefers"
    assert lines["ink"].liking == pytest.approx((3 + M * usual) / (3 + M), abs=1e-3)
    assert (lines["ink"].families, lines["ink"].liked, lines["ink"].disliked) == (3, 3, 0)
    assert lines["ink"].examples == ("i2", "i1", "i0")
    assert lines["person"].kind == "avoids"
    assert lines["person"].liking == pytest.approx(M * usual / (4 + M), abs=1e-3)
    assert set(lines) == {"ink", "person"}, "of what is liked, things are not told: they would get into every picture"


def test_twenty_edits_of_one_picture_are_one_voice() -> None:
    chain = [seen(n, "star", INK, family="i0") for n in range(20)]
    assert learned([*chain, seen(30, "star", INK)]) == ()
    assert learned([*chain, seen(30, "star", INK), seen(31, "star", INK), seen(32, "1")])


def test_what_a_preset_or_the_taste_added_proves_nothing() -> None:
    for by in ("taste", "preset:poster"):
        assert learned([seen(n, "star", Phrase(text="ink", by=by)) for n in range(9)]) == ()


def test_marks_that_say_nothing_tell_nothing() -> None:
    assert learned([seen(n, "nothing", INK) for n in range(50)]) == ()
    assert learned([seen(n, "3", INK) for n in range(50)]) == ()
    assert learned([]) == ()


def test_low_adds_nothing_medium_the_manner_high_more() -> None:
    dusk = Phrase(text="dusk", source="at dusk")
    pictures = [
        Seen(f"i{n}", f"i{n}", Prompt(subjects=(Subject(what="fox"),), style=INK, time=dusk), verdict({"star"}))
        for n in range(5)
    ] + [seen(n, "trash", what="crowd") for n in range(10, 15)]
    lines = learned(pictures)
    assert additions(lines, "low") is None
    medium, high = additions(lines, "medium"), additions(lines, "high")
    assert medium is not None
    assert high is not None
    assert medium.slots == {"style": "ink"}
    assert high.slots == {"style": "ink", "time": "dusk"}
    assert medium.avoid == high.avoid == ("crowd",)


MARKS = st.sampled_from(["star", "1", "2", "3", "4", "5", "trash", "kept", "passed over", "nothing"])


@given(st.lists(st.tuples(MARKS, st.booleans(), st.sampled_from(["house", "fox"]), st.integers(0, 6)), max_size=30))
def test_every_line_is_between_nothing_and_all_and_has_its_reasons(rows: list[tuple[str, bool, str, int]]) -> None:
    pictures = [
        seen(n, mark, INK if ink else None, what, f"f{family}") for n, (mark, ink, what, family) in enumerate(rows)
    ]
    for line in learned(pictures):
        assert 0 <= line.liking <= 1
        assert (line.liking > line.usual) == (line.kind == "prefers")
        assert 3 <= len(line.examples) <= line.families
    assert learned(reversed(pictures)) == learned(pictures)
