"""Compositions that show nothing: owns their forms. Refuses things, places and light."""

from __future__ import annotations

import math
import random

from PIL import Image

from starter.world.brush import Brush, Point
from starter.world.colours import COLOURS, Rgb, mix, shade
from starter.world.scene import Abstract

FORMS = ("shapes", "circles", "stripes", "triangles", "waves", "blocks", "splashes")
LIVELY = ("red", "orange", "yellow", "turquoise", "blue", "purple", "pink", "green")


def composition(abstract: Abstract, size: int, seed: int) -> Image.Image:
    rng = random.Random(seed * 7919 + 8)
    names = abstract.colours or tuple(rng.sample(LIVELY, 6))
    paints = [COLOURS[name] for name in names]
    ground = rng.choice(((250, 246, 236), (28, 32, 52), shade(paints[0], 0.75)))
    b = Brush(Image.new("RGB", (size, size), ground))
    DRAW[abstract.forms](b, paints, rng)
    return b.image


def _tone(paints: list[Rgb], rng: random.Random) -> Rgb:
    return shade(rng.choice(paints), rng.choice((-0.2, 0.0, 0.0, 0.0, 0.3)))


def _circles(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    for k in range(15):
        x, y, r = rng.random(), rng.random(), rng.uniform(0.24, 0.30) * 0.9**k + 0.03
        b.oval(_tone(paints, rng), x, y, r)
        if rng.random() < 0.6:
            b.oval(_tone(paints, rng), x, y, r * 0.62)
            b.ring(_tone(paints, rng), r * 0.10, x, y, r * 0.4)


def _stripes(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    lean, x = rng.uniform(-0.5, 0.5), -0.6
    while x < 1.6:
        width = rng.uniform(0.03, 0.16)
        b.poly(_tone(paints, rng), (x, 0), (x + width, 0), (x + width + lean, 1), (x + lean, 1))
        x += width + rng.choice((0.0, 0.0, 0.03))


def _triangles(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    count = rng.choice((4, 5, 6))
    grid = {
        (i, j): (
            i / count + (rng.uniform(-0.07, 0.07) if 0 < i < count else 0),
            j / count + (rng.uniform(-0.07, 0.07) if 0 < j < count else 0),
        )
        for i in range(count + 1)
        for j in range(count + 1)
    }
    for i in range(count):
        for j in range(count):
            a, c, d, e = grid[i, j], grid[i + 1, j], grid[i + 1, j + 1], grid[i, j + 1]
            pair = ((a, c, d), (a, d, e)) if rng.random() < 0.5 else ((a, c, e), (c, d, e))
            for corners in pair:
                b.poly(_tone(paints, rng), *corners)


def _waves(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    rows = rng.choice((7, 8, 10))
    for k in range(rows + 1):
        phase, height = rng.uniform(0, 6.3), rng.uniform(0.03, 0.08)
        y = k / rows - 0.04
        top: list[Point] = [(i / 24, y + height * math.sin(2.4 * math.pi * i / 24 + phase)) for i in range(25)]
        b.poly(_tone(paints, rng), (0, 1.1), *top, (1, 1.1))


def _blocks(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    def split(box: tuple[float, float, float, float], depth: int) -> None:
        left, top, right, bottom = box
        if depth == 0 or min(right - left, bottom - top) < 0.14:
            b.rect((30, 30, 36), left, top, right, bottom)
            tone = rng.choice([*paints, (246, 244, 236), (246, 244, 236)])
            b.rect(tone, left + 0.010, top + 0.010, right - 0.010, bottom - 0.010)
            return
        part = rng.uniform(0.3, 0.7)
        if right - left > bottom - top:
            x = left + (right - left) * part
            split((left, top, x, bottom), depth - 1)
            split((x, top, right, bottom), depth - 1)
        else:
            y = top + (bottom - top) * part
            split((left, top, right, y), depth - 1)
            split((left, y, right, bottom), depth - 1)

    split((0, 0, 1, 1), 5)


def _splashes(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    for k in range(9):
        x, y, r, tone = rng.random(), rng.random(), rng.uniform(0.08, 0.24) * 0.95**k, _tone(paints, rng)
        edge = [r * rng.uniform(0.6, 1.15) for _ in range(12)]
        b.blob(tone, *[(x + e * math.cos(0.5236 * n), y + e * math.sin(0.5236 * n)) for n, e in enumerate(edge)])
        for _ in range(9):
            a, far = rng.uniform(0, 6.3), r * rng.uniform(1.0, 1.9)
            b.oval(tone, x + far * math.cos(a), y + far * math.sin(a), rng.uniform(0.004, 0.018))


def _shapes(b: Brush, paints: list[Rgb], rng: random.Random) -> None:
    """A bit of everything, large first, held together by lines."""
    for k in range(20):
        x, y, r, tone = rng.random(), rng.random(), 0.32 * 0.91**k + 0.03, _tone(paints, rng)
        kind, turn = rng.choice(("oval", "poly", "poly", "half", "blob")), rng.uniform(0, 6.3)
        if kind == "oval":
            b.oval(tone, x, y, r)
        elif kind == "half":
            b.dome(tone, x, y, r, r)
        else:
            sides = rng.choice((3, 4, 4)) if kind == "poly" else 6
            corners = []
            for n in range(sides):
                a, far = turn + 6.283 * n / sides, r * rng.uniform(0.75, 1.1)
                corners.append((x + far * math.cos(a), y + far * math.sin(a)))
            (b.poly if kind == "poly" else b.blob)(tone, *corners)
    for _ in range(2):
        points = [(rng.random(), rng.random()) for _ in range(3)]
        b.curve(mix(rng.choice(paints), (20, 20, 30), 0.7), 0.010, *points)


DRAW = {
    "shapes": _shapes, "circles": _circles, "stripes": _stripes, "triangles": _triangles,
    "waves": _waves, "blocks": _blocks, "splashes": _splashes,
}  # fmt: skip
