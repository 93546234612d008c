"""What a picture shows, as plain data drawn from a seed: owns sampling. Refuses pixels and words."""

from __future__ import annotations

import random
from dataclasses import dataclass

from starter.world.vocabulary import COLOURS, NATURAL, PLACES, POSITIONS, SUBJECTS, TIMES


@dataclass(frozen=True, slots=True)
class Element:
    """One or several equal subjects. `colour` is None when the subject keeps its natural one."""

    subject: str
    colour: str | None = None
    count: int = 1
    position: str = "centre"
    size: float = 0.6  # height of one subject as a part of the picture's height

    @property
    def paint_colour(self) -> str:
        return self.colour or NATURAL[self.subject]


@dataclass(frozen=True, slots=True)
class Scene:
    """A place, a time and the elements in it; `seed` fixes every small accident of the picture."""

    place: str
    time: str = "day"
    weather: str = "clear"
    elements: tuple[Element, ...] = ()
    seed: int = 0


def sample(seed: int) -> Scene:
    """The scene of this seed. Single large subjects dominate, since a blurred one can still be named."""
    rng = random.Random(seed)
    place, time = rng.choice(tuple(PLACES)), rng.choice(tuple(TIMES))
    weather = rng.choices(("clear", "cloudy", "rain", "snow", "fog"), (70, 10, 7, 7, 6))[0]
    return Scene(place, time, weather, _elements(rng), seed)


def _elements(rng: random.Random) -> tuple[Element, ...]:
    kind = rng.choices(("single", "several", "pair", "none"), (68, 13, 13, 6))[0]
    if kind == "none":
        return ()
    if kind == "single":
        where = rng.choices(tuple(POSITIONS), (18, 64, 18))[0]
        size = rng.uniform(0.56, 0.68) if where == "centre" else rng.uniform(0.50, 0.58)
        return (Element(rng.choice(SUBJECTS), _colour(rng), 1, where, size),)
    if kind == "several":
        count = rng.choice((2, 2, 3))
        size = rng.uniform(0.40, 0.46) if count == 2 else rng.uniform(0.32, 0.36)
        return (Element(rng.choice(SUBJECTS), _colour(rng), count, "centre", size),)
    first, second = rng.sample(SUBJECTS, 2)
    size = rng.uniform(0.42, 0.48)
    return (
        Element(first, _colour(rng), 1, "left", size),
        Element(second, _colour(rng), 1, "right", size * rng.uniform(0.9, 1.0)),
    )


def _colour(rng: random.Random) -> str | None:
    return rng.choice(tuple(COLOURS)) if rng.random() < 0.72 else None
