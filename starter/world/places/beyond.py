"""City street, space and the bottom of the sea. Owns their looks; refuses subjects and the sky."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageFilter

from starter.world.brush import Brush
from starter.world.colours import Rgb, mix, shade
from starter.world.places.base import Site, hills, place
from starter.world.sky import gradient

WALLS: tuple[Rgb, ...] = ((150, 160, 184), (198, 170, 150), (122, 138, 168), (214, 196, 170), (170, 128, 118))
NEBULA: dict[str, tuple[Rgb, Rgb]] = {
    "day": ((60, 90, 190), (120, 70, 190)), "sunset": ((210, 90, 70), (160, 50, 120)),
    "sunrise": ((230, 170, 110), (110, 120, 210)), "night": ((50, 50, 130), (30, 80, 120)),
}  # fmt: skip
DEPTHS: dict[str, tuple[tuple[float, Rgb], ...]] = {
    "day": ((0.0, (120, 220, 240)), (0.4, (44, 150, 206)), (1.0, (16, 84, 150))),
    "sunset": ((0.0, (250, 170, 130)), (0.35, (120, 110, 160)), (1.0, (38, 54, 110))),
    "sunrise": ((0.0, (255, 236, 190)), (0.35, (110, 190, 206)), (1.0, (36, 104, 150))),
    "night": ((0.0, (34, 60, 120)), (0.4, (16, 36, 86)), (1.0, (6, 16, 50))),
}


@place("city street", "in the city, in a city street, on a city street, in town, on the street", (0.84, 0.95))
def street(site: Site) -> None:
    b = site.b
    for depth, low, high in ((0.45, 0.22, 0.40), (0.05, 0.10, 0.30)):
        x = -0.04 + site.rng.uniform(0, 0.03)
        while x < 1.02:
            width, top = site.rng.uniform(0.13, 0.19), site.rng.uniform(low, high)
            if depth < 0.1 and 0.30 < x + width / 2 < 0.70:  # the street opens in the middle
                x += width * 0.8
                continue
            wall = mix(site.light.ground(site.rng.choice(WALLS)), site.light.mist, depth)
            b.rect(wall, x, top, x + width - 0.006, 0.72)
            b.rect(shade(wall, -0.14), x + width * 0.82, top, x + width - 0.006, 0.72)
            b.rect(shade(wall, -0.2), x - 0.004, top, x + width, top + 0.014)
            pane = mix(
                b.pane if b.light.night else site.light.ground((196, 222, 240)), wall, 0.55 if depth > 0.1 else 0.1
            )
            for row in range(int((0.66 - top) / 0.075)):
                for part in (0.12, 0.38, 0.62):
                    if site.rng.random() < (0.75 if site.light.night else 1.0):
                        y = top + 0.035 + 0.075 * row
                        b.rect(pane, x + width * part, y, x + width * (part + 0.15), y + 0.042)
            x += width
    pavement = site.snowed((190, 186, 182), 0.6)
    b.rect(pavement, 0, 0.70, 1, 1)
    b.rect(shade(pavement, -0.25), 0, 0.765, 1, 0.775)
    road = site.snowed((104, 106, 118), 0.35)
    b.rect(road, 0, 0.775, 1, 1)
    for k in range(5):
        x = 0.02 + 0.22 * k
        b.poly(site.light.ground((240, 238, 224)), (x, 0.868), (x + 0.11, 0.868), (x + 0.115, 0.88), (x - 0.002, 0.88))


@place("space", "in space, in outer space, among the stars, on the moon, in the galaxy", (0.80, 0.94), outdoors=False)
def space(site: Site) -> None:
    b, (first, second) = site.b, NEBULA[site.light.time]
    size = b.image.height
    b.image.paste((10, 10, 30), (0, 0, size, size))
    grid = np.mgrid[0:1:48j, 0:1:48j]
    for colour in (first, second):
        x, y, lean = site.rng.random(), site.rng.uniform(0.1, 0.5), site.rng.uniform(0.4, 1.0)
        u, v = grid[1] - x, grid[0] - y
        cloud = np.exp(-(((u + lean * v) / 0.30) ** 2) - ((v - lean * u) / 0.55) ** 2) * 190
        b.image.paste(
            colour, (0, 0), Image.fromarray(cloud.astype(np.uint8)).resize((size, size), Image.Resampling.BICUBIC)
        )
    for _ in range(90):
        b.oval(
            site.rng.choice(((255, 255, 255), (200, 216, 255), (255, 236, 200))),
            site.rng.random(),
            site.rng.uniform(0, 0.85),
            site.rng.choice((0.0025, 0.0035, 0.006)),
        )
    ground: Rgb = mix((168, 168, 182), first, 0.2)
    b.oval(ground, 0.5, 1.72, 1.35, 0.98)
    for _ in range(9):
        x, y = site.rng.random(), site.rng.uniform(0.80, 0.98)
        rx = site.rng.uniform(0.02, 0.055)
        b.oval(shade(ground, -0.22), x, y, rx, rx * 0.36)
        b.oval(shade(ground, -0.10), x + rx * 0.08, y + rx * 0.07, rx * 0.86, rx * 0.28)


@place(
    "under water",
    "under water, under the sea, underwater, at the bottom of the sea, in the deep sea",
    (0.84, 0.95),
    (0.50, 0.80),
    outdoors=False,
)
def under_water(site: Site) -> None:
    b, stops = site.b, DEPTHS[site.light.time]
    size = b.image.height
    b.image.paste(gradient(size, stops), (0, 0))
    beam = Brush(Image.new("RGB", (128, 128)))
    for k in range(5):
        x = 0.06 + 0.2 * k + site.rng.uniform(-0.04, 0.04)
        beam.poly((46, 46, 46), (x, 0.0), (x + 0.07, 0.0), (x + 0.20, 0.85), (x + 0.02, 0.85))
    b.image.paste(
        stops[0][1],
        (0, 0),
        beam.image.getchannel("R").filter(ImageFilter.BoxBlur(3)).resize((size, size), Image.Resampling.BICUBIC),
    )
    rock = mix(stops[2][1], stops[1][1], 0.35)
    hills(site, rock, 0.78, 0.16, 3.0)
    sand = mix((236, 214, 160), stops[1][1], 0.30 if not site.light.night else 0.72)
    hills(site, sand, 0.86, 0.04)
    for x, tone in ((0.06, (240, 110, 130)), (0.93, (250, 160, 80)), (0.16, (190, 110, 210))):
        x, tone = x + site.rng.uniform(-0.03, 0.03), mix(tone, stops[2][1], 0.25 if not site.light.night else 0.6)
        for lean in (-0.05, -0.015, 0.02, 0.055):
            b.limb(tone, 0.022, 0.018, (x, 0.90), (x + lean * 0.7, 0.83), (x + lean, 0.77 + abs(lean)))
    weed = mix((50, 150, 90), stops[2][1], 0.3 if not site.light.night else 0.6)
    for x in (0.82, 0.86, 0.25):
        sway, top = site.rng.uniform(0.012, 0.024), site.rng.uniform(0.52, 0.64)
        path = [(x + sway * math.sin(k * 1.4), 0.90 + (top - 0.90) * k / 6) for k in range(7)]
        b.limb(weed, 0.022, 0.008, *path)
    for _ in range(10):
        x, y, r = site.rng.random(), site.rng.uniform(0.05, 0.75), site.rng.uniform(0.006, 0.014)
        b.ring(mix(stops[0][1], (255, 255, 255), 0.3), 0.004, x, y, r)
