"""How a picture is made: one technique per name. Owns the table; each technique lives in its own file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from starter.world.styles.canvas import Canvas
from starter.world.styles.dry import ink, pastel, woodblock
from starter.world.styles.screen import neon, pixel_art
from starter.world.styles.strokes import monet, oil, van_gogh
from starter.world.styles.wet import watercolour


@dataclass(frozen=True, slots=True)
class Style:
    """`reach`: how many pixels (of 256) away a change of the scene may still change the picture."""

    apply: Callable[[Canvas], Image.Image]
    phrases: tuple[str, ...]
    reach: int


def flat(canvas: Canvas) -> Image.Image:
    return canvas.image.reduce(2)


STYLES: dict[str, Style] = {
    "": Style(flat, (), 0),
    "flat": Style(flat, ("flat illustration", "in a flat style", "flat vector art", "a flat poster"), 0),
    "watercolour": Style(
        watercolour, ("watercolour", "a watercolour painting", "in watercolour", "watercolor style"), 14
    ),
    "oil painting": Style(oil, ("oil painting", "an oil painting", "in oil", "painted in oils with thick strokes"), 26),
    "van gogh": Style(
        van_gogh,
        ("in the style of Van Gogh", "Van Gogh style", "like a Van Gogh painting", "swirling strokes like Van Gogh"),
        34,
    ),
    "monet": Style(
        monet, ("in the style of Monet", "Monet style", "an impressionist painting like Monet", "impressionism"), 22
    ),
    "pixel art": Style(pixel_art, ("pixel art", "as pixel art", "8-bit pixel art", "in pixel art style"), 8),
    "ink": Style(ink, ("ink drawing", "an ink line drawing", "in ink", "pen and ink sketch"), 12),
    "pastel": Style(pastel, ("pastel drawing", "soft pastel", "in pastel chalk", "a pastel drawing"), 12),
    "woodblock": Style(
        woodblock, ("woodblock print", "a Japanese woodblock print", "ukiyo-e", "in woodblock style"), 8
    ),
    "neon": Style(neon, ("neon", "neon lights style", "glowing neon", "in neon colours"), 24),
}

__all__ = ["STYLES", "Canvas", "Style"]
