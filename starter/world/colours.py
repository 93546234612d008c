"""Paint: the colour words, what they look like, and how a colour is made lighter, darker or mixed. Knows no shapes."""

from __future__ import annotations

Rgb = tuple[int, int, int]

COLOURS: dict[str, Rgb] = {
    "red": (216, 44, 40),
    "orange": (245, 134, 24),
    "yellow": (250, 210, 40),
    "green": (56, 156, 66),
    "turquoise": (40, 190, 186),
    "blue": (40, 92, 214),
    "purple": (136, 62, 184),
    "pink": (248, 132, 180),
    "white": (246, 246, 244),
    "grey": (144, 148, 158),
    "black": (42, 42, 50),
    "brown": (140, 90, 48),
}


def shade(colour: Rgb, amount: float) -> Rgb:
    """Towards black for amount < 0, towards white for amount > 0."""
    return mix(colour, (255, 255, 255) if amount > 0 else (0, 0, 0), abs(amount))


def mix(first: Rgb, second: Rgb, part: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def detail(colour: Rgb, amount: float = 0.3) -> Rgb:
    """A neighbouring tone that can be seen: darker, or lighter where the colour is nearly black already."""
    return shade(colour, -amount) if sum(colour) > 190 else shade(colour, amount * 0.8)


def contrast(colour: Rgb, dark: Rgb, pale: Rgb) -> Rgb:
    """`pale` on strong colours, `dark` on colours that are pale themselves."""
    return dark if sum(colour) > 620 else pale
