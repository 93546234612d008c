"""People and those built in their likeness. Owns the shapes; the colour named is the colour worn."""

from __future__ import annotations

from starter.world.brush import Brush, Point
from starter.world.colours import Rgb, contrast, detail, mix
from starter.world.kinds import subject
from starter.world.things.body import DARK

SKIN: tuple[Rgb, ...] = ((244, 202, 166), (224, 172, 130), (168, 116, 80), (116, 78, 56))
HAIR: tuple[Rgb, ...] = ((62, 42, 32), (34, 30, 34), (196, 150, 80), (140, 74, 40))
SHOE: Rgb = (60, 48, 46)


def _limbs(b: Brush, x: float, hip: float, trousers: Rgb, width: float) -> None:
    """Legs: together, striding or running to the left."""
    feet: dict[str, tuple[tuple[Point, Point], tuple[Point, Point]]] = {
        "running": (((x + 0.14, 0.80), (x + 0.30, 0.84)), ((x - 0.17, 0.74), (x - 0.16, 0.95))),
        "walking": (((x + 0.07, 0.80), (x + 0.15, 0.96)), ((x - 0.07, 0.80), (x - 0.13, 0.96))),
    }
    still = (((x + 0.065, 0.80), (x + 0.065, 0.96)), ((x - 0.065, 0.80), (x - 0.065, 0.96)))
    for (knee, foot), tone in zip(feet.get(b.pose, still), (detail(trousers, 0.15), trousers), strict=True):
        b.limb(tone, width, width * 0.8, (x + (foot[0] - x) * 0.3, hip), knee, foot)
        b.oval(SHOE, foot[0] - 0.03, foot[1] + 0.015, 0.07, 0.035)


def _arms(b: Brush, x: float, y: float, sleeve: Rgb, skin: Rgb) -> None:
    hands: dict[str, tuple[tuple[Point, Point], tuple[Point, Point]]] = {
        "running": (((x + 0.20, y + 0.14), (x + 0.12, y + 0.26)), ((x - 0.20, y + 0.12), (x - 0.26, y - 0.02))),
        "waving": (((x + 0.20, y - 0.10), (x + 0.22, y - 0.26)), ((x - 0.17, y + 0.14), (x - 0.18, y + 0.28))),
    }
    still = (((x + 0.18, y + 0.14), (x + 0.18, y + 0.29)), ((x - 0.18, y + 0.14), (x - 0.18, y + 0.29)))
    for side, (elbow, hand) in zip((1, -1), hands.get(b.pose, still), strict=True):
        b.limb(sleeve, 0.10, 0.09, (x + side * 0.12, y), elbow)
        b.limb(skin, 0.07, 0.07, elbow, hand)


def _head(b: Brush, x: float, y: float, skin: Rgb, hair: Rgb, *, long: bool) -> None:
    if long:
        b.blob(
            hair,
            (x - 0.10, y - 0.10),
            (x + 0.10, y - 0.10),
            (x + 0.16, y + 0.06),
            (x + 0.15, y + 0.22),
            (x - 0.13, y + 0.22),
            (x - 0.15, y + 0.06),
        )
    b.oval(skin, x, y, 0.115, 0.125)
    b.dome(hair, x, y - 0.02, 0.13, 0.125)
    for dx in (-0.055, 0.03):
        b.oval(DARK, x + dx, y + 0.01, 0.015, 0.019)
    b.arc((176, 70, 66), 0.014, x - 0.012, y + 0.045, 0.035, 20, 160)


@subject("person", "blue", aspect=0.62, scale=0.85, also="man, boy, guy, human", many="people",
         poses="walking, running, waving", weight=1.4)  # fmt: skip
def person(b: Brush, c: Rgb) -> None:
    skin, hair = b.rng.choice(SKIN), b.rng.choice(HAIR)
    trousers: Rgb = (58, 66, 104) if not (c[2] > 150 and c[0] < 120) else (146, 116, 84)
    _limbs(b, 0.31, 0.62, trousers, 0.12)
    b.round(c, 0.185, 0.27, 0.435, 0.66, 0.08)
    _arms(b, 0.31, 0.33, detail(c, 0.1), skin)
    _head(b, 0.31, 0.135, skin, hair, long=False)


@subject("woman", "red", aspect=0.62, scale=0.82, also="girl, lady, young woman", many="women", poses="walking, waving")
def woman(b: Brush, c: Rgb) -> None:
    skin, hair = b.rng.choice(SKIN), b.rng.choice(HAIR)
    _limbs(b, 0.31, 0.70, skin, 0.075)
    b.blob(c, (0.22, 0.28), (0.40, 0.28), (0.40, 0.48), (0.54, 0.82), (0.31, 0.86), (0.08, 0.82), (0.22, 0.48))
    b.line(detail(c, 0.25), 0.03, (0.22, 0.49), (0.40, 0.49))
    _arms(b, 0.31, 0.33, c, skin)
    _head(b, 0.31, 0.14, skin, hair, long=True)


@subject("astronaut", "white", aspect=0.75, scale=0.8, home="space", also="spaceman, cosmonaut")
def astronaut(b: Brush, c: Rgb) -> None:
    dark = detail(c, 0.18)
    b.round(detail(c, 0.32), 0.16, 0.30, 0.59, 0.66, 0.06)
    for side in (-1, 1):
        x = 0.375 + side * 0.10
        b.limb(c, 0.17, 0.16, (x, 0.66), (x + side * 0.04, 0.92))
        b.round((90, 94, 106), x + side * 0.04 - 0.10, 0.90, x + side * 0.04 + 0.10, 1.0, 0.04)
        b.limb(
            c,
            0.16,
            0.13,
            (0.375 + side * 0.17, 0.42),
            (0.375 + side * 0.28, 0.54),
            (0.375 + side * 0.29, 0.36 if side > 0 else 0.66),
        )
    b.round(c, 0.20, 0.34, 0.55, 0.76, 0.10)
    b.round(dark, 0.27, 0.50, 0.48, 0.64, 0.03)
    b.oval((230, 60, 50), 0.32, 0.57, 0.028)
    b.oval((60, 140, 230), 0.42, 0.57, 0.028)
    b.oval(c, 0.375, 0.19, 0.20, 0.19)
    b.oval((44, 62, 104), 0.355, 0.20, 0.145, 0.13)
    b.glow.oval((170, 214, 250), 0.30, 0.155, 0.05, 0.035)


@subject("robot", "grey", aspect=0.75, scale=0.75, also="android, droid")
def robot(b: Brush, c: Rgb) -> None:
    joint: Rgb = contrast(c, (110, 116, 130), detail(c, 0.42))
    b.line(joint, 0.03, (0.375, 0.12), (0.375, 0.03))
    b.glow.oval((255, 90, 80), 0.375, 0.03, 0.034)
    for side in (-1, 1):
        b.line(joint, 0.10, (0.375 + side * 0.12, 0.74), (0.375 + side * 0.12, 0.94))
        b.round(detail(c, 0.2), 0.375 + side * 0.12 - 0.10, 0.91, 0.375 + side * 0.12 + 0.10, 1.0, 0.03)
        b.limb(joint, 0.08, 0.08, (0.375 + side * 0.22, 0.48), (0.375 + side * 0.31, 0.58), (0.375 + side * 0.30, 0.72))
        b.oval(c, 0.375 + side * 0.30, 0.74, 0.065)
    b.round(c, 0.15, 0.42, 0.60, 0.80, 0.05)
    b.round(mix(c, (255, 255, 255), 0.5), 0.24, 0.50, 0.51, 0.68, 0.03)
    for k, tone in enumerate(((230, 60, 60), (250, 200, 60), (70, 190, 90))):
        b.glow.oval(tone, 0.295 + 0.08 * k, 0.59, 0.028)
    b.round(c, 0.17, 0.10, 0.58, 0.39, 0.07)
    b.round((46, 52, 66), 0.22, 0.16, 0.53, 0.31, 0.05)
    for x in (0.30, 0.45):
        b.glow.oval((110, 236, 250), x, 0.235, 0.045)


@subject("snowman", "white", aspect=0.9, scale=0.8, many="snowmen", also="snow man")
def snowman(b: Brush, c: Rgb) -> None:
    wood: Rgb = (104, 70, 46)
    for side in (-1, 1):
        b.limb(wood, 0.035, 0.025, (0.45 + side * 0.14, 0.50), (0.45 + side * 0.42, 0.36))
        b.limb(wood, 0.025, 0.02, (0.45 + side * 0.34, 0.405), (0.45 + side * 0.38, 0.28))
    for y, r in ((0.79, 0.25), (0.49, 0.185), (0.25, 0.14)):
        b.oval(c, 0.45, y, r, min(r, 1.0 - y))
    coal = contrast(c, DARK, DARK) if sum(c) > 250 else (236, 236, 236)
    b.rect((52, 46, 58), 0.28, 0.125, 0.62, 0.16)
    b.rect((52, 46, 58), 0.34, 0.0, 0.56, 0.14)
    b.rect((206, 50, 54), 0.34, 0.09, 0.56, 0.125)
    b.round((206, 50, 54), 0.32, 0.35, 0.58, 0.41, 0.03)
    b.limb((206, 50, 54), 0.06, 0.06, (0.54, 0.38), (0.58, 0.54))
    for x in (0.40, 0.50):
        b.oval(coal, x, 0.225, 0.022)
    b.poly((250, 132, 30), (0.45, 0.245), (0.45, 0.30), (0.25, 0.295))
    for y in (0.52, 0.60, 0.76):
        b.oval(coal, 0.45, y, 0.026)
