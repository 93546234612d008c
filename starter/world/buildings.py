"""Houses and other things people build. Owns their shapes on a unit tile; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush, shade
from starter.world.vocabulary import Rgb

GLASS: Rgb = (255, 236, 140)
DOOR: Rgb = (84, 52, 32)
STONE: Rgb = (236, 232, 224)
ROOF: Rgb = (92, 58, 50)


def house(b: Brush, c: Rgb) -> None:
    b.rect(ROOF, 0.68, 0.10, 0.78, 0.40)
    b.rect(c, 0.14, 0.45, 0.86, 1.0)
    b.rect(shade(c, -0.18), 0.66, 0.45, 0.86, 1.0)
    b.poly(ROOF, (0.03, 0.48), (0.5, 0.06), (0.97, 0.48))
    b.rect(DOOR, 0.42, 0.68, 0.58, 1.0)
    for x in (0.20, 0.66):
        b.rect(STONE, x - 0.02, 0.56, x + 0.16, 0.76)
        b.rect(GLASS, x, 0.58, x + 0.14, 0.74)


def castle(b: Brush, c: Rgb) -> None:
    dark = shade(c, -0.22)
    b.rect(c, 0.18, 0.50, 0.82, 1.0)
    for x in (0.28, 0.44, 0.60):
        b.rect(c, x, 0.42, x + 0.10, 0.52)
    for x in (0.03, 0.73):
        b.rect(dark, x, 0.30, x + 0.24, 1.0)
        for k in range(3):
            b.rect(dark, x - 0.02 + k * 0.11, 0.22, x + 0.05 + k * 0.11, 0.33)
        b.rect((40, 36, 48), x + 0.09, 0.48, x + 0.15, 0.62)
    b.rect(dark, 0.40, 0.20, 0.60, 0.5)
    b.poly(shade(c, 0.25), (0.36, 0.22), (0.5, 0.0), (0.64, 0.22))
    b.dome((50, 34, 28), 0.5, 0.80, 0.12, 0.14)
    b.rect((50, 34, 28), 0.38, 0.79, 0.62, 1.0)


def lighthouse(b: Brush, c: Rgb) -> None:
    b.poly((110, 104, 100), (0.2, 1.0), (0.3, 0.92), (0.7, 0.92), (0.8, 1.0))
    other = STONE if sum(c) < 660 else (170, 176, 190)
    for k in range(5):
        top, bottom = 0.24 + k * 0.14, 0.24 + (k + 1) * 0.14
        inset_top, inset_bottom = 0.13 - k * 0.02, 0.13 - (k + 1) * 0.02
        paint = c if k % 2 == 0 else other
        b.poly(paint, (0.23 + inset_top, top), (0.77 - inset_top, top),
               (0.77 - inset_bottom, bottom), (0.23 + inset_bottom, bottom))  # fmt: skip
    b.rect((60, 60, 70), 0.30, 0.22, 0.70, 0.26)
    b.rect((255, 244, 150), 0.39, 0.11, 0.61, 0.22)
    b.poly((70, 60, 66), (0.34, 0.12), (0.5, 0.0), (0.66, 0.12))


def windmill(b: Brush, c: Rgb) -> None:
    b.poly(c, (0.34, 0.40), (0.66, 0.40), (0.76, 1.0), (0.24, 1.0))
    b.dome(ROOF, 0.5, 0.42, 0.18, 0.18)
    b.rect(DOOR, 0.43, 0.80, 0.57, 1.0)
    sail = (250, 244, 226)
    for k in range(4):
        a = math.radians(45 + 90 * k)
        dx, dy = math.cos(a), math.sin(a)
        tip = (0.5 + 0.46 * dx, 0.42 + 0.42 * dy)
        b.line((90, 64, 44), 0.03, (0.5, 0.42), tip)
        near = (0.5 + 0.14 * dx, 0.42 + 0.14 * dy)
        off = (-dy * 0.13, dx * 0.13)
        b.poly(sail, near, tip, (tip[0] + off[0], tip[1] + off[1]), (near[0] + off[0], near[1] + off[1]))
    b.oval((90, 64, 44), 0.5, 0.42, 0.05)


def tent(b: Brush, c: Rgb) -> None:
    b.poly(c, (0.5, 0.22), (0.0, 1.0), (1.0, 1.0))
    b.poly(shade(c, -0.25), (0.5, 0.22), (0.72, 1.0), (1.0, 1.0))
    b.poly((44, 34, 40), (0.46, 0.36), (0.28, 1.0), (0.62, 1.0))
    b.poly(shade(c, 0.3), (0.46, 0.36), (0.28, 1.0), (0.38, 1.0))
    b.line((90, 64, 44), 0.03, (0.46, 0.14), (0.5, 0.26), (0.54, 0.14))
