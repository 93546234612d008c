"""Flowers, the water lily and the mushroom. Owns their shapes; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, shade
from starter.world.kinds import subject

STEM: Rgb = (62, 142, 60)


def _stem(b: Brush, x: float, top: float) -> None:
    b.limb(STEM, 0.05, 0.06, (x, top), (x, 1.0))
    b.blob(STEM, (x, 0.92), (x - 0.12, 0.84), (x - 0.26, 0.66), (x - 0.06, 0.74))
    b.blob(detail(STEM, 0.14), (x, 0.96), (x + 0.12, 0.88), (x + 0.26, 0.68), (x + 0.06, 0.78))


@subject("sunflower", "yellow", aspect=0.75, scale=0.85, also="blooming sunflower, sunflower bloom", weight=1.8)
def sunflower(b: Brush, c: Rgb) -> None:
    _stem(b, 0.375, 0.4)
    for ring, count in ((1.0, 14), (0.84, 14)):
        for k in range(count):
            a = math.radians(360 / count * (k + (0.5 if ring < 1 else 0)))
            dx, dy = math.cos(a), math.sin(a)
            near, tip, mid = 0.12, 0.345 * ring, 0.23 * ring
            b.blob(detail(c, 0.18) if ring == 1.0 else c, (0.375 + near * dx, 0.345 + near * dy),
                   (0.375 + mid * dx - dy * 0.055, 0.345 + mid * dy + dx * 0.055), (0.375 + tip * dx, 0.345 + tip * dy),
                   (0.375 + mid * dx + dy * 0.055, 0.345 + mid * dy - dx * 0.055))  # fmt: skip
    b.oval((112, 66, 32), 0.375, 0.345, 0.165)
    b.oval((74, 44, 26), 0.375, 0.345, 0.11)
    for k in range(8):
        a = math.radians(45 * k)
        b.oval((156, 104, 50), 0.375 + 0.085 * math.cos(a), 0.345 + 0.085 * math.sin(a), 0.016)


@subject("tulip", "red", aspect=0.62, scale=0.7, also="tulip flower")
def tulip(b: Brush, c: Rgb) -> None:
    b.limb(STEM, 0.05, 0.06, (0.31, 0.42), (0.31, 1.0))
    b.blob(STEM, (0.31, 1.0), (0.16, 0.84), (0.06, 0.50), (0.24, 0.74))
    b.blob(detail(STEM, 0.14), (0.31, 1.0), (0.44, 0.84), (0.56, 0.48), (0.38, 0.76))
    b.blob(detail(c, 0.18), (0.31, 0.06), (0.46, 0.20), (0.40, 0.46), (0.22, 0.46), (0.16, 0.20))
    b.blob(c, (0.10, 0.03), (0.28, 0.20), (0.36, 0.44), (0.22, 0.48), (0.10, 0.36), (0.07, 0.18))
    b.blob(c, (0.52, 0.03), (0.34, 0.20), (0.26, 0.44), (0.40, 0.48), (0.52, 0.36), (0.55, 0.18))
    b.blob(shade(c, 0.2), (0.12, 0.10), (0.17, 0.20), (0.18, 0.38), (0.12, 0.30))


@subject("rose", "red", aspect=0.66, scale=0.7, also="garden rose, blooming rose")
def rose(b: Brush, c: Rgb) -> None:
    _stem(b, 0.33, 0.4)
    dark = detail(c, 0.24)
    for k in range(6):
        a = math.radians(60 * k + 15)
        b.oval(c if k % 2 else detail(c, 0.1), 0.33 + 0.15 * math.cos(a), 0.29 + 0.14 * math.sin(a), 0.155)
    b.oval(c, 0.33, 0.28, 0.19)
    for r, start, end in ((0.17, 200, 60), (0.125, 20, 230), (0.08, 180, 40), (0.04, 0, 300)):
        b.arc(dark, 0.03, 0.33, 0.28, r, start, end + (360 if end < start else 0))


@subject("daisy", "white", aspect=0.7, scale=0.65, also="camomile, wild flower", many="daisies")
def daisy(b: Brush, c: Rgb) -> None:
    _stem(b, 0.35, 0.4)
    for k in range(10):
        a = math.radians(36 * k)
        dx, dy = math.cos(a), math.sin(a)
        b.limb(
            c if k % 2 else detail(c, 0.08),
            0.06,
            0.13,
            (0.35 + 0.08 * dx, 0.33 + 0.08 * dy),
            (0.35 + 0.25 * dx, 0.33 + 0.25 * dy),
        )
    b.oval(contrast(c, (246, 190, 40), (250, 206, 60)) if c[0] < 240 or c[2] > 100 else (140, 90, 40), 0.35, 0.33, 0.11)


@subject(
    "water lily",
    "pink",
    aspect=1.7,
    scale=0.45,
    home="water",
    also="lotus, lily pad flower, lotus flower",
    many="water lilies",
    weight=1.6,
)
def lily(b: Brush, c: Rgb) -> None:
    pad: Rgb = (74, 150, 88)
    for x, y, rx in ((0.46, 0.84, 0.44), (1.26, 0.86, 0.42)):
        b.oval(detail(pad, 0.22), x, y + 0.02, rx, 0.13)
        b.oval(pad, x, y, rx, 0.12)
        b.poly(detail(pad, 0.3), (x, y), (x + rx * 0.9, y - 0.05), (x + rx, y + 0.02))
    for tone, lean in (
        (detail(c, 0.16), (-0.56, -0.30, 0.30, 0.56)),
        (c, (-0.40, -0.15, 0.15, 0.40)),
        (shade(c, 0.35), (-0.24, 0.0, 0.24)),
    ):
        size = 0.62 if tone == c else 0.56 if tone != shade(c, 0.35) else 0.42
        for a in lean:
            dx, dy = math.sin(a * 2), -math.cos(a * 1.6)
            b.blob(
                tone,
                (0.85, 0.80),
                (0.85 + dx * size * 0.55 - 0.09, 0.78 + dy * size * 0.5),
                (0.85 + dx * size, 0.80 + dy * size),
                (0.85 + dx * size * 0.55 + 0.09, 0.80 + dy * size * 0.5),
            )
    b.oval((250, 206, 70), 0.85, 0.68, 0.09, 0.06)


@subject("mushroom", "red", aspect=0.95, scale=0.6, also="toadstool", many="mushrooms")
def mushroom(b: Brush, c: Rgb) -> None:
    b.blob(
        (246, 238, 222), (0.38, 0.5), (0.57, 0.5), (0.60, 0.80), (0.66, 0.98), (0.475, 1.0), (0.29, 0.98), (0.35, 0.80)
    )
    b.blob((216, 202, 182), (0.52, 0.5), (0.57, 0.5), (0.60, 0.80), (0.66, 0.98), (0.54, 1.0))
    b.oval((232, 216, 196), 0.475, 0.57, 0.42, 0.07)
    b.blob(
        c,
        (0.0, 0.54),
        (0.10, 0.22),
        (0.475, 0.02),
        (0.85, 0.22),
        (0.95, 0.54),
        (0.70, 0.57),
        (0.475, 0.54),
        (0.25, 0.57),
    )
    spot = contrast(c, (220, 96, 86), (252, 250, 244))
    for x, y, r in (
        (0.46, 0.20, 0.09),
        (0.22, 0.36, 0.075),
        (0.72, 0.34, 0.08),
        (0.48, 0.42, 0.055),
        (0.30, 0.18, 0.045),
        (0.64, 0.17, 0.045),
    ):
        b.oval(spot, x, y, r, r * 0.85)
