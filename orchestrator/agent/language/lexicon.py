"""The dictionary a small model carries in its own file: which of its words the person's words may stand for.

Such a model was taught these words and no others: whatever else it would write for them is made up. Owns reading the
dictionary and looking words up in it. Refuses to choose between meanings: that is the model's work.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import product
from typing import Final

from pydantic import TypeAdapter, ValidationError

from orchestrator.agent.language.correct import correct
from orchestrator.agent.language.segmenting import nameable, within_a_name
from orchestrator.domain.english import is_plural, plural
from orchestrator.domain.language import HAN
from orchestrator.domain.rewrite import FUNCTION_CHARACTERS, FUNCTION_PHRASES, FUNCTION_WORDS

NAMELESS: Final = (
    "大概", "差不多", "打印", "涂色", "线稿", "对比", "撤回", "撤销", "正面", "侧面", "背面", "版本", "标题", "种子",
    "大一小", "保留", "变形", "拉伸", "歪了", "歪的", "感觉", "氛围", "样子", "远处", "近处", "远方", "地方", "东西",
    "名字", "天气", "颗粒",
)  # fmt: skip
"""Chinese words about a picture or a wish that are no name of a thing."""
KEY: Final = "pentimento.dictionary"
"""Where a GGUF keeps it."""
NEAR: Final = 0.8
"""Likeness from which a word may be a misspelling of one that is known."""
SHORT: Final = 3
"""Words no longer than this are not taken for misspelt."""
ENDINGS: Final = frozenset({"", "s", "es", "d", "ed", "e", "ing"})
"""What the forms of one word differ in."""
NAME: Final = 5
"""Chinese characters a name is copied of, at most."""
HANS: Final = re.compile(f"(?:{HAN.pattern})+")
MANY: Final = re.compile("[几些多们群满]|成片")
"""What says in Chinese that there are more than one."""
Meanings = Mapping[str, list[str]]
"""What it is called in a prompt, by the words people use for it."""
Place = tuple[int, int, str, str]
"""Where a word stands, from and to; the table and the meaning it has there."""
MENDED: Final = 12
"""Unknown words that are compared with the known ones: a message with more of them is in another language."""
SHORTLY: Final = 200
"""Characters of a message in which a picture may be called by what it shows."""
PLAIN: Final = frozenset(
    {"counts", "places", "regions", "pictures", "ordinals", "crops", "turns", "flips", "layouts", "shares", "walks"}
)
"""Tables that say nothing of what a picture shows."""
WORD: Final = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")


@dataclass(frozen=True)
class Lexicon:
    """Tables of meanings: "nouns", "looks", "counts", "places", "regions", "pictures", and the values of every slot."""

    tables: Mapping[str, Meanings]
    called: tuple[str, ...] = ()
    """How pictures are called by what they show, "{}" standing for it."""
    unsaid: frozenset[str] = frozenset()
    """English words that are no quality of a thing: how many there are, and what it does to another."""
    chinese: Mapping[str, str] = field(default_factory=dict)
    """What a thing, a look or the value of a slot is called in Chinese, by its name in prompts."""
    spoken: frozenset[str] = frozenset()
    """Words of the sentences it was taught: no slips of others. In Chinese what is said around a wish: no names."""

    @cached_property
    def english(self) -> frozenset[str]:
        """Every English word there is in it."""
        every = (one for table in self.tables.values() for said in table.values() for one in said)
        return frozenset(word for one in every for word in WORD.findall(one))

    @cached_property
    def _told(self) -> str:
        """What is said in Chinese around a wish, in one string: no part of it is a name."""
        return "\n".join(word for word in self.spoken if HAN.search(word))

    @cached_property
    def heard(self) -> "Callable[[str], Heard]":
        """What words may mean; the last ones are remembered, since a turn asks more than once."""
        return lru_cache(maxsize=16)(self._heard)

    def _heard(self, words: str) -> "Heard":
        said = _Said.of(words, self.english)
        meant, names = said.meant(self.tables)
        names = frozenset(name for name in names if name not in self._told)
        if HAN.search(words) and not MANY.search(words):  # 树 is a tree and trees
            nouns = meant.get("nouns", frozenset())
            meant = {
                **meant,
                "nouns": nouns - {many for noun in nouns if not is_plural(noun) and (many := plural(noun)) != noun},
            }
        return Heard(meant, names, said.near, self, self._called(said, meant))

    def words_for(self, meanings: Collection[str]) -> Iterator[str]:
        """What people say for any of `meanings`, and for pictures by their place."""
        for name, table in self.tables.items():
            for meaning, said in table.items():
                if name in {"pictures", "ordinals"} or meaning in meanings:
                    yield from said

    def _called(self, said: "_Said", meant: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
        if len(said.han) > SHORTLY:
            return ()
        words = {
            name: [(word, meaning) for meaning in meant[name] for word in self.tables[name][meaning] if said.has(word)]
            for name in self.tables
            if name not in PLAIN
        }
        ways = [(word, frozenset({meaning})) for pairs in words.values() for word, meaning in pairs]
        for (look, how), (noun, what) in product(words.get("looks", ()), words.get("nouns", ())):
            links = ("", "的") if HAN.search(noun) else (" ",)
            ways += [(f"{look}{link}{noun}", frozenset({how, what})) for link in links]
        found = {means for word, means in ways if any(said.has(form.format(word)) for form in self.called)}
        return tuple(sorted(found, key=len, reverse=True))


@dataclass(frozen=True)
class Heard:
    """What some words may mean, table by table; and known words near unknown ones."""

    meant: Mapping[str, frozenset[str]]
    names: frozenset[str]
    """Chinese characters in a row that are in no known word: what nobody can translate is copied."""
    near: Mapping[str, list[str]]
    lexicon: Lexicon
    called: tuple[frozenset[str], ...] = ()
    """What a picture is called by: "the red house one" is red and house; the most telling first."""

    def __getitem__(self, table: str) -> frozenset[str]:
        return self.meant.get(table, frozenset())

    @property
    def things(self) -> frozenset[str]:
        """The things that are spoken of, but for those that a word it was taught is only like: sharpen is no shape."""
        like = {one for word, near in self.near.items() if word in self.lexicon.spoken for one in near}
        table = self.lexicon.tables.get("nouns", {})
        return frozenset(thing for thing in self["nouns"] if not like or not like & {*table.get(thing, ())})


@dataclass(frozen=True)
class _Said:
    """Words made ready for looking things up."""

    latin: tuple[str, ...]
    """The English words between blanks: as they are, and with misspelt ones mended."""
    han: str
    near: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, words: str, english: frozenset[str]) -> "_Said":
        plain = words.lower()
        tokens = WORD.findall(plain)
        strange = {token for token in tokens if len(token) > SHORT} - english - FUNCTION_WORDS
        near = {
            token: found
            for token in sorted(strange)[:MENDED]
            if (found := [one for one in get_close_matches(token, english, 2, NEAR) if _meant(token, one)])
        }
        mended = [[near.get(token, [token])[which] for token in tokens] for which in (0, -1)]
        return cls(tuple(f" {' '.join(each)} " for each in (tokens, *mended)), plain, near)

    def has(self, word: str) -> bool:
        """Whether `word`, small letters, is said."""
        plain = _plain(word)
        return any(plain in text for text in self.latin) if plain else word in self.han

    def meant(self, tables: Mapping[str, Meanings]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
        """Of each table the meanings of which some word is said, and the names that no word is part of.

        Of Chinese words within one another the longest count.
        """
        found: dict[str, set[str]] = {name: set() for name in tables}
        places: list[Place] = []
        for name, table in tables.items():
            for meaning, said in table.items():
                for word in said:
                    if HAN.search(word):
                        places += [(at, at + len(word), name, meaning) for at in _all(self.han, word)]
                    elif self.has(word):
                        found[name].add(meaning)
        unknown = list(self.han)
        nouns = {word for said in tables.get("nouns", {}).values() for word in said if HAN.search(word)}
        for start, end, name, meaning in _outermost(places):
            if name == "looks" and end - start == 1 and within_a_name(self.han, start, nouns):
                continue
            found[name].add(meaning)
            unknown[start:end] = " " * (end - start) if end - start > 1 else unknown[start:end]
        names = re.sub("|".join((*FUNCTION_PHRASES, *NAMELESS)), " ", "".join(unknown))
        return {name: frozenset(meanings) for name, meanings in found.items()}, nameable(self.han, _names(names))


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """An English word between blanks; nothing where it is Chinese. A message is held against every word there is."""
    return "" if HAN.search(word) else f" {' '.join(WORD.findall(word))} "


def _names(text: str) -> frozenset[str]:
    """Two to NAME Chinese characters in a row, beginning and ending with one that tells something."""
    found = set()
    for run in HANS.findall(text):
        for start, length in product(range(len(run)), range(2, NAME + 1)):
            name = run[start : start + length]
            if len(name) == length and not {name[0], name[-1]} & FUNCTION_CHARACTERS:
                found.add(name)
    return frozenset(found)


def _meant(word: str, known: str) -> bool:
    """Whether `word` may be `known`: misspelt, or in another form where it is correct. A tablet is no table."""
    stems, others = ({one.removesuffix(ending) for ending in ENDINGS} for one in (word, known))
    return not correct(word) or not stems.isdisjoint(others)


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _outermost(places: list[Place]) -> list[Place]:
    """Those that lie in no longer one: of all that begin no later, the longer ones first, none reaches as far."""
    kept, reached = set[tuple[int, int]](), 0
    for start, end in sorted({one[:2] for one in places}, key=lambda span: (span[0], -span[1])):
        if end > reached:
            kept.add((start, end))
            reached = end
    return [one for one in places if one[:2] in kept]


def tokens(words: str) -> list[str]:
    """The English words of `words`, in small letters."""
    return WORD.findall(words.lower())


def read_lexicon(text: str) -> Lexicon | None:
    """The dictionary `text` is; None where there is none that can be read."""
    try:
        return TypeAdapter(Lexicon).validate_json(text) if text else None
    except ValidationError:
        return None
