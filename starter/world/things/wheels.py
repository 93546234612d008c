"""What rolls on wheels, facing left. Owns the shapes on a unit tile; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, shade
from starter.world.kinds import subject

TYRE: Rgb = (38, 38, 44)
HUB: Rgb = (200, 200, 208)


def wheel(b: Brush, x: float, r: float) -> None:
    b.oval(TYRE, x, 1.0 - r, r)
    b.oval(HUB, x, 1.0 - r, r * 0.5)


@subject("car", "red", aspect=1.9, scale=0.5, also="automobile, sedan", weight=1.3)
def car(b: Brush, c: Rgb) -> None:
    b.blob(c, (0.04, 0.84), (0.03, 0.60), (0.16, 0.50), (0.46, 0.44), (0.66, 0.16), (0.94, 0.10), (1.26, 0.14),
           (1.52, 0.44), (1.80, 0.50), (1.88, 0.66), (1.86, 0.86), (0.95, 0.90))  # fmt: skip
    b.poly(b.pane if b.light.night else (200, 228, 242), (0.58, 0.45), (0.72, 0.22), (0.92, 0.18), (0.92, 0.45))
    b.poly(b.pane if b.light.night else (200, 228, 242), (0.98, 0.45), (0.98, 0.18), (1.20, 0.21), (1.38, 0.45))
    b.rect(detail(c, 0.25), 0.06, 0.76, 1.86, 0.84)
    b.line(detail(c, 0.25), 0.016, (0.95, 0.46), (0.95, 0.78))
    b.glow.oval((255, 244, 170), 0.09, 0.60, 0.055, 0.05)
    b.glow.oval((236, 40, 40), 1.83, 0.60, 0.04, 0.05)
    wheel(b, 0.44, 0.20)
    wheel(b, 1.46, 0.20)


@subject("bus", "yellow", aspect=1.75, scale=0.72, also="coach, school bus", many="buses")
def bus(b: Brush, c: Rgb) -> None:
    b.round(c, 0.04, 0.06, 1.71, 0.88, 0.10)
    b.rect(detail(c, 0.22), 0.05, 0.60, 1.71, 0.67)
    for k in range(4):
        b.glow.round(b.pane, 0.42 + k * 0.31, 0.20, 0.66 + k * 0.31, 0.50, 0.03)
    b.glow.poly(b.pane, (0.10, 0.20), (0.34, 0.20), (0.34, 0.52), (0.08, 0.52))
    b.glow.oval((255, 244, 170), 0.09, 0.74, 0.045)
    wheel(b, 0.42, 0.15)
    wheel(b, 1.36, 0.15)


@subject("truck", "blue", aspect=1.75, scale=0.68, also="lorry, pickup truck")
def truck(b: Brush, c: Rgb) -> None:
    box = contrast(c, (196, 176, 150), (240, 238, 230))
    b.round(box, 0.60, 0.04, 1.71, 0.82, 0.04)
    for x in (0.86, 1.14, 1.42):
        b.line(detail(box, 0.12), 0.014, (x, 0.08), (x, 0.78))
    b.poly(c, (0.04, 0.84), (0.05, 0.56), (0.20, 0.26), (0.56, 0.26), (0.56, 0.84))
    b.glow.poly(b.pane, (0.15, 0.54), (0.25, 0.33), (0.44, 0.33), (0.44, 0.54))
    b.rect((70, 70, 78), 0.04, 0.80, 1.71, 0.88)
    b.glow.oval((255, 244, 170), 0.08, 0.68, 0.045)
    for x in (0.32, 1.16, 1.48):
        wheel(b, x, 0.15)


@subject("train", "green", aspect=2.0, scale=0.6, also="steam train, locomotive", weight=1.2)
def train(b: Brush, c: Rgb) -> None:
    b.oval((226, 226, 232), 0.50, 0.13, 0.13, 0.10)
    b.oval((236, 236, 240), 0.74, 0.08, 0.16, 0.08)
    b.poly((60, 56, 62), (0.22, 0.42), (0.16, 0.16), (0.42, 0.16), (0.36, 0.42))
    b.round(c, 0.10, 0.38, 0.92, 0.80, 0.10)
    b.oval(detail(c, 0.3), 0.13, 0.59, 0.07, 0.20)
    for x in (0.42, 0.66):
        b.rect(shade(c, 0.3), x, 0.38, x + 0.04, 0.80)
    b.dome(contrast(c, (190, 150, 60), (226, 184, 70)), 0.62, 0.40, 0.09, 0.11)
    b.rect(detail(c, 0.12), 0.86, 0.20, 1.24, 0.82)
    b.rect((66, 58, 60), 0.80, 0.14, 1.30, 0.22)
    b.glow.rect(b.pane, 0.94, 0.30, 1.15, 0.52)
    b.rect((66, 58, 60), 1.22, 0.74, 1.40, 0.80)
    b.round(c, 1.36, 0.26, 1.98, 0.82, 0.04)
    for x in (1.44, 1.70):
        b.glow.rect(b.pane, x, 0.36, x + 0.18, 0.56)
    b.poly((150, 60, 50), (0.12, 0.80), (0.12, 1.0), (-0.02, 1.0))
    b.rect((60, 56, 62), 0.08, 0.80, 1.98, 0.87)
    for x, r in ((0.30, 0.12), (0.58, 0.12), (1.04, 0.16), (1.52, 0.11), (1.82, 0.11)):
        wheel(b, x, r)


@subject("bicycle", "blue", aspect=1.55, scale=0.6, also="bike")
def bicycle(b: Brush, c: Rgb) -> None:
    for x in (0.34, 1.20):
        b.ring(TYRE, 0.05, x, 0.68, 0.32)
        for k in range(4):
            a = math.radians(45 * k)
            dx, dy = 0.29 * math.cos(a), 0.29 * math.sin(a)
            b.line((150, 150, 158), 0.012, (x - dx, 0.68 - dy), (x + dx, 0.68 + dy))
    for path in (((0.34, 0.68), (0.50, 0.22)), ((0.52, 0.32), (0.98, 0.32), (0.72, 0.68), (0.52, 0.32)),
                 ((0.72, 0.68), (1.20, 0.68), (0.98, 0.32)), ((0.98, 0.34), (0.96, 0.20))):  # fmt: skip
        b.line(c, 0.062, *path)
    b.curve(TYRE, 0.05, (0.60, 0.12), (0.50, 0.16), (0.40, 0.24))
    b.blob(TYRE, (0.84, 0.18), (0.96, 0.12), (1.10, 0.16), (0.98, 0.22))
    b.oval((120, 120, 128), 0.72, 0.68, 0.07)
