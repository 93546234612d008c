"""What sails and flies, facing left. Owns the shapes on a unit tile; refuses placement and light."""

from __future__ import annotations

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, shade
from starter.world.kinds import subject

MAST: Rgb = (112, 78, 50)


@subject("boat", "white", aspect=1.05, scale=0.9, home="water", also="sailboat, sailing boat, dinghy", weight=1.5)
def boat(b: Brush, c: Rgb) -> None:
    sail = contrast(c, (252, 226, 170), (252, 248, 238))
    b.line(MAST, 0.034, (0.54, 0.0), (0.54, 0.82))
    b.blob(sail, (0.51, 0.05), (0.50, 0.40), (0.50, 0.70), (0.26, 0.70), (0.08, 0.66), (0.32, 0.40))
    b.poly(shade(c, 0.4) if sum(c) < 620 else (230, 90, 80), (0.555, 0.10), (0.555, 0.70), (0.94, 0.70))
    b.blob(
        c, (0.0, 0.76), (0.3, 0.79), (0.75, 0.79), (1.05, 0.74), (0.92, 0.94), (0.75, 1.0), (0.30, 1.0), (0.10, 0.92)
    )
    b.curve(detail(c, 0.3), 0.035, (0.04, 0.79), (0.5, 0.82), (1.0, 0.78))


@subject("ship", "black", aspect=1.8, scale=0.75, home="water", also="steamship, ferry, ocean liner")
def ship(b: Brush, c: Rgb) -> None:
    trim = contrast(c, (180, 60, 50), (240, 236, 226))
    for x in (0.72, 1.02):
        b.poly((206, 66, 50), (x, 0.16), (x + 0.17, 0.16), (x + 0.19, 0.44), (x + 0.02, 0.44))
        b.rect((44, 42, 48), x, 0.14, x + 0.17, 0.22)
    b.round((240, 238, 232), 0.46, 0.40, 1.50, 0.68, 0.04)
    b.round((226, 224, 220), 0.58, 0.30, 1.30, 0.46, 0.03)
    for k in range(6):
        b.glow.oval(b.pane, 0.58 + k * 0.16, 0.55, 0.04)
    b.poly(c, (0.02, 0.58), (0.40, 0.66), (1.66, 0.66), (1.80, 0.60), (1.66, 1.0), (0.26, 1.0))
    b.line(trim, 0.035, (0.12, 0.76), (1.72, 0.76))
    b.poly((170, 50, 46), (0.22, 0.92), (1.69, 0.92), (1.66, 1.0), (0.26, 1.0))


@subject("balloon", "red", aspect=0.82, scale=0.95, home="air", also="hot-air balloon, hot air balloon", weight=1.3)
def balloon(b: Brush, c: Rgb) -> None:
    pale = shade(c, 0.6) if sum(c) < 620 else (226, 110, 100)
    for fill, half in ((c, 0.41), (pale, 0.27), (c, 0.11)):
        b.blob(fill, (0.41, 0.0), (0.41 + half * 0.75, 0.09), (0.41 + half, 0.34), (0.41 + half * 0.72, 0.58),
               (0.41 + min(half, 0.30) * 0.4, 0.80), (0.41 - min(half, 0.30) * 0.4, 0.80), (0.41 - half * 0.72, 0.58),
               (0.41 - half, 0.34), (0.41 - half * 0.75, 0.09))  # fmt: skip
    for x in (0.34, 0.48):
        b.line((90, 66, 48), 0.016, (x, 0.80), (x, 0.90))
    b.round((150, 100, 58), 0.31, 0.87, 0.51, 1.0, 0.03)
    b.rect((116, 74, 42), 0.30, 0.87, 0.52, 0.90)


@subject("airplane", "white", aspect=1.9, scale=0.55, home="air", also="plane, jet, aeroplane")
def airplane(b: Brush, c: Rgb) -> None:
    b.poly(detail(c, 0.18), (1.02, 0.48), (1.34, 0.10), (1.46, 0.10), (1.30, 0.50))
    b.poly(detail(c, 0.1), (1.52, 0.46), (1.72, 0.06), (1.88, 0.06), (1.84, 0.48))
    b.blob(
        c,
        (0.02, 0.58),
        (0.16, 0.42),
        (0.50, 0.36),
        (1.2, 0.38),
        (1.88, 0.44),
        (1.84, 0.54),
        (1.3, 0.70),
        (0.5, 0.74),
        (0.14, 0.70),
    )
    b.poly(shade(c, -0.2) if sum(c) > 200 else shade(c, 0.2), (0.78, 0.60), (1.16, 0.60), (1.52, 0.98), (1.36, 0.98))
    b.poly(detail(c, 0.25), (1.62, 0.48), (1.82, 0.48), (1.90, 0.64), (1.80, 0.64))
    b.glow.poly(b.pane, (0.12, 0.50), (0.24, 0.44), (0.32, 0.50))
    for k in range(6):
        b.glow.oval(b.pane if b.light.night else (90, 130, 180), 0.52 + k * 0.16, 0.50, 0.035)
    b.round((90, 94, 106), 0.82, 0.72, 1.06, 0.84, 0.05)


@subject("rocket", "white", aspect=0.62, scale=1.0, home="air", also="spaceship, spacecraft")
def rocket(b: Brush, c: Rgb) -> None:
    fin = contrast(c, (214, 50, 46), detail(c, 0.3))
    b.glow.blob((255, 150, 40), (0.22, 0.80), (0.40, 0.80), (0.41, 0.90), (0.31, 1.0), (0.21, 0.90))
    b.glow.blob((255, 232, 120), (0.27, 0.80), (0.35, 0.80), (0.35, 0.87), (0.31, 0.93), (0.27, 0.87))
    b.poly(fin, (0.16, 0.50), (0.0, 0.72), (0.02, 0.86), (0.20, 0.76))
    b.poly(fin, (0.46, 0.50), (0.62, 0.72), (0.60, 0.86), (0.42, 0.76))
    b.blob(
        c,
        (0.31, 0.0),
        (0.42, 0.14),
        (0.48, 0.38),
        (0.45, 0.66),
        (0.40, 0.80),
        (0.22, 0.80),
        (0.17, 0.66),
        (0.14, 0.38),
        (0.20, 0.14),
    )
    b.blob(fin, (0.31, 0.0), (0.38, 0.08), (0.425, 0.17), (0.31, 0.20), (0.195, 0.17), (0.24, 0.08))
    b.oval((96, 100, 112), 0.31, 0.38, 0.10)
    b.glow.oval((150, 220, 250), 0.31, 0.38, 0.07)
    b.poly(fin, (0.29, 0.58), (0.33, 0.58), (0.35, 0.86), (0.27, 0.86))


@subject("flying saucer", "grey", aspect=1.6, scale=0.5, home="air", also="ufo, alien spaceship")
def saucer(b: Brush, c: Rgb) -> None:
    b.dome((150, 226, 240), 0.8, 0.46, 0.36, 0.42)
    b.dome((206, 246, 252), 0.72, 0.38, 0.14, 0.22)
    b.oval(c, 0.8, 0.60, 0.78, 0.22)
    b.oval(shade(c, 0.3), 0.8, 0.52, 0.62, 0.11)
    b.cup(detail(c, 0.3), 0.8, 0.72, 0.42, 0.22)
    for k in range(5):
        b.glow.oval((255, 226, 90) if k % 2 else (120, 255, 170), 0.24 + k * 0.28, 0.66, 0.055)
