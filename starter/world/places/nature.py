"""Meadow, forest, desert, mountains, snowfield and park. Owns their looks; refuses subjects and the sky."""

from __future__ import annotations

from starter.world.brush import Point
from starter.world.colours import Rgb, mix, shade
from starter.world.places.base import Site, far_trees, hills, pine, place, specks
from starter.world.sky import HORIZON

FLOWERS: dict[str, tuple[Rgb, ...]] = {
    "": ((255, 240, 130), (255, 255, 255), (248, 150, 184)),
    "summer": ((255, 236, 110), (255, 255, 255), (240, 90, 80)),
    "spring": ((255, 170, 200), (255, 255, 255), (190, 150, 240), (255, 240, 130)),
    "autumn": ((220, 110, 40), (190, 80, 40), (236, 180, 70)),
    "winter": ((255, 255, 255), (216, 228, 244)),
}


@place("meadow", "in a meadow, in a green meadow, on the grass, in a field, on the grassland", (0.78, 0.94))
def meadow(site: Site) -> None:
    hills(site, mix(site.grass, site.light.mist, 0.5), HORIZON, 0.09)
    far_trees(site, HORIZON + 0.01, 0.035, mix(site.leaves, site.light.mist, 0.35), 9)
    hills(site, shade(site.grass, 0.12), HORIZON + 0.06, 0.06, 1.4)
    hills(site, site.grass, HORIZON + 0.15, 0.05, 1.1)
    specks(site, FLOWERS[site.light.season], 34, 0.74, 0.009)
    for _ in range(14):
        x, y = site.rng.random(), site.rng.uniform(0.76, 0.98)
        for lean in (-0.012, 0.0, 0.012):
            site.b.line(shade(site.grass, -0.16), 0.005, (x, y), (x + lean, y - 0.03))


@place("forest", "in a forest, in the forest, in the woods, among the trees", (0.80, 0.94))
def forest(site: Site) -> None:
    b, leaves = site.b, shade(site.leaves, -0.22)
    b.rect(mix(leaves, site.light.mist, 0.45), 0, 0.20, 1, HORIZON + 0.1)
    far_trees(site, 0.27, 0.11, mix(leaves, site.light.mist, 0.45), 11)
    for layer, count, top in ((0.28, 8, 0.16), (0.08, 6, 0.06)):
        tone, bark = mix(leaves, site.light.mist, layer), mix(site.light.ground((92, 66, 50)), site.light.mist, layer)
        for k in range(count):
            x, w = (k + site.rng.uniform(0.25, 0.75)) / count, 0.030 - layer * 0.04
            b.poly(bark, (x - w * 0.6, 0.1), (x + w * 0.6, 0.1), (x + w, 0.70), (x - w, 0.70))
        for k in range(count + 3):
            x, r = (k + site.rng.random()) / (count + 3), site.rng.uniform(0.09, 0.14)
            b.oval(shade(tone, site.rng.uniform(-0.08, 0.10)), x, top + site.rng.uniform(-0.04, 0.06), r, r * 0.85)
    floor = site.snowed(mix((96, 126, 66), (206, 140, 70), 0.6 if site.light.season == "autumn" else 0.0), 0.7)
    floor = site.light.ground((232, 238, 248)) if site.light.season == "winter" else floor
    hills(site, shade(floor, -0.15), 0.70, 0.03)
    hills(site, floor, 0.77, 0.03)
    specks(site, ((150, 170, 90), (120, 96, 60)) if not site.light.snowy else ((255, 255, 255),), 20, 0.78, 0.008)
    for x in (0.03, 0.10, 0.90, 0.97):
        for lean in (-0.035, -0.012, 0.012, 0.035):
            b.limb(shade(leaves, 0.1), 0.012, 0.004, (x, 0.84), (x + lean * 0.6, 0.77), (x + lean, 0.745))


@place("desert", "in the desert, in a desert, among sand dunes, on the hot sand", (0.78, 0.94))
def desert(site: Site) -> None:
    sand = site.snowed((240, 190, 108), 0.5)
    mesa = mix(site.light.ground((200, 120, 84)), site.light.mist, 0.3)
    x = site.rng.uniform(0.05, 0.6)
    site.b.poly(mesa, (x - 0.03, 0.60), (x + 0.02, 0.44), (x + 0.20, 0.44), (x + 0.26, 0.60))
    hills(site, mix(sand, site.light.mist, 0.25), HORIZON + 0.02, 0.08)
    for y, tone in ((0.68, 0.04), (0.80, 0.14)):
        top = site.rng.uniform(0.25, 0.75)
        left, right = site.rng.uniform(0.02, 0.06), site.rng.uniform(0.0, 0.05)
        crest: list[Point] = [(0.0, y + left), (top * 0.5, y - 0.035), (top, y - 0.06)]
        site.b.poly(shade(sand, 0.18 - tone), *crest, (1.0, y + right), (1, 1), (0, 1))
        shadow: list[Point] = [(top, y - 0.06), (top + 0.10, y + 0.02), (top + 0.34, y + 0.10), (1.04, y + 0.12)]
        site.b.blob(shade(sand, -0.10 - tone * 0.3), *shadow, (1.04, y + right - 0.005))
    for y in (0.90, 0.96):
        x = site.rng.uniform(0.0, 0.5)
        site.b.curve(shade(sand, -0.12), 0.006, (x, y), (x + 0.15, y - 0.012), (x + 0.3, y), (x + 0.45, y - 0.01))


@place("mountains", "in the mountains, before the mountains, in front of mountains, among high peaks", (0.80, 0.94))
def mountains(site: Site) -> None:
    rock: Rgb = (118, 124, 150)
    for depth, peaks in ((0.45, ((0.05, 0.34, 0.24), (0.48, 0.28, 0.26), (0.95, 0.33, 0.24))),
                         (0.12, ((0.24, 0.20, 0.34), (0.78, 0.16, 0.36)))):  # fmt: skip
        for x, top, half in peaks:
            x, top = x + site.rng.uniform(-0.05, 0.05), top + site.rng.uniform(-0.04, 0.04)
            tone = mix(site.light.ground(rock), site.light.mist, depth)
            site.b.poly(tone, (x, top), (x - half, 0.70), (x + half, 0.70))
            site.b.poly(
                shade(tone, -0.18),
                (x, top),
                (x - half * 0.12, 0.44),
                (x + half * 0.10, 0.55),
                (x, 0.70),
                (x + half, 0.70),
            )
            cap, low = mix(site.light.ground((250, 252, 255)), site.light.mist, depth * 0.6), top + 0.15
            cut = half * 0.15 / (0.70 - top)
            site.b.poly(cap, (x, top), (x - cut, low), (x - cut * 0.5, low - 0.04), (x - cut * 0.1, low + 0.02),
                        (x + cut * 0.4, low - 0.05), (x + cut, low))  # fmt: skip
    hills(site, mix(shade(site.leaves, -0.1), site.light.mist, 0.2), HORIZON + 0.09, 0.06)
    for k in range(9):
        pine(site, (k + site.rng.random()) / 9, HORIZON + 0.12, site.rng.uniform(0.06, 0.10), shade(site.leaves, -0.2))
    hills(site, site.grass, 0.74, 0.04, 1.2)
    specks(site, ((170, 170, 176), (255, 255, 255)), 16, 0.78, 0.009)


@place("snowfield", "in a snowy field, in the snow, on a snowfield, in a winter landscape", (0.78, 0.94))
def snowfield(site: Site) -> None:
    snow = site.light.ground((240, 246, 254))
    hills(site, mix(shade(snow, -0.14), site.light.mist, 0.3), HORIZON - 0.02, 0.10)
    for k in range(7):
        pine(
            site,
            (k + site.rng.random()) / 7,
            HORIZON + 0.05,
            site.rng.uniform(0.10, 0.17),
            site.light.ground((86, 128, 120)),
        )
    hills(site, mix(snow, (150, 180, 226), 0.22), HORIZON + 0.09, 0.06, 1.4)
    hills(site, snow, HORIZON + 0.17, 0.05, 1.1)
    for _ in range(5):
        x, y = site.rng.random(), site.rng.uniform(0.80, 0.97)
        site.b.round(mix(snow, (150, 180, 226), 0.3), x - 0.09, y, x + 0.09, y + 0.008, 0.004)


@place("park", "in a park, in the park, on a park lawn, in a garden", (0.80, 0.94))
def park(site: Site) -> None:
    b, leaves = site.b, site.leaves
    far_trees(site, 0.56, 0.10, mix(leaves, site.light.mist, 0.4), 12)
    hills(site, shade(site.grass, -0.05), HORIZON + 0.05, 0.02, 1.0)
    for x in (0.10, 0.30, 0.70, 0.90):
        x += site.rng.uniform(-0.04, 0.04)
        b.rect(site.light.ground((110, 78, 54)), x - 0.012, 0.46, x + 0.012, 0.64)
        r = site.rng.uniform(0.075, 0.10)
        b.oval(shade(leaves, -0.1), x, 0.42, r, r * 1.1)
        b.oval(shade(leaves, 0.08), x - 0.015, 0.40, r * 0.8, r * 0.85)
    for k in range(18):
        b.oval(shade(leaves, -0.16 + 0.06 * (k % 2)), k / 17, 0.645, 0.040, 0.030)
    b.rect(site.grass, 0, 0.66, 1, 1)
    path = site.snowed((226, 206, 170), 0.5)
    b.blob(
        path,
        (0.42, 0.66),
        (0.58, 0.66),
        (0.66, 0.78),
        (0.50, 0.88),
        (0.62, 1.04),
        (0.10, 1.04),
        (0.26, 0.86),
        (0.46, 0.77),
    )
    specks(site, FLOWERS[site.light.season], 16, 0.70, 0.008)
