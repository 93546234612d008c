"""Dogs, puppies and cats, facing left, in their poses. Owns the shapes; refuses placement and light."""

from __future__ import annotations

from starter.world.brush import Brush
from starter.world.colours import Rgb, contrast, detail, mix, shade
from starter.world.kinds import subject
from starter.world.things.body import DARK, eye, legs

COLLAR: Rgb = (206, 44, 56)


def _head(b: Brush, c: Rgb, x: float, y: float, s: float) -> None:
    """A dog's head whose middle is (x, y), `s` times its usual size."""
    dark, pale = detail(c, 0.34), mix(c, (255, 250, 240), 0.45)
    b.oval(c, x, y, 0.19 * s, 0.175 * s)
    b.blob(c, (x - 0.10 * s, y - 0.06 * s), (x - 0.30 * s, y + 0.01 * s), (x - 0.33 * s, y + 0.10 * s),
           (x - 0.24 * s, y + 0.16 * s), (x - 0.02 * s, y + 0.17 * s))  # fmt: skip
    b.blob(pale, (x - 0.14 * s, y + 0.07 * s), (x - 0.31 * s, y + 0.09 * s), (x - 0.25 * s, y + 0.16 * s),
           (x - 0.06 * s, y + 0.165 * s))  # fmt: skip
    b.oval(DARK if sum(c) > 150 else (90, 84, 90), x - 0.32 * s, y + 0.035 * s, 0.05 * s, 0.042 * s)
    b.blob(dark, (x + 0.02 * s, y - 0.15 * s), (x + 0.15 * s, y - 0.10 * s), (x + 0.20 * s, y + 0.10 * s),
           (x + 0.12 * s, y + 0.22 * s), (x + 0.04 * s, y + 0.12 * s))  # fmt: skip
    eye(b, x - 0.09 * s, y - 0.045 * s, 0.042 * s)


def _sitting(b: Brush, c: Rgb, s: float) -> None:
    """Upright on its haunches, for a tile about as wide as it is tall."""
    b.limb(c, 0.10, 0.05, (0.88, 0.90), (1.06, 0.84), (1.12, 0.66))
    b.blob(c, (0.40, 0.42), (0.60, 0.44), (0.80, 0.66), (0.90, 0.88), (0.82, 1.0), (0.50, 1.0), (0.38, 0.70))
    b.oval(detail(c, 0.1), 0.74, 0.86, 0.17, 0.14)
    b.oval(detail(c, 0.1), 0.66, 0.965, 0.13, 0.04)
    for x, tone in ((0.52, detail(c, 0.2)), (0.43, c)):
        b.limb(tone, 0.13, 0.09, (x, 0.56), (x - 0.02, 0.94))
        b.oval(tone, x - 0.05, 0.965, 0.075, 0.036)
    b.limb(COLLAR, 0.07, 0.07, (0.37, 0.47), (0.58, 0.47))
    _head(b, c, 0.45, 0.27, s)


@subject(
    "dog", "brown", aspect=1.3, scale=0.72, also="hound, doggy, pet dog", poses="running, sitting, playing", weight=2.2
)
def dog(b: Brush, c: Rgb) -> None:
    if b.pose == "sitting":
        _sitting(b, c, 1.1)
        return
    if b.pose == "playing":
        b.oval((236, 70, 60), 0.11, 0.90, 0.10)
        b.arc((252, 240, 220), 0.025, 0.11, 0.90, 0.07, 200, 330)
    b.limb(c, 0.09, 0.05, (1.04, 0.48), (1.20, 0.36), (1.22, 0.16))
    legs(b, c, (0.50, 0.62), (1.00, 0.60), 0.115)
    b.blob(c, (0.36, 0.44), (0.56, 0.40), (0.86, 0.44), (1.04, 0.40), (1.13, 0.54), (1.04, 0.70), (0.84, 0.66),
           (0.60, 0.75), (0.42, 0.68))  # fmt: skip
    b.limb(c, 0.24, 0.26, (0.42, 0.34), (0.53, 0.54))
    b.limb(COLLAR, 0.06, 0.06, (0.32, 0.46), (0.56, 0.38))
    _head(b, c, 0.37, 0.26, 1.0)
    if b.pose in ("running", "playing"):
        b.blob((238, 110, 120), (0.14, 0.42), (0.20, 0.42), (0.19, 0.52), (0.13, 0.52))


@subject("puppy", "brown", aspect=1.15, scale=0.5, also="pup, baby dog, puppy dog", many="puppies",
         poses="running, sitting, playing", weight=1.6)  # fmt: skip
def puppy(b: Brush, c: Rgb) -> None:
    if b.pose == "sitting":
        _sitting(b, c, 1.35)
        return
    if b.pose == "playing":
        b.oval((52, 130, 226), 0.10, 0.88, 0.115)
        b.arc((250, 250, 250), 0.03, 0.10, 0.88, 0.08, 200, 330)
    b.limb(c, 0.09, 0.05, (0.92, 0.56), (1.04, 0.46), (1.04, 0.30))
    legs(b, c, (0.52, 0.74), (0.88, 0.74), 0.135)
    b.blob(c, (0.40, 0.56), (0.62, 0.52), (0.88, 0.52), (1.0, 0.66), (0.92, 0.82), (0.66, 0.86), (0.44, 0.82))
    b.oval(mix(c, (255, 250, 240), 0.45), 0.50, 0.74, 0.09, 0.10)
    b.limb(COLLAR, 0.06, 0.06, (0.34, 0.62), (0.58, 0.58))
    _head(b, c, 0.42, 0.34, 1.42)


@subject("cat", "orange", aspect=1.0, scale=0.6, also="kitten, kitty, house cat", poses="sitting, sleeping", weight=1.5)
def cat(b: Brush, c: Rgb) -> None:
    dark = detail(c, 0.28)
    if b.pose == "sleeping":
        b.blob(c, (0.10, 0.96), (0.14, 0.70), (0.40, 0.52), (0.74, 0.54), (0.95, 0.76), (0.90, 0.98), (0.5, 1.0))
        b.curve(dark, 0.09, (0.92, 0.88), (0.66, 0.95), (0.36, 0.95))
        _cat_face(b, c, 0.28, 0.74, 0.82, asleep=True)
        return
    b.limb(c, 0.10, 0.08, (0.68, 0.92), (0.92, 0.88), (0.93, 0.64), (0.82, 0.54))
    b.blob(
        c, (0.40, 0.46), (0.60, 0.46), (0.74, 0.70), (0.77, 0.92), (0.68, 1.0), (0.32, 1.0), (0.23, 0.92), (0.28, 0.68)
    )
    for x in (0.42, 0.58):
        b.line(dark, 0.02, (x - 0.08, 0.80), (x - 0.07, 0.98))
    b.blob(mix(c, (255, 250, 245), 0.5), (0.44, 0.60), (0.56, 0.60), (0.58, 0.78), (0.50, 0.86), (0.42, 0.78))
    _cat_face(b, c, 0.5, 0.33, 1.0)


def _cat_face(b: Brush, c: Rgb, x: float, y: float, s: float, *, asleep: bool = False) -> None:
    for side in (-1, 1):
        b.poly(
            c,
            (x + side * 0.27 * s, y - 0.05 * s),
            (x + side * 0.25 * s, y - 0.32 * s),
            (x + side * 0.04 * s, y - 0.18 * s),
        )
        b.poly((246, 160, 170), (x + side * 0.22 * s, y - 0.11 * s), (x + side * 0.215 * s, y - 0.24 * s),
               (x + side * 0.10 * s, y - 0.17 * s))  # fmt: skip
    b.oval(c, x, y, 0.29 * s, 0.225 * s)
    for k in (-1, 0, 1):
        b.line(detail(c, 0.3), 0.024 * s, (x + k * 0.06 * s, y - 0.20 * s), (x + k * 0.05 * s, y - 0.12 * s))
    whisker = contrast(c, (90, 86, 92), (245, 245, 245))
    for side in (-1, 1):
        for dy in (0.06, 0.12):
            b.line(whisker, 0.014 * s, (x + side * 0.13 * s, y + 0.08 * s), (x + side * 0.36 * s, y + dy * s))
        if asleep:
            b.arc(shade(c, -0.6), 0.022 * s, x + side * 0.12 * s, y - 0.03 * s, 0.05 * s, 20, 160)
        else:
            b.oval((190, 226, 90), x + side * 0.12 * s, y - 0.015 * s, 0.062 * s)
            b.oval(DARK, x + side * 0.12 * s, y - 0.015 * s, 0.024 * s, 0.056 * s)
    b.poly((244, 120, 140), (x - 0.04 * s, y + 0.06 * s), (x + 0.04 * s, y + 0.06 * s), (x, y + 0.105 * s))
