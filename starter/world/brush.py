"""Drawing in unit coordinates, so that one description serves every picture size. Owns lines, blobs and limbs.

A brush colours as the light says; `glow` is the same brush for what shines by itself."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from starter.world.colours import Rgb
from starter.world.light import Factors, Light, times

Point = tuple[float, float]
PLAIN: Factors = (1.0, 1.0, 1.0)


class Brush:
    """Draws onto an image whose height counts as 1; y grows downwards, y = 1 is where a subject stands."""

    def __init__(self, image: Image.Image, light: Light | None = None, factors: Factors = PLAIN) -> None:
        self.image = image
        self.scale = image.height
        self.light = light or Light()
        self.factors = factors
        self.pose = ""
        self.natural = True
        self.rng = random.Random(0)
        self._draw = ImageDraw.Draw(image)

    @property
    def glow(self) -> Brush:
        """The same picture, untouched by the light."""
        return Brush(self.image, self.light)

    @property
    def pane(self) -> Rgb:
        """Window glass: bright at night, sky by day."""
        return (255, 224, 110) if self.light.night or self.light.time == "sunset" else (190, 222, 242)

    def _fill(self, fill: Rgb) -> Rgb:
        return fill if self.factors is PLAIN else times(fill, self.factors)

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def poly(self, fill: Rgb, *points: Point) -> None:
        self._draw.polygon(self._pixels(points), fill=self._fill(fill))

    def blob(self, fill: Rgb, *points: Point) -> None:
        """A closed smooth shape through the points."""
        self.poly(fill, *smooth([points[-1], *points, points[0], points[1]]))

    def rect(self, fill: Rgb, left: float, top: float, right: float, bottom: float) -> None:
        box = (left * self.scale, top * self.scale, right * self.scale, bottom * self.scale)
        self._draw.rectangle(box, fill=self._fill(fill))

    def round(self, fill: Rgb, left: float, top: float, right: float, bottom: float, radius: float = 0.06) -> None:
        box = (left * self.scale, top * self.scale, right * self.scale, bottom * self.scale)
        self._draw.rounded_rectangle(box, radius * self.scale, fill=self._fill(fill))

    def oval(self, fill: Rgb, x: float, y: float, rx: float, ry: float | None = None) -> None:
        self._draw.ellipse(self._box(x, y, rx, rx if ry is None else ry), fill=self._fill(fill))

    def dome(self, fill: Rgb, x: float, y: float, rx: float, ry: float) -> None:
        """The upper half of an oval."""
        self._draw.pieslice(self._box(x, y, rx, ry), 180, 360, fill=self._fill(fill))

    def cup(self, fill: Rgb, x: float, y: float, rx: float, ry: float) -> None:
        """The lower half of an oval."""
        self._draw.pieslice(self._box(x, y, rx, ry), 0, 180, fill=self._fill(fill))

    def ring(self, fill: Rgb, width: float, x: float, y: float, rx: float, ry: float | None = None) -> None:
        box = self._box(x, y, rx, rx if ry is None else ry)
        self._draw.ellipse(box, outline=self._fill(fill), width=max(1, round(width * self.scale)))

    def arc(self, fill: Rgb, width: float, x: float, y: float, rx: float, *turn: float) -> None:
        """Part of a ring, from one angle to another; 0 is the right, 90 the bottom."""
        pixels = max(1, round(width * self.scale))
        self._draw.arc(self._box(x, y, rx, rx), turn[0], turn[1], fill=self._fill(fill), width=pixels)

    def line(self, fill: Rgb, width: float, *points: Point) -> None:
        pixels = max(1, round(width * self.scale))
        self._draw.line(self._pixels(points), fill=self._fill(fill), width=pixels, joint="curve")

    def curve(self, fill: Rgb, width: float, *points: Point) -> None:
        self.limb(fill, width, width, *points)

    def limb(self, fill: Rgb, start: float, end: float, *points: Point) -> None:
        """A smooth round-ended stroke whose width runs from `start` to `end`."""
        path = smooth([points[0], *points, points[-1]]) if len(points) > 2 else list(points)
        length = sum(math.dist(a, b) for a, b in pairwise(path)) or 1e-6
        fill, step, walked = self._fill(fill), max(min(start, end) * 0.22, 0.006), 0.0
        for a, b in pairwise(path):
            part = math.dist(a, b)
            for k in range(max(1, math.ceil(part / step)) + 1):
                share = k / max(1, math.ceil(part / step))
                radius = (start + (end - start) * (walked + part * share) / length) / 2
                x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
                self._draw.ellipse(self._box(x, y, radius, radius), fill=fill)
            walked += part

    def _box(self, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        s = self.scale
        return ((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s)


def smooth(points: Sequence[Point], steps: int = 7) -> list[Point]:
    """Catmull-Rom through all but the first and the last point, which only bend the ends."""
    found: list[Point] = []
    for p, q, r, s in zip(points, points[1:], points[2:], points[3:], strict=False):
        for k in range(steps):
            t = k / steps
            a, b, c, d = -t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2
            x, y = ((a * p[i] + b * q[i] + c * r[i] + d * s[i]) / 2 for i in (0, 1))
            found.append((x, y))
    found.append(points[-2])
    return found
