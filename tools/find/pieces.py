"""From where a thing is to the things one by one, left to right. Pure arithmetic on pixels."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, find_objects, label

from tools.find.spec import Which
from tools.runtime.imaging import Box

MOST: Final = 8
"""Pieces that are told apart; the largest ones."""
SPECK: Final = 0.05
"""A piece smaller than this part of the largest one is none."""
Where = NDArray[np.bool_]


@dataclass(frozen=True)
class Piece:
    """One connected place, height x width; `score` is how surely the thing is there, 0..1."""

    where: Where
    score: float
    box: Box
    area: int


def pieces(heat: NDArray[np.float32], threshold: float) -> list[Piece]:
    """The connected places where `heat` (height x width, 0..1) is over `threshold`, from left to right."""
    numbered, _ = label(heat > threshold)
    found = []
    for number, box in enumerate(find_objects(numbered), start=1):
        rows, columns = box
        inside = numbered[box] == number
        score = float(heat[box][inside].mean())
        found.append((int(inside.sum()), number, score, (columns.start, rows.start, columns.stop, rows.stop)))
    found.sort(reverse=True)
    kept = [one for one in found[:MOST] if one[0] >= SPECK * found[0][0]]
    made = [Piece(numbered == number, score, edges, area) for area, number, score, edges in kept]
    return sorted(made, key=lambda piece: piece.box[0] + piece.box[2])


def told_apart(things: list[tuple[Where, float]]) -> list[Piece]:
    """Things that a model has told apart itself, each a place (height x width) and a score, from left to right."""
    found = []
    for where, score in sorted(things, key=lambda thing: -thing[1])[:MOST]:
        rows, columns = (np.flatnonzero(where.any(axis)) for axis in (1, 0))
        box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        found.append(Piece(where, score, box, int(where.sum())))
    return sorted(found, key=lambda piece: piece.box[0] + piece.box[2])


def chosen(found: list[Piece], which: Which) -> list[list[Piece]]:
    """The pieces of each mask that is asked for."""
    if not found:
        return []
    match which:
        case "together":
            return [found]
        case "each":
            return [[piece] for piece in found]
        case "leftmost":
            return [[found[0]]]
        case "rightmost":
            return [[found[-1]]]
        case "middle":
            return [[found[len(found) // 2]]]
        case "largest":
            return [[max(found, key=lambda piece: piece.area)]]
        case "smallest":
            return [[min(found, key=lambda piece: piece.area)]]


def together(some: list[Piece], grow: int) -> Where:
    """One place of several pieces, `grow` pixels wider all around."""
    where: Where = np.logical_or.reduce([piece.where for piece in some])
    if not grow:
        return where
    disc = np.hypot(*np.ogrid[-grow : grow + 1, -grow : grow + 1]) <= grow
    wider: Where = binary_dilation(where, disc)
    return wider
