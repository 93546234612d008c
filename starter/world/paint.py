"""From a scene to its picture and its masks. Owns the order of land, subjects, weather and technique; invents nothing.

Works at twice the size and halves it, which smooths edges; masks come from the very tiles that were pasted."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from starter.world import sky
from starter.world.abstract import composition
from starter.world.brush import Brush
from starter.world.layers import SOLID, layers, light_of, sun_of
from starter.world.layout import arranged
from starter.world.places import PLACES, Site
from starter.world.scene import Scene
from starter.world.styles import STYLES, Canvas

ANY = [0] + [255] * 255


def paint(scene: Scene, size: int = 256) -> Image.Image:
    """The picture of this scene; the same scene gives the same pixels."""
    scene = arranged(scene)
    return STYLES[scene.style].apply(_canvas(scene, size * 2))


def masks(scene: Scene, size: int = 256) -> list[Image.Image]:
    """One white-on-black mask per element, in the scene's order: what of it can be seen."""
    scene, full = arranged(scene), size * 2
    found = [Image.new("L", (full, full), 0) for _ in scene.elements]
    for layer in layers(scene, full):
        alpha = layer.picture.getchannel("A")
        for index, mask in enumerate(found):
            mask.paste(255 if index == layer.element else 0, layer.corner, alpha)
    return [mask.reduce(2).point(SOLID) for mask in found]


def footprint(scene: Scene, element: int, size: int = 256) -> Image.Image:
    """Every pixel that this element may touch: itself, hidden or not, its shadow and its reflection."""
    scene, full = arranged(scene), size * 2
    found = Image.new("L", (full, full), 0)
    for layer in layers(scene, full):
        if layer.element == element:
            own = (layer.picture.getchannel("A"), layer.corner, None)
            for image, corner, _ in (own, *layer.around):
                alpha = image.getchannel("A") if image.mode == "RGBA" else image
                spot = Image.new("L", (full, full), 0)
                spot.paste(alpha, corner)
                found = ImageChops.lighter(found, spot)
    seen = found.point(ANY).reduce(2).point(ANY)
    reach = STYLES[scene.style].reach * size // 256
    for way in ((reach, 0), (0, reach)):
        seen = seen.filter(ImageFilter.BoxBlur(way)).point(ANY)
    return seen


def _canvas(scene: Scene, full: int) -> Canvas:
    light, rng = light_of(scene), random.Random(scene.seed * 7919 + 1)
    ids = Image.new("L", (full, full), 0)
    if scene.abstract:
        return Canvas(composition(scene.abstract, full, scene.seed), ids, scene.seed)
    sun, place = sun_of(scene), PLACES[scene.place]
    image = sky.sky(full, light, sun, rng) if place.outdoors else Image.new("RGB", (full, full))
    place.draw(Site(Brush(image, light), light, sun, random.Random(scene.seed * 7919 + 5)))
    if scene.weather == "fog" and place.outdoors:
        image = Image.blend(image, Image.new("RGB", image.size, light.mist), 0.55)
    for number, layer in enumerate(layers(scene, full)):
        for around, corner, colour in layer.around:
            if colour is None:
                image.paste(around, corner, around)
            else:
                image.paste(colour, corner, around)
        image.paste(layer.picture, layer.corner, layer.picture)
        ids.paste(number + 1, layer.corner, layer.picture.getchannel("A").point(SOLID))
    if place.outdoors:
        sky.precipitation(image, light, random.Random(scene.seed * 7919 + 6))
    return Canvas(image, ids, scene.seed)
