"""What every technique starts from: the painted scene at twice its size, who is where, and noise. Owns no technique."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Field = NDArray[Any]  # numbers per pixel, of 32 bits


@dataclass(frozen=True, slots=True)
class Canvas:
    image: Image.Image  # RGB, twice the wanted size
    ids: Image.Image  # which subject covers the pixel, 0 for none
    seed: int

    @property
    def size(self) -> int:
        return self.image.height // 2

    @property
    def unit(self) -> float:
        """How many pixels of the finished picture one of 256 is."""
        return self.size / 256


@lru_cache(maxsize=256)
def noise(size: int, cells: int, seed: int) -> Field:
    """Smooth noise between 0 and 1, `cells` bumps across; there are few sheets of paper and each is kept."""
    dice = np.random.default_rng(seed * 1009 + cells)
    if cells >= size:
        return dice.random((size, size), np.float32)
    small = Image.fromarray(dice.random((cells, cells), np.float32))
    large: Field = np.clip(np.asarray(small.resize((size, size), Image.Resampling.BICUBIC)), 0, 1)
    return large


def sheet(canvas: Canvas) -> int:
    """The number of this picture's sheet of paper."""
    return canvas.seed % 8


def array(image: Image.Image) -> Field:
    """Pixels as numbers from 0 to 1."""
    return np.asarray(image, np.float32) / 255


def picture(values: NDArray[Any]) -> Image.Image:
    return Image.fromarray((np.clip(values, 0, 1) * 255 + 0.5).astype(np.uint8))


def blurred(image: Image.Image, radius: float) -> Field:
    return array(image.filter(ImageFilter.BoxBlur(radius)))


def slopes(grey: Field) -> tuple[Field, Field]:
    """Differences to the neighbours, to the right and downwards."""
    right, down = np.zeros_like(grey), np.zeros_like(grey)
    right[:, 1:-1] = grey[:, 2:] - grey[:, :-2]
    down[1:-1] = grey[2:] - grey[:-2]
    return right, down


def contours(ids: Image.Image, width: int) -> Field:
    """1 along the outlines of subjects, `width` pixels to either side."""
    numbers = np.asarray(ids)
    edge = np.zeros(numbers.shape, bool)
    edge[:, 1:] |= numbers[:, 1:] != numbers[:, :-1]
    edge[1:] |= numbers[1:] != numbers[:-1]
    wide = Image.fromarray(edge.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(width))
    return np.minimum(array(wide) * (1.4 * width + 1), 1)


def saturated(colours: Field, amount: float) -> Field:
    grey = colours.mean(axis=-1, keepdims=True)
    return np.asarray(np.clip(grey + (colours - grey) * amount, 0, 1), np.float32)
