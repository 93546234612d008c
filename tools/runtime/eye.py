"""The eye: one small network that is asked about a picture, one statement at a time.

For every statement it says how surely it holds, and where in the picture that is to be seen: `judge` reads the first,
`find` the second, and `describe` asks it through a vocabulary. Knows words only as states of the text encoder.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import nn
from torch.nn import functional as F

SIDE: Final = 256
"""Pictures come in at this side, as -1..1."""
TOKENS: Final = 16
"""Text states a statement."""


@dataclass(frozen=True)
class Seen:
    """A batch of pictures looked at once: what each of 256 places is like, and features for masks."""

    places: torch.Tensor
    pixels: torch.Tensor


class Eye(ModelMixin, ConfigMixin):
    """Statements times pictures to certainties and masks."""

    @register_to_config
    def __init__(
        self,
        width: int = 192,
        looking: int = 2,
        reading: int = 2,
        heads: int = 6,
        states: int = 384,
        evidence: dict[str, list[float]] | None = None,
    ) -> None:
        """`evidence`: of each kind of statement, how its signs weigh (`evidence.py`), found when training ends."""
        super().__init__()
        steps = (24, 48, 96, width)
        # Half the work of a small network is its finest level: one layer there, and no norm.
        self.stem = nn.ModuleList([nn.Sequential(nn.Conv2d(3, steps[0], 3, 2, 1), nn.ReLU())])
        self.stem.extend(_down(before, after) for before, after in pairwise(steps))
        self.where = nn.Parameter(torch.zeros(1, (SIDE // 16) ** 2, width))
        self.looks = nn.ModuleList(_Layer(width, heads, across=False) for _ in range(looking))
        self.words = nn.Linear(states, width)
        self.order = nn.Parameter(torch.zeros(1, TOKENS, width))
        self.reads = nn.ModuleList(_Layer(width, heads, across=True) for _ in range(reading))
        self.met = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 1))
        self.agrees = _Agreement(width, heads)
        self.spot = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, steps[0] + 1))
        self.up = nn.ModuleList(_Up(steps[k], steps[k - 1], calm=k > 1) for k in (3, 2, 1))
        self.register_buffer("warmth", torch.ones(()))  # by what certainties are divided, so that they are true shares

    def see(self, pictures: torch.Tensor) -> Seen:
        """Look at `pictures` (batch, 3, 256, 256)."""
        levels = []
        for layer in self.stem:
            pictures = layer(pictures)
            levels.append(pictures)
        places = self._placed(pictures, self.where)
        pixels = places.transpose(1, 2).reshape(pictures.shape)
        for up, finer in zip(self.up, levels[-2::-1], strict=True):
            pixels = up(pixels, finer)
        return Seen(places, pixels)

    def window(self, pictures: torch.Tensor, corners: torch.Tensor) -> torch.Tensor:
        """What the places of windows are like (batch, places, width), if nothing is known of the picture around them.

        `pictures`: (batch, 3, side, side) of any multiple of 16; `corners` (batch, 2): row and column, in places, of
        each window's first place in the whole picture."""
        for layer in self.stem:
            pictures = layer(pictures)
        row, column = (torch.arange(side, device=corners.device) for side in pictures.shape[2:])
        rows, columns = corners[:, :1] + row, corners[:, 1:] + column
        there = rows[:, :, None] * (SIDE // 16) + columns[:, None]
        return self._placed(pictures, self.where[0][there.flatten(1)])

    def _placed(self, features: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
        places = features.flatten(2).transpose(1, 2) + where
        for look in self.looks:
            places = look(places)
        return places

    def forward(self, seen: Seen, words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (batch, statements) and mask logits (batch, statements, 128, 128).

        `words`: text states (batch, statements, TOKENS, 384).
        """
        batch, count = words.shape[:2]
        said = self.words(words.flatten(0, 1))
        told = said + self.order
        for read in self.reads:
            told = read(told, seen.places)
        told, whole = (states[:, 0].view(batch, count, -1) for states in (told, said))
        spot = self.spot(told)
        masks = torch.einsum("bqc,bchw->bqhw", spot[..., 1:], seen.pixels) / math.sqrt(seen.pixels.shape[1])
        met = self.met(told)[..., 0] + self.agrees(whole, seen.places)
        return met / self.warmth, masks + spot[..., :1, None]

    def named(self, places: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Which of several names suits each of `places`: logits (batch, places, 1 + names), the first of them for none.

        `words`: text states (names, TOKENS, 384). Names compete here, as they do not in single statements.
        """
        logits: torch.Tensor = self.agrees.named(self.words(words)[:, 0], places)
        return logits


def _down(before: int, after: int) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, 2, 1), nn.GroupNorm(8, after), nn.ReLU(),
        nn.Conv2d(after, after, 3, 1, 1), nn.GroupNorm(8, after), nn.ReLU(),
    )  # fmt: skip


class _Up(nn.Module):
    """Coarse features brought to the finer level and joined with what was seen there."""

    def __init__(self, coarse: int, fine: int, *, calm: bool) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(coarse, fine, 1)
        norm = nn.GroupNorm(8, fine) if calm else nn.Identity()
        self.join = nn.Sequential(nn.Conv2d(fine, fine, 3, 1, 1), norm, nn.ReLU())

    def forward(self, coarse: torch.Tensor, fine: torch.Tensor) -> torch.Tensor:
        joined: torch.Tensor = self.join(F.interpolate(self.narrow(coarse), scale_factor=2.0) + fine)
        return joined


class _Layer(nn.Module):
    """Attention within one sequence and, in `across` layers, over the picture's places; then a small network."""

    def __init__(self, width: int, heads: int, *, across: bool) -> None:
        super().__init__()
        self.inner = _Attention(width, heads)
        self.outer = _Attention(width, heads) if across else None
        self.think = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )

    def forward(self, told: torch.Tensor, places: torch.Tensor | None = None) -> torch.Tensor:
        told = told + self.inner(told, told)
        if self.outer is not None and places is not None:
            # All statements of one picture ask in one go, so that the picture's keys are made once.
            asked = told.reshape(len(places), -1, told.shape[-1])
            told = told + self.outer(asked, places).reshape(told.shape)
        thought: torch.Tensor = told + self.think(told)
        return thought


class _Agreement(nn.Module):
    """How well a statement's meaning goes with each place of the picture: the best of them, and the picture as a whole.

    What is true of a ground, a light or a technique is nowhere in particular, and attention is slow to learn it."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.ask = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width))
        self.offer = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )
        self.none = nn.Parameter(torch.zeros(width))  # what is asked for in vain
        self.weigh = nn.Linear(2 * heads + 2, 1)

    def forward(self, whole: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Statements (batch, statements, width) and places (batch, places, width) to logits (batch, statements)."""
        offered = self.offer(places)
        query, key = (states.unflatten(-1, (self.heads, -1)) for states in (self.ask(whole), offered))
        alike = torch.einsum("bqhc,bphc->bqhp", query / math.sqrt(query.shape[-1]), key)
        over = alike.sum(2) - self._alike(self.none[None], offered).transpose(1, 2)  # than nothing, at each place
        told = [alike.mean(-1), alike.amax(-1), over.amax(-1, keepdim=True), over.sigmoid().mean(-1, keepdim=True)]
        logits: torch.Tensor = self.weigh(torch.cat(told, -1))[..., 0]
        return logits

    def named(self, names: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Names (names, width) and places (batch, places, width) to logits (batch, places, 1 + names)."""
        return self._alike(torch.cat([self.none[None], self.ask(names)]), self.offer(places))

    def _alike(self, asked: torch.Tensor, offered: torch.Tensor) -> torch.Tensor:
        return offered @ asked.transpose(-1, -2) / math.sqrt(asked.shape[-1] / self.heads)


class _Attention(nn.Module):
    """Plain attention; the fused one's backward pass is several times slower on a CPU."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.head = heads, width // heads
        self.calm, self.calm_there = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask, self.offer = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)

    def forward(self, asking: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        query = self._split(self.ask(self.calm(asking)) / math.sqrt(self.head))
        key, value = (self._split(part) for part in self.offer(self.calm_there(there)).chunk(2, -1))
        weights = (query @ key.transpose(-1, -2)).softmax(-1)
        found: torch.Tensor = self.out((weights @ value).transpose(1, 2).flatten(2))
        return found

    def _split(self, states: torch.Tensor) -> torch.Tensor:
        parts: torch.Tensor = states.unflatten(-1, (self.heads, -1)).transpose(1, 2)
        return parts
