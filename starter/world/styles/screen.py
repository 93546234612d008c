"""Pixel art and neon: pictures made of light on a dark or coarse screen."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from starter.world.colours import COLOURS, Rgb, mix, shade
from starter.world.styles.canvas import Canvas, array, blurred, contours, picture, saturated, slopes

CELLS = 64
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    colours: list[Rgb] = [(0, 0, 0), (18, 22, 52), (255, 255, 255)]
    for colour in COLOURS.values():
        colours += [
            colour,
            shade(colour, 0.3),
            shade(colour, 0.6),
            shade(colour, 0.82),
            shade(colour, -0.25),
            shade(colour, -0.45),
            mix(shade(colour, -0.65), (20, 24, 70), 0.4),
        ]
    table = Image.new("P", (1, 1))
    table.putpalette([v for colour in colours for v in colour])
    return table


def pixel_art(canvas: Canvas) -> Image.Image:
    """Sixty-four cells across, a small palette, dithered backdrops and dark outlines."""
    small = array(canvas.image.resize((CELLS, CELLS), Image.Resampling.BOX))
    ids = np.asarray(canvas.ids.resize((CELLS, CELLS), Image.Resampling.NEAREST))
    around = np.pad(ids, 1)
    edge = np.zeros(ids.shape, bool)
    middle, before, after = slice(1, -1), slice(0, -2), slice(2, None)
    for rows, columns in ((after, middle), (before, middle), (middle, after), (middle, before)):
        edge |= (ids > 0) & (around[rows, columns] != ids)
    dither = np.tile(BAYER, (CELLS // 4, CELLS // 4)) * np.where(ids > 0, 0.0, 0.045)
    small = saturated(small, 1.15) + dither[..., None]
    small[edge] *= 0.52
    cells = picture(small).quantize(palette=_palette(), dither=Image.Dither.NONE).convert("RGB")
    return cells.resize((canvas.size, canvas.size), Image.Resampling.NEAREST)


def neon(canvas: Canvas) -> Image.Image:
    """Glass tubes bent along the outlines, glowing in the dark."""
    unit, soft = canvas.unit, canvas.image.reduce(2)
    ids = np.asarray(canvas.ids)[::2, ::2] > 0
    fine = canvas.image.filter(ImageFilter.BoxBlur(unit)).convert("L")
    right, down = slopes(array(fine))
    drawn = np.clip((np.abs(right) + np.abs(down) - 0.04) * np.where(np.asarray(canvas.ids) > 0, 9.0, 6.5), 0, 1)
    drawn = np.maximum(drawn, contours(canvas.ids, max(1, round(1.3 * unit))))
    tube = array(picture(drawn).reduce(2))[..., None]
    hue = saturated(blurred(soft, unit), 2.2)
    hue = np.clip(hue / (hue.max(axis=-1, keepdims=True) + 0.08), 0.05, 1)
    light = picture(hue * tube)
    halo = blurred(light.filter(ImageFilter.BoxBlur(2 * unit)), 2 * unit) * 1.5 + blurred(light, 8 * unit) * 0.9
    dark = saturated(array(soft), 1.4) * np.where(ids, 0.34, 0.16)[..., None] + np.array(
        [0.035, 0.015, 0.08], np.float32
    )
    core = array(light) * (0.75 + 0.35 * tube)
    return picture(1 - (1 - np.clip(dark, 0, 1)) * (1 - np.clip(halo, 0, 0.9)) * (1 - np.clip(core, 0, 1) * 0.92))
