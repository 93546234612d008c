"""The register of subjects: owns what a subject is besides its drawing (words, colour, shape of its tile, where it is).

`@subject(...)` above a drawing function is the whole entry: a new subject is one function and one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from starter.world.brush import Brush
from starter.world.colours import Rgb

Draw = Callable[[Brush, Rgb], None]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    draw: Draw
    colour: str  # the colour it has when nobody names one
    many: str
    also: tuple[str, ...] = ()  # words a person may use instead
    poses: tuple[str, ...] = ()
    aloft: tuple[str, ...] = ()  # poses in which it is off the ground
    aspect: float = 1.0  # width of its tile where its height is 1
    scale: float = 0.8  # its height beside that of a house
    home: str = "ground"  # ground, water, air, deep (under water) or space
    cover: bool = False  # snow lies on it
    weight: float = 1.0  # how often it is painted


class Row(TypedDict, total=False):
    """The columns of `Kind` that a row may fill; lists of words are written with commas."""

    many: str
    also: str
    poses: str
    aloft: str
    aspect: float
    scale: float
    home: str
    cover: bool
    weight: float


KINDS: dict[str, Kind] = {}


def subject(name: str, colour: str, **row: Unpack[Row]) -> Callable[[Draw], Draw]:
    """Enters a drawing function."""
    words = {key: _list(str(row.pop(key, ""))) for key in ("also", "poses", "aloft")}  # type: ignore[misc]
    many = row.pop("many", f"{name}s")

    def enter(draw: Draw) -> Draw:
        KINDS[name] = Kind(name, draw, colour, many, **words, **row)  # type: ignore[arg-type,misc]
        return draw

    return enter


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
