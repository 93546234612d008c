"""What four-legged bodies share: legs in a pose, an eye, an ear. Owns no animal."""

from __future__ import annotations

from starter.world.brush import Brush, Point
from starter.world.colours import Rgb, shade

DARK: Rgb = (28, 26, 32)
FAST = frozenset({"running", "galloping", "playing", "jumping", "walking"})


def legs(b: Brush, c: Rgb, front: Point, back: Point, width: float, hoof: Rgb | None = None) -> None:
    """Four legs from the hips at `front` and `back` to the ground; spread wide when the body is fast."""
    far = shade(c, -0.24) if sum(c) > 190 else shade(c, 0.14)
    fast = b.pose in FAST
    reach = (1.0 - front[1]) * (0.62 if fast else 0.0)
    for (x, y), side in ((front, -1), (back, 1)):
        for tone, near in ((far, False), (c, True)):
            x0 = x + (0 if near else -side * width * 0.9)
            if fast:
                swing = side * reach * (1.0 if near else 0.45) if side < 0 else side * reach * (0.45 if near else 1.0)
                knee, foot = (x0 + swing * 0.72, y + (1 - y) * 0.46), (x0 + swing * 1.15, y + (1 - y) * 0.80)
            else:
                knee, foot = (x0 + side * width * 0.14, y + (1 - y) * 0.5), (x0, 1.0 - width * 0.36)
            b.limb(tone, width * 1.15, width * 0.74, (x0, y), knee, foot)
            b.oval(hoof or tone, foot[0] - width * 0.14, foot[1] + width * 0.06, width * 0.48, width * 0.34)


def eye(b: Brush, x: float, y: float, r: float) -> None:
    b.oval((252, 252, 252), x, y, r)
    b.oval(DARK, x - r * 0.2, y, r * 0.66)
    b.oval((255, 255, 255), x - r * 0.35, y - r * 0.3, r * 0.24)
