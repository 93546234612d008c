"""The subjects of a scene as they are pasted: owns their form, rim, shadow, reflection and order. Paints no land."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from starter.world.brush import Brush
from starter.world.colours import Rgb, mix, shade
from starter.world.layout import aloft, floats
from starter.world.light import Light, times
from starter.world.places import PLACES
from starter.world.scene import Element, Scene, Spot
from starter.world.things import KINDS

Corner = tuple[int, int]
SOLID = [255 if v > 127 else 0 for v in range(256)]


@dataclass(frozen=True, slots=True)
class Layer:
    """One subject as it is pasted: the element it belongs to, its picture, its corner, and what it throws around it."""

    element: int
    picture: Image.Image
    corner: Corner
    around: tuple[tuple[Image.Image, Corner, Rgb | None], ...]


def light_of(scene: Scene) -> Light:
    return Light(scene.time, scene.weather, scene.season)


def sun_of(scene: Scene) -> float:
    """Where the sun or the moon stands: of the seed alone, so that no change of things moves it."""
    rng = random.Random(scene.seed * 7919 + 7)
    return rng.choice((0.17, 0.83)) + rng.uniform(-0.04, 0.04)


def layers(scene: Scene, full: int) -> Iterator[Layer]:
    """From the far to the near."""
    light = light_of(scene)
    stands = [(s.y, index, k, e, s) for index, e in enumerate(scene.elements) for k, s in enumerate(e.spots)]
    for _, index, _, element, spot in sorted(stands, key=lambda stand: stand[:3]):
        tile, pad = _tile(element, spot, light, scene, full)
        corner = (round(spot.x * full - tile.width / 2), round(spot.y * full) - tile.height + pad)
        yield Layer(index, tile, corner, tuple(_around(element, spot, scene, tile, full)))


def _tile(element: Element, spot: Spot, light: Light, scene: Scene, full: int) -> tuple[Image.Image, int]:
    """The subject in the light of the hour, with form and a thin rim; drawn at twice the canvas and halved."""
    kind, pad = KINDS[element.subject], max(4, full // 96)
    height = max(8, round(spot.height * full))
    b = Brush(Image.new("RGBA", (2 * round(height * kind.aspect), 2 * height), (0, 0, 0, 0)), light, light.front)
    b.pose, b.natural = element.pose, element.colour is None
    b.rng = random.Random(f"{scene.seed} {element.subject}")
    kind.draw(b, element.rgb)
    small = b.image.reduce(2)
    tile = Image.new("RGBA", (small.width + 2 * pad, small.height + 2 * pad), (0, 0, 0, 0))
    tile.paste(small, (pad, pad))
    if spot.flip:
        tile = tile.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    alpha = tile.getchannel("A")
    deep, shift = max(2, height // 26), max(1, height // 60)
    under = ImageChops.subtract(alpha, ImageChops.offset(alpha, -shift, -deep).filter(ImageFilter.BoxBlur(shift)))
    tile.paste(mix((20, 16, 44), light.mist, 0.1), (0, 0), under.point([v * 60 // 255 for v in range(256)]))
    if kind.cover and light.snowy:
        tile.paste(mix((250, 252, 255), (110, 126, 176), 0.55 if light.night else 0.0), (0, 0),
                   ImageChops.subtract(alpha, ImageChops.offset(alpha, 0, max(2, height // 18))))  # fmt: skip
    if scene.weather == "fog":
        tile.paste(light.mist, (0, 0), alpha.point([v * 50 // 255 for v in range(256)]))
    tile.putalpha(alpha)
    body = times(shade(element.rgb, -0.7), light.front)
    dim = light.night or scene.place == "space"  # there the edge catches the moon instead
    return _rimmed(
        tile, alpha, mix(element.rgb, (120, 142, 206), 0.6) if dim else mix(body, (30, 24, 44), 0.5), full
    ), pad


def _rimmed(tile: Image.Image, alpha: Image.Image, colour: Rgb, full: int) -> Image.Image:
    """A thin edge, so that white on snow and black at night stay readable."""
    edge = Image.new("RGBA", tile.size, (*colour, 0))
    edge.putalpha(alpha.filter(ImageFilter.BoxBlur(max(1, full // 340))).point([min(255, v * 4) for v in range(256)]))
    edge.alpha_composite(tile)
    return edge


def _around(
    element: Element, spot: Spot, scene: Scene, tile: Image.Image, full: int
) -> Iterator[tuple[Image.Image, Corner, Rgb | None]]:
    """Island, shadow or reflection, each below the subject itself."""
    if aloft(element, scene.place):
        return
    x, y = round(spot.x * full), round(spot.y * full)
    if floats(element, scene.place):
        mirror = tile.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((tile.width, max(1, tile.height // 2)))
        mirror.putalpha(mirror.getchannel("A").point([v * 80 // 255 for v in range(256)]))
        top, band = y - max(2, full // 96), PLACES[scene.place].water or (0.0, 1.0)
        shore = round((band[1] + 0.05) * full) - top  # a reflection ends where the water does
        yield mirror.crop((0, 0, tile.width, min(mirror.height, max(1, shore)))), (x - tile.width // 2, top), None
        return
    left, right = _stance(tile)
    x += round((left + right - tile.width) / 2)
    rx = round(max((right - left) * 0.62, tile.width * 0.26))
    ry = max(3, round(min(2.2 * rx, tile.height) * 0.085))
    if scene.place == "sea":
        yield (
            _oval(rx * 1.5, ry * 2.2, 255),
            (x - round(rx * 1.5), y - round(ry * 2.2)),
            light_of(scene).ground((240, 214, 152)),
        )
    blur = max(2, ry // 3)
    shadow = Image.new("L", (2 * (rx + 2 * blur), 2 * (ry + 2 * blur)), 0)
    shadow.paste(_oval(rx, ry, 110), (2 * blur, 2 * blur))
    if scene.time in ("sunrise", "sunset"):  # a low sun draws them out
        shadow = shadow.resize((round(shadow.width * 1.35), shadow.height))
        x += round((x / full - sun_of(scene)) * rx * 0.75)
    corner = (x - shadow.width // 2, y - shadow.height // 2)
    yield shadow.filter(ImageFilter.BoxBlur(blur)), corner, (24, 24, 56)


def _stance(tile: Image.Image) -> tuple[int, int]:
    """From where to where the subject touches the ground, in the tile's own pixels."""
    foot = (
        tile.getchannel("A").crop((0, tile.height - tile.height // 7, tile.width, tile.height)).point(SOLID).getbbox()
    )
    return (foot[0], foot[2]) if foot else (0, tile.width)


def _oval(rx: float, ry: float, value: int) -> Image.Image:
    image = Image.new("L", (2 * round(rx), 2 * round(ry)), 0)
    ImageDraw.Draw(image).ellipse((0, 0, image.width - 1, image.height - 1), fill=value)
    return image
