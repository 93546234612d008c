"""Sky, sun, moon, clouds and what falls from them. Owns the upper half; refuses the ground and its things."""

from __future__ import annotations

import math
import random

import numpy as np
from PIL import Image, ImageFilter

from starter.world.brush import Brush
from starter.world.colours import Rgb, mix
from starter.world.light import DULL, Light

HORIZON = 0.58
GRADIENTS: dict[str, tuple[tuple[float, Rgb], ...]] = {
    "day": ((0.0, (64, 146, 232)), (0.35, (134, 196, 246)), (0.62, (214, 238, 252))),
    "sunset": ((0.0, (70, 40, 116)), (0.22, (168, 62, 118)), (0.42, (244, 110, 74)), (0.60, (255, 196, 96))),
    "sunrise": ((0.0, (122, 172, 228)), (0.25, (214, 196, 224)), (0.42, (252, 200, 190)), (0.60, (255, 238, 168))),
    "night": ((0.0, (10, 14, 46)), (0.35, (22, 32, 84)), (0.62, (52, 66, 132))),
}
OVERCAST: dict[str, Rgb] = {
    "day": (150, 162, 178),
    "sunset": (128, 88, 108),
    "sunrise": (204, 192, 196),
    "night": (30, 36, 58),
}
CLOUD: dict[str, Rgb] = {
    "day": (252, 253, 255),
    "sunset": (250, 158, 142),
    "sunrise": (255, 242, 234),
    "night": (78, 88, 128),
}


def gradient(size: int, stops: tuple[tuple[float, Rgb], ...]) -> Image.Image:
    """A full picture shaded from top to bottom through (height, colour) stops."""
    rows = np.linspace(0, 1, size)
    column = np.stack([np.interp(rows, [y for y, _ in stops], [c[k] for _, c in stops]) for k in range(3)], axis=1)
    return Image.fromarray(np.repeat(column[:, None].round().astype(np.uint8), size, axis=1))


def sky(size: int, light: Light, sun: float, rng: random.Random) -> Image.Image:
    """The whole picture as sky; `sun` is where the sun or the moon stands."""
    stops = GRADIENTS[light.time]
    if light.weather in DULL:
        part = {"cloudy": 0.35, "rain": 0.75, "snow": 0.6, "fog": 0.7}[light.weather]
        stops = tuple((y, mix(c, OVERCAST[light.time], part)) for y, c in stops)
    image = gradient(size, stops)
    veiled = light.weather in ("rain", "snow", "fog")
    if light.night:
        _night(Brush(image), image, light, sun, rng)
    elif light.time == "day":
        if not veiled:
            _halo(image, sun, 0.15, 0.26, (255, 250, 210))
            Brush(image).oval((255, 238, 120), sun, 0.15, 0.075)
    else:
        _low_sun(image, light, sun)
    if light.weather in ("cloudy", "rain", "snow"):
        _clouds(Brush(image), light, rng, ((0.14, 0.15), (0.50, 0.09), (0.86, 0.17), (0.30, 0.29), (0.72, 0.31)))
    elif light.weather == "clear" and light.time == "day" and rng.random() < 0.6:
        _clouds(Brush(image), light, rng, ((1.0 - sun + rng.uniform(-0.1, 0.1), 0.20), (rng.random(), 0.36)))
    return image


def _night(b: Brush, image: Image.Image, light: Light, moon: float, rng: random.Random) -> None:
    if light.weather in ("rain", "snow", "fog"):
        return
    for _ in range(34):
        b.oval((236, 238, 255), rng.random(), rng.uniform(0.0, 0.5), rng.choice((0.003, 0.004, 0.006)))
    _halo(image, moon, 0.16, 0.22, (150, 160, 220))
    crescent = Brush(Image.new("RGB", image.size))
    crescent.oval((255, 255, 255), moon, 0.16, 0.078)
    crescent.oval((0, 0, 0), moon + 0.042, 0.135, 0.066)
    image.paste((252, 246, 208), (0, 0), crescent.image.getchannel("R"))


def _low_sun(image: Image.Image, light: Light, sun: float) -> None:
    rising, veiled = light.time == "sunrise", light.weather in ("rain", "snow", "fog")
    b, y = Brush(image), 0.49 if rising else 0.50
    disc: Rgb = (255, 226, 96) if rising else (255, 104, 52)
    if rising and light.weather == "clear":
        for k in range(-5, 6):
            a = math.radians(-90 + 17 * k)
            tips = [(sun + 0.62 * math.cos(a + d), y + 0.62 * math.sin(a + d)) for d in (-0.055, 0.055)]
            b.poly(mix((255, 240, 190), image.getpixel((2, int(0.2 * b.scale))), 0.25), (sun, y), *tips)  # type: ignore[arg-type]
    _halo(image, sun, y, 0.34, (255, 244, 190) if rising else (255, 190, 90))
    b.oval(mix(disc, OVERCAST[light.time], 0.55) if veiled else disc, sun, y, 0.115)


def _halo(image: Image.Image, x: float, y: float, radius: float, colour: Rgb) -> None:
    size, r = image.height, max(2, round(image.height * radius))
    steps = np.hypot(*np.mgrid[-r : r + 1, -r : r + 1]) / r
    mask = Image.fromarray((np.clip(1 - steps, 0, 1) ** 2 * 190).astype(np.uint8))
    image.paste(colour, (round(x * size) - r, round(y * size) - r), mask)


def _clouds(b: Brush, light: Light, rng: random.Random, spots: tuple[tuple[float, float], ...]) -> None:
    heavy = light.weather in ("rain", "snow")
    colour = mix(CLOUD[light.time], (92, 98, 116), 0.55) if heavy else CLOUD[light.time]
    under = mix(colour, OVERCAST[light.time], 0.45)
    for x, y in spots:
        x, y, s = x + rng.uniform(-0.05, 0.05), y + rng.uniform(-0.03, 0.03), rng.uniform(0.8, 1.25)
        puffs = ((-0.11, 0.012, 0.045), (-0.045, -0.02, 0.062), (0.035, -0.026, 0.066), (0.11, 0.010, 0.048))
        for tone, drop in ((under, 0.012), (colour, 0.0)):
            for dx, dy, r in puffs:
                b.oval(tone, x + dx * s, y + (dy + drop) * s, r * 1.25 * s, r * s)
            b.round(tone, x - 0.15 * s, y + drop * s, x + 0.155 * s, y + (0.05 + drop) * s, 0.025 * s)


def precipitation(image: Image.Image, light: Light, rng: random.Random) -> None:
    """Rain or snow in front of everything, half-transparent so that shapes stay whole."""
    if light.weather not in ("rain", "snow"):
        return
    layer = Image.new("L", image.size, 0)
    b = Brush(layer.convert("RGB"))
    if light.weather == "rain":
        for _ in range(90):
            x, y, n = rng.uniform(0, 1.1), rng.uniform(-0.05, 1), rng.uniform(0.05, 0.1)
            b.line((170, 170, 170), 0.005, (x, y), (x - 0.3 * n, y + n))
    else:
        for _ in range(110):
            b.oval((235, 235, 235), rng.random(), rng.random(), rng.choice((0.005, 0.007, 0.010)))
    mask = b.image.convert("L").filter(ImageFilter.BoxBlur(1))
    image.paste((226, 236, 252) if not light.night else (170, 186, 226), (0, 0), mask)
