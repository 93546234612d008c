"""What a person types to find pictures, read into a pure query: words, filters, an order. Knows no database.

`海滩 tool:edit rating:>=4 before:2026-11-01 -boat "red house" light*`. Any text is a query: what is no filter is words.
Refuses only filters whose value makes no sense, in one sentence.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NoReturn, TypeVar

from orchestrator.domain.bilingual import Names, in_english
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.tokens import beginning, bigrams, mark, runs, sign, word

Known = TypeVar("Known")
NAMELESS: Final[Names] = {}
Order = Literal["best", "new", "old", "rating"]
State = Literal["live", "archived", "trash"]
LONGEST: Final = 400
MOST: Final = 24
"""Terms of one query."""
BEST_RATING: Final = 5
KEYS: Final[dict[str, str]] = {
    "tool": "tool", "工具": "tool", "model": "model", "模型": "model", "seed": "seed", "种子": "seed",
    "rating": "rating", "评分": "rating", "tag": "tag", "标签": "tag", "collection": "collection", "合集": "collection",
    "session": "session", "会话": "session", "before": "before", "之前": "before", "after": "after", "之后": "after",
    "on": "on", "日期": "on", "is": "is", "是": "is", "about": "about", "意思": "about", "like": "like", "像": "like",
    "sort": "sort", "排序": "sort",
}  # fmt: skip
"""Filters by the names a person may use for them."""
IS: Final[dict[str, str]] = {
    "starred": "starred", "star": "starred", "星标": "starred", "upload": "upload", "上传": "upload",
    "made": "made", "生成": "made", "archived": "archived", "归档": "archived", "trash": "trash", "回收站": "trash",
}  # fmt: skip
SORTS: Final[dict[str, Order]] = {
    "best": "best", "最佳": "best", "new": "new", "新": "new", "old": "old", "旧": "old",
    "rating": "rating", "评分": "rating",
}  # fmt: skip
TERM: Final = re.compile(r'(?P<not>[-!])?(?:(?P<key>[^\s":]{1,12}):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]*))')
TYPED: Final = str.maketrans({"“": '"', "”": '"', "≥": ">=", "≤": "<="})
"""What keyboards and word processors make of what is meant."""
RATING: Final = re.compile(r"(?P<op>>=|<=|>|<|=|)(?P<stars>[0-5])")


@dataclass(frozen=True)
class Phrase:
    """Tokens that must stand side by side; with `begins` the last one is only how a word begins.

    What says the same in other words may stand in its place: of each group in `meaning`, one phrase.
    """

    tokens: tuple[str, ...]
    begins: bool = False
    meaning: tuple[tuple["Phrase", ...], ...] = ()


@dataclass(frozen=True)
class Term:
    """One part of a query as it was read: for people to see, and with the exact text that takes it away again."""

    text: str
    key: str
    value: str
    negated: bool = False


@dataclass(frozen=True)
class Query:
    """Everything asked for. All of it must hold at once.

    `about` is a text near whose meaning, `like` the id of a picture near whose look the pictures shall lie.
    `phrases` are words, `marks` groups of facts of which one must hold; `unwanted` either, none of which may.
    `after` and `before` bound the moment in milliseconds since 1970: after <= moment < before.
    """

    phrases: tuple[Phrase, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    after: int | None = None
    before: int | None = None
    about: str = ""
    like: str = ""
    state: State = "live"
    order: Order = "best"
    terms: tuple[Term, ...] = ()


@dataclass
class _Reading:
    day: Callable[[str, str], tuple[int, int]]
    names: Names
    query: Query = field(default_factory=Query)


def read(text: str, day: Callable[[str, str], tuple[int, int]], names: Names = NAMELESS) -> Query:
    """The query in `text`; `day(filter, words)` gives the milliseconds at which a named day begins and ends, and
    `names` what Chinese words are called in prompts.

    Raises:
        BadRequest: too long, or a filter's value makes no sense; says which.
    """
    if len(text) > LONGEST:
        raise BadRequest(f"That is too long for a search: please stay below {LONGEST} characters.")
    plain = "".join(
        " " if unicodedata.category(char).startswith("C") else char for char in unicodedata.normalize("NFKC", text)
    ).translate(TYPED)
    reading = _Reading(day, names)
    found = [match for match in TERM.finditer(plain) if match[0]]
    if len(found) > MOST:
        raise BadRequest(f"That is too much for one search: please stay below {MOST} words and filters.")
    for match in found:
        _term(reading, match)
    return reading.query


def _term(reading: _Reading, match: re.Match[str]) -> None:
    key = KEYS.get((match["key"] or "").casefold())
    value = match["quoted"] if match["quoted"] is not None else match["plain"]
    negated = match["not"] is not None
    query = reading.query
    if key is None:
        words = f"{match['key']}:{value}" if match["key"] else value
        phrases = tuple(_phrases(words, reading.names, quoted=match["quoted"] is not None))
        if phrases:
            query = replace(query, terms=(*query.terms, Term(match[0], "words", words, negated)))
        if negated:
            reading.query = replace(query, unwanted=(*query.unwanted, *phrases))
        else:
            reading.query = replace(query, phrases=(*query.phrases, *phrases))
        return
    value = value.strip()
    if not value or not any(char.isalnum() for char in value):
        return  # still being typed
    reading.query = replace(query, terms=(*query.terms, Term(match[0], key, value, negated)))
    _filter(reading, key, value, negated=negated)


def _filter(reading: _Reading, key: str, value: str, *, negated: bool) -> None:
    query = reading.query
    if key in {"before", "after", "on"}:
        if negated:
            _refuse(f"-{key} makes no sense: use before, after or on.")
        begins, ends = reading.day(key, value)
        after = {"before": None, "after": ends, "on": begins}[key]
        before = {"before": begins, "after": None, "on": ends}[key]
        reading.query = replace(
            query,
            after=max((x for x in (after, query.after) if x is not None), default=None),
            before=min((x for x in (before, query.before) if x is not None), default=None),
        )
    elif key in {"about", "like"} and negated:
        _refuse(f"-{key} makes no sense: everything is near or far.")
    elif key == "about":
        reading.query = replace(query, about=f"{query.about} {value}".strip())
    elif key == "like":
        reading.query = replace(query, like=value)
    elif key == "sort":
        reading.query = replace(query, order=_known(SORTS, key, value))
    elif key == "is" and _known(IS, "is", value) in {"archived", "trash"} and not negated:
        reading.query = replace(query, state="archived" if IS[value.casefold()] == "archived" else "trash")
    else:
        marks = _marks(key, value)
        if negated:
            unwanted = tuple(Phrase((one,)) for one in marks)
            reading.query = replace(query, unwanted=(*query.unwanted, *unwanted))
        else:
            reading.query = replace(query, marks=(*query.marks, marks))


def _marks(key: str, value: str) -> tuple[str, ...]:
    if key == "rating":
        match = RATING.fullmatch(value)
        if match is None:
            _refuse(f"rating:{value[:20]} makes no sense: say rating:4, rating:>=3 or rating:<2.")
        stars = int(match["stars"])
        fits = {">=": stars.__le__, ">": stars.__lt__, "<=": stars.__ge__, "<": stars.__gt__}.get(
            match["op"], stars.__eq__
        )
        return tuple(mark("rating", str(one)) for one in range(BEST_RATING + 1) if fits(one)) or (mark("rating", ""),)
    if key == "seed" and not value.isdecimal():
        _refuse(f"seed:{value[:20]} makes no sense: a seed is a whole number.")
    if key == "is":
        return (mark("is", _known(IS, "is", value)),)
    return (mark(key, value),)


def in_words(query: Query, names: Names = NAMELESS) -> Query:
    """The same query with what it is about as words, for a text whose meaning nobody can tell."""
    return replace(query, about="", phrases=(*query.phrases, *_phrases(query.about, names, quoted=False)))


def _phrases(words: str, names: Names, *, quoted: bool) -> list[Phrase]:
    """Side by side what belongs together: all of a quoted text, and the parts of one word (`red-house`).

    Chinese that is not quoted may stand in the prompt in English.
    """
    phrases: list[Phrase] = []
    latin: list[str] = []
    begins = words.endswith("*") and not quoted
    parts = list(runs(words))
    for number, (run, unspaced) in enumerate(parts):
        if not unspaced:
            last = begins and number == len(parts) - 1
            latin.append(beginning(run) if last else word(run))
            continue
        if latin:
            phrases.append(Phrase(tuple(latin)))
            latin = []
        said = () if quoted else dict.fromkeys(in_english(run, names))
        meant = tuple(tuple(map(_named, group)) for group in said)
        phrases.append(Phrase(tuple(bigrams(run)) if len(run) > 1 else (sign(run),), meaning=meant))
    if latin:
        phrases.append(Phrase(tuple(latin), begins))
    return phrases


def _named(name: str) -> Phrase:
    return Phrase(tuple(word(run) for run, _ in runs(name)))


def _known(names: dict[str, Known], key: str, value: str) -> Known:
    try:
        return names[value.casefold()]
    except KeyError:
        known = ", ".join(dict.fromkeys(map(str, names.values())))
        _refuse(f"{key}:{value[:20]} is not known. There are: {known}.")


def _refuse(sentence: str) -> NoReturn:
    raise BadRequest(sentence)
