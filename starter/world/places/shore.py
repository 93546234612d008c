"""Beach, lake, sea, harbour: places with open water. Owns their looks; refuses subjects and the sky."""

from __future__ import annotations

from starter.world.colours import Rgb, mix, shade
from starter.world.places.base import GLINT, WATER, Site, far_trees, hills, place, specks, water
from starter.world.sky import HORIZON

FRONTS: tuple[Rgb, ...] = (
    (206, 92, 78),
    (232, 186, 96),
    (120, 160, 190),
    (226, 214, 196),
    (150, 180, 140),
    (214, 140, 120),
)


@place("beach", "on a beach, on the beach, at the seaside, on a sandy shore", (0.82, 0.95), (0.62, 0.72))
def beach(site: Site) -> None:
    b, sand = site.b, site.snowed((244, 218, 158), 0.5)
    water(site, HORIZON - 0.03, 0.8)
    far = mix(site.light.ground((110, 130, 130)), site.light.mist, 0.4)
    x = 0.14 if site.sun > 0.5 else 0.86
    b.blob(far, (x - 0.16, 0.556), (x - 0.06, 0.525), (x + 0.03, 0.515), (x + 0.15, 0.556))
    foam = mix(GLINT[site.light.time], (255, 255, 255), 0.4 if not site.light.night else 0.0)
    lean = site.rng.choice((-1, 1))
    shore = [(-0.05, 0.755 + 0.02 * lean), (0.25, 0.735), (0.5, 0.755), (0.75, 0.735), (1.05, 0.755 - 0.02 * lean)]
    b.blob(foam, *shore, (1.05, 1.1), (-0.05, 1.1))
    b.blob(shade(sand, -0.12), *[(x, y + 0.018) for x, y in shore], (1.05, 1.1), (-0.05, 1.1))
    b.blob(sand, *[(x, y + 0.045) for x, y in shore], (1.05, 1.1), (-0.05, 1.1))
    specks(site, ((226, 190, 130), (255, 240, 210), (240, 170, 150)), 22, 0.84, 0.006)


@place("lake", "by a lake, beside a lake, at the lake, near a lake, on a lake, by a pond", (0.88, 0.96), (0.68, 0.80))
def lake(site: Site) -> None:
    b = site.b
    hills(site, mix(site.light.ground((112, 140, 160)), site.light.mist, 0.5), HORIZON - 0.05, 0.16, 2.6)
    hills(site, mix(site.leaves, site.light.mist, 0.35), HORIZON - 0.01, 0.07)
    far_trees(site, HORIZON + 0.015, 0.05, mix(site.leaves, site.light.mist, 0.15), 15)
    water(site, HORIZON + 0.02, 0.9)
    for k in range(6):
        x = (k + site.rng.random()) / 6
        b.round(
            mix(shade(site.leaves, -0.1), WATER[site.light.time], 0.5),
            x - 0.06,
            HORIZON + 0.022,
            x + 0.06,
            HORIZON + 0.04,
            0.008,
        )
    b.blob(
        site.grass, (-0.05, 0.84), (0.22, 0.875), (0.55, 0.885), (0.82, 0.872), (1.05, 0.83), (1.05, 1.1), (-0.05, 1.1)
    )
    for x in (0.03, 0.07, 0.11, 0.90, 0.94, 0.98):
        top = site.rng.uniform(0.70, 0.76)
        b.limb(shade(site.grass, -0.25), 0.010, 0.005, (x, 0.90), (x + 0.005, top))
        b.oval(site.light.ground((130, 86, 50)), x + 0.005, top + 0.02, 0.010, 0.026)


@place("sea", "at sea, on the sea, on the ocean, in the middle of the sea, on the waves", (0.80, 0.92), (0.78, 0.92))
def sea(site: Site) -> None:
    b = site.b
    water(site, HORIZON - 0.04, 1.0)
    deep, crest = (
        WATER[site.light.time],
        mix(WATER[site.light.time], (255, 255, 255), 0.45 if not site.light.night else 0.2),
    )
    for k, y in enumerate((0.64, 0.72, 0.81, 0.91)):
        shift, step = site.rng.uniform(0, 0.25), 0.16 + 0.05 * k
        for n in range(-1, 7):
            x = shift + step * n
            b.blob(
                mix(deep, crest, 0.35),
                (x, y),
                (x + step * 0.35, y - 0.022 - 0.006 * k),
                (x + step * 0.7, y),
                (x + step * 0.35, y + 0.012),
            )
            b.curve(
                crest, 0.006, (x, y), (x + step * 0.2, y - 0.018 - 0.005 * k), (x + step * 0.36, y - 0.022 - 0.006 * k)
            )


@place("harbour", "in a harbour, at the harbour, in a port, by the docks", (0.88, 0.96), (0.66, 0.78))
def harbour(site: Site) -> None:
    b, x = site.b, -0.02
    hills(site, mix(site.leaves, site.light.mist, 0.55), HORIZON - 0.08, 0.10)
    while x < 1.0:
        width, top = site.rng.uniform(0.09, 0.13), site.rng.uniform(0.36, 0.43)
        wall = mix(site.light.ground(site.rng.choice(FRONTS)), site.light.mist, 0.12)
        b.rect(wall, x, top, x + width, 0.60)
        b.poly(
            mix(site.light.ground((140, 84, 74)), site.light.mist, 0.15),
            (x - 0.004, top),
            (x + width / 2, top - 0.06),
            (x + width + 0.004, top),
        )
        for row in range(2):
            for part in (0.18, 0.60):
                y = top + 0.045 + 0.075 * row
                b.rect(b.pane, x + width * part, y, x + width * (part + 0.22), y + 0.038)
        x += width
    b.rect(site.light.ground((150, 140, 132)), 0, 0.585, 1, 0.61)
    water(site, 0.61, 0.86)
    for mast in (0.08, 0.17, 0.90):
        mast += site.rng.uniform(-0.02, 0.02)
        b.line(site.light.ground((210, 200, 190)), 0.006, (mast, 0.44), (mast, 0.63))
        b.cup(site.light.ground((240, 240, 236)), mast, 0.625, 0.045, 0.026)
    quay = site.snowed((178, 160, 142), 0.6)
    b.rect(shade(quay, -0.35), 0, 0.845, 1, 0.90)
    b.rect(quay, 0, 0.85, 1, 0.875)
    b.rect(shade(quay, 0.06), 0, 0.872, 1, 1)
    for k in range(9):
        b.line(shade(quay, -0.12), 0.005, (k / 8, 0.872), ((k / 8 - 0.5) * 1.3 + 0.5, 1.0))
    for x in (0.05, 0.95):
        b.round(site.light.ground((70, 72, 82)), x - 0.02, 0.82, x + 0.02, 0.88, 0.01)
