"""Things that grow. Owns their shapes on a unit tile; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush, shade
from starter.world.vocabulary import Rgb

BARK: Rgb = (112, 74, 44)
STEM: Rgb = (46, 132, 50)


def tree(b: Brush, c: Rgb) -> None:
    b.poly(BARK, (0.43, 0.55), (0.57, 0.55), (0.62, 1.0), (0.38, 1.0))
    for x, y, r in ((0.28, 0.46, 0.22), (0.72, 0.46, 0.22), (0.5, 0.26, 0.26), (0.5, 0.5, 0.24)):
        b.oval(c, x, y, r)
    for x, y, r in ((0.40, 0.22, 0.10), (0.26, 0.42, 0.08), (0.62, 0.40, 0.09)):
        b.oval(shade(c, 0.25), x, y, r)


def palm(b: Brush, c: Rgb) -> None:
    b.line(BARK, 0.10, (0.44, 1.0), (0.48, 0.7), (0.54, 0.45), (0.60, 0.28))
    for degrees in (-200, -165, -125, -60, -15, 20):
        a = math.radians(degrees)
        dx, dy = math.cos(a), math.sin(a)
        mid = (0.58 + 0.24 * dx, 0.24 + 0.22 * dy)
        tip = (0.58 + 0.44 * dx, 0.24 + 0.26 * dy + 0.14)
        b.poly(c, (0.58, 0.20), (mid[0], mid[1] - 0.08), tip, (mid[0], mid[1] + 0.07), (0.58, 0.29))
    for x in (0.53, 0.63):
        b.oval((110, 64, 36), x, 0.31, 0.05)


def cactus(b: Brush, c: Rgb) -> None:
    dark = shade(c, -0.25)
    b.rect(c, 0.40, 0.12, 0.60, 1.0)
    b.oval(c, 0.5, 0.12, 0.10)
    for side, top, elbow in ((-1, 0.34, 0.64), (1, 0.24, 0.54)):
        x = 0.5 + side * 0.32
        b.rect(c, min(0.5, x), elbow - 0.07, max(0.5, x), elbow + 0.07)
        b.rect(c, x - 0.075, top, x + 0.075, elbow)
        b.oval(c, x, top, 0.075)
        b.oval(c, x, elbow, 0.075)
    for x in (0.46, 0.54):
        b.line(dark, 0.02, (x, 0.12), (x, 1.0))


def sunflower(b: Brush, c: Rgb) -> None:
    b.line(STEM, 0.06, (0.5, 0.4), (0.5, 1.0))
    b.poly(STEM, (0.5, 0.86), (0.22, 0.66), (0.32, 0.84))
    b.poly(STEM, (0.5, 0.90), (0.78, 0.68), (0.70, 0.88))
    for k in range(12):
        a = math.radians(30 * k)
        dx, dy = math.cos(a), math.sin(a)
        cx, cy = 0.5 + 0.17 * dx, 0.34 + 0.17 * dy
        b.poly(shade(c, -0.08 * (k % 2)), (0.5 - dy * 0.07, 0.34 + dx * 0.07), (cx - dy * 0.08, cy + dx * 0.08),
               (0.5 + 0.34 * dx, 0.34 + 0.34 * dy), (cx + dy * 0.08, cy - dx * 0.08))  # fmt: skip
    b.oval((92, 54, 26), 0.5, 0.34, 0.15)
    b.oval((60, 36, 20), 0.5, 0.34, 0.08)


def tulip(b: Brush, c: Rgb) -> None:
    b.line(STEM, 0.06, (0.5, 0.45), (0.5, 1.0))
    b.poly(STEM, (0.5, 1.0), (0.26, 0.52), (0.38, 0.72))
    b.poly(STEM, (0.5, 1.0), (0.76, 0.50), (0.63, 0.74))
    b.cup(c, 0.5, 0.30, 0.24, 0.24)
    b.poly(c, (0.26, 0.31), (0.24, 0.04), (0.42, 0.31))
    b.poly(c, (0.74, 0.31), (0.76, 0.04), (0.58, 0.31))
    b.poly(shade(c, -0.16), (0.34, 0.33), (0.5, 0.0), (0.66, 0.33), (0.5, 0.50))


def mushroom(b: Brush, c: Rgb) -> None:
    b.poly((244, 236, 220), (0.38, 0.5), (0.62, 0.5), (0.68, 1.0), (0.32, 1.0))
    b.poly((216, 204, 184), (0.54, 0.5), (0.62, 0.5), (0.68, 1.0), (0.58, 1.0))
    b.dome(c, 0.5, 0.58, 0.47, 0.48)
    b.oval(shade(c, -0.2), 0.5, 0.58, 0.47, 0.06)
    spot = (252, 250, 244) if sum(c) < 690 else (222, 90, 80)
    for x, y, r in ((0.5, 0.25, 0.09), (0.27, 0.42, 0.08), (0.72, 0.40, 0.08), (0.5, 0.47, 0.05)):
        b.oval(spot, x, y, r)
