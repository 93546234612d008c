"""Trees and the desert's nearest thing to one. Owns the shapes and what the season does to leaves."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, detail, shade
from starter.world.kinds import subject

BARK: Rgb = (116, 80, 52)
SEASONAL: dict[str, Rgb] = {"autumn": (222, 120, 36), "spring": (248, 170, 200), "winter": (206, 220, 232)}


@subject("tree", "green", aspect=0.9, scale=1.1, also="oak tree, oak, leafy tree", cover=True, weight=1.6)
def tree(b: Brush, c: Rgb) -> None:
    if b.natural:
        c = SEASONAL.get(b.light.season, c)
    b.blob(BARK, (0.40, 0.50), (0.50, 0.50), (0.51, 0.84), (0.60, 1.0), (0.45, 0.98), (0.30, 1.0), (0.39, 0.84))
    b.limb(BARK, 0.06, 0.04, (0.45, 0.72), (0.60, 0.54))
    b.limb(BARK, 0.06, 0.04, (0.45, 0.70), (0.30, 0.54))
    lumps = (
        (0.21, 0.46, 0.19),
        (0.69, 0.46, 0.19),
        (0.45, 0.50, 0.20),
        (0.27, 0.26, 0.19),
        (0.63, 0.26, 0.19),
        (0.45, 0.18, 0.18),
    )
    for x, y, r in lumps:
        b.oval(detail(c, 0.16), x, y + 0.02, r)
    for x, y, r in lumps:
        b.oval(c, x - 0.015, y - 0.015, r * 0.92)
    for x, y, r in ((0.36, 0.14, 0.09), (0.20, 0.36, 0.075), (0.58, 0.24, 0.08), (0.42, 0.40, 0.075)):
        b.oval(shade(c, 0.22), x, y, r, r * 0.8)


@subject("pine tree", "green", aspect=0.62, scale=1.15, also="fir tree, pine, christmas tree, evergreen", cover=True)
def pine(b: Brush, c: Rgb) -> None:
    c = shade(c, -0.25) if b.natural else c
    b.rect(BARK, 0.26, 0.84, 0.36, 1.0)
    for k in range(4):
        top, half = 0.0 + 0.19 * k, 0.145 + 0.055 * k
        low = top + 0.33
        b.poly(
            shade(c, -0.06 * (3 - k)),
            (0.31, top),
            (0.31 + half, low),
            (0.31 + half * 0.4, low - 0.035),
            (0.31, low + 0.02),
            (0.31 - half * 0.4, low - 0.035),
            (0.31 - half, low),
        )
        b.poly(detail(c, 0.2), (0.31, top), (0.31 + half, low), (0.31 + half * 0.4, low - 0.035))


@subject("palm tree", "green", aspect=1.0, scale=1.15, also="palm, coconut palm, coconut tree", weight=1.6)
def palm(b: Brush, c: Rgb) -> None:
    b.limb((150, 108, 68), 0.12, 0.07, (0.40, 0.98), (0.45, 0.72), (0.52, 0.46), (0.56, 0.24))
    for k in range(7):
        y = 0.92 - k * 0.09
        x = 0.41 + 0.14 * (k / 7) ** 1.1
        b.line((116, 80, 50), 0.014, (x - 0.045, y), (x + 0.045, y - 0.015))
    for degrees, length in (
        (-168, 0.40),
        (-140, 0.42),
        (-108, 0.30),
        (-72, 0.30),
        (-40, 0.42),
        (-12, 0.40),
        (-186, 0.34),
        (8, 0.34),
    ):
        a = math.radians(degrees)
        tone = c if degrees in (-140, -108, -40, 8) else detail(c, 0.16)
        dx, dy = math.cos(a) * length, math.sin(a) * length
        x, y = 0.56, 0.25
        mid, tip = (x + dx * 0.62, y + dy * 0.62 - 0.03), (x + dx * 1.06, y + dy * 0.72 + 0.17)
        b.blob(tone, (x, y - 0.02), (mid[0], mid[1] - 0.055), tip, (mid[0] - dx * 0.08, mid[1] + 0.055), (x, y + 0.03))
    for dx, dy in ((-0.05, 0.05), (0.04, 0.06), (0.0, 0.09)):
        b.oval((126, 76, 44), 0.56 + dx, 0.25 + dy, 0.045)


@subject("cactus", "green", aspect=0.78, scale=0.95, also="saguaro", many="cacti")
def cactus(b: Brush, c: Rgb) -> None:
    dark = detail(c, 0.2)
    b.curve(c, 0.15, (0.39, 0.44), (0.14, 0.46), (0.12, 0.24))
    b.curve(c, 0.14, (0.39, 0.58), (0.64, 0.60), (0.66, 0.36))
    b.limb(c, 0.20, 0.22, (0.39, 0.11), (0.39, 0.92))
    b.rect(c, 0.28, 0.8, 0.50, 1.0)
    for x in (0.34, 0.44):
        b.line(dark, 0.018, (x, 0.06), (x, 1.0))
    b.line(dark, 0.016, (0.12, 0.24), (0.12, 0.38))
    b.line(dark, 0.016, (0.66, 0.34), (0.66, 0.50))
    flower: Rgb = (246, 110, 160) if c[0] < 230 or c[1] > 180 else (255, 230, 120)
    for k in range(5):
        a = math.radians(-90 + 72 * k)
        b.oval(flower, 0.39 + 0.05 * math.cos(a), 0.035 + 0.04 * math.sin(a), 0.036)
