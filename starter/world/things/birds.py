"""Birds, facing left, and the butterfly that flies with them. Owns the shapes; refuses placement and light."""

from __future__ import annotations

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, mix, shade
from starter.world.kinds import subject
from starter.world.things.body import DARK, eye

BEAK: Rgb = (246, 160, 30)


@subject(
    "bird",
    "blue",
    aspect=1.15,
    scale=0.5,
    also="songbird, birdie",
    poses="flying, standing",
    aloft="flying",
    weight=1.3,
)
def bird(b: Brush, c: Rgb) -> None:
    wing, belly = detail(c, 0.26), shade(c, 0.55) if sum(c) < 620 else (244, 214, 186)
    if b.pose == "flying":
        b.blob(wing, (0.52, 0.50), (0.62, 0.14), (0.92, 0.0), (0.82, 0.30), (0.76, 0.54))
        b.poly(wing, (0.86, 0.56), (1.15, 0.50), (1.10, 0.72))
        b.blob(c, (0.06, 0.48), (0.20, 0.38), (0.50, 0.44), (0.92, 0.56), (0.80, 0.72), (0.46, 0.76), (0.20, 0.64))
        b.blob(belly, (0.16, 0.62), (0.46, 0.60), (0.72, 0.68), (0.46, 0.76), (0.24, 0.70))
        b.blob(c, (0.36, 0.54), (0.30, 0.22), (0.50, 0.04), (0.62, 0.34), (0.64, 0.56))
        b.poly(BEAK, (0.10, 0.44), (0.0, 0.54), (0.12, 0.56))
        eye(b, 0.19, 0.47, 0.034)
        return
    for x in (0.46, 0.58):
        b.line(BEAK, 0.035, (x, 0.78), (x, 0.985), (x - 0.09, 0.985))
    b.poly(wing, (0.74, 0.52), (1.12, 0.44), (1.08, 0.62), (0.74, 0.72))
    b.blob(c, (0.24, 0.30), (0.44, 0.34), (0.76, 0.50), (0.84, 0.64), (0.64, 0.82), (0.38, 0.80), (0.22, 0.58))
    b.blob(belly, (0.26, 0.52), (0.44, 0.56), (0.56, 0.80), (0.40, 0.80), (0.26, 0.68))
    b.oval(c, 0.32, 0.29, 0.20, 0.19)
    b.poly(BEAK, (0.14, 0.23), (-0.01, 0.31), (0.14, 0.37))
    b.blob(wing, (0.48, 0.46), (0.74, 0.50), (0.94, 0.66), (0.68, 0.74), (0.52, 0.64))
    eye(b, 0.26, 0.25, 0.042)


@subject("duck", "yellow", aspect=1.25, scale=0.45, home="water", also="duckling, mallard")
def duck(b: Brush, c: Rgb) -> None:
    b.poly(detail(c, 0.15), (1.0, 0.62), (1.24, 0.44), (1.16, 0.78))
    b.blob(
        c, (0.30, 0.62), (0.56, 0.58), (0.90, 0.56), (1.16, 0.56), (1.06, 0.90), (0.70, 1.0), (0.38, 0.94), (0.26, 0.78)
    )
    b.limb(c, 0.22, 0.26, (0.36, 0.30), (0.42, 0.70))
    b.oval(c, 0.34, 0.24, 0.21, 0.20)
    b.blob(BEAK if c[0] < 240 or c[1] > 180 else (190, 90, 20), (0.16, 0.22), (0.02, 0.28), (0.0, 0.34), (0.18, 0.36))
    b.blob(detail(c, 0.2), (0.60, 0.66), (0.84, 0.64), (1.06, 0.72), (0.86, 0.88), (0.66, 0.84))
    eye(b, 0.29, 0.19, 0.042)


@subject("swan", "white", aspect=1.25, scale=0.6, home="water", also="mute swan")
def swan(b: Brush, c: Rgb) -> None:
    b.blob(
        c, (0.30, 0.72), (0.56, 0.66), (0.84, 0.50), (1.20, 0.46), (1.14, 0.84), (0.84, 1.0), (0.46, 0.98), (0.30, 0.86)
    )
    b.limb(c, 0.12, 0.20, (0.26, 0.14), (0.40, 0.20), (0.36, 0.44), (0.30, 0.64), (0.42, 0.82))
    b.oval(c, 0.25, 0.13, 0.11, 0.085)
    b.poly((240, 130, 40), (0.16, 0.10), (0.02, 0.20), (0.17, 0.19))
    b.oval(DARK, 0.215, 0.115, 0.022)
    b.blob(detail(c, 0.1), (0.56, 0.76), (0.84, 0.62), (1.16, 0.52), (1.08, 0.82), (0.80, 0.90))


@subject("penguin", "black", aspect=0.68, scale=0.6, also="king penguin")
def penguin(b: Brush, c: Rgb) -> None:
    pale = contrast(c, (214, 222, 232), (250, 250, 250))
    for x in (0.24, 0.44):
        b.oval(BEAK, x, 0.965, 0.11, 0.036)
    b.limb(detail(c, 0.14), 0.10, 0.05, (0.13, 0.44), (0.03, 0.70))
    b.limb(detail(c, 0.14), 0.10, 0.05, (0.55, 0.44), (0.65, 0.70))
    b.blob(
        c,
        (0.34, 0.0),
        (0.50, 0.12),
        (0.58, 0.46),
        (0.58, 0.80),
        (0.46, 0.97),
        (0.22, 0.97),
        (0.10, 0.80),
        (0.10, 0.46),
        (0.18, 0.12),
    )
    b.blob(pale, (0.34, 0.34), (0.46, 0.44), (0.48, 0.74), (0.40, 0.92), (0.28, 0.92), (0.20, 0.74), (0.22, 0.44))
    for x in (0.25, 0.43):
        b.oval(pale, x, 0.17, 0.085)
        b.oval(DARK, x, 0.17, 0.034)
    b.poly(BEAK, (0.28, 0.21), (0.40, 0.21), (0.34, 0.29))


@subject("owl", "brown", aspect=0.78, scale=0.55, also="eagle owl")
def owl(b: Brush, c: Rgb) -> None:
    pale = mix(c, (255, 244, 220), 0.6)
    for x in (0.30, 0.48):
        b.oval(BEAK, x, 0.97, 0.07, 0.03)
    for side in (-1, 1):
        b.poly(c, (0.39 + side * 0.30, 0.20), (0.39 + side * 0.27, 0.0), (0.39 + side * 0.08, 0.10))
    b.blob(
        c,
        (0.39, 0.05),
        (0.66, 0.16),
        (0.72, 0.50),
        (0.66, 0.84),
        (0.39, 0.98),
        (0.12, 0.84),
        (0.06, 0.50),
        (0.12, 0.16),
    )
    b.oval(pale, 0.39, 0.70, 0.20, 0.23)
    for y in (0.60, 0.70, 0.80):
        for x in (0.30, 0.39, 0.48):
            b.arc(detail(c, 0.2), 0.02, x, y, 0.04, 10, 170)
    for side in (-1, 1):
        b.blob(
            detail(c, 0.25),
            (0.39 + side * 0.27, 0.42),
            (0.39 + side * 0.36, 0.62),
            (0.39 + side * 0.25, 0.88),
            (0.39 + side * 0.20, 0.60),
        )
        b.oval(pale, 0.39 + side * 0.135, 0.27, 0.135)
        b.oval((250, 200, 60), 0.39 + side * 0.13, 0.27, 0.085)
        b.oval(DARK, 0.39 + side * 0.125, 0.27, 0.05)
    b.poly(BEAK, (0.34, 0.32), (0.44, 0.32), (0.39, 0.42))


@subject("butterfly", "orange", aspect=1.2, scale=0.42, home="air", also="moth", many="butterflies")
def butterfly(b: Brush, c: Rgb) -> None:
    spot = contrast(c, (90, 160, 220), shade(c, 0.65))
    edge = mix(detail(c, 0.5), DARK, 0.5)
    for side in (-1, 1):

        def at(x: float, y: float, side: int = side) -> tuple[float, float]:
            return (0.6 + side * x, y)

        for fill, k in ((edge, 1.0), (c, 0.84)):
            b.blob(
                fill,
                at(0.02, 0.46),
                at(0.20 * k, 0.16),
                at(0.50 * k, 0.50 - 0.46 * k),
                at(0.58 * k, 0.28),
                at(0.42 * k, 0.54),
            )
            b.blob(
                fill,
                at(0.02, 0.50),
                at(0.40 * k, 0.54),
                at(0.46 * k, 0.74),
                at(0.28 * k, 0.54 + 0.42 * k),
                at(0.10, 0.74),
            )
        b.oval(spot, *at(0.34, 0.24), 0.075)
        b.oval(spot, *at(0.27, 0.72), 0.065)
        b.curve(DARK, 0.022, at(0.01, 0.30), at(0.06, 0.18), at(0.16, 0.10))
    b.limb((58, 44, 44), 0.07, 0.045, (0.6, 0.28), (0.6, 0.54), (0.6, 0.84))
