"""What every place is made of: its register entry, hills, water, grass and far trees. Owns no place itself."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from starter.world.brush import Brush, Point
from starter.world.colours import Rgb, mix, shade
from starter.world.light import Light

GRASS: dict[str, Rgb] = {
    "": (104, 186, 76),
    "summer": (96, 184, 66),
    "spring": (134, 206, 92),
    "autumn": (196, 160, 74),
    "winter": (238, 244, 252),
}
LEAVES: dict[str, Rgb] = {
    "": (60, 132, 70),
    "summer": (52, 128, 60),
    "spring": (140, 196, 110),
    "autumn": (208, 112, 44),
    "winter": (186, 204, 220),
}
WATER: dict[str, Rgb] = {
    "day": (58, 142, 206), "sunset": (150, 84, 120), "sunrise": (138, 172, 206), "night": (24, 42, 96),
}  # fmt: skip
GLINT: dict[str, Rgb] = {
    "day": (196, 230, 250), "sunset": (255, 170, 96), "sunrise": (255, 236, 176), "night": (170, 184, 226),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """The land being painted: its brush, the light on it, where the sun stands, its own dice."""

    b: Brush
    light: Light
    sun: float
    rng: random.Random

    @property
    def grass(self) -> Rgb:
        return self.snowed(GRASS[self.light.season], 0.7)

    @property
    def leaves(self) -> Rgb:
        return self.snowed(LEAVES[self.light.season], 0.35)

    def snowed(self, colour: Rgb, part: float) -> Rgb:
        """The colour under the light of the hour, below fresh snow if it snows."""
        white: Rgb = (240, 245, 252)
        return self.light.ground(mix(colour, white, part) if self.light.weather == "snow" else colour)


@dataclass(frozen=True, slots=True)
class Place:
    """`ground` and `water` are the heights where feet and hulls may stand; `seasons` and weather only out of doors."""

    name: str
    draw: Callable[[Site], None]
    phrases: tuple[str, ...]
    ground: tuple[float, float]
    water: tuple[float, float] | None
    outdoors: bool


PLACES: dict[str, Place] = {}


def place(
    name: str,
    phrases: str,
    ground: tuple[float, float],
    water: tuple[float, float] | None = None,
    *,
    outdoors: bool = True,
) -> Callable[[Callable[[Site], None]], Callable[[Site], None]]:
    def enter(draw: Callable[[Site], None]) -> Callable[[Site], None]:
        PLACES[name] = Place(name, draw, tuple(p.strip() for p in phrases.split(",")), ground, water, outdoors)
        return draw

    return enter


def hills(site: Site, colour: Rgb, base: float, height: float, waves: float = 2.0) -> None:
    """A soft ridge across the picture."""
    phase, second = site.rng.uniform(0, 6.3), site.rng.uniform(0, 6.3)
    points: list[Point] = [(0.0, 1.0)]
    for k in range(33):
        x = k / 32
        wave = 0.6 * math.sin(waves * math.pi * x + phase) + 0.4 * math.sin(2.3 * waves * math.pi * x + second)
        points.append((x, base - height * (0.5 + 0.5 * wave)))
    site.b.poly(colour, *points, (1.0, 1.0))


def water(site: Site, top: float, bottom: float) -> None:
    """Deeper towards the viewer, with ripples, and a path of light below the sun or the moon."""
    b, light, deep = site.b, site.light, site.light.ground(WATER[site.light.time])
    deep = WATER[light.time] if light.weather == "clear" else mix(deep, light.mist, 0.25)
    far = mix(deep, GLINT[light.time], 0.45)
    for k in range(12):
        b.rect(mix(far, deep, k / 11), 0, top + (bottom - top) * k / 12, 1, bottom)
    shine = light.weather in ("clear", "cloudy")
    if shine and light.time != "day":
        for k in range(11):
            y, half = (
                top + (bottom - top) * (k + 0.5) / 11,
                0.10 - 0.045 * abs(k / 5 - 0.8) + site.rng.uniform(-0.03, 0.03),
            )
            b.round(mix(GLINT[light.time], deep, 0.1 + 0.03 * k), site.sun - half, y, site.sun + half, y + 0.009, 0.004)
    for k in range(16):
        y = top + (bottom - top) * (k + 0.6) / 16
        x, half = site.rng.random(), 0.02 + 0.05 * k / 16
        b.round(mix(deep, GLINT[light.time], 0.5), x - half, y, x + half, y + 0.006, 0.003)


def far_trees(site: Site, base: float, height: float, colour: Rgb, count: int = 16) -> None:
    """A wood at the foot of the sky, round crowns side by side."""
    for k in range(count):
        x, r = (k + site.rng.uniform(0.2, 0.8)) / count, height * site.rng.uniform(0.6, 1.0)
        site.b.oval(shade(colour, site.rng.uniform(-0.12, 0.08)), x, base - r * 0.4, r * 0.75, r)


def pine(site: Site, x: float, base: float, height: float, colour: Rgb) -> None:
    b = site.b
    b.rect(site.light.ground((96, 68, 50)), x - height * 0.03, base - height * 0.2, x + height * 0.03, base)
    for k in range(3):
        top, half = base - height + height * 0.24 * k, height * (0.13 + 0.05 * k)
        b.poly(shade(colour, 0.05 * k), (x, top), (x - half, top + height * 0.38), (x + half, top + height * 0.38))
        if site.light.snowy:
            snow: Rgb = (130, 146, 186) if site.light.night else (236, 242, 250)
            low = top + height * 0.15
            b.poly(snow, (x, top), (x - half * 0.4, low), (x + half * 0.4, low))


def specks(site: Site, colours: tuple[Rgb, ...], count: int, top: float, size: float) -> None:
    """Small flowers or stones, larger towards the viewer."""
    for _ in range(count):
        x, y = site.rng.random(), site.rng.uniform(top, 0.99)
        near = (y - top) / (1 - top)
        site.b.oval(site.light.ground(site.rng.choice(colours)), x, y, size * (0.5 + near), size * (0.4 + 0.6 * near))
