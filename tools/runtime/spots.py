"""What passes between tools and the models that look at pictures: plain values."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray


class Statement(Protocol):
    """What may hold of a picture, in English; `of` is the noun it is about, empty for the whole."""

    @property
    def kind(self) -> str:
        """subject, colour, count, look, position, relation, place, time, weather, style, absent, ..."""

    @property
    def text(self) -> str:
        """The statement."""

    @property
    def of(self) -> str:
        """The noun."""


@dataclass(frozen=True)
class Recognised:
    """A picture as numbers: `features` (width), and `classes` (logits) where the network is a classifier."""

    features: torch.Tensor
    classes: torch.Tensor | None = None


@dataclass(frozen=True)
class Part:
    """One thing that a model tells apart by itself: height x width of the picture, and how sure it is, 0..1."""

    where: NDArray[np.bool_]
    score: float


@dataclass(frozen=True)
class Spot:
    """Where something is: `heat` is height x width of the picture, 0..1; over `threshold` it is there.

    `parts` are the things one by one, of a model that tells them apart; else what hangs together is one.
    """

    heat: NDArray[np.float32]
    certainty: float
    there: bool
    threshold: float = 0.5
    parts: tuple[Part, ...] = ()
