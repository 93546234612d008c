"""Drawing in unit coordinates, so that one description serves every picture size. Owns tiles and shades."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

from starter.world.vocabulary import Rgb

Point = tuple[float, float]


def shade(colour: Rgb, amount: float) -> Rgb:
    """Towards black for amount < 0, towards white for amount > 0."""
    target, part = (255, amount) if amount > 0 else (0, -amount)
    red, green, blue = (round(c + (target - c) * part) for c in colour)
    return (red, green, blue)


def mix(first: Rgb, second: Rgb, part: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


class Brush:
    """Draws onto an image whose width and height both count as 1; y grows downwards."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.scale = image.width
        self._draw = ImageDraw.Draw(image)

    def poly(self, fill: Rgb, *points: Point) -> None:
        self._draw.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=fill)

    def rect(self, fill: Rgb, left: float, top: float, right: float, bottom: float) -> None:
        box = (left * self.scale, top * self.scale, right * self.scale, bottom * self.scale)
        self._draw.rectangle(box, fill=fill)

    def oval(self, fill: Rgb, x: float, y: float, rx: float, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        s = self.scale
        self._draw.ellipse(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s), fill=fill)

    def dome(self, fill: Rgb, x: float, y: float, rx: float, ry: float) -> None:
        """The upper half of an oval."""
        s = self.scale
        self._draw.pieslice(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s), 180, 360, fill=fill)

    def cup(self, fill: Rgb, x: float, y: float, rx: float, ry: float) -> None:
        """The lower half of an oval."""
        s = self.scale
        self._draw.pieslice(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s), 0, 180, fill=fill)

    def line(self, fill: Rgb, width: float, *points: Point) -> None:
        pixels = [(x * self.scale, y * self.scale) for x, y in points]
        self._draw.line(pixels, fill=fill, width=max(1, round(width * self.scale)), joint="curve")


def tile(pixels: int) -> Brush:
    """An empty transparent square to draw one subject on."""
    return Brush(Image.new("RGBA", (pixels, pixels), (0, 0, 0, 0)))


def outlined(image: Image.Image, colour: Rgb, width: int) -> Image.Image:
    """The subject with a dark rim: white on snow and black at night stay readable."""
    alpha = image.getchannel("A")
    rim = Image.new("RGBA", image.size, (*colour, 0))
    rim.putalpha(alpha.filter(ImageFilter.MaxFilter(2 * (width // 2) + 1)))
    rim.alpha_composite(image)
    return rim


def vertical_gradient(size: int, stops: Sequence[tuple[float, Rgb]]) -> Image.Image:
    """A full picture shaded from top to bottom through (height, colour) stops."""
    column = Image.new("RGB", (1, 64))
    for row in range(64):
        y = row / 63
        above = max((s for s in stops if s[0] <= y), default=stops[0])
        below = min((s for s in stops if s[0] >= y), default=stops[-1])
        span = below[0] - above[0]
        column.putpixel((0, row), mix(above[1], below[1], (y - above[0]) / span if span else 0.0))
    return column.resize((size, size), Image.Resampling.BILINEAR)
