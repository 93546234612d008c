"""Asking the eye about a picture in words: certainties, and masks at the picture's own size. Knows no tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn import functional as F

from tools.runtime.encoders import states
from tools.runtime.eye import SIDE, TOKENS, Eye

TOGETHER: Final = 64
"""Statements asked in one go."""
KEPT: Final = 20_000
"""Statements whose states are kept."""
AROUND: Final = ("settings", "times", "weather", "styles")
"""The lists of a vocabulary of which a picture has one word each."""
THERE: Final = 0.5
"""From here on a pixel belongs to what is spoken of."""
SURE: Final = 0.7
"""From here on a thing is said to be there: of some seventy that are asked for, few are."""
SAME: Final = 0.3
"""Two names whose places share so much (intersection over union) are guesses at one thing."""


@dataclass(frozen=True)
class Look:
    """What the eye made of each statement: `logits` (statements) and `spots` (statements, 128, 128) as 0..1."""

    logits: torch.Tensor
    spots: torch.Tensor
    size: tuple[int, int]

    @property
    def certainties(self) -> list[float]:
        """How surely each statement holds, 0..1."""
        return [float(value) for value in self.logits.sigmoid()]

    def heat(self, number: int) -> NDArray[np.float32]:
        """Where statement `number` is to be seen, 0..1 for each of the picture's own pixels; there from 0.5 on."""
        large = F.interpolate(self.spots[number][None, None], size=self.size[::-1], mode="bilinear")
        return np.asarray(large[0, 0].numpy(), np.float32)


@dataclass(frozen=True)
class Thing:
    """One kind of thing in the picture."""

    subject: str
    colour: str
    count: int
    certainty: float


@dataclass(frozen=True)
class Described:
    """Things, the surest first, and one word of each list in `AROUND`."""

    things: tuple[Thing, ...]
    around: dict[str, str]


@torch.inference_mode()
def look(eye: Eye, picture: Image.Image, statements: Sequence[str]) -> Look:
    """Ask `eye` whether each of `statements` holds of `picture`, and where."""
    weight = eye.where
    seen = eye.see(shown(eye.where, picture))
    logits, spots = [], []
    for k in range(0, len(statements), TOGETHER):
        words = _told(statements[k : k + TOGETHER])
        met, masks = eye(seen, words[None].to(weight.device, weight.dtype))
        logits.append(met[0].float().cpu())
        spots.append(masks[0].float().cpu().sigmoid())
    return Look(torch.cat(logits), torch.cat(spots), picture.size)


def shown(weight: torch.Tensor, picture: Image.Image) -> torch.Tensor:
    """`picture` as the eye takes it: (1, 3, 256, 256), -1..1, where and as `weight`, one of the network's, is."""
    pixels = np.asarray(picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS), np.float32)
    made = torch.from_numpy(pixels / 127.5 - 1).permute(2, 0, 1)[None].to(weight.device, weight.dtype)
    return made.contiguous(memory_format=torch.channels_last)


_known: dict[str, torch.Tensor] = {}
"""States of statements asked before; a vocabulary is asked again and again."""


def _told(statements: Sequence[str]) -> torch.Tensor:
    new = [text for text in dict.fromkeys(statements) if text not in _known]
    if len(_known) > KEPT:
        _known.clear()
        new = list(dict.fromkeys(statements))
    if new:
        _known.update(zip(new, states(new, TOKENS).cpu(), strict=True))
    return torch.stack([_known[text] for text in statements])


def described(eye: Eye, picture: Image.Image, vocabulary: Mapping[str, Sequence[str]]) -> Described:
    """What `eye` makes out of `picture`, in the words of its manifest's vocabulary."""
    subjects, colours = vocabulary["subjects"], vocabulary["colours"]
    first = look(eye, picture, [one(name) for name in subjects])
    things = []
    for k in distinct(first):
        name, plural = subjects[k], vocabulary["many"][k]
        counts = (f"one {name}", f"two {plural}", f"three {plural}")
        asked = look(eye, picture, [*(one(f"{colour} {name}") for colour in colours), *counts]).certainties
        best = max(range(len(colours)), key=asked.__getitem__)
        number = max(range(3), key=lambda k: asked[len(colours) + k]) + 1
        things.append(Thing(name, colours[best], number, first.certainties[k]))
    around = {}
    for part in AROUND:
        sure_of = look(eye, picture, vocabulary[part]).certainties
        around[part] = vocabulary[part][max(range(len(sure_of)), key=sure_of.__getitem__)]
    return Described(tuple(things), around)


def distinct(seen: Look) -> list[int]:
    """The statements that are sure, the surest first, without those whose place a surer one has (NMS)."""
    sure, masks = seen.certainties, seen.spots.flatten(1) >= THERE
    kept: list[int] = []
    for k in sorted(range(len(sure)), key=lambda k: -sure[k]):
        if sure[k] >= SURE and all(_shared(masks[k], masks[other]) < SAME for other in kept):
            kept.append(k)
    return kept


def _shared(one: torch.Tensor, other: torch.Tensor) -> float:
    return float((one & other).sum() / (one | other).sum().clamp(min=1))


def one(words: str) -> str:
    """`words` with its article, as the eye was taught them."""
    return f"{'an' if words[0] in 'aeio' or words.startswith('umb') else 'a'} {words}"
