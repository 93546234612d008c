"""Chinese is taken apart into words with English names, and only where all of it has one."""

import pytest

from orchestrator.domain.bilingual import in_english
from orchestrator.domain.days import Calendar
from orchestrator.domain.search import Phrase, read
from orchestrator.locale import meanings

NAMES = {"海": ("sea",), "海滩": ("beach",), "狗": ("dog",), "红": ("red",), "船": ("boat", "ship")}


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("海滩", [("beach",)]),
        ("海", [("sea",)]),
        ("一只红的狗在海滩上", [("red",), ("dog",), ("beach",)]),
        ("海船", [("sea",), ("boat", "ship")]),
        ("海豚", []),
        ("狗与麒麟", []),
        ("", []),
    ],
)
def test_words_of_a_stretch(run: str, found: list[tuple[str, ...]]) -> None:
    assert in_english(run, NAMES) == found


def test_a_stretch_may_be_said_in_english_unless_it_is_quoted() -> None:
    def phrase(text: str) -> Phrase:
        (one,) = read(text, Calendar(0.0).day, NAMES).phrases
        return one

    assert phrase("狗船").meaning == ((Phrase(("wdog",)),), (Phrase(("wboat",)), Phrase(("wship",))))
    assert phrase("狗狗狗").meaning == ((Phrase(("wdog",)),),), "said once"
    assert phrase('"狗船"').meaning == phrase("麒麟").meaning == phrase("dog").meaning == ()


def test_the_table_is_read_the_other_way_round() -> None:
    names = meanings("zh")
    assert names["海滩"] == ("beach",)
    assert names["红"] == names["红色"] == ("red",)
    assert all(name and known for name, known in names.items())
    assert meanings("en") == {}
