"""The starter eye, asked by the tools. Knows the words of its manifest's vocabulary, and says so of all others."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

import torch
from PIL import Image

from tools.runtime.evidence import COUNTED, Evidence, weighed
from tools.runtime.eye import Eye
from tools.runtime.looking import LIKELY, Described, described, look, one, shown
from tools.runtime.spots import Recognised, Spot, Statement
from tools.runtime.standing import on_side, related

TAUGHT: Final = frozenset(
    {"subject", "colour", "count", "place", "time", "weather", "season", "style", "position", "relation", "absent"}
)
"""Kinds of statement it was trained to tell; of the others it would only guess."""
THINGS: Final = ("subjects", "also", "many")
FEW: Final = {1: "one", 2: "two", 3: "three"}
PAIR: Final = 2
TOLD: Final = 5
"""Things a caption names, the surest ones: a sentence with more is no description any more."""
STYLED: Final = frozenset({"flat"})
"""Styles that go without saying."""


class EyeSight:
    """One loaded eye and the words it knows: lists of a manifest's vocabulary."""

    def __init__(self, eye: Eye, words: Mapping[str, Sequence[str]]) -> None:
        self._eye, self._words = eye, words
        self._weights: Mapping[str, Sequence[float]] = eye.config.get("evidence") or {}
        things = sorted({word for name in THINGS for word in words.get(name, ())}, key=len, reverse=True)
        self._things = re.compile(rf"\b({'|'.join(map(re.escape, things))})\b", re.IGNORECASE) if things else None

    def knows(self, words: str) -> bool:
        """Whether a thing of the vocabulary is named."""
        return self._things is not None and self._things.search(words) is not None

    @torch.inference_mode()
    def spot(self, picture: Image.Image, words: str) -> Spot:
        """Where it is, in the picture's own pixels."""
        seen = self._eye.see(shown(self._eye.where, picture))
        found = look(self._eye, picture, [words], seen)
        odds = float(found.logits[0])
        signs = Evidence(self._eye, seen, self._words).signs("subject", words, self._thing(words), odds)
        sure = sigmoid(weighed(self._weights, "subject", signs, odds))
        return Spot(found.heat(0), sure, there=sure >= LIKELY)

    def certainties(self, picture: Image.Image, asked: Sequence[Statement]) -> list[float | None]:
        """One look for all of them; none for what it was not taught."""
        return [None if odds is None else sigmoid(odds) for odds in self.odds(picture, asked)]

    @torch.inference_mode()
    def odds(self, picture: Image.Image, asked: Sequence[Statement]) -> list[float | None]:
        """The same as log odds."""
        return [
            found and weighed(self._weights, one.kind, found[1], found[0])
            for one, found in zip(asked, self._looked(picture, asked), strict=True)
        ]

    @torch.inference_mode()
    def signs(self, picture: Image.Image, asked: Sequence[Statement]) -> list[list[float] | None]:
        """What the odds are made of; none where there is nothing to weigh."""
        return [found and found[1] for found in self._looked(picture, asked)]

    def _looked(
        self, picture: Image.Image, asked: Sequence[Statement]
    ) -> list[tuple[float, list[float] | None] | None]:
        """Of each statement that it was taught to tell, the log odds as answered and its signs."""
        told = [one.text for one in asked if self._tells(one)]
        if not told:
            return [None] * len(asked)
        seen = self._eye.see(shown(self._eye.where, picture))
        evidence = Evidence(self._eye, seen, self._words)
        answers = iter(look(self._eye, picture, told, seen).logits.tolist())
        return [self._found(evidence, one, next(answers)) if self._tells(one) else None for one in asked]

    def _found(self, evidence: Evidence, one: Statement, odds: float) -> tuple[float, list[float] | None]:
        odds = self._stands(one, evidence, odds)
        return odds, evidence.signs(one.kind, one.text, self._thing(one.text), odds)

    def _thing(self, words: str) -> str | None:
        """The first thing of the vocabulary that is named."""
        found = self._things and self._things.search(words)
        return found[0].lower() if found else None

    def _stands(self, asked: Statement, evidence: Evidence, odds: float) -> float:
        """`odds`, or what the middles of the things say where the statement is about where they are."""
        if asked.kind not in {"position", "relation"} or self._things is None:
            return odds
        things = [evidence.stands(found[0].lower()) for found in self._things.finditer(asked.text)]
        if asked.kind == "position" and things:
            told = on_side(asked.text, things[0])
        else:
            told = related(asked.text, *things) if len(things) == PAIR else None
        return odds if told is None else told

    def _tells(self, one: Statement) -> bool:
        if one.kind == "count" and not COUNTED.search(one.text):
            return False  # it counts to three
        return one.kind in TAUGHT and (not one.of or self.knows(one.of))

    @torch.inference_mode()
    def recognised(self, picture: Image.Image) -> Recognised:
        """The mean of what it sees at its 256 places."""
        return Recognised(self._eye.see(shown(self._eye.where, picture)).places[0].float().mean(0).cpu())

    def caption(self, picture: Image.Image) -> str:
        """Things with number and colour, then place, time, weather and style."""
        return _sentence(described(self._eye, picture, self._words), self._words)


def sigmoid(odds: float) -> float:
    """Log odds as a share, 0..1."""
    return 1 / (1 + math.exp(-max(-50.0, odds)))


def _sentence(seen: Described, words: Mapping[str, Sequence[str]]) -> str:
    many = dict(zip(words["subjects"], words["many"], strict=True))
    told = []
    for thing in seen.things[:TOLD]:
        if thing.count == 1:
            told.append(one(f"{thing.colour} {thing.subject}"))
        else:
            told.append(f"{FEW[thing.count]} {thing.colour} {many[thing.subject]}")
    things = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    parts = [things, *(value for value in seen.around.values() if value not in STYLED)]
    sentence = ", ".join(filter(None, parts))
    return f"{sentence[0].upper()}{sentence[1:]}."
