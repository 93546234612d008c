"""Ink line, pastel chalk and woodblock: techniques in which the paper does half of the work."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from starter.world.colours import COLOURS, Rgb, mix, shade
from starter.world.styles.canvas import (
    Canvas,
    Field,
    array,
    blurred,
    contours,
    noise,
    picture,
    saturated,
    sheet,
    slopes,
)

INDIGO = np.array([0.10, 0.12, 0.24], np.float32)


def _lines(canvas: Canvas, gain: float, floor: float, outline: int) -> Field:
    """Drawn lines at twice the size: thin along changes of tone, thick around subjects."""
    right, down = slopes(blurred(canvas.image.convert("L"), 1))
    thin = np.clip((np.abs(right) + np.abs(down) - floor) * gain, 0, 1)
    return np.asarray(np.maximum(thin, contours(canvas.ids, outline)), np.float32)


def ink(canvas: Canvas) -> Image.Image:
    """A pen's outlines and hatching over a thin tint."""
    n, k, unit = canvas.size, sheet(canvas), canvas.unit
    line = array(picture(_lines(canvas, 6.0, 0.07, max(1, round(unit)))).reduce(2))
    small = canvas.image.reduce(2)
    tone = blurred(small.convert("L"), unit) + np.where(
        np.asarray(canvas.ids)[::2, ::2] > 0, np.float32(0.1), np.float32(0)
    )
    rows, columns = np.mgrid[0:n, 0:n].astype(np.float32) / unit
    shake = (noise(n, 40, k) - 0.5) * 2.5
    for lean, limit in ((1.0, 0.56), (-1.0, 0.30), (0.25, 0.16)):
        stripe = 0.5 + 0.5 * np.sin((rows + lean * columns + shake) * (6.283 / 5.5))
        line = np.maximum(line, np.clip((stripe - 0.62) * 3.2, 0, 1) * np.clip((limit - tone) * 9, 0, 1) * 0.8)
    line *= 0.82 + 0.18 * noise(n, n // 2, k + 2)
    tint = saturated(blurred(small, unit), 1.3) ** 0.5
    paper = np.array([0.985, 0.965, 0.92], np.float32) * (0.28 + 0.72 * tint)
    pen = line[..., None]
    return picture(paper * (1 - pen) + np.array([0.09, 0.08, 0.11], np.float32) * pen)


def pastel(canvas: Canvas) -> Image.Image:
    """Chalk dragged aslant over toned, toothed paper."""
    n, k, unit = canvas.size, sheet(canvas), canvas.unit
    image = canvas.image.reduce(2).filter(ImageFilter.BoxBlur(1.3 * unit))
    tooth = _dragged(n, k)
    chalk = saturated(array(image), 1.2) * 0.84 + 0.13
    chalk = chalk + (0.15 * (tooth - 0.5) + 0.08 * (noise(n, 30, k) - 0.5))[..., None]
    grey = image.convert("L")
    press = 0.60 + 0.25 * noise(n, 9, k + 1) - 1.2 * np.abs(array(grey) - blurred(grey, 2 * unit))
    cover = np.clip((press - tooth) * 2.6 + 0.72, 0.25, 1)[..., None]
    paper = np.array([0.70, 0.66, 0.64], np.float32) * (0.95 + 0.1 * noise(n, n, k + 2)[..., None])
    paper = 0.55 * paper + 0.45 * chalk  # dust lies between the strokes
    return picture(paper * (1 - cover) + chalk * cover)


@lru_cache(maxsize=32)
def _dragged(n: int, k: int) -> Field:
    """Grain drawn out from lower left to upper right, spread evenly from 0 to 1."""
    grain = noise(n, n, k + 7)
    grain = sum((np.roll(grain, (-s, s), (0, 1)) for s in range(9)), np.zeros_like(grain)) / 9
    grain = 0.7 * (grain - 0.5) * 3.2 + 0.5 + 0.3 * (noise(n, n, k + 5) - 0.5)
    return np.asarray(np.clip(grain, 0, 1), np.float32)


@lru_cache(maxsize=1)
def _inks() -> Image.Image:
    """The printer's pots: every named colour in three strengths, paper, and muted land tones."""
    pots: list[Rgb] = []
    for colour in COLOURS.values():
        muted = mix(colour, (150, 130, 100), 0.16)
        pots += [muted, shade(muted, -0.38), *([] if colour == COLOURS["turquoise"] else [shade(muted, 0.42)])]
    pots += [
        (240, 228, 200),
        (250, 242, 222),
        (34, 44, 84),
        (62, 84, 130),
        (120, 150, 176),
        (176, 198, 206),
        (226, 190, 150),
        (206, 214, 180),
        (150, 190, 222),
        (204, 222, 232),
        (246, 214, 150),
        (244, 196, 176),
        (120, 140, 96),
        (70, 92, 70),
        (20, 24, 44),
    ]
    table = Image.new("P", (1, 1))
    table.putpalette([v for pot in pots for v in pot])
    return table


def woodblock(canvas: Canvas) -> Image.Image:
    """Few flat inks, one block each, a dark key block, the grain of the wood."""
    n, k, unit = canvas.size, sheet(canvas), canvas.unit
    soft = canvas.image.filter(ImageFilter.BoxBlur(1.5 * unit)).reduce(2)
    inks = array(
        soft.quantize(palette=_inks(), dither=Image.Dither.NONE).convert("RGB").filter(ImageFilter.MedianFilter(3))
    )
    grain = np.asarray(
        Image.fromarray(noise(n, n, k + 3)[:, : max(2, n // 14)].copy()).resize((n, n), Image.Resampling.BICUBIC)
    )
    wave = 0.5 + 0.5 * np.sin(np.arange(n, dtype=np.float32)[:, None] * 0.9 / unit + 9 * noise(n, 4, k + 4))
    inks = inks * (0.90 + 0.10 * grain + 0.06 * wave - 0.03)[..., None]
    key = array(picture(_lines(canvas, 5.0, 0.10, max(1, round(1.7 * unit)))).reduce(2))
    shift = max(1, round(unit))  # blocks never sit exactly
    key = np.pad(key, ((0, shift), (shift, 0)))[shift:, :n][..., None]
    page = inks * (1 - key) + INDIGO * key
    rim = max(2, round(5 * unit))
    framed = np.broadcast_to(np.array([0.95, 0.91, 0.81], np.float32), page.shape).copy()
    framed[rim:-rim, rim:-rim] = page[rim:-rim, rim:-rim]
    return picture(framed)
