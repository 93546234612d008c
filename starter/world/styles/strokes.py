"""Oil in visible strokes, Van Gogh's swirls and Monet's dabs: colour laid on stroke by stroke along the forms.

Where strokes lie is the seed's business and only their colour and lean the picture's, so a changed spot stays one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

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

Places = NDArray[np.int32]


@lru_cache(maxsize=64)
def _grid(full: int, step: float, seed: int) -> tuple[Places, Places, NDArray[np.float32]]:
    """Shuffled stroke middles, about `step` apart, with four dice each."""
    dice = np.random.default_rng(seed)
    count = math.ceil(full / step)
    rows, columns = np.mgrid[0:count, 0:count].reshape(2, -1)
    order = dice.permutation(count * count)
    x = (columns[order] + dice.random(count * count)) * step
    y = (rows[order] + dice.random(count * count)) * step
    limit = full - 1
    return (
        x.clip(0, limit).astype(np.int32),
        y.clip(0, limit).astype(np.int32),
        dice.random((count * count, 4), np.float32),
    )


def _flow(canvas: Canvas, swirl: float, level: float, whirls: int = 5) -> Field:
    """The lean of a stroke at each pixel of the finished size: along edges, elsewhere along a slow current."""
    n, k = canvas.size, sheet(canvas)
    right, down = slopes(blurred(canvas.image.reduce(2).convert("L"), 2 * canvas.unit))
    xx, yy, xy = right * right, down * down, right * down
    current = math.pi * (level + swirl * (noise(n, whirls, k + 3) - 0.5) * 2)
    smooth = [np.asarray(Image.fromarray(v).resize((64, 64), Image.Resampling.BOX)) for v in (xx - yy, 2 * xy)]
    along, across = (np.asarray(Image.fromarray(v).resize((n, n), Image.Resampling.BILINEAR)) for v in smooth)
    weak = 0.0016
    return np.asarray(
        0.5 * np.arctan2(-across + weak * np.sin(2 * current), -along + weak * np.cos(2 * current)), np.float32
    )


@dataclass(frozen=True, slots=True)
class Stroke:
    """One layer's strokes: how far apart, how long and wide (in halves of a pixel of 256), how much they stray."""

    step: float
    length: float
    width: float
    jitter: float  # of colour
    wild: float = 0.5  # of lean
    curve: float = 0.0
    ridge: float = 0.0  # how bright the paint's upper edge is
    dab: bool = False  # a touch of the brush, lying flat


def _lay(page: Image.Image, colours: Field, lean: Field, seed: int, stroke: Stroke, only: Field | None = None) -> None:
    """Lays one layer; `only` where that field is high."""
    draw, unit = ImageDraw.Draw(page), colours.shape[0] / 256
    x, y, dice = _grid(colours.shape[0] * 2, stroke.step * unit, seed)
    if only is not None:
        chosen = only[y // 2, x // 2] > 0.045
        x, y, dice = x[chosen], y[chosen], dice[chosen]
    angle = lean[y // 2, x // 2] + (dice[:, 0] - 0.5) * stroke.wild
    tone = colours[y // 2, x // 2] + ((dice[:, 1:] - 0.5) * 0.6 + (dice[:, 1:2] - 0.5)) * stroke.jitter
    inks = (np.clip(tone, 0, 1) * 255).astype(np.uint8).tolist()
    bright = (np.clip(tone + stroke.ridge, 0, 1) * 255).astype(np.uint8).tolist()
    half = stroke.length * unit / 2 * (0.75 + 0.5 * dice[:, 3])
    dx, dy, bend = np.cos(angle) * half, np.sin(angle) * half, stroke.curve * half * (dice[:, 2] - 0.35)
    middle = [x - np.sin(angle) * bend, y + np.cos(angle) * bend] if stroke.curve else []
    path = np.stack([x - dx, y - dy, *middle, x + dx, y + dy], axis=1)
    above = path.copy()
    above[:, 1::2] -= stroke.width * unit * 0.22
    if stroke.dab:
        reach = np.stack([half, np.full_like(half, stroke.width * unit / 2)], axis=1)
        middles = np.stack([x, y], axis=1)
        for box, ink in zip(np.hstack([middles - reach, middles + reach]).tolist(), inks, strict=True):
            draw.ellipse(box, fill=tuple(ink))
        return
    width, thin = round(stroke.width * unit), max(1, round(stroke.width * unit * 0.22))
    for body, ink, edge, light in zip(path.tolist(), inks, above.tolist(), bright, strict=True):
        draw.line(body, fill=tuple(ink), width=width)
        if stroke.ridge:
            draw.line(edge, fill=tuple(light), width=thin)


def _detail(canvas: Canvas) -> Field:
    """Where fine strokes are due: at edges, and all over the subjects."""
    grey = canvas.image.reduce(2).convert("L")
    subjects = (np.asarray(canvas.ids)[::2, ::2] > 0) * np.float32(0.05)
    return np.asarray(np.maximum(np.abs(array(grey) - blurred(grey, 2 * canvas.unit)), subjects), np.float32)


def oil(canvas: Canvas) -> Image.Image:
    """Broad strokes first, finer ones where there is something to say, ridges of paint catching the light."""
    unit, k = canvas.unit, sheet(canvas)
    colours = saturated(blurred(canvas.image, 3 * unit)[::2, ::2], 1.15)
    fine = saturated(blurred(canvas.image, 1.5 * unit)[::2, ::2], 1.12)
    lean, detail = _flow(canvas, 0.22, 0.12), _detail(canvas)
    page = picture(colours).resize(canvas.image.size)
    _lay(page, colours, lean, k, Stroke(15, 44, 16, 0.13, ridge=0.07))
    _lay(page, fine, lean, k + 1, Stroke(8, 22, 8, 0.10, ridge=0.06), detail)
    _lay(page, fine, lean, k + 2, Stroke(4.5, 9, 4, 0.06), detail * 0.6)
    return page.reduce(2)


def van_gogh(canvas: Canvas) -> Image.Image:
    """Long bent strokes that swirl through sky and field, pure colours, dark outlines."""
    unit, k = canvas.unit, sheet(canvas)
    colours = saturated(blurred(canvas.image, 2.5 * unit)[::2, ::2], 1.5)
    fine = saturated(blurred(canvas.image, 1.2 * unit)[::2, ::2], 1.45)
    lean, detail = _flow(canvas, 1.5, 0.05, 4), _detail(canvas)
    page = picture(colours * 0.7).resize(canvas.image.size)
    _lay(page, colours, lean, k, Stroke(10, 40, 8, 0.24, wild=0.2, curve=0.5, ridge=0.09))
    _lay(page, fine, lean, k + 1, Stroke(6, 15, 5, 0.14), detail)
    line = contours(canvas.ids, max(1, round(1.8 * unit)))
    page.paste((26, 30, 70), (0, 0), picture(line * 0.85))
    return page.reduce(2)


def monet(canvas: Canvas) -> Image.Image:
    """Short soft dabs of broken, pale colour; no lines anywhere."""
    unit, k = canvas.unit, sheet(canvas)
    pale = saturated(blurred(canvas.image, 4 * unit)[::2, ::2], 1.2) * 0.84 + np.array([0.15, 0.14, 0.16], np.float32)
    fine = saturated(blurred(canvas.image, 1.5 * unit)[::2, ::2], 1.15) * 0.88 + np.array(
        [0.11, 0.10, 0.12], np.float32
    )
    lean, detail = np.zeros_like(pale[..., 0]), _detail(canvas)
    page = picture(pale).resize(canvas.image.size)
    _lay(page, pale, lean, k, Stroke(8, 19, 11, 0.24, dab=True))
    _lay(page, fine, lean, k + 1, Stroke(5, 10, 6, 0.13, dab=True), detail)
    return Image.blend(page, page.filter(ImageFilter.BoxBlur(2 * unit)), 0.35).reduce(2)
