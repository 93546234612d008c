"""From a scene to its picture and its masks. Owns placement and order of layers; refuses to invent anything.

Works at twice the size and halves it, which smooths edges; `masks` come from the very tiles that were pasted."""

from __future__ import annotations

import random
from collections.abc import Iterator

from PIL import Image, ImageChops

from starter.world import places, sky
from starter.world.brush import Brush, mix, outlined, shade, tile
from starter.world.scene import Element, Scene
from starter.world.subjects import DRAW
from starter.world.vocabulary import POSITIONS, colour_of

GROUND = 0.90
FLOATS = frozenset({"boat", "fish"})
Layer = tuple[int, Image.Image, tuple[int, int]]


def paint(scene: Scene, size: int = 128) -> Image.Image:
    """The picture of this scene; the same scene gives the same pixels."""
    full = size * 2
    rng = random.Random(scene.seed * 7919 + 1)
    image = sky.sky(full, scene.time, scene.weather, _sun_side(scene, rng), rng)
    b = Brush(image)
    places.DRAW[scene.place](b, scene.time, rng)
    if scene.weather == "fog":
        image = sky.veil(image, scene.time)
        b = Brush(image)
    if scene.place == "sea":
        for element in scene.elements:
            if element.subject not in FLOATS | {"balloon"}:
                for x in _columns(element):
                    places.island(b, scene.time, x, element.size * 0.62)
    for _, layer, corner in _layers(scene, full):
        image.paste(layer, corner, layer)
    sky.precipitation(image, scene.weather, rng)
    return image.reduce(2)


def masks(scene: Scene, size: int = 128) -> list[Image.Image]:
    """One white-on-black mask per element, in the scene's order."""
    full = size * 2
    found = [Image.new("L", (full, full), 0) for _ in scene.elements]
    for index, layer, corner in _layers(scene, full):
        spot = Image.new("L", (full, full), 0)
        spot.paste(layer.getchannel("A"), corner)
        found[index] = ImageChops.lighter(found[index], spot)
    return [mask.reduce(2).point(lambda v: 255 if v > 127 else 0) for mask in found]


def _sun_side(scene: Scene, rng: random.Random) -> float:
    """Opposite the subject, so that neither hides the other."""
    where = {e.position for e in scene.elements}
    if where == {"left"}:
        return 0.78
    if where == {"right"}:
        return 0.22
    return rng.choice((0.16, 0.84))


def _columns(element: Element) -> list[float]:
    middle = POSITIONS[element.position]
    if element.count == 1:
        return [middle]
    step = element.size * 1.02
    return [middle + step * (k - (element.count - 1) / 2) for k in range(element.count)]


def _layers(scene: Scene, full: int) -> Iterator[Layer]:
    rng = random.Random(scene.seed * 7919 + 2)
    for index, element in enumerate(scene.elements):
        pixels = round(element.size * full)
        picture = _subject(element, scene, pixels)
        if element.position == "left" and element.count == 1:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)  # looks into the picture
        ground = GROUND + rng.uniform(-0.015, 0.025)
        if element.subject == "balloon":
            ground = 0.52 + element.size * 0.32
        elif element.subject == "fish" and scene.place in ("sea", "lake"):
            ground += 0.02
        for x in _columns(element):
            x += rng.uniform(-0.02, 0.02)
            corner = (round(x * full - picture.width / 2), round(ground * full - picture.height + picture.width * 0.04))
            yield index, picture, corner


def _subject(element: Element, scene: Scene, pixels: int) -> Image.Image:
    colour = colour_of(element.paint_colour)
    margin = round(pixels * 0.05)
    b = tile(pixels)
    DRAW[element.subject](b, colour)
    padded = Image.new("RGBA", (pixels + 2 * margin, pixels + 2 * margin), (0, 0, 0, 0))
    padded.paste(b.image, (margin, margin))
    rim = outlined(padded, mix(shade(colour, -0.8), (24, 22, 34), 0.6), round(pixels * 0.035))
    if scene.time == "day":
        return rim
    bands = rim.split()
    light = sky.FRONT_LIGHT[scene.time]
    lit = [band.point([round(v * k) for v in range(256)]) for band, k in zip(bands[:3], light, strict=True)]
    return Image.merge("RGBA", (*lit, bands[3]))
