"""Where things stand: on which side of the picture, and how to each other, told from where the eye names them.

A statement is one meaning to the eye, and of "the house on the left" it learnt the house. Where its places are named
house is a matter of counting. Refuses sides and relations that do not show in the middle of things: those it is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch

from tools.runtime.eye import SIDE, Eye, Seen
from tools.runtime.looking import named, one

ACROSS: Final = SIDE // 16
NEAR: Final = 0.4
"""Share of the picture from its edge on that is a side of it."""
CENTRE: Final = 0.09
"""How far the middle of a thing in the middle is off the picture's, at most."""
BLUR: Final = 0.03
"""How far a middle is off where it seems to be."""
LIKELY: Final = 4.5
"""Added to the odds of a thing that is spoken of: mostly it is there."""
SIDES: Final = {
    "left": r"\b(?:left|leftmost)\b", "right": r"\b(?:right|rightmost)\b", "top": r"\b(?:top|upper)\b",
    "bottom": r"\b(?:bottom|lower)\b", "centre": r"\b(?:middle|cent(?:re|er))\b",
}  # fmt: skip
RELATIONS: Final = {
    "left": r"\bleft of\b", "right": r"\bright of\b", "above": r"\b(?:above|over)\b", "below": r"\b(?:below|under)\b",
    "front": r"\bin front of\b", "behind": r"\bbehind\b",
}  # fmt: skip
"""What is nearer stands lower in a picture."""


@dataclass(frozen=True)
class Stand:
    """The middle of a thing as shares of the picture, from its upper left corner; the odds that it is there; and how
    much of it each place shows, one together."""

    x: float
    y: float
    odds: float
    places: torch.Tensor


def stand(eye: Eye, seen: Seen, thing: str, things: Sequence[str]) -> Stand:
    """Where `thing` is seen rather than any other of `things`."""
    logits = named(eye, seen, [one(thing), *(one(other) for other in things if other != thing)])
    rest = torch.cat([logits[:, :1], logits[:, 2:]], 1).logsumexp(1)
    odds = logits[:, 1] - rest
    share = odds.sigmoid()
    share = share / share.sum().clamp(min=1e-6)
    place = torch.arange(ACROSS * ACROSS)
    x, y = (float((share * (at + 0.5)).sum() / ACROSS) for at in (place % ACROSS, place // ACROSS))
    return Stand(x, y, float(odds.max()), share)


def on_side(words: str, thing: Stand) -> float | None:
    """Log odds that it stands where `words` say; none where they name no side."""
    told = [side for side, pattern in SIDES.items() if re.search(pattern, words)]
    by = {
        "left": NEAR - thing.x, "right": thing.x - (1 - NEAR), "top": NEAR - thing.y, "bottom": thing.y - (1 - NEAR),
        "centre": CENTRE - abs(thing.x - 0.5),
    }  # fmt: skip
    return min([thing.odds + LIKELY, *(by[side] / BLUR for side in told)]) if told else None


def related(words: str, first: Stand, second: Stand) -> float | None:
    """Log odds that the first stands to the second as `words` say; none where that is no matter of their middles."""
    told = next((name for name, pattern in RELATIONS.items() if re.search(pattern, words)), None)
    right, below = first.x - second.x, first.y - second.y
    by = {"left": -right, "right": right, "above": -below, "below": below, "front": below, "behind": -below}
    return min(first.odds + LIKELY, second.odds + LIKELY, by[told] / BLUR) if told else None
