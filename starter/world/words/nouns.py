"""Noun phrases: counts, articles, sizes, colours and poses around a subject. Owns the grammar of one element."""

from __future__ import annotations

import random

from starter.world.scene import Element
from starter.world.vocabulary import HELD_WORDS, SHADES, SYNONYMS, plural

NUMBERS = {2: "two", 3: "three"}
SIZE_WORDS = {"small": ("small", "little", "tiny"), "large": ("large", "big", "huge")}
PRAISE = ("beautiful", "pretty", "lovely", "nice")
CUTE = frozenset({"puppy", "dog", "cat", "rabbit", "penguin", "bird", "duck", "owl", "bear", "fox", "sheep", "pig"})
DOING: dict[str, tuple[str, ...]] = {
    "running": ("running", "running fast"),
    "sitting": ("sitting", "sitting down"),
    "playing": ("playing", "playing with a ball"),
    "walking": ("walking",),
    "waving": ("waving", "waving hello"),
    "flying": ("flying",),
    "sleeping": ("sleeping", "asleep"),
    "jumping": ("jumping", "hopping"),
    "standing": ("standing",),
}


class Speaker:
    """Chooses words with its own dice; a `fresh` one uses the words kept from training wherever there are any."""

    def __init__(self, rng: random.Random, *, fresh: bool = False) -> None:
        self.rng = rng
        self.fresh = fresh

    def one_of(self, words: tuple[str, ...]) -> str:
        kept = tuple(word for word in words if (word in HELD_WORDS) == self.fresh)
        return self.rng.choice(kept or words)

    def noun(self, subject: str) -> str:
        names = SYNONYMS[subject]
        if self.fresh and any(word in HELD_WORDS for word in names):
            return self.one_of(names)
        return subject if self.rng.random() < 0.7 else self.one_of(names)

    def colour(self, name: str) -> str:
        shades = (name, *SHADES[name])
        if self.fresh and any(word in HELD_WORDS for word in shades):
            return self.one_of(shades)
        return name if self.rng.random() < 0.8 else self.one_of(shades)

    def phrase(self, element: Element) -> str:
        """`a small red house`, `two dogs running`: free words for one element."""
        rng, noun = self.rng, self.noun(element.subject)
        words = [rng.choice(SIZE_WORDS[element.size])] if element.size else []
        if rng.random() < 0.08:
            words.append("cute" if element.subject in CUTE else rng.choice(PRAISE))
        words += [self.colour(element.colour)] if element.colour else []
        doing = (
            rng.choice(DOING[element.pose])
            if element.pose and (element.pose != "standing" or rng.random() < 0.3)
            else ""
        )
        before = doing and " " not in doing and doing != "asleep" and rng.random() < 0.4
        text = counted(element.count, [*words, *([doing] if before else [])], noun)
        return text if before or not doing else f"{text} {doing}"


def counted(count: int, attributes: list[str], noun: str) -> str:
    if count > 1:
        return " ".join([NUMBERS[count], *attributes, plural(noun)])
    first = (attributes or [noun])[0]
    article = "an" if first[0] in "aeio" or first.startswith("umb") else "a"
    return " ".join([article, *attributes, noun])


def plain(element: Element) -> str:
    """`two white cats`, `a small running dog`: the element in the words of its own record."""
    pose = element.pose if element.pose != "standing" else ""
    return counted(element.count, [w for w in (element.size, element.colour, pose) if w], element.subject)
