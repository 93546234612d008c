"""Sky, light and weather. Owns what the time of day does to colours; refuses the ground and its things."""

from __future__ import annotations

import math
import random

from PIL import Image

from starter.world.brush import Brush, mix, vertical_gradient
from starter.world.vocabulary import Rgb

GRADIENTS: dict[str, tuple[tuple[float, Rgb], ...]] = {
    "day": ((0.0, (70, 150, 240)), (0.6, (190, 226, 252)), (1.0, (210, 236, 254))),
    "sunset": ((0.0, (88, 40, 120)), (0.3, (214, 72, 96)), (0.6, (255, 150, 60)), (1.0, (255, 180, 90))),
    "sunrise": ((0.0, (120, 170, 226)), (0.3, (246, 196, 206)), (0.6, (255, 232, 150)), (1.0, (255, 240, 180))),
    "night": ((0.0, (8, 12, 44)), (0.6, (30, 42, 100)), (1.0, (40, 54, 116))),
}
OVERCAST: dict[str, Rgb] = {
    "day": (150, 160, 176),
    "sunset": (140, 96, 110),
    "sunrise": (206, 196, 196),
    "night": (36, 42, 66),
}
CLOUD: dict[str, Rgb] = {
    "day": (250, 250, 252),
    "sunset": (250, 170, 150),
    "sunrise": (255, 240, 232),
    "night": (86, 94, 130),
}
MIST: dict[str, Rgb] = {
    "day": (226, 230, 234),
    "sunset": (222, 176, 160),
    "sunrise": (244, 228, 210),
    "night": (86, 94, 124),
}
# What the light of that time multiplies things on the ground by.
LIGHT: dict[str, tuple[float, float, float]] = {
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.92, 0.72, 0.66),
    "sunrise": (1.0, 0.95, 0.86),
    "night": (0.40, 0.44, 0.66),
}
# Subjects keep more light than the ground does, so that they can be named at night.
FRONT_LIGHT: dict[str, tuple[float, float, float]] = {
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.97, 0.86, 0.82),
    "sunrise": (1.0, 0.97, 0.92),
    "night": (0.74, 0.75, 0.86),
}


def lit(colour: Rgb, time: str) -> Rgb:
    red, green, blue = (round(c * k) for c, k in zip(colour, LIGHT[time], strict=True))
    return (red, green, blue)


def sky(size: int, time: str, weather: str, side: float, rng: random.Random) -> Image.Image:
    """The whole picture as sky; `side` is where the sun or the moon stands."""
    stops = GRADIENTS[time]
    if weather in ("rain", "snow", "fog", "cloudy"):
        grey = OVERCAST[time]
        part = 0.25 if weather == "cloudy" else 0.65
        stops = tuple((y, mix(c, grey, part)) for y, c in stops)
    image = vertical_gradient(size, stops)
    b = Brush(image)
    if time == "night":
        if weather in ("clear", "cloudy"):
            for _ in range(26):
                b.oval((236, 238, 255), rng.random(), rng.uniform(0.0, 0.5), rng.uniform(0.004, 0.009))
        b.oval((250, 244, 200), side, 0.16, 0.085)
        b.oval(image.getpixel((2, int(0.12 * size))), side + 0.05, 0.13, 0.075)  # type: ignore[arg-type]
    elif time == "day":
        if weather == "clear":
            b.oval((255, 240, 120), side, 0.14, 0.08)
    else:
        sun: Rgb = (255, 226, 90) if time == "sunrise" else (255, 92, 44)
        y = 0.50 if time == "sunrise" else 0.52
        if time == "sunrise" and weather == "clear":
            for k in range(-4, 5):
                a = math.radians(-90 + 20 * k)
                tips = [(side + 0.5 * math.cos(a + d), y + 0.5 * math.sin(a + d)) for d in (-0.06, 0.06)]
                b.poly((255, 246, 190), (side, y), *tips)
        b.oval(sun, side, y, 0.13)
    if weather in ("cloudy", "rain", "snow") or (weather == "clear" and time == "day" and rng.random() < 0.4):
        _clouds(b, time, weather, rng)
    return image


def _clouds(b: Brush, time: str, weather: str, rng: random.Random) -> None:
    heavy = weather in ("rain", "snow")
    colour = CLOUD[time]
    if heavy:
        colour = mix(colour, (96, 100, 116), 0.6)
    places = ((0.12, 0.16), (0.5, 0.10), (0.86, 0.2), (0.3, 0.28)) if weather != "clear" else ((rng.random(), 0.24),)
    for x, y in places:
        x, y = x + rng.uniform(-0.06, 0.06), y + rng.uniform(-0.03, 0.03)
        for dx, dy, r in ((-0.10, 0.01, 0.06), (0.0, -0.02, 0.08), (0.10, 0.01, 0.06)):
            b.oval(colour, x + dx, y + dy, r * 1.3, r * 0.8)


def veil(image: Image.Image, time: str) -> Image.Image:
    """Fog between the scenery and the subject."""
    return Image.blend(image, Image.new("RGB", image.size, MIST[time]), 0.62)


def precipitation(image: Image.Image, weather: str, rng: random.Random) -> None:
    """Rain or snow in front of everything."""
    b = Brush(image)
    if weather == "rain":
        for _ in range(60):
            x, y = rng.uniform(0, 1.1), rng.uniform(-0.05, 1)
            b.line((190, 206, 232), 0.008, (x, y), (x - 0.035, y + 0.09))
    elif weather == "snow":
        for _ in range(70):
            b.oval((255, 255, 255), rng.random(), rng.random(), rng.uniform(0.008, 0.015))
