"""What a person types: any text is a query, filters are read in both languages, and nothing breaks either syntax."""

import re
import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orchestrator.domain.days import Calendar
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.search import Phrase, Query, read
from orchestrator.domain.tokens import beginning, mark, tokens, word

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TOKEN = re.compile(r"[a-z0-9]+")


def asked(text: str, offset: int = 0) -> Query:
    return read(text, Calendar(NOW.timestamp(), offset).day)


def when(year: int, month: int = 1, day: int = 1, hour: int = 0) -> int:
    return round(datetime(year, month, day, hour, tzinfo=UTC).timestamp() * 1000)


@given(st.text())
@example("ﬃ ½ ŉ Ⅷ ß İ")
def test_tokens_are_letters_and_digits(text: str) -> None:
    assert all(TOKEN.fullmatch(token) for token in tokens(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Boats", "boat"), ("berries", "berry"), ("houses", "house"), ("CAFÉ", "cafe"), ("ｈａｌｆ", "half"),
        ("Straße", "STRASSE"), ("Москва", "москва"),
    ],
)  # fmt: skip
def test_what_is_one_word_to_a_person(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_words_that_only_look_like_plurals() -> None:
    assert [word(one) for one in ("bus", "glass", "cactus", "is")] == ["wbus", "wglass", "wcactus", "wis"]


def test_chinese_is_found_by_two_characters_and_by_one() -> None:
    sentence = " ".join(tokens("夕阳下的海滩 and a boat"))
    for part in ("海滩", "海", "滩", "夕阳下", "boat", "boats"):
        for phrase in asked(part).phrases:
            assert " ".join(phrase.tokens) in sentence
    assert " ".join(asked("阳海").phrases[0].tokens) not in sentence


def test_filters_in_both_languages() -> None:
    english = asked('tool:edit rating:>=4 tag:"my best" before:2026-11-01 is:starred -tool:upscale')
    chinese = asked("工具：edit 评分：≥4 标签:“My  Best” 之前:2026-11-01 是:星标 -工具:upscale")
    for part in ("marks", "unwanted", "before", "after", "state"):
        assert getattr(english, part) == getattr(chinese, part)
    assert english.marks[0] == (mark("tool", "Edit"),)
    assert english.marks[1] == (mark("rating", "4"), mark("rating", "5"))
    assert english.before == when(2026, 11, 1)
    assert [term.key for term in chinese.terms] == ["tool", "rating", "tag", "before", "is", "tool"]


def test_days() -> None:
    assert asked("on:2026-11").after == when(2026, 11, 1)
    assert asked("on:2026-12").before == when(2027, 1, 1)
    assert asked("after:2025").after == when(2026, 1, 1)
    assert asked("on:today", 480).after == when(2026, 11, 21, 16)
    assert asked("after:7d before:2026-11-20 before:2026-11-19").before == when(2026, 11, 19)


@pytest.mark.parametrize(
    "text",
    ["rating:many", "rating:6", "before:tomorrow", "on:2026-13", "on:2026-02-30", "on:9999", "seed:abc", "is:nice",
     "sort:size", "-before:2026", "x" * 401, "a " * 25],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        asked(text)
    assert refused.value.message[0].isupper() or ":" in refused.value.message


@pytest.mark.parametrize("text", ["rating:", "tag:", "before:", "-", '"', "***", "tool:-", "\x00", " "])
def test_what_is_still_being_typed_asks_for_nothing(text: str) -> None:
    assert asked(text) == Query()


def test_words_phrases_and_beginnings() -> None:
    assert asked('"red houses"').phrases == (Phrase(("wred", "whouse")),)
    assert asked("red-house").phrases == (Phrase(("wred", "whouse")),)
    assert asked("light*").phrases == (Phrase((beginning("light"),), begins=True),)
    assert asked("http://x").phrases == (Phrase(("whttp", "wx")),)
    assert asked("-boat").unwanted == (Phrase(("wboat",)),)
    assert asked("红house").phrases == (Phrase((tokens("红")[0],)), Phrase(("whouse",)))


@example("boat -" + "狗a" * 190)
@example("狗a" * 190)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(list("\"-*:()^{}+ANDORNOT tool:is rating 海滩a'\\")), max_size=40).map("".join)
)
def test_any_text_is_a_query_that_fts5_can_read(text: str) -> None:
    from orchestrator.services.library.text_index import fts5

    try:
        query = asked(text)
    except BadRequest:
        return
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE found USING fts5(shown, said, marks, tokenize='ascii')")
    for tier in ("any", "shown", "rest") if query.phrases else ("any",):
        database.execute("SELECT rowid FROM found WHERE found MATCH ?", [fts5(query, "m0", tier)]).fetchall()
    database.close()
