"""What went wrong, and what tools do, in the reader's language. As with gettext the English sentence is the key: it is
recognised by its template, and told again with the same values in it.

Owns the catalogue (`zh.toml`, with one in each tool's folder for what only that tool says), the recognising, and two
tables in JSON, since the page's bundle holds them, too: the names of tools and parameters, and those of the things an
image model knows. Refuses to guess: what fits no template stays as it is. Refuses patterns that search back and forth:
a template is read once from left to right, so that a long name in a sentence costs no more than its length.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

LONGEST: Final = 4000
"""Characters of a sentence; a longer one stays as it is."""
DEEPEST: Final = 3
"""Sentences within sentences that are told as well."""
OFFERED: Final = ("zh",)
"""Languages there is a catalogue of; English needs none."""
PLACE: Final = re.compile(r"\{(\d)(?::(\w+))?\}")
"""`{1}`, or `{1:tool}` with the kind of its value.

`sentence` must be one that is recognised, or the template does not fit; a `reason` may be one; `quoted` is a name in
Python's quotes; for any other kind there are words (`[words.tool]`, or the `Word` that is given), also for the items of
a list and the parts of a path.
"""
QUOTED: Final = re.compile(r"""(['"])(.*)\1""", re.DOTALL)
SEPARATORS: Final = re.compile(r"(, | and | or |\.)")

Word = Callable[[str, str], str | None]
"""`word(kind, value)`: what the reader calls a `tool`, a `param` ...; None where there is no word for it."""


@dataclass(frozen=True)
class Entry:
    """A sentence: its own words around the places of the template, and its translation in parts."""

    words: tuple[str, ...]
    translation: tuple[str | tuple[int, str], ...]
    """Texts, and places as number and kind."""

    def values(self, sentence: str) -> list[str] | None:
        """What stands in the places, from the left; None where the template does not fit."""
        if not sentence.startswith(self.words[0]):
            return None
        found: list[str] = []
        at = len(self.words[0])
        for number, word in enumerate(self.words[1:], start=1):
            last = number == len(self.words) - 1
            end = len(sentence) - len(word) if last else sentence.find(word, at)
            if end < at or (last and not sentence.endswith(word)):
                return None
            found.append(sentence[at:end])
            at = end + len(word)
        return found if at == len(sentence) else None


def told(sentence: str, language: str, word: Word = lambda kind, value: None) -> str:
    """`sentence` in `language`, or as it is where nobody has translated it."""
    if language not in OFFERED or len(sentence) > LONGEST:
        return sentence
    return _told(sentence, language, word, DEEPEST) or sentence


def _told(sentence: str, language: str, word: Word, deep: int) -> str | None:
    for entry in _entries(language) if deep else ():
        values = entry.values(sentence)
        if values is None:
            continue
        parts = [
            part if isinstance(part, str) else _value(values[part[0]], part[1], language, word, deep - 1)
            for part in entry.translation
        ]
        if None not in parts:
            return "".join(part for part in parts if part is not None)
    return None


def _value(value: str, kind: str, language: str, word: Word, deep: int) -> str | None:
    if kind == "sentence":
        return _told(value, language, word, deep)
    if kind == "reason":
        return _told(value, language, word, deep) or value
    if kind == "quoted":
        match = QUOTED.fullmatch(value)
        return f"“{match[2]}”" if match else value
    if not kind:
        return value
    between, ours = words(language)["between"], words(language).get(kind, {})

    def known(one: str) -> str | None:
        name = one.strip("'")
        return word(kind, name) or ours.get(name)

    return known(value) or "".join(between.get(one) or known(one) or one for one in SEPARATORS.split(value))


@cache
def _catalogue(language: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def templates(language: str) -> dict[str, str]:
    """English template to translated template: those of this room, and those that stand in each tool's own folder."""
    found: dict[str, str] = dict(_catalogue(language)["sentences"])
    for folder in files("tools").iterdir():
        if (file := folder / f"{language}.toml").is_file():
            found |= tomllib.loads(file.read_text(encoding="utf-8"))["sentences"]
    return found


@cache
def names(language: str) -> dict[str, str]:
    """What tools, their parameters, values and roles are called, as `param.width`; in English they go by name."""
    if language not in OFFERED:
        return {}
    found: dict[str, str] = _table("names", language)
    return found


@cache
def vocabulary(language: str) -> dict[str, dict[str, str]]:
    """What an image model's words are called, list by list as its manifest has them; in English, themselves."""
    if language not in OFFERED:
        return {}
    found: dict[str, dict[str, str]] = _table("vocabulary", language)
    return found


@cache
def meanings(language: str) -> dict[str, tuple[str, ...]]:
    """The other way round: what words of that language are called in prompts. A colour goes without its 色, too."""
    found: dict[str, tuple[str, ...]] = {}
    for table in vocabulary(language).values():
        for name, word in table.items():
            for called in {word, word.removesuffix("色") or word}:
                found[called] = tuple(dict.fromkeys((*found.get(called, ()), name)))
    return found


def _table(name: str, language: str) -> Any:
    return json.loads((files(__name__) / f"{name}.{language}.json").read_text(encoding="utf-8"))


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """By kind, what the reader calls a value."""
    found = {kind: dict(known) for kind, known in _catalogue(language)["words"].items()}
    for name, word in names(language).items():
        kind, _, value = name.partition(".")
        found.setdefault(kind, {})[value] = word
    return found


@cache
def _entries(language: str) -> tuple[Entry, ...]:
    """Those with the most words of their own first: they say the most of what they fit."""
    entries = (Entry(tuple(PLACE.split(key)[::3]), tuple(_parts(text))) for key, text in templates(language).items())
    return tuple(sorted(entries, key=lambda one: -sum(map(len, one.words))))


def _parts(text: str) -> Iterator[str | tuple[int, str]]:
    at = 0
    for place in PLACE.finditer(text):
        yield from (text[at : place.start()], (int(place[1]), place[2] or ""))
        at = place.end()
    yield text[at:]
