"""Animals of the wild, facing left. Owns the shapes; refuses placement and light."""

from __future__ import annotations

import math

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, mix, shade
from starter.world.kinds import subject
from starter.world.things.body import DARK, eye, legs


@subject("elephant", "grey", aspect=1.35, scale=1.0, also="jumbo elephant")
def elephant(b: Brush, c: Rgb) -> None:
    b.limb(c, 0.05, 0.03, (1.24, 0.36), (1.32, 0.50), (1.30, 0.66))
    legs(b, c, (0.60, 0.66), (1.10, 0.66), 0.19, detail(c, 0.2))
    b.blob(
        c, (0.44, 0.24), (0.70, 0.14), (1.04, 0.16), (1.26, 0.36), (1.24, 0.66), (1.0, 0.74), (0.66, 0.76), (0.46, 0.60)
    )
    b.limb(c, 0.22, 0.09, (0.28, 0.40), (0.17, 0.62), (0.14, 0.84), (0.04, 0.92))
    b.oval(c, 0.36, 0.34, 0.24, 0.24)
    b.limb((250, 244, 226), 0.06, 0.02, (0.28, 0.56), (0.20, 0.66), (0.10, 0.66))
    b.blob(detail(c, 0.14), (0.46, 0.12), (0.68, 0.14), (0.74, 0.38), (0.60, 0.58), (0.46, 0.46))
    eye(b, 0.27, 0.32, 0.034)


@subject("giraffe", "yellow", aspect=0.85, scale=1.2, also="long-necked giraffe")
def giraffe(b: Brush, c: Rgb) -> None:
    spot = contrast(c, (190, 140, 90), detail(c, 0.4))
    b.limb(c, 0.025, 0.02, (0.78, 0.50), (0.84, 0.62))
    b.oval(spot, 0.84, 0.66, 0.018, 0.04)
    legs(b, c, (0.38, 0.62), (0.70, 0.60), 0.07, (90, 66, 50))
    b.blob(c, (0.30, 0.52), (0.44, 0.44), (0.66, 0.48), (0.80, 0.52), (0.78, 0.64), (0.56, 0.68), (0.36, 0.68))
    b.limb(c, 0.085, 0.17, (0.20, 0.09), (0.26, 0.28), (0.40, 0.54))
    b.limb(c, 0.10, 0.065, (0.20, 0.09), (0.07, 0.145))
    for x in (0.19, 0.245):
        b.limb(spot, 0.018, 0.024, (x, 0.06), (x + 0.01, 0.0))
    b.oval(c, 0.29, 0.085, 0.05, 0.022)
    for x, y in ((0.24, 0.20), (0.28, 0.30), (0.33, 0.40), (0.37, 0.50), (0.46, 0.53), (0.56, 0.52), (0.66, 0.54),
                 (0.50, 0.61), (0.61, 0.61), (0.72, 0.60), (0.40, 0.60)):  # fmt: skip
        b.oval(spot, x, y, 0.028, 0.026)
    b.oval(DARK, 0.16, 0.085, 0.017)


@subject("bear", "brown", aspect=0.9, scale=0.85, also="grizzly, teddy bear", many="bears")
def bear(b: Brush, c: Rgb) -> None:
    pale = mix(c, (255, 236, 206), 0.5)
    for x in (0.28, 0.62):
        b.oval(c, x, 0.92, 0.15, 0.08)
        b.oval(c, x, 0.09, 0.085)
        b.oval(pale, x, 0.10, 0.045)
    b.blob(c, (0.28, 0.40), (0.62, 0.40), (0.78, 0.66), (0.72, 0.94), (0.45, 0.99), (0.18, 0.94), (0.12, 0.66))
    b.oval(pale, 0.45, 0.70, 0.19, 0.21)
    b.limb(detail(c, 0.12), 0.17, 0.14, (0.20, 0.50), (0.10, 0.66), (0.16, 0.78))
    b.limb(detail(c, 0.12), 0.17, 0.14, (0.70, 0.50), (0.80, 0.66), (0.74, 0.78))
    b.oval(c, 0.45, 0.24, 0.25, 0.21)
    b.oval(pale, 0.45, 0.31, 0.12, 0.09)
    b.oval(DARK, 0.45, 0.275, 0.05, 0.036)
    for x in (0.35, 0.55):
        b.oval(DARK if sum(c) > 200 else (240, 240, 240), x, 0.205, 0.028)


@subject("fox", "orange", aspect=1.4, scale=0.58, also="vixen", many="foxes", poses="running, standing")
def fox(b: Brush, c: Rgb) -> None:
    pale: Rgb = contrast(c, (220, 200, 180), (252, 246, 236))
    b.limb(c, 0.10, 0.22, (1.0, 0.52), (1.14, 0.60), (1.24, 0.66))
    b.limb(pale, 0.20, 0.06, (1.24, 0.67), (1.36, 0.72))
    legs(b, mix(c, DARK, 0.55), (0.52, 0.66), (0.94, 0.66), 0.09)
    b.blob(c, (0.38, 0.46), (0.60, 0.42), (0.90, 0.46), (1.04, 0.56), (0.98, 0.72), (0.70, 0.72), (0.44, 0.74))
    b.blob(pale, (0.36, 0.54), (0.46, 0.54), (0.52, 0.74), (0.42, 0.74))
    for x, lean in ((0.46, 0.05), (0.26, -0.03)):
        b.poly(mix(c, DARK, 0.5), (x - 0.08, 0.28), (x + lean, 0.02), (x + 0.09, 0.26))
        b.poly(c, (x - 0.05, 0.28), (x + lean, 0.09), (x + 0.06, 0.26))
    b.poly(c, (0.20, 0.24), (0.52, 0.22), (0.56, 0.42), (0.36, 0.56), (0.06, 0.50))
    b.poly(pale, (0.06, 0.50), (0.24, 0.42), (0.34, 0.56), (0.22, 0.55))
    b.oval(DARK, 0.075, 0.49, 0.045, 0.04)
    eye(b, 0.29, 0.36, 0.034)


@subject("lion", "orange", aspect=1.35, scale=0.75, also="lion with a mane")
def lion(b: Brush, c: Rgb) -> None:
    mane = contrast(c, (196, 150, 96), detail(c, 0.42))
    b.limb(c, 0.055, 0.045, (1.14, 0.46), (1.28, 0.44), (1.28, 0.22))
    b.oval(mane, 1.28, 0.18, 0.055, 0.07)
    legs(b, c, (0.58, 0.64), (1.06, 0.64), 0.13)
    b.blob(c, (0.46, 0.42), (0.80, 0.38), (1.08, 0.40), (1.18, 0.54), (1.10, 0.70), (0.80, 0.72), (0.50, 0.76))
    for k in range(14):
        a = math.radians(k * 360 / 14)
        b.oval(mane, 0.37 + 0.24 * math.cos(a), 0.37 + 0.25 * math.sin(a), 0.10)
    b.oval(mane, 0.37, 0.37, 0.24)
    b.oval(c, 0.34, 0.36, 0.19, 0.20)
    b.oval(shade(c, 0.5) if sum(c) < 600 else (236, 210, 180), 0.30, 0.46, 0.12, 0.085)
    b.poly(DARK if sum(c) > 150 else (200, 150, 150), (0.25, 0.41), (0.35, 0.41), (0.30, 0.46))
    for x in (0.25, 0.42):
        eye(b, x, 0.33, 0.033)
