"""The starter eye, asked by the tools. Knows the words of its manifest's vocabulary, and says so of all others."""

import re
from collections.abc import Sequence
from typing import Any, Final

import torch
from PIL import Image

from tools.manifest import Manifest
from tools.runtime.looking import LIKELY, Described, described, look, one, shown
from tools.runtime.spots import Recognised, Spot, Statement

TAUGHT: Final = frozenset(
    {"subject", "colour", "count", "place", "time", "weather", "season", "style", "position", "relation", "absent"}
)
"""Kinds of statement it was trained to tell; of the others it would only guess."""
THINGS: Final = ("subjects", "also", "many")
COUNTED: Final = re.compile(r"\b(one|two|three|an?|the)\b")
FEW: Final = {1: "one", 2: "two", 3: "three"}
TOLD: Final = 5
"""Things a caption names, the surest ones: a sentence with more is no description any more."""
STYLED: Final = frozenset({"flat"})
"""Styles that go without saying."""


class EyeSight:
    """One loaded eye and the words it knows."""

    def __init__(self, eye: Any, manifest: Manifest) -> None:
        self._eye = eye
        self._words = manifest.vocabulary
        things = sorted({word for name in THINGS for word in manifest.vocabulary.get(name, ())}, key=len, reverse=True)
        self._things = re.compile(rf"\b({'|'.join(map(re.escape, things))})\b", re.IGNORECASE) if things else None

    def knows(self, words: str) -> bool:
        """Whether a thing of the vocabulary is named."""
        return self._things is not None and self._things.search(words) is not None

    def spot(self, picture: Image.Image, words: str) -> Spot:
        """Where it is, in the picture's own pixels."""
        seen = look(self._eye, picture, [words])
        sure = seen.certainties[0]
        return Spot(seen.heat(0), sure, there=sure >= LIKELY)

    def certainties(self, picture: Image.Image, asked: Sequence[Statement]) -> list[float | None]:
        """One look for all of them; none for what it was not taught."""
        told = [one for one in asked if self._tells(one)]
        sure = iter(look(self._eye, picture, [one.text for one in told]).certainties if told else ())
        return [next(sure) if self._tells(one) else None for one in asked]

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


def _sentence(seen: Described, words: dict[str, list[str]]) -> str:
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
