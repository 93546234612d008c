"""The ground and what stands far away. Owns one painter per place in `DRAW`; refuses subjects and the sky."""

from __future__ import annotations

import random
from collections.abc import Callable

from starter.world.brush import Brush, Point, mix, shade
from starter.world.sky import lit
from starter.world.vocabulary import Rgb

HORIZON = 0.58
Painter = Callable[[Brush, str, random.Random], None]
WATER: dict[str, Rgb] = {
    "day": (40, 120, 200),
    "sunset": (120, 80, 130),
    "sunrise": (120, 160, 200),
    "night": (20, 40, 96),
}


def _hills(b: Brush, colour: Rgb, base: float, height: float, rng: random.Random) -> None:
    points: list[Point] = [(0.0, 1.0)]
    points += [(k / 8, base - height * rng.random()) for k in range(9)]
    b.poly(colour, *points, (1.0, 1.0))


def _water(b: Brush, time: str, top: float, rng: random.Random) -> None:
    b.rect(WATER[time], 0, top, 1, 1)
    for _ in range(14):
        x, y = rng.random(), rng.uniform(top + 0.02, 1.0)
        b.line(shade(WATER[time], 0.28), 0.010, (x - 0.06, y), (x + 0.06, y))


def beach(b: Brush, time: str, rng: random.Random) -> None:
    _water(b, time, HORIZON, rng)
    sand = lit((240, 212, 146), time)
    b.poly(shade(WATER[time], 0.6), (0, 0.73), (0.5, 0.70), (1, 0.73), (1, 0.8), (0, 0.8))
    b.poly(sand, (0, 0.76), (0.5, 0.725), (1, 0.76), (1, 1), (0, 1))


def lake(b: Brush, time: str, rng: random.Random) -> None:
    _hills(b, lit((70, 120, 86), time), HORIZON - 0.02, 0.10, rng)
    grass = lit((96, 170, 72), time)
    b.rect(grass, 0, HORIZON - 0.02, 1, 1)
    b.oval(WATER[time], 0.5, 0.73, 0.56, 0.115)
    for _ in range(6):
        x, y = rng.uniform(0.1, 0.9), rng.uniform(0.66, 0.80)
        b.line(shade(WATER[time], 0.35), 0.010, (x - 0.06, y), (x + 0.06, y))
    for x in (0.04, 0.09, 0.93, 0.97):
        b.line(lit((60, 110, 40), time), 0.014, (x, 0.9), (x + 0.01, 0.74))


def meadow(b: Brush, time: str, rng: random.Random) -> None:
    _hills(b, lit((120, 190, 90), time), HORIZON, 0.08, rng)
    b.rect(lit((92, 184, 66), time), 0, HORIZON + 0.05, 1, 1)
    for _ in range(18):
        paint = rng.choice(((255, 240, 120), (255, 255, 255), (250, 150, 180)))
        b.oval(lit(paint, time), rng.random(), rng.uniform(0.68, 0.99), 0.012)


def forest(b: Brush, time: str, rng: random.Random) -> None:
    b.rect(lit((26, 70, 44), time), 0, 0.42, 1, HORIZON + 0.1)
    for k in range(10):
        x, top = k / 9 + rng.uniform(-0.03, 0.03), rng.uniform(0.12, 0.24)
        green = lit(rng.choice(((24, 86, 50), (34, 104, 58), (20, 72, 46))), time)
        b.rect(lit((84, 56, 36), time), x - 0.015, 0.55, x + 0.015, HORIZON + 0.1)
        for step in range(3):
            y = top + 0.12 * step
            half = 0.045 + 0.02 * step
            b.poly(green, (x, y), (x - half, y + 0.2), (x + half, y + 0.2))
    b.rect(lit((86, 120, 56), time), 0, HORIZON + 0.08, 1, 1)


def desert(b: Brush, time: str, rng: random.Random) -> None:
    _hills(b, lit((226, 160, 84), time), HORIZON, 0.10, rng)
    b.rect(lit((240, 186, 100), time), 0, HORIZON + 0.06, 1, 1)
    for y in (0.72, 0.82, 0.93):
        x = rng.uniform(0.1, 0.5)
        b.line(lit((214, 150, 78), time), 0.016, (x, y), (x + 0.2, y - 0.02), (x + 0.4, y))


def mountains(b: Brush, time: str, rng: random.Random) -> None:
    for x, top, half in ((0.2, 0.24, 0.34), (0.82, 0.2, 0.36), (0.5, 0.32, 0.3)):
        x, top = x + rng.uniform(-0.04, 0.04), top + rng.uniform(-0.04, 0.04)
        rock = lit((112, 116, 136), time)
        b.poly(rock, (x, top), (x - half, 0.7), (x + half, 0.7))
        b.poly(shade(rock, -0.2), (x, top), (x + 0.05, 0.7), (x + half, 0.7))
        cap = 0.11 / (0.7 - top) * half
        b.poly(lit((250, 250, 255), time), (x, top), (x - cap, top + 0.11), (x, top + 0.08), (x + cap, top + 0.11))
    b.rect(lit((120, 150, 96), time), 0, HORIZON + 0.06, 1, 1)


def snowfield(b: Brush, time: str, rng: random.Random) -> None:
    _hills(b, lit((206, 220, 240), time), HORIZON, 0.10, rng)
    b.rect(lit((240, 246, 255), time), 0, HORIZON + 0.05, 1, 1)
    for x in (rng.uniform(0.02, 0.2), rng.uniform(0.8, 0.98)):
        for step in range(3):
            y, half = 0.40 + 0.06 * step, 0.03 + 0.012 * step
            b.poly(lit((70, 110, 100), time), (x, y), (x - half, y + 0.1), (x + half, y + 0.1))


def city(b: Brush, time: str, rng: random.Random) -> None:
    x = -0.02
    while x < 1.0:
        width, top = rng.uniform(0.11, 0.17), rng.uniform(0.16, 0.40)
        wall = lit(rng.choice(((120, 130, 154), (148, 140, 140), (100, 112, 134))), time)
        b.rect(wall, x, top, x + width - 0.01, HORIZON + 0.1)
        pane = (255, 226, 120) if time in ("night", "sunset") else lit((206, 226, 240), time)
        for row in range(int((HORIZON - top) / 0.065)):
            for column in (0.2, 0.6):
                left, y = x + width * column, top + 0.03 + 0.065 * row
                if rng.random() < 0.8:
                    b.rect(pane, left, y, left + width * 0.2, y + 0.03)
        x += width
    b.rect(lit((150, 150, 156), time), 0, HORIZON + 0.08, 1, 1)
    b.rect(lit((92, 92, 100), time), 0, 0.80, 1, 1)
    for k in range(5):
        b.rect(lit((236, 236, 226), time), 0.05 + 0.22 * k, 0.93, 0.15 + 0.22 * k, 0.95)


def sea(b: Brush, time: str, rng: random.Random) -> None:
    _water(b, time, HORIZON - 0.04, rng)
    for y in (0.68, 0.80, 0.93):
        crest = mix(WATER[time], (255, 255, 255), 0.35)
        shift = rng.uniform(0, 0.2)
        for k in range(-1, 5):
            x = shift + 0.25 * k
            b.line(crest, 0.014, (x, y), (x + 0.06, y - 0.018), (x + 0.12, y))


def island(b: Brush, time: str, x: float, half: float) -> None:
    """Dry ground for whatever cannot swim."""
    b.oval(lit((240, 212, 146), time), x, 0.93, half, 0.07)


DRAW: dict[str, Painter] = {
    "beach": beach, "lake": lake, "meadow": meadow, "forest": forest, "desert": desert,
    "mountains": mountains, "snowfield": snowfield, "city": city, "sea": sea,
}  # fmt: skip
__all__ = ["DRAW", "HORIZON", "island"]
