"""Towers, mills, tents and bridges: what stands out in a land. Owns their shapes; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, mix, shade
from starter.world.kinds import subject

STONE: Rgb = (236, 232, 224)
WOOD: Rgb = (116, 78, 48)


@subject("lighthouse", "red", aspect=0.62, scale=1.25, also="beacon", weight=1.2)
def lighthouse(b: Brush, c: Rgb) -> None:
    other = STONE if sum(c) < 660 else (150, 164, 186)
    b.poly((124, 116, 112), (0.02, 1.0), (0.12, 0.92), (0.50, 0.92), (0.60, 1.0))
    for k in range(5):
        top, bottom = 0.26 + k * 0.134, 0.26 + (k + 1) * 0.134
        half = (0.105 + 0.017 * k, 0.105 + 0.017 * (k + 1))
        tone = c if k % 2 == 0 else other
        b.poly(tone, (0.31 - half[0], top), (0.31 + half[0], top), (0.31 + half[1], bottom), (0.31 - half[1], bottom))
        b.poly(detail(tone, 0.16), (0.31 + half[0] * 0.4, top), (0.31 + half[0], top), (0.31 + half[1], bottom),
               (0.31 + half[1] * 0.4, bottom))  # fmt: skip
    b.rect((66, 64, 76), 0.16, 0.235, 0.46, 0.265)
    b.glow.rect((255, 240, 140), 0.235, 0.125, 0.385, 0.235)
    b.line((66, 64, 76), 0.014, (0.31, 0.12), (0.31, 0.235))
    b.dome(contrast(c, (190, 50, 50), detail(c, 0.3)), 0.31, 0.13, 0.11, 0.10)
    b.oval((66, 64, 76), 0.31, 0.025, 0.018)


@subject("windmill", "white", aspect=1.0, scale=1.1, also="mill", cover=True)
def windmill(b: Brush, c: Rgb) -> None:
    b.poly(c, (0.37, 0.38), (0.63, 0.38), (0.74, 1.0), (0.26, 1.0))
    b.poly(detail(c, 0.14), (0.54, 0.38), (0.63, 0.38), (0.74, 1.0), (0.60, 1.0))
    b.dome((104, 66, 58), 0.5, 0.40, 0.17, 0.19)
    b.round((92, 58, 36), 0.43, 0.80, 0.57, 1.04, 0.07)
    b.glow.rect(b.pane, 0.45, 0.56, 0.55, 0.66)
    sail = contrast(c, (206, 170, 120), (252, 246, 230))
    for k in range(4):
        a = math.radians(28 + 90 * k)
        dx, dy = math.cos(a), math.sin(a)
        tip, near = (0.5 + 0.47 * dx, 0.40 + 0.40 * dy), (0.5 + 0.12 * dx, 0.40 + 0.12 * dy)
        off = (-dy * 0.12, dx * 0.12)
        b.poly(sail, near, tip, (tip[0] + off[0], tip[1] + off[1]), (near[0] + off[0], near[1] + off[1]))
        b.line(WOOD, 0.028, (0.5, 0.40), tip)
    b.oval(WOOD, 0.5, 0.40, 0.045)


@subject("tent", "orange", aspect=1.25, scale=0.7, also="camping tent")
def tent(b: Brush, c: Rgb) -> None:
    b.poly(detail(c, 0.24), (0.50, 0.16), (0.94, 0.20), (1.25, 1.0), (0.95, 1.0))
    b.poly(c, (0.50, 0.12), (0.0, 1.0), (0.98, 1.0))
    b.poly((58, 44, 52), (0.49, 0.34), (0.28, 1.0), (0.70, 1.0))
    b.poly(shade(c, 0.35), (0.49, 0.34), (0.28, 1.0), (0.40, 1.0))
    b.line(WOOD, 0.03, (0.46, 0.05), (0.52, 0.18))
    b.line(WOOD, 0.03, (0.54, 0.05), (0.48, 0.18))


@subject("bridge", "brown", aspect=2.1, scale=0.55, also="arched bridge, footbridge", cover=True)
def bridge(b: Brush, c: Rgb) -> None:
    rail = detail(c, 0.25)
    for x in (0.10, 0.38, 0.72, 1.05, 1.38, 1.72, 2.0):
        y = 0.46 - 0.32 * (1 - ((x - 1.05) / 1.05) ** 2)
        b.line(rail, 0.05, (x, y), (x, y + 0.34))
    b.curve(c, 0.06, (0.06, 0.44), (0.5, 0.24), (1.05, 0.14), (1.6, 0.24), (2.04, 0.44))
    b.blob(c, (0.02, 0.98), (0.05, 0.68), (0.5, 0.48), (1.05, 0.38), (1.6, 0.48), (2.05, 0.68), (2.08, 0.98),
           (1.72, 0.98), (1.4, 0.74), (1.05, 0.64), (0.7, 0.74), (0.38, 0.98))  # fmt: skip
    b.curve(shade(c, 0.22), 0.05, (0.05, 0.66), (0.5, 0.49), (1.05, 0.40), (1.6, 0.49), (2.05, 0.66))


@subject("fountain", "grey", aspect=1.2, scale=0.75, also="water fountain")
def fountain(b: Brush, c: Rgb) -> None:
    water: Rgb = (150, 214, 250)
    for side in (-1, 1):
        b.curve(water, 0.035, (0.6, 0.10), (0.6 + side * 0.14, 0.10), (0.6 + side * 0.24, 0.40))
        b.curve(
            shade(water, 0.4), 0.03, (0.6 + side * 0.22, 0.46), (0.6 + side * 0.36, 0.48), (0.6 + side * 0.44, 0.76)
        )
    b.limb(water, 0.05, 0.03, (0.6, 0.36), (0.6, 0.04))
    b.cup(c, 0.6, 0.40, 0.27, 0.12)
    b.poly(detail(c, 0.18), (0.55, 0.48), (0.65, 0.48), (0.69, 0.86), (0.51, 0.86))
    b.oval(water, 0.6, 0.40, 0.27, 0.03)
    b.cup(c, 0.6, 0.76, 0.58, 0.24)
    b.oval(detail(c, 0.18), 0.6, 0.76, 0.58, 0.07)
    b.oval(water, 0.6, 0.76, 0.52, 0.05)
    b.rect(detail(c, 0.1), 0.36, 0.95, 0.84, 1.0)


@subject("pagoda", "red", aspect=0.9, scale=1.2, also="temple, shrine", cover=True)
def pagoda(b: Brush, c: Rgb) -> None:
    roof = contrast(c, (70, 84, 100), mix(detail(c, 0.4), (50, 60, 80), 0.5))
    b.line((220, 180, 80), 0.024, (0.45, 0.14), (0.45, 0.0))
    for k, half in enumerate((0.20, 0.28, 0.36)):
        top = 0.10 + 0.28 * k
        b.rect(c, 0.45 - half * 0.66, top + 0.12, 0.45 + half * 0.66, top + 0.30)
        b.glow.rect(b.pane, 0.40, top + 0.17, 0.50, top + 0.26)
        b.poly(roof, (0.45 - half * 0.4, top), (0.45 + half * 0.4, top), (0.45 + half * 1.12, top + 0.10),
               (0.45 + half * 1.24, top + 0.08), (0.45 + half, top + 0.15), (0.45 - half, top + 0.15),
               (0.45 - half * 1.24, top + 0.08), (0.45 - half * 1.12, top + 0.10))  # fmt: skip
    b.rect((150, 140, 130), 0.10, 0.95, 0.80, 1.0)
    b.rect((70, 42, 36), 0.38, 0.82, 0.52, 0.95)
