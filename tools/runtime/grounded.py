"""Words to boxes and boxes to outlines: GroundingDINO, with SAM where a folder of it adapts the finder.

GroundingDINO (S. Liu et al., arXiv:2303.05499) is asked in lower case with a full stop, and what scores over its two
published thresholds is there; SAM (A. Kirillov et al., arXiv:2304.02643) draws the one outline of each box. Refuses to
guess an outline: without SAM a place is its box. Both processors work on Pillow pictures, without torchvision.
"""

from typing import Any, Final, Self

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from tools.manifest import Manifest
from tools.runtime.cache import models
from tools.runtime.readers import Reader
from tools.runtime.spots import Part, Spot

BOX, WORDS = 0.25, 0.25
"""Scores over which a box, and a word for it, count: those of transformers' post-processing, after the paper's demo."""
MOST: Final = 16
"""Boxes that are looked at, the surest first."""
SAME: Final = 0.7
"""Two boxes with more of their union in common are one thing."""


class GroundedSight:
    """Words to places, thing by thing."""

    def __init__(self, reader: Reader, manifest: Manifest) -> None:
        self._reader = reader
        self._outliner: Manifest | None = None

    def outlined(self, outliner: Manifest) -> Self:
        """The same, with the SAM of `outliner` for the outlines."""
        self._outliner = outliner
        return self

    def knows(self, words: str) -> bool:
        """It was taught no list of words."""
        return True

    @torch.inference_mode()
    def spot(self, picture: Image.Image, words: str) -> Spot:
        """Each thing that is there, with its outline or its box, in the picture's own pixels."""
        boxes, scores = self._boxes(picture, words)
        heat = np.zeros(picture.size[::-1], np.float32)
        outlines = self._outlines(picture, boxes) if boxes else []
        parts = [Part(where, score) for where, score in zip(outlines, scores, strict=True) if where.any()]
        for part in parts:
            heat = np.maximum(heat, part.where * np.float32(part.score))
        return Spot(heat, max(scores, default=0.0), there=bool(parts), threshold=0.0, parts=tuple(parts))

    def _boxes(self, picture: Image.Image, words: str) -> tuple[list[list[float]], list[float]]:
        """Left, top, right, bottom in pixels, each with its score, the surest first; each thing once."""
        given = self._reader.inputs(images=[picture], text=[f"{words.lower().strip(' .')}."], truncation=True)
        (found,) = self._reader.processor.post_process_grounded_object_detection(
            self._reader.network(**given), given["input_ids"], threshold=BOX, text_threshold=WORDS,
            target_sizes=[picture.size[::-1]],
        )  # fmt: skip
        width, height = picture.size
        chosen: list[tuple[float, list[float]]] = []
        for score, box in sorted(zip(found["scores"].tolist(), found["boxes"].tolist(), strict=True), reverse=True):
            inside = [max(0.0, box[0]), max(0.0, box[1]), min(float(width), box[2]), min(float(height), box[3])]
            solid = inside[2] - inside[0] >= 1 and inside[3] - inside[1] >= 1
            if solid and len(chosen) < MOST and all(_overlap(inside, other) <= SAME for _, other in chosen):
                chosen.append((score, inside))
        return [box for _, box in chosen], [score for score, _ in chosen]

    def _outlines(self, picture: Image.Image, boxes: list[list[float]]) -> list[NDArray[np.bool_]]:
        """One place for each box, height x width."""
        if self._outliner is None:
            return [_filled(picture.size, box) for box in boxes]
        reader: Any = models().get(self._outliner)
        given = reader.inputs(images=[picture], input_boxes=[boxes])
        pixels = given["pixel_values"]
        seen = reader.network(
            pixel_values=pixels, input_boxes=given["input_boxes"].to(pixels.dtype), multimask_output=False
        )
        (masks,) = reader.processor.image_processor.post_process_masks(
            seen.pred_masks.float().cpu(), given["original_sizes"].cpu(), given["reshaped_input_sizes"].cpu()
        )
        return [np.asarray(mask[0], bool) for mask in masks]


def _overlap(one: list[float], other: list[float]) -> float:
    """What two boxes have in common, as a part of what they cover together."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    area = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return wide * high / (sum(area) - wide * high)


def _filled(size: tuple[int, int], box: list[float]) -> NDArray[np.bool_]:
    where = np.zeros(size[::-1], bool)
    left, top, right, bottom = (round(edge) for edge in box)
    where[top : max(bottom, top + 1), left : max(right, left + 1)] = True
    return where
