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
from tools.runtime.eye import SIDE, TOKENS, Eye, Seen

TOGETHER: Final = 64
"""Statements asked in one go."""
KEPT: Final = 20_000
"""Statements whose states are kept."""
AROUND: Final = ("settings", "times", "weather", "styles")
"""The lists of a vocabulary of which a picture has one word each."""
SURE: Final = 0.7
"""From here on a thing that nobody asked for is said to be there."""
LIKELY: Final = 0.15
"""From here on one that was asked for: who asks for a mask mostly knows that it is there, and sees what is marked."""


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
def look(eye: Eye, picture: Image.Image, statements: Sequence[str], seen: Seen | None = None) -> Look:
    """Ask `eye` whether each of `statements` holds of `picture`, and where; `seen` if it has looked already."""
    weight = eye.where
    seen = seen or eye.see(shown(weight, picture))
    logits, spots = [], []
    for k in range(0, len(statements), TOGETHER):
        words = _told(statements[k : k + TOGETHER])
        met, masks = eye(seen, words[None].to(weight.device, weight.dtype))
        logits.append(met[0].float().cpu())
        spots.append(masks[0].float().cpu().sigmoid())
    return Look(torch.cat(logits), torch.cat(spots), picture.size)


def spots(eye: Eye, seen: Seen, statement: str) -> NDArray[np.float32]:
    """Where `statement` is to be seen in one picture, 0..1 for each place of a mask."""
    words = _told([statement]).to(eye.where.device, eye.where.dtype)
    return np.asarray(eye(seen, words[None])[1][0, 0].float().cpu().sigmoid().numpy(), np.float32)


def named(eye: Eye, seen: Seen, names: Sequence[str]) -> torch.Tensor:
    """Logits (places, 1 + names) of one picture: which of `names` each place shows, the first for none of them."""
    words = _told(names).to(eye.where.device, eye.where.dtype)
    return eye.named(seen.places, words)[0].float().cpu()


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


@torch.inference_mode()
def described(eye: Eye, picture: Image.Image, vocabulary: Mapping[str, Sequence[str]]) -> Described:
    """What `eye` makes out of `picture`, in the words of its manifest's vocabulary."""
    subjects, colours = vocabulary["subjects"], vocabulary["colours"]
    seen = eye.see(shown(eye.where, picture))
    shares = named(eye, seen, [one(name) for name in subjects]).softmax(-1)[:, 1:]
    hues = named(eye, seen, colours)[:, 1:].log_softmax(-1)
    sure = shares.amax(0)
    things = []
    for k in sure.argsort(descending=True).tolist():
        if sure[k] < SURE:
            break
        name, plural = subjects[k], vocabulary["many"][k]
        counts = (f"one {name}", f"two {plural}", f"three {plural}")
        number = int(look(eye, picture, counts, seen).logits.argmax()) + 1
        colour = colours[int((shares[:, k, None] * hues).sum(0).argmax())]
        things.append(Thing(name, colour, number, float(sure[k])))
    around = {}
    for part in AROUND:
        around[part] = vocabulary[part][int(named(eye, seen, vocabulary[part])[:, 1:].mean(0).argmax())]
    return Described(tuple(things), around)


def one(words: str) -> str:
    """`words` with its article, as the eye was taught them."""
    return f"{'an' if words[0] in 'aeio' or words.startswith('umb') else 'a'} {words}"
