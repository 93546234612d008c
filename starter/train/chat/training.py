"""The training run: owns batches, schedule and checkpoints. Stops by the clock; started again, it goes on where it was.

Refuses to make data (`samples`) or files that are shipped (`export`).
"""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer
from torch import Tensor

from starter.train.chat.model import Model, Shape
from starter.train.chat.samples import samples
from starter.train.chat.tokenizer import END, chat, train
from tools.runtime.devices import sixteen_bits

LENGTHS: Final = (64, 96, 144, 224, 352, 608)
"""Batches are padded to one of these, so that the compiled layers see few shapes. Longer samples are left out."""
TOKENS: Final = 4096
"""Tokens in a batch, padding included."""
POOL: Final = 1536
"""Samples sorted by length at a time."""
VOCABULARY: Final = 4096
EVERY: Final = 6
ASIDE: Final = 0.5
"""Every sixth token of the person's side is learnt too, at half weight: heads that look back form there."""
YOUNG: Final = 1300
COPIES: Final = 0.25
"""For this many steps a quarter of the samples are pure copying."""
RATES: Final = (0.006, 0.002)
"""Step sizes of Muon and of AdamW. With Muon's usual 0.02 attention stayed diffuse for 1,500 steps (5.9 M tokens) of
batches this small; with this it formed, though `from` came first in the answers from nearly then on too."""
ROUND: Final = 512
"""Positions learnt are filled up to a multiple of this: every new shape costs memory that is not given back."""
Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""Tokens (rows, length), flat positions that are learnt, their targets and weights."""
TOKENIZED: Final = 60_000
"""Samples the tokenizer is trained on."""


@dataclass
class State:
    """What a checkpoint holds besides weights and moments."""

    seconds: float = 0.0
    steps: int = 0
    samples: int = 0
    tokens: int = 0
    seed: int = 1


def tokenizer_of(work: Path) -> Tokenizer:
    """The run's tokenizer; trained and saved the first time."""
    path = work / "tokenizer.json"
    if not path.exists():
        texts = (f"{sample.user}\n{sample.assistant}" for sample in islice(samples(0), TOKENIZED))
        train(texts, VOCABULARY).save(str(path))
    return Tokenizer.from_file(str(path))


def batches(tokenizer: Tokenizer, state: State) -> Iterator[Batch]:
    """Samples of like length together, in random order."""
    torch.manual_seed(state.seed + state.steps)
    stream = samples(state.seed * 1_000_003 + state.steps, copies=COPIES if state.steps < YOUNG else 0.0)
    while True:
        groups: dict[int, list[tuple[list[int], int]]] = {length: [] for length in LENGTHS}
        pool = list(islice(stream, POOL))
        fronts = tokenizer.encode_batch([chat(sample.user) for sample in pool])
        backs = tokenizer.encode_batch([sample.assistant + END for sample in pool])
        for front, back in zip(fronts, backs, strict=True):
            length = next((length for length in LENGTHS if len(front.ids) + len(back.ids) <= length + 1), 0)
            if length:
                groups[length].append((front.ids + back.ids, len(front.ids)))
        cut = [
            (length, group[at : at + TOKENS // length])
            for length, group in groups.items()
            for at in range(0, len(group) - TOKENS // length // 2, TOKENS // length)
        ]
        for number in torch.randperm(len(cut)).tolist():
            yield _batch(*cut[number])


def _batch(length: int, group: list[tuple[list[int], int]]) -> Batch:
    tokens = torch.zeros(TOKENS // length, length, dtype=torch.long)
    rows, targets, weights = [], [], []
    for row, (ids, start) in enumerate(group):
        tokens[row, : len(ids) - 1] = torch.tensor(ids[:-1])
        learnt = [at for at in range(len(ids) - 1) if at >= start - 1 or at % EVERY == row % EVERY]
        rows += [row * length + at for at in learnt]
        targets += [ids[at + 1] for at in learnt]
        weights += [1.0 if at >= start - 1 else ASIDE for at in learnt]
    spare = -len(rows) % ROUND
    return (
        tokens,
        torch.tensor(rows + [0] * spare),
        torch.tensor(targets + [0] * spare),
        torch.tensor(weights + [0.0] * spare),
    )


class Run:
    """Model, optimisers, averaged weights and the state of one run."""

    def __init__(self, work: Path, shape: Shape | None = None) -> None:
        work.mkdir(parents=True, exist_ok=True)
        self.path = work / "checkpoint.pt"
        self.tokenizer = tokenizer_of(work)
        saved: dict[str, Any] = torch.load(self.path, weights_only=True) if self.path.exists() else {}
        if saved:
            shape = Shape(**saved["shape"])
        torch.manual_seed(1)
        self.model = Model(shape or Shape(self.tokenizer.get_vocab_size()))
        self.state = State(**saved.get("state", {}))
        matrices = [weight for name, weight in self.model.named_parameters() if "layers" in name and weight.dim() == 2]
        others = [
            weight for name, weight in self.model.named_parameters() if not ("layers" in name and weight.dim() == 2)
        ]
        self.optimisers: list[tuple[torch.optim.Optimizer, float]] = [
            (torch.optim.Muon(matrices, momentum=0.95, weight_decay=0.02), RATES[0]),
            (torch.optim.AdamW(others, betas=(0.9, 0.97), weight_decay=0.0, fused=True), RATES[1]),
        ]
        if saved:
            self.model.load_state_dict(saved["model"])
            for (optimiser, _), moments in zip(self.optimisers, saved["optimisers"], strict=True):
                optimiser.load_state_dict(moments)
        self.average = {
            name: value.clone() for name, value in (saved.get("average") or self.model.state_dict()).items()
        }

    def averaged(self) -> Model:
        """A model with the averaged weights: what is exported and measured."""
        out = Model(self.model.shape)
        out.load_state_dict(self.average)
        return out.eval()

    def save(self) -> None:
        """Writes beside the old checkpoint and swaps."""
        fresh = self.path.with_suffix(".new")
        torch.save(
            {
                "shape": self.model.shape.record(), "state": vars(self.state), "model": self.model.state_dict(),
                "average": self.average, "optimisers": [optimiser.state_dict() for optimiser, _ in self.optimisers],
            },
            fresh,
        )  # fmt: skip
        fresh.replace(self.path)

    def train(
        self, minutes: float, decay: float, export: Callable[["Run"], None], every: float = 300.0, rate: float = 1.0
    ) -> None:
        """Train for `minutes` of the clock at `rate` of the usual step sizes, which fall to nothing over the last
        `decay` of them. What has learnt already and shall learn a little more needs about half of them."""
        for layer in self.model.layers:
            layer.compile(dynamic=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        try:
            self._loop(minutes, decay, export, every, rate)
        finally:
            self.save()
        export(self)

    def _loop(self, minutes: float, decay: float, export: Callable[["Run"], None], every: float, rate: float) -> None:
        start = saved = shown = time.monotonic()
        seconds, running = self.state.seconds, 0.0
        for batch in batches(self.tokenizer, self.state):
            now = time.monotonic()
            left = minutes * 60 - (now - start)
            if left <= 0:
                break
            pace = min(1.0, (self.state.steps + 1) / 100, left / (decay * minutes * 60) if decay else 1.0)
            loss = self._step(batch, rate * pace)
            running = loss if not running else 0.98 * running + 0.02 * loss
            self.state.steps += 1
            self.state.samples += len(batch[0])
            self.state.tokens += batch[0].numel()
            self.state.seconds = seconds + now - start
            if now - shown > 20:
                shown = now
                print(
                    f"{self.state.seconds / 60:.1f} min, step {self.state.steps}, "
                    f"{self.state.tokens / 1e6:.2f} M tokens, loss {running:.4f}, pace {pace:.2f}",
                    flush=True,
                )
            if now - saved > every:
                saved = now
                self.save()
                export(self)

    def _step(self, batch: Batch, pace: float) -> float:
        with sixteen_bits("cpu"):
            loss, shown = self.model.loss(*batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser, rate in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate * pace
            optimiser.step()
            optimiser.zero_grad()
        keep = min(0.995, (self.state.steps + 1) / (self.state.steps + 20))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)
        return float(shown)
