"""What lives in the water, facing left. Owns the shapes; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, mix, shade
from starter.world.kinds import subject
from starter.world.things.body import DARK, eye


@subject("fish", "orange", aspect=1.5, scale=0.5, home="deep", also="goldfish, tropical fish", many="fish", weight=1.3)
def fish(b: Brush, c: Rgb) -> None:
    fin, stripe = detail(c, 0.22), contrast(c, (240, 150, 70), (252, 252, 250))
    b.blob(fin, (0.98, 0.50), (1.30, 0.16), (1.48, 0.10), (1.40, 0.50), (1.48, 0.90), (1.30, 0.84))
    b.blob(fin, (0.36, 0.24), (0.62, 0.0), (0.92, 0.10), (0.86, 0.34))
    b.blob(fin, (0.50, 0.78), (0.66, 1.0), (0.84, 0.98), (0.80, 0.74))
    b.blob(
        c,
        (0.02, 0.52),
        (0.20, 0.26),
        (0.54, 0.14),
        (0.90, 0.30),
        (1.10, 0.50),
        (0.90, 0.70),
        (0.54, 0.86),
        (0.20, 0.76),
    )
    b.blob(stripe, (0.40, 0.165), (0.50, 0.145), (0.56, 0.5), (0.50, 0.86), (0.40, 0.84), (0.47, 0.5))
    b.blob(stripe, (0.78, 0.23), (0.86, 0.275), (0.88, 0.5), (0.86, 0.73), (0.78, 0.76), (0.82, 0.5))
    b.blob(fin, (0.56, 0.50), (0.76, 0.44), (0.74, 0.66))
    eye(b, 0.23, 0.44, 0.06)


@subject("whale", "blue", aspect=1.75, scale=0.62, home="water", also="sperm whale")
def whale(b: Brush, c: Rgb) -> None:
    pale = shade(c, 0.6) if sum(c) < 620 else (200, 214, 226)
    water: Rgb = (170, 222, 250)
    for side in (-1, 1):
        b.limb(
            water,
            0.05,
            0.04,
            (0.56, 0.32),
            (0.56 + side * 0.06, 0.12),
            (0.56 + side * 0.18, 0.10),
            (0.56 + side * 0.22, 0.20),
        )
    b.blob(c, (0.02, 0.66), (0.10, 0.42), (0.46, 0.30), (0.90, 0.40), (1.24, 0.62), (1.48, 0.50), (1.54, 0.60),
           (1.36, 0.88), (1.0, 0.98), (0.40, 0.98), (0.10, 0.90))  # fmt: skip
    b.blob(
        c,
        (1.44, 0.56),
        (1.34, 0.34),
        (1.20, 0.20),
        (1.42, 0.20),
        (1.52, 0.36),
        (1.64, 0.22),
        (1.75, 0.26),
        (1.66, 0.46),
        (1.54, 0.60),
    )
    b.blob(pale, (0.06, 0.78), (0.40, 0.74), (0.90, 0.86), (1.10, 0.96), (0.40, 0.98), (0.12, 0.90))
    b.blob(detail(c, 0.25), (0.58, 0.78), (0.80, 0.80), (0.78, 1.0), (0.62, 0.92))
    eye(b, 0.27, 0.62, 0.04)


@subject("dolphin", "grey", aspect=1.5, scale=0.6, home="water", also="leaping dolphin")
def dolphin(b: Brush, c: Rgb) -> None:
    pale = shade(c, 0.6) if sum(c) < 620 else (206, 216, 228)
    b.blob(c, (0.72, 0.20), (0.90, 0.0), (0.98, 0.02), (0.94, 0.28))
    b.blob(c, (0.02, 0.66), (0.16, 0.50), (0.34, 0.26), (0.70, 0.13), (1.06, 0.28), (1.30, 0.62), (1.26, 0.74),
           (1.0, 0.58), (0.66, 0.50), (0.36, 0.58), (0.20, 0.66))  # fmt: skip
    b.blob(pale, (0.14, 0.64), (0.34, 0.50), (0.62, 0.42), (0.92, 0.52), (0.66, 0.51), (0.36, 0.585), (0.22, 0.65))
    b.blob(c, (1.24, 0.62), (1.46, 0.66), (1.50, 0.80), (1.34, 0.80), (1.30, 0.98), (1.18, 0.92))
    b.blob(detail(c, 0.25), (0.44, 0.50), (0.60, 0.50), (0.62, 0.74), (0.54, 0.74))
    eye(b, 0.28, 0.45, 0.034)


@subject("jellyfish", "pink", aspect=0.8, scale=0.65, home="deep", also="medusa", many="jellyfish")
def jellyfish(b: Brush, c: Rgb) -> None:
    for k in range(6):
        x = 0.16 + k * 0.096
        sway = 0.05 if k % 2 else -0.05
        b.limb(
            detail(c, 0.1) if k % 2 else shade(c, 0.3),
            0.05,
            0.02,
            (x, 0.42),
            (x + sway, 0.60),
            (x - sway, 0.78),
            (x + sway, 0.92 + 0.06 * (k % 2)),
        )
    b.blob(
        c, (0.03, 0.42), (0.08, 0.18), (0.40, 0.02), (0.72, 0.18), (0.77, 0.42), (0.62, 0.48), (0.4, 0.44), (0.18, 0.48)
    )
    b.blob(shade(c, 0.4), (0.16, 0.32), (0.22, 0.18), (0.40, 0.10), (0.34, 0.22))
    for x in (0.29, 0.51):
        b.oval(DARK, x, 0.34, 0.035)


@subject("octopus", "purple", aspect=1.15, scale=0.62, home="deep", also="squid", many="octopuses")
def octopus(b: Brush, c: Rgb) -> None:
    for k, x in enumerate((-0.50, -0.34, -0.17, 0.0, 0.17, 0.34, 0.50)):
        tone = detail(c, 0.16) if k % 2 else c
        bend = math.copysign(0.06, x or 1)
        b.limb(
            tone,
            0.14,
            0.05,
            (0.575 + x * 0.4, 0.56),
            (0.575 + x * 0.95, 0.74 + 0.04 * (k % 2)),
            (0.575 + x - bend, 0.92),
            (0.575 + x + bend * 0.3, 0.97),
        )
    b.blob(
        c,
        (0.575, 0.0),
        (0.84, 0.14),
        (0.88, 0.40),
        (0.76, 0.64),
        (0.575, 0.70),
        (0.39, 0.64),
        (0.27, 0.40),
        (0.31, 0.14),
    )
    b.oval(shade(c, 0.35), 0.45, 0.14, 0.07, 0.05)
    for x in (0.46, 0.69):
        eye(b, x, 0.42, 0.075)
    b.arc(mix(c, DARK, 0.7), 0.025, 0.575, 0.52, 0.06, 20, 160)


@subject("turtle", "green", aspect=1.5, scale=0.48, also="tortoise, sea turtle")
def turtle(b: Brush, c: Rgb) -> None:
    skin = mix(c, (230, 220, 150), 0.5)
    for x in (0.50, 1.04):
        b.limb(skin, 0.17, 0.15, (x, 0.76), (x - 0.03, 0.92))
    b.poly(skin, (1.28, 0.74), (1.48, 0.84), (1.24, 0.86))
    b.limb(skin, 0.16, 0.20, (0.26, 0.52), (0.46, 0.74))
    b.oval(skin, 0.20, 0.46, 0.18, 0.16)
    b.blob(c, (0.34, 0.80), (0.42, 0.42), (0.80, 0.18), (1.20, 0.40), (1.34, 0.80), (0.84, 0.88))
    for x, y in ((0.60, 0.56), (0.84, 0.42), (1.08, 0.56), (0.84, 0.68)):
        b.poly(
            detail(c, 0.25),
            *[(x + 0.10 * math.cos(math.radians(60 * k)), y + 0.11 * math.sin(math.radians(60 * k))) for k in range(6)],
        )
    eye(b, 0.14, 0.42, 0.036)


@subject("crab", "red", aspect=1.5, scale=0.42, also="hermit crab")
def crab(b: Brush, c: Rgb) -> None:
    dark = detail(c, 0.2)
    for side in (-1, 1):
        for k in range(3):
            b.limb(
                dark,
                0.08,
                0.04,
                (0.75 + side * 0.26, 0.68),
                (0.75 + side * (0.46 + 0.08 * k), 0.62 + 0.08 * k),
                (0.75 + side * (0.52 + 0.06 * (2 - k)), 0.97),
            )
        b.limb(c, 0.11, 0.11, (0.75 + side * 0.34, 0.54), (0.75 + side * 0.54, 0.44), (0.75 + side * 0.52, 0.28))
        b.oval(c, 0.75 + side * 0.52, 0.17, 0.17, 0.15)
        b.poly(detail(c, 0.45), (0.75 + side * 0.50, 0.18), (0.75 + side * 0.40, 0.0), (0.75 + side * 0.58, 0.0))
        b.limb(dark, 0.045, 0.045, (0.75 + side * 0.12, 0.44), (0.75 + side * 0.12, 0.28))
        eye(b, 0.75 + side * 0.12, 0.26, 0.06)
    b.oval(c, 0.75, 0.64, 0.42, 0.26)
    b.arc(dark, 0.035, 0.75, 0.66, 0.14, 20, 160)
