"""The visible label: "AI" or "AI生成" in a corner, at least a twentieth of the shorter side high (GB 45438-2025).

The two Chinese characters are drawn from strokes, since no font that has them can be relied on.
"""

from typing import Final, Literal

from PIL import Image, ImageDraw

Label = Literal["none", "ai", "ai-zh"]

STROKES: Final[dict[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "A": (((0.04, 1.0), (0.36, 0.0), (0.68, 1.0)), ((0.16, 0.66), (0.56, 0.66))),
    "I": (((0.12, 0.0), (0.12, 1.0)),),
    "生": (
        ((0.26, 0.02), (0.20, 0.22), (0.06, 0.42)),
        ((0.20, 0.24), (0.90, 0.24)),
        ((0.14, 0.60), (0.84, 0.60)),
        ((0.51, 0.0), (0.51, 0.97)),
        ((0.02, 0.97), (0.98, 0.97)),
    ),
    "成": (
        ((0.14, 0.22), (0.95, 0.22)),
        ((0.16, 0.22), (0.16, 0.62), (0.02, 0.98)),
        ((0.17, 0.50), (0.44, 0.50), (0.42, 0.80), (0.28, 0.78)),
        ((0.54, 0.0), (0.60, 0.50), (0.78, 0.86), (0.92, 0.97), (0.97, 0.74)),
        ((0.86, 0.42), (0.70, 0.68), (0.46, 0.96)),
        ((0.70, 0.02), (0.82, 0.13)),
    ),
}
"""Each character as lines in a square of side 1."""
WIDTHS: Final = {"A": 0.72, "I": 0.24, "生": 1.0, "成": 1.0}
TEXTS: Final[dict[Label, str]] = {"ai": "AI", "ai-zh": "AI生成"}
SHARE: Final = 0.055
"""Height of the characters over the shorter side; the standard asks for 0.05."""
SMALLEST: Final = 10
"""Pixels; below that nobody can read it, on the smallest of pictures."""


def labelled(picture: Image.Image, label: Label) -> Image.Image:
    """A copy with the label in the lower right corner; light strokes on a dark plate, whatever lies below."""
    if label == "none":
        return picture
    text = TEXTS[label]
    height = max(SMALLEST, round(min(picture.size) * SHARE) + 1)
    gap, pad, pen = height * 0.2, height * 0.42, max(1, round(height / 9))
    width = sum(WIDTHS[char] for char in text) * height + gap * (len(text) - 1)
    right, bottom = picture.width - pad, picture.height - pad
    out = picture.convert("RGBA" if "A" in picture.mode else "RGB")
    plate = (right - width - 2 * pad, bottom - height - 2 * pad, right, bottom)
    draw = ImageDraw.Draw(out)
    draw.rounded_rectangle(plate, height * 0.3, fill=(16, 14, 12))
    x, y = plate[0] + pad, plate[1] + pad
    for char in text:
        for line in STROKES[char]:
            points = [(x + px * height, y + py * height) for px, py in line]
            draw.line(points, fill=(245, 240, 230), width=pen, joint="curve")
        x += WIDTHS[char] * height + gap
    return out
