"""Holes to be filled: owns where they are, what shall be seen in them, and how a picture with a hole looks.

A hole is painted over in one flat colour that no scene holds, so that the stock InstructPix2Pix form sees it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from starter.train.claims import named
from starter.train.sizes import MASK, SIDE
from starter.world import Scene
from starter.world.words.nouns import Speaker

COLOUR = (255, 0, 255)
Array = NDArray[Any]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Hole:
    """`part` is what the model sees of the picture, `edges` the hole's box in it; both in the picture's pixels."""

    words: str
    part: Box
    edges: Box
    shape: str  # box, oval, or the outline of the thing itself, loosely
    element: int

    def mask(self, numbers: Array) -> Image.Image:
        """White where it is to be painted."""
        found = Image.new("L", (SIDE, SIDE), 0)
        draw = ImageDraw.Draw(found)
        if self.shape == "outline":
            own = Image.fromarray((numbers == self.element + 1).astype(np.uint8) * 255).resize((SIDE, SIDE))
            return own.filter(ImageFilter.MaxFilter(15)).filter(ImageFilter.BoxBlur(5)).point(lambda v: 255 * (v > 60))
        (draw.ellipse if self.shape == "oval" else draw.rectangle)(self.edges, fill=255)
        return found

    def whole(self, picture: Array) -> Array:
        """What shall be seen in the end."""
        return _cut(Image.fromarray(picture), self.part)

    def holed(self, picture: Array, numbers: Array) -> Array:
        """What the model is shown."""
        return _cut(covered(Image.fromarray(picture), self.mask(numbers)), self.part)


def of_record(record: dict[str, Any]) -> Hole:
    """Reads back what `asdict` wrote."""
    return Hole(**{**record, "part": tuple(record["part"]), "edges": tuple(record["edges"])})


def covered(picture: Image.Image, mask: Image.Image) -> Image.Image:
    shown = picture.copy()
    shown.paste(COLOUR, (0, 0), mask)
    return shown


def _cut(picture: Image.Image, part: Box) -> Array:
    small = picture if part == (0, 0, SIDE, SIDE) else picture.crop(part).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return np.asarray(small)


def hole(scene: Scene, numbers: Array, seed: int) -> Hole:
    """Around one of the scene's elements; now and then around nothing, where the land is to go on."""
    rng = random.Random(seed * 7919 + 13)
    speaker = Speaker(rng)
    seen = [k for k in range(len(scene.elements)) if (numbers == k + 1).sum() > 30]
    around = ", ".join(word for word in (scene.place, scene.time, scene.style) if word)
    if not seen or rng.random() < 0.15:
        side = [rng.randint(SIDE // 6, SIDE // 2) for _ in range(2)]
        left, top = (rng.randint(0, SIDE - length) for length in side)
        edges = (left, top, left + side[0], top + side[1])
        return Hole(around or "an abstract picture", (0, 0, SIDE, SIDE), edges, rng.choice(("box", "oval")), -1)
    element = rng.choice(seen)
    one = scene.elements[element]
    words = speaker.phrase(one) if rng.random() < 0.7 else named(speaker, one.subject, one.paint_colour, one.count)
    words = f"{words}, {around}" if around and rng.random() < 0.6 else words
    rows, columns = np.nonzero(numbers == element + 1)
    edges = _widened((columns.min(), rows.min(), columns.max() + 1, rows.max() + 1), SIDE // MASK, rng)
    shape = rng.choices(("box", "oval", "outline"), (5, 3, 3))[0]
    return Hole(words, _part(edges, rng), edges, shape, element)


def _widened(box: tuple[int, ...], scale: int, rng: random.Random) -> Box:
    """As loosely as a person marks a place."""
    left, top, right, bottom = (int(value) * scale for value in box)
    wide, high = right - left, bottom - top
    dice = [rng.uniform(0.04, 0.25) for _ in range(4)]
    return (
        max(0, round(left - wide * dice[0])),
        max(0, round(top - high * dice[1])),
        min(SIDE, round(right + wide * dice[2])),
        min(SIDE, round(bottom + high * dice[3])),
    )


def _part(edges: Box, rng: random.Random) -> Box:
    """The whole picture, or (as the tool does with large ones) a square around the hole."""
    longest = max(edges[2] - edges[0], edges[3] - edges[1])
    least = min(SIDE, max(round(longest * 1.3), SIDE // 4))
    if rng.random() < 0.5 or least >= SIDE * 0.9:
        return (0, 0, SIDE, SIDE)
    side = rng.randint(least, SIDE)
    left, top = (
        min(max((first + last - side) // 2 + rng.randint(-side // 8, side // 8), last - side, 0), first, SIDE - side)
        for first, last in ((edges[0], edges[2]), (edges[1], edges[3]))
    )
    return (max(0, left), max(0, top), max(0, left) + side, max(0, top) + side)
