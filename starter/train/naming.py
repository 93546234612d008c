"""Naming, which the eye learns beside answering: of all names in a list, the one that a place or a picture shows.

Owns the lists, their wordings, what is where, and the loss. A few statements a picture teach slowly; here every name
that was not meant says so as well. Refuses words kept for measuring."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional as F

from starter.train.claims import ABSTRACT
from starter.train.texts import Table
from starter.world.vocabulary import (
    COLOURS,
    HELD_WORDS,
    PLACES,
    SEASONS,
    SHADES,
    STYLES,
    SUBJECTS,
    SYNONYMS,
    TIMES,
    WEATHERS,
    plural,
)  # fmt: skip
from tools.runtime.eye import TOKENS, Eye
from tools.runtime.looking import one

Words = dict[str, tuple[str, ...]]
THINGS: Words = {
    name: tuple(w for noun in SYNONYMS[name] for w in (noun, one(noun), plural(noun))) for name in SUBJECTS
}
HUES: Words = {name: (name, *SHADES[name]) for name in COLOURS}
AROUND: dict[str, Words] = {
    "place": PLACES, "time": TIMES, "weather": WEATHERS, "season": SEASONS, "style": {**STYLES, "abstract": ABSTRACT},
}  # fmt: skip
SCENERY = 0.2  # weight of a place where nothing is that has a name
ELEMENTS = 8  # of a scene at most, and 0 for what is none
PLACE = 8  # pixels of a mask that one of the eye's places is wide


def numbered(words: Words, name: str) -> int:
    """Place of `name` in its list; -1 for what is not told."""
    return list(words).index(name) if name else -1


def around(rows: list[dict[str, Any]]) -> torch.Tensor:
    """(rows, lists of AROUND): which of each list is told of a scene."""
    return torch.tensor(
        [[numbered(words, told["around"].get(kind, "")) for kind, words in AROUND.items()] for told in rows]
    )


def elements(rows: list[dict[str, Any]]) -> torch.Tensor:
    """(rows, 1 + ELEMENTS, 2): number of each element's thing and of its colour, from 1; of what is told of scenes."""
    found = torch.zeros(len(rows), 1 + ELEMENTS, 2, dtype=torch.int64)
    for k, told in enumerate(rows):
        for number, (subject, colour) in enumerate(told["elements"], 1):
            found[k, number] = 1 + torch.tensor((numbered(THINGS, subject), numbered(HUES, colour)))
    return found


def at_places(numbers: torch.Tensor, names: torch.Tensor) -> torch.Tensor:
    """(batch, places, 2): what is seen at most in each of the eye's places; `names` as `elements` gives them."""
    cells = F.one_hot(numbers.long(), 1 + ELEMENTS).unflatten(1, (-1, PLACE)).unflatten(3, (-1, PLACE)).sum((2, 4))
    most = cells.flatten(1, 2).argmax(-1)
    return names.gather(1, most[..., None].expand(-1, -1, 2))


class Names:
    """Every name of every list with the states of its wordings."""

    def __init__(self, path: Path, device: torch.device) -> None:
        self.lists = [_taught(words) for words in (THINGS, HUES, *AROUND.values())]
        wordings = [ways for words in self.lists for ways in words]
        self.first = torch.tensor([0, *(len(ways) for ways in wordings[:-1])]).cumsum(0)
        self.count = torch.tensor([len(ways) for ways in wordings])
        self.table = Table(path, [text for ways in wordings for text in ways], device, TOKENS)

    def drawn(self, generator: torch.Generator) -> torch.Tensor:
        """States (names, TOKENS, 384), each name in one of its wordings."""
        dice = torch.rand(len(self.count), generator=generator, device=generator.device).cpu()
        rows = self.first + (dice * self.count).long()
        return self.table.of(rows.to(generator.device))

    def loss(
        self, eye: Eye, places: torch.Tensor, generator: torch.Generator, shown: torch.Tensor, around: torch.Tensor
    ) -> torch.Tensor:
        """`shown` (batch, places, 2): thing and colour, from 1; `around` (batch, lists): from 0, -1 for untold."""
        named = eye.named(places, self.drawn(generator)).float()
        nothing, *lists = named.split([1, *(len(words) for words in self.lists)], -1)
        things = torch.cat([nothing, lists[0]], -1).flatten(0, 1)
        thing, hue = (shown[..., k].flatten() for k in (0, 1))
        weights = torch.where(thing > 0, 1.0, SCENERY)
        total = (F.cross_entropy(things, thing, reduction="none") * weights).sum() / weights.sum()
        total = total + _chosen(lists[1].flatten(0, 1), hue - 1)
        for k, logits in enumerate(lists[2:]):
            total = total + _chosen(logits.mean(1), around[:, k])
        return total


def _taught(words: Words) -> list[tuple[str, ...]]:
    """All wordings of each name, its own among them, that are not kept for measuring."""
    return [tuple(dict.fromkeys(_allowed((name, *ways)))) for name, ways in words.items()]


def _allowed(words: Iterable[str]) -> list[str]:
    held = {*HELD_WORDS, *(one(word) for word in HELD_WORDS), *(plural(word) for word in HELD_WORDS)}
    return [word for word in words if word not in held]


def _chosen(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Cross entropy over those that have an answer; 0 where none has."""
    each = F.cross_entropy(logits, right.clamp(min=0), reduction="none")
    told = (right >= 0).float()
    return (each * told).sum() / told.sum().clamp(min=1)
