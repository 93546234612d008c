"""Smaller things people leave in a land, and what hangs in space. Owns their shapes; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, shade
from starter.world.kinds import subject

WOOD: Rgb = (136, 92, 56)


@subject("umbrella", "red", aspect=1.05, scale=0.75, also="parasol, sunshade")
def umbrella(b: Brush, c: Rgb) -> None:
    pale = contrast(c, (230, 110, 100), shade(c, 0.65))
    b.line((226, 222, 214), 0.035, (0.525, 0.06), (0.525, 1.0))
    for k in range(6):
        a, z = math.pi + k * math.pi / 6, math.pi + (k + 1) * math.pi / 6
        left, right = 0.525 + 0.52 * math.cos(a), 0.525 + 0.52 * math.cos(z)
        b.blob(
            c if k % 2 == 0 else pale,
            (0.525, 0.03),
            ((0.525 + left) / 2 + (left - 0.525) * 0.2, 0.16),
            (left, 0.46),
            ((left + right) / 2, 0.50),
            (right, 0.46),
            ((0.525 + right) / 2 + (right - 0.525) * 0.2, 0.16),
        )
    b.oval((226, 222, 214), 0.525, 0.02, 0.022)


@subject("kite", "red", aspect=0.75, scale=0.6, home="air", also="flying kite")
def kite(b: Brush, c: Rgb) -> None:
    other = contrast(c, (230, 110, 100), shade(c, 0.55))
    b.curve((110, 100, 110), 0.018, (0.38, 0.62), (0.46, 0.74), (0.34, 0.86), (0.42, 0.99))
    for x, y in ((0.44, 0.74), (0.36, 0.87)):
        b.poly(other, (x, y), (x - 0.07, y - 0.04), (x - 0.07, y + 0.04))
        b.poly(c, (x, y), (x + 0.07, y - 0.04), (x + 0.07, y + 0.04))
    b.poly(c, (0.38, 0.0), (0.72, 0.26), (0.38, 0.66), (0.04, 0.26))
    b.poly(other, (0.38, 0.0), (0.72, 0.26), (0.38, 0.26))
    b.poly(other, (0.38, 0.26), (0.04, 0.26), (0.38, 0.66))
    b.line(detail(c, 0.4), 0.014, (0.38, 0.0), (0.38, 0.66))
    b.line(detail(c, 0.4), 0.014, (0.04, 0.26), (0.72, 0.26))


@subject("bench", "brown", aspect=1.6, scale=0.48, also="wooden bench", many="benches", cover=True)
def bench(b: Brush, c: Rgb) -> None:
    iron: Rgb = (60, 60, 68)
    for x in (0.20, 1.40):
        b.line(iron, 0.06, (x, 0.10), (x, 1.0))
        b.line(iron, 0.06, (x - 0.10, 0.62), (x - 0.10, 1.0))
        b.line(iron, 0.05, (x - 0.12, 0.44), (x + 0.02, 0.44))
    for y in (0.10, 0.26, 0.42):
        b.round(c, 0.06, y, 1.54, y + 0.11, 0.03)
    b.round(detail(c, 0.14), 0.02, 0.58, 1.58, 0.72, 0.03)


@subject("lantern", "black", aspect=0.42, scale=0.95, also="street lamp, lamp post, streetlight")
def lantern(b: Brush, c: Rgb) -> None:
    b.rect(c, 0.185, 0.30, 0.235, 1.0)
    b.poly(detail(c, 0.2), (0.10, 1.0), (0.16, 0.88), (0.26, 0.88), (0.32, 1.0))
    b.glow.poly((255, 230, 130), (0.10, 0.10), (0.32, 0.10), (0.28, 0.30), (0.14, 0.30))
    b.line(c, 0.016, (0.21, 0.08), (0.21, 0.30))
    b.poly(c, (0.06, 0.11), (0.21, 0.0), (0.36, 0.11))
    b.rect(c, 0.12, 0.29, 0.30, 0.33)


@subject("pumpkin", "orange", aspect=1.15, scale=0.45, also="halloween pumpkin, gourd")
def pumpkin(b: Brush, c: Rgb) -> None:
    b.limb((96, 124, 56), 0.10, 0.07, (0.58, 0.30), (0.60, 0.12), (0.70, 0.04))
    for x, rx, tone in ((0.24, 0.24, detail(c, 0.18)), (0.91, 0.24, detail(c, 0.18)), (0.40, 0.24, detail(c, 0.08)),
                        (0.75, 0.24, detail(c, 0.08)), (0.575, 0.22, c)):  # fmt: skip
        b.oval(tone, x, 0.62, rx, 0.38)
    b.blob(shade(c, 0.25), (0.50, 0.34), (0.56, 0.32), (0.54, 0.56), (0.49, 0.60))


@subject("campfire", "orange", aspect=1.0, scale=0.55, also="bonfire, fire")
def campfire(b: Brush, c: Rgb) -> None:
    b.glow.blob(
        detail(c, 0.12),
        (0.20, 0.76),
        (0.16, 0.46),
        (0.34, 0.32),
        (0.44, 0.0),
        (0.62, 0.26),
        (0.70, 0.16),
        (0.84, 0.50),
        (0.78, 0.80),
        (0.5, 0.90),
    )
    b.glow.blob(
        shade(c, 0.3), (0.32, 0.78), (0.30, 0.54), (0.48, 0.24), (0.58, 0.46), (0.70, 0.50), (0.66, 0.80), (0.5, 0.86)
    )
    b.glow.blob(shade(c, 0.75), (0.42, 0.82), (0.42, 0.64), (0.51, 0.48), (0.58, 0.66), (0.57, 0.82))
    b.limb((96, 62, 40), 0.12, 0.10, (0.06, 0.93), (0.90, 0.80))
    b.limb(WOOD, 0.12, 0.10, (0.94, 0.94), (0.10, 0.80))


@subject("planet", "purple", aspect=1.45, scale=0.75, home="air", also="ringed planet, saturn")
def planet(b: Brush, c: Rgb) -> None:
    ring = contrast(c, (240, 190, 120), shade(c, 0.6))
    b.ring(detail(ring, 0.1), 0.05, 0.725, 0.5, 0.70, 0.17)
    b.oval(c, 0.725, 0.5, 0.44, 0.46)
    b.blob(shade(c, 0.22), (0.36, 0.30), (0.72, 0.38), (1.10, 0.30), (1.14, 0.40), (0.72, 0.48), (0.31, 0.40))
    b.blob(detail(c, 0.18), (0.34, 0.68), (0.72, 0.76), (1.10, 0.66), (1.04, 0.78), (0.72, 0.86), (0.40, 0.80))
    b.oval(shade(c, 0.35), 0.56, 0.18, 0.07, 0.05)
    points = [
        (0.725 + 0.70 * math.cos(math.radians(a)), 0.5 + 0.17 * math.sin(math.radians(a))) for a in range(0, 181, 15)
    ]
    b.limb(ring, 0.055, 0.055, *points)  # the near half of the ring, across the planet


@subject("star", "yellow", aspect=1.0, scale=0.45, home="air", also="shooting star")
def star(b: Brush, c: Rgb) -> None:
    def points(r: float) -> list[tuple[float, float]]:
        return [
            (
                0.5 + (r if k % 2 == 0 else r * 0.46) * math.sin(math.radians(36 * k)),
                0.53 - (r if k % 2 == 0 else r * 0.46) * math.cos(math.radians(36 * k)),
            )
            for k in range(10)
        ]

    b.glow.poly(detail(c, 0.2), *points(0.52))
    b.glow.poly(c, *points(0.43))
    b.glow.poly(shade(c, 0.4), *[(0.44 + (x - 0.5) * 0.5, 0.46 + (y - 0.53) * 0.5) for x, y in points(0.43)])
