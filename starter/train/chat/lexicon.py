"""The words there are, in both languages: owns reading `lexicon/*.toml`, plurals and made-up nouns.

Refuses to make a sentence.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "lexicon"
HOME: Final = {
    "animal": "meadow", "water": "sea", "boat": "sea", "plant": "meadow", "building": "meadow", "vehicle": "city",
    "air": "mountains", "fantasy": "mountains", "person": "meadow", "thing": "meadow", "food": "meadow",
}  # fmt: skip
"""Where a thing of this kind stands when nobody says so and somebody must."""
ONSETS: Final = [
    "b",
    "bl",
    "br",
    "ch",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "fr",
    "g",
    "gl",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sk",
    "sl",
    "sn",
    "sp",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "wh",
    "z",
    "zh",
]
VOWELS: Final = ["a", "e", "i", "o", "u", "oo", "ee", "ai", "ou"]
CODAS: Final = [
    "b",
    "ck",
    "d",
    "ff",
    "g",
    "k",
    "l",
    "m",
    "n",
    "nk",
    "p",
    "r",
    "rk",
    "rt",
    "sh",
    "sk",
    "t",
    "x",
    "zz",
    "le",
    "er",
    "in",
    "or",
    "us",
    "a",
    "o",
]
CHARACTERS: Final = "嘟咕噜噗啦喵呜莫卡诺泽鲁奇塔萨维尔迪班柯洛米娜琳朵比波皮拉布吉姆雅瑟朗格菲墨岚淼焱鑫翎"


@dataclass(frozen=True)
class Noun:
    """A thing: its names, how it is counted in Chinese and its kind. `made` up ones have no translation."""

    en: str
    zh: tuple[str, ...]
    classifiers: tuple[str, ...]
    kind: str
    plural: str
    made: bool = False


@dataclass(frozen=True)
class Word:
    """A word in both languages."""

    en: str
    zh: tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """A value of a slot of the prompt, with ways to say it."""

    slot: str
    text: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    bare_en: tuple[str, ...]
    bare_zh: tuple[str, ...]


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def plural(noun: str) -> str:
    """The regular English plural."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def nouns() -> tuple[Noun, ...]:
    """Every noun."""
    found = []
    many = _table("nouns")["plurals"]
    for kind, rows in _table("nouns").items():
        for row in rows if isinstance(rows, list) and kind != "also" else ():
            en, zh, classifiers = row.split("|")
            found.append(Noun(en, tuple(zh.split("/")), tuple(classifiers.split("/")), kind, many.get(en, plural(en))))
    return tuple(found)


@cache
def also() -> dict[str, tuple[Noun, ...]]:
    """Other English names of things, by the name that is used most."""
    known = {one.en: one for one in nouns()}
    found: dict[str, tuple[Noun, ...]] = {}
    for row in _table("nouns")["also"]:
        name, thing = row.split("|")
        other = replace(known[thing], en=name, plural=_table("nouns")["plurals"].get(name, plural(name)))
        found[thing] = (*found.get(thing, ()), other)
    return found


@cache
def words(kind: str) -> tuple[Word, ...]:
    """Every word of a kind: colour, adjective, action, relation, medium, style, element."""
    return tuple(Word(row.split("|")[0], tuple(row.split("|")[1].split("/"))) for row in _table("words")[kind])


@cache
def rows(kind: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a kind as they are: change, decline, decline_verb."""
    return tuple(tuple(row.split("|")) for row in _table("words")[kind])


@cache
def slots(slot: str) -> tuple[Slot, ...]:
    """Every value of a slot; `place` holds the settings beyond the painted world."""
    return tuple(
        Slot(
            "setting" if slot == "place" else slot,
            row["text"],
            *(tuple(row[key]) for key in ("en", "zh", "bare_en", "bare_zh")),
        )
        for row in _table("scene")[slot]
    )


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Pieces of sentences: `module.key` of `phrases.toml`."""
    module, key = name.split(".")
    return tuple(_table("phrases")[module][key])


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """What stands before and behind, for each piece."""
    return tuple((head, tail) for head, tail in (piece.split("|") for piece in phrases(name)))


def made_up(rng: Random) -> Noun:
    """A noun nobody has heard of, the same in both languages' prompts as it was said."""
    word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((1, 1, 2)))) + rng.choice(CODAS)
    zh = "".join(rng.sample(CHARACTERS, rng.choice((2, 2, 3)))) + rng.choice(("", "", "兽", "鸟", "花", "族"))
    return Noun(word, (zh,), ("只", "个"), rng.choice(("animal", "fantasy", "thing")), plural(word), made=True)


def noun(rng: Random, unknown: float = 0.06) -> Noun:
    """Any noun; now and then one that is made up."""
    return made_up(rng) if rng.random() < unknown else rng.choice(nouns())
