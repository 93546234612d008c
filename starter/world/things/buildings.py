"""Houses people live, pray and farm in. Owns their shapes on a unit tile; refuses placement and light."""

from __future__ import annotations

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, shade
from starter.world.kinds import subject

DOOR: Rgb = (92, 58, 36)
FRAME: Rgb = (240, 234, 222)
ROOF: Rgb = (104, 66, 58)
SLATE: Rgb = (74, 82, 104)


def window(b: Brush, x: float, y: float, w: float, h: float) -> None:
    b.rect(FRAME, x - 0.02, y - 0.02, x + w + 0.02, y + h + 0.02)
    b.glow.rect(b.pane, x, y, x + w, y + h)
    b.rect(FRAME, x + w / 2 - 0.008, y, x + w / 2 + 0.008, y + h)
    b.rect(FRAME, x, y + h / 2 - 0.008, x + w, y + h / 2 + 0.008)


@subject("house", "red", aspect=1.15, scale=0.95, also="cottage, cabin, home", cover=True, weight=1.5)
def house(b: Brush, c: Rgb) -> None:
    b.rect(shade(ROOF, -0.2), 0.80, 0.08, 0.91, 0.40)
    b.rect(c, 0.13, 0.42, 1.02, 1.0)
    b.rect(detail(c, 0.16), 0.80, 0.42, 1.02, 1.0)
    b.poly(ROOF, (0.0, 0.46), (0.30, 0.10), (0.86, 0.10), (1.15, 0.46))
    b.poly(shade(ROOF, 0.16), (0.0, 0.46), (0.30, 0.10), (0.34, 0.10), (0.06, 0.46))
    b.round(DOOR, 0.48, 0.62, 0.67, 1.02, 0.03)
    b.oval((230, 190, 90), 0.63, 0.82, 0.016)
    window(b, 0.22, 0.56, 0.17, 0.18)
    window(b, 0.77, 0.56, 0.17, 0.18)


@subject("castle", "grey", aspect=1.15, scale=1.15, also="fortress, palace", cover=True)
def castle(b: Brush, c: Rgb) -> None:
    back, side = detail(c, 0.2), detail(c, 0.1)
    flag = contrast(c, (200, 50, 60), (220, 60, 60)) if c[0] < 180 or c[1] > 120 else (250, 214, 60)
    b.line((80, 66, 60), 0.016, (0.575, 0.13), (0.575, -0.01))
    b.poly(flag, (0.58, 0.0), (0.72, 0.04), (0.58, 0.08))
    b.rect(back, 0.44, 0.22, 0.71, 0.6)
    b.poly(SLATE, (0.40, 0.25), (0.575, 0.08), (0.75, 0.25))
    b.rect(c, 0.16, 0.50, 0.99, 1.0)
    for k in range(5):
        b.rect(c, 0.28 + k * 0.125, 0.44, 0.35 + k * 0.125, 0.52)
    for x in (0.03, 0.86):
        b.rect(side, x, 0.34, x + 0.26, 1.0)
        b.rect(detail(c, 0.24), x + 0.18, 0.34, x + 0.26, 1.0)
        b.poly(SLATE, (x - 0.04, 0.36), (x + 0.13, 0.09), (x + 0.30, 0.36))
        b.glow.round(b.pane if b.light.night else (50, 46, 60), x + 0.09, 0.46, x + 0.16, 0.60, 0.03)
    b.dome((60, 42, 36), 0.575, 0.80, 0.13, 0.15)
    b.rect((60, 42, 36), 0.445, 0.80, 0.705, 1.0)


@subject("church", "white", aspect=0.95, scale=1.1, also="chapel", many="churches", cover=True)
def church(b: Brush, c: Rgb) -> None:
    roof = contrast(c, ROOF, SLATE)
    b.rect(c, 0.33, 0.56, 0.93, 1.0)
    b.poly(roof, (0.28, 0.58), (0.40, 0.38), (0.86, 0.38), (0.98, 0.58))
    b.rect(detail(c, 0.12), 0.08, 0.34, 0.38, 1.0)
    b.poly(roof, (0.04, 0.36), (0.23, 0.06), (0.42, 0.36))
    b.rect((220, 180, 80), 0.22, -0.02, 0.24, 0.09)
    b.rect((220, 180, 80), 0.18, 0.015, 0.28, 0.035)
    b.round(DOOR, 0.15, 0.76, 0.31, 1.04, 0.08)
    b.oval(FRAME, 0.23, 0.50, 0.075)
    b.glow.oval(b.pane, 0.23, 0.50, 0.055)
    for x in (0.45, 0.62, 0.79):
        b.glow.round(b.pane, x, 0.68, x + 0.08, 0.86, 0.04)


@subject("barn", "red", aspect=1.1, scale=0.9, also="farmhouse, stable", cover=True)
def barn(b: Brush, c: Rgb) -> None:
    trim = contrast(c, (120, 80, 60), FRAME)
    b.poly(c, (0.08, 1.0), (0.08, 0.46), (0.24, 0.22), (0.55, 0.06), (0.86, 0.22), (1.02, 0.46), (1.02, 1.0))
    for x in (0.2, 0.32, 0.44, 0.56, 0.68, 0.80, 0.92):
        b.line(detail(c, 0.14), 0.01, (x, 0.30), (x, 1.0))
    b.line(SLATE, 0.07, (0.03, 0.50), (0.22, 0.21), (0.55, 0.045), (0.88, 0.21), (1.07, 0.50))
    b.rect(trim, 0.30, 0.58, 0.80, 1.0)
    b.rect(detail(c, 0.22), 0.33, 0.61, 0.77, 1.0)
    b.line(trim, 0.03, (0.33, 0.61), (0.77, 1.0))
    b.line(trim, 0.03, (0.77, 0.61), (0.33, 1.0))
    b.rect(trim, 0.44, 0.26, 0.66, 0.46)
    b.rect((66, 44, 36), 0.465, 0.285, 0.635, 0.435)


@subject("skyscraper", "blue", aspect=0.55, scale=1.3, also="high-rise, office tower")
def skyscraper(b: Brush, c: Rgb) -> None:
    b.line((90, 92, 104), 0.014, (0.275, 0.12), (0.275, -0.01))
    b.rect(detail(c, 0.12), 0.15, 0.08, 0.40, 0.2)
    b.rect(c, 0.06, 0.16, 0.49, 1.0)
    b.rect(detail(c, 0.22), 0.38, 0.16, 0.49, 1.0)
    for row in range(9):
        for x in (0.10, 0.195, 0.29):
            if (row * 3 + round(x * 10)) % 5 or not b.light.night:
                b.glow.rect(b.pane, x, 0.21 + row * 0.08, x + 0.065, 0.255 + row * 0.08)
    b.rect((70, 60, 60), 0.16, 0.93, 0.30, 1.0)
