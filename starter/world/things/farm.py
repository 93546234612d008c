"""Animals of the farm and the field edge, facing left. Owns the shapes; refuses placement and light."""

from __future__ import annotations

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, mix, shade
from starter.world.kinds import subject
from starter.world.things.body import DARK, eye, legs


@subject("horse", "brown", aspect=1.3, scale=0.95, also="pony, stallion", poses="running, standing", weight=1.2)
def horse(b: Brush, c: Rgb) -> None:
    mane = contrast(c, (150, 110, 70), mix(detail(c, 0.5), DARK, 0.4))
    b.limb(mane, 0.07, 0.12, (1.10, 0.44), (1.22, 0.50), (1.24, 0.76))
    legs(b, c, (0.52, 0.58), (1.04, 0.56), 0.095, (60, 48, 44))
    b.blob(
        c,
        (0.42, 0.46),
        (0.56, 0.38),
        (0.84, 0.41),
        (1.06, 0.36),
        (1.16, 0.48),
        (1.08, 0.64),
        (0.80, 0.66),
        (0.52, 0.68),
    )
    b.limb(c, 0.14, 0.26, (0.30, 0.15), (0.36, 0.26), (0.54, 0.50))
    b.limb(mane, 0.08, 0.10, (0.36, 0.05), (0.46, 0.18), (0.58, 0.38))
    b.limb(c, 0.15, 0.10, (0.28, 0.13), (0.10, 0.30))
    b.oval(detail(c, 0.25), 0.085, 0.315, 0.05, 0.042)
    b.poly(c, (0.27, 0.08), (0.31, -0.02), (0.36, 0.09))
    b.oval(DARK, 0.23, 0.14, 0.024)


@subject("cow", "white", aspect=1.45, scale=0.8, also="dairy cow, cattle", many="cows")
def cow(b: Brush, c: Rgb) -> None:
    patch = contrast(c, (50, 44, 48), (248, 244, 238))
    b.limb(c, 0.045, 0.03, (1.26, 0.34), (1.36, 0.44), (1.34, 0.66))
    b.oval(patch, 1.34, 0.70, 0.035, 0.06)
    b.blob((244, 170, 170), (0.90, 0.68), (1.10, 0.68), (1.08, 0.80), (0.92, 0.80))
    legs(b, c, (0.56, 0.66), (1.14, 0.66), 0.12, (70, 60, 58))
    b.blob(
        c, (0.42, 0.36), (0.66, 0.30), (1.0, 0.32), (1.24, 0.30), (1.30, 0.50), (1.22, 0.72), (0.70, 0.76), (0.46, 0.66)
    )
    b.blob(patch, (0.62, 0.31), (0.84, 0.31), (0.86, 0.50), (0.70, 0.58), (0.58, 0.46))
    b.blob(patch, (1.06, 0.33), (1.26, 0.34), (1.28, 0.54), (1.10, 0.58))
    for side in (0.16, 0.42):
        b.limb((232, 220, 190), 0.05, 0.02, (side + 0.02, 0.14), (side + (side - 0.29) * 0.5, 0.0))
        b.oval(patch, side + (side - 0.29) * 0.55, 0.20, 0.08, 0.05)
    b.blob(c, (0.18, 0.12), (0.40, 0.12), (0.46, 0.32), (0.38, 0.50), (0.20, 0.50), (0.12, 0.32))
    b.oval((244, 176, 172), 0.28, 0.46, 0.14, 0.09)
    for x in (0.23, 0.33):
        b.oval((150, 84, 84), x, 0.46, 0.02)
        b.oval(DARK, x - 0.01 + (x - 0.28) * 0.6, 0.26, 0.026)


@subject("sheep", "white", aspect=1.25, scale=0.6, also="lamb", many="sheep")
def sheep(b: Brush, c: Rgb) -> None:
    face = contrast(c, (70, 60, 64), (240, 224, 204))
    legs(b, face, (0.48, 0.70), (0.96, 0.70), 0.09)
    for x, y, r in ((0.45, 0.48, 0.19), (0.66, 0.38, 0.20), (0.90, 0.40, 0.20), (1.05, 0.54, 0.17), (0.94, 0.66, 0.18),
                    (0.70, 0.68, 0.20), (0.48, 0.64, 0.18), (0.74, 0.54, 0.22)):  # fmt: skip
        b.oval(c, x, y, r)
    for x, y in ((0.62, 0.46), (0.84, 0.50), (0.72, 0.64), (0.96, 0.60)):
        b.arc(detail(c, 0.16), 0.022, x, y, 0.08, 200, 350)
    b.oval(face, 0.42, 0.36, 0.07, 0.045)
    b.blob(face, (0.18, 0.28), (0.34, 0.24), (0.40, 0.42), (0.30, 0.58), (0.16, 0.52))
    b.oval(c, 0.30, 0.25, 0.12, 0.07)
    eye(b, 0.25, 0.38, 0.032)


@subject("rabbit", "grey", aspect=0.95, scale=0.5, also="bunny, hare", many="rabbits", poses="jumping", aloft="jumping")
def rabbit(b: Brush, c: Rgb) -> None:
    pink: Rgb = (246, 170, 176)
    for x, tip in ((0.36, 0.42), (0.26, 0.20)):
        b.limb(c, 0.10, 0.13, (x, 0.36), ((x + tip) / 2, 0.18), (tip, 0.06))
        b.limb(pink, 0.04, 0.06, (x, 0.30), ((x + tip) / 2, 0.18), (tip, 0.09))
    b.oval(mix(c, (255, 255, 255), 0.7), 0.86, 0.76, 0.085)
    b.blob(c, (0.36, 0.58), (0.56, 0.52), (0.80, 0.64), (0.86, 0.86), (0.74, 0.98), (0.40, 0.98), (0.28, 0.80))
    b.oval(detail(c, 0.1), 0.68, 0.82, 0.16, 0.14)
    if b.pose == "jumping":
        b.limb(c, 0.11, 0.08, (0.70, 0.88), (0.86, 0.94), (0.94, 1.0))
        b.limb(c, 0.10, 0.07, (0.36, 0.84), (0.24, 0.90), (0.16, 0.86))
    else:
        b.oval(c, 0.66, 0.96, 0.16, 0.042)
        b.oval(c, 0.36, 0.96, 0.10, 0.042)
    b.oval(c, 0.30, 0.48, 0.20, 0.175)
    b.oval(mix(c, (255, 255, 255), 0.5), 0.17, 0.55, 0.075, 0.06)
    b.oval(pink, 0.115, 0.52, 0.026, 0.02)
    eye(b, 0.24, 0.44, 0.038)


@subject("pig", "pink", aspect=1.3, scale=0.55, also="piglet")
def pig(b: Brush, c: Rgb) -> None:
    b.arc(detail(c, 0.2), 0.03, 1.18, 0.42, 0.07, 40, 330)
    legs(b, c, (0.50, 0.72), (0.98, 0.72), 0.13, (110, 80, 80))
    b.blob(c, (0.34, 0.42), (0.60, 0.28), (0.96, 0.30), (1.14, 0.50), (1.06, 0.76), (0.72, 0.86), (0.42, 0.78))
    b.poly(detail(c, 0.2), (0.40, 0.30), (0.44, 0.14), (0.56, 0.28))
    b.oval(c, 0.36, 0.48, 0.22, 0.22)
    b.poly(detail(c, 0.14), (0.22, 0.34), (0.22, 0.16), (0.38, 0.28))
    b.oval(shade(c, 0.3) if sum(c) < 600 else (240, 160, 165), 0.17, 0.54, 0.10, 0.085)
    for x in (0.14, 0.20):
        b.oval((130, 70, 80), x, 0.54, 0.016, 0.026)
    eye(b, 0.30, 0.42, 0.034)
