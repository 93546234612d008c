"""Normalising, atoms and copies of the person's words."""

from hypothesis import given
from hypothesis import strategies as st

from orchestrator.agent.language.words import LONGEST, atoms, find_span, normalise, shown


@given(st.text())
def test_one_line_without_control_characters(text: str) -> None:
    line = normalise(text)
    assert line == " ".join(line.split())
    assert line == normalise(line)
    line.encode()


@given(st.text(max_size=60))
def test_atoms_and_gaps_are_the_words(text: str) -> None:
    words = normalise(text)
    pieces = atoms(words)
    joined = "".join(piece.text + piece.gap for piece in pieces)
    assert words.endswith(joined)
    assert all(find_span(words, piece.text) == piece.text for piece in pieces)


def test_words_and_characters() -> None:
    assert [piece.text for piece in atoms("don't move #12, 狗和a-b!")] == ["don't", "move", "#12", "狗", "和", "a-b"]


def test_copies_are_found_whatever_their_case() -> None:
    assert find_span("A Red House", "red house") == "Red House"
    assert find_span("A Red House", "blue") is None
    assert find_span("A Red House", "  ") is None


def test_long_words_keep_beginning_and_end() -> None:
    text = "begin " + "x" * 5000 + " end"
    assert len(shown(text)) <= LONGEST + 3
    assert shown(text).startswith("begin")
    assert shown(text).endswith("end")
