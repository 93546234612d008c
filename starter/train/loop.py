"""One small training loop for every model: owns time, learning rate, averages, checkpoints and the loss files.

The budget is time, not steps: a slow machine gets a worse model, never a missing one. On a CPU it is the time that each
worker really computed, so that other programs delay a training and do not shorten it. There every core runs its own
single-threaded worker on shared weights, without locks: two such workers do nearly twice the work of one process with
two threads, and nobody waits at a barrier when other programs take a core. With one worker, a run can be repeated to
the bit. Knows no model and no data."""

from __future__ import annotations

import copy
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
import torch.multiprocessing as mp
from torch import nn
from tqdm import tqdm  # type: ignore[import-untyped]

from starter.train.curves import Curves
from starter.train.sizes import Part, Run

SAVE_EVERY = 90.0  # seconds
LOG_EVERY = 50  # steps


@dataclass
class Plan:
    """How long and how fast. `minutes` counts time spent in the loop, also over restarts."""

    name: str
    folder: Path
    minutes: float
    rate: float
    batch: int
    workers: int = 1
    seed: int = 1
    warmup: int = 300
    flat: float = 0.5  # share of the time before the rate falls
    average: float = 0.999
    weight_decay: float = 0.01

    @classmethod
    def of(cls, run: Run, name: str, **more: Any) -> Plan:
        part: Part = run.part(name)
        return cls(name, run.work, part.minutes, part.rate, part.batch, run.workers, **more)


@dataclass
class State:
    steps: int = 0
    samples: int = 0
    seconds: float = 0.0

    def told(self) -> str:
        return f"{self.samples} samples in {self.seconds / 60:.0f} min"


def rate_at(plan: Plan, steps: int, done: float) -> float:
    """Warm-up by steps, then flat, then a cosine fall to almost nothing at the end of the time."""
    warm = min(1.0, (steps + 1) / plan.warmup)
    if done <= plan.flat:
        return plan.rate * warm
    fall = min(1.0, (done - plan.flat) / (1.0 - plan.flat))
    return plan.rate * warm * max(0.01, 0.5 * (1 + math.cos(math.pi * fall)))


Loss = Callable[[torch.Generator], torch.Tensor]


def train(plan: Plan, model: nn.Module, loss_of: Loss) -> tuple[Any, State]:
    """Runs until the time is spent; gives the averaged model. `loss_of` draws its own batch on the model's device."""
    torch.manual_seed(plan.seed)
    plan.folder.mkdir(parents=True, exist_ok=True)
    device = next(model.parameters()).device
    checkpoint = plan.folder / f"{plan.name}.pt"
    averaged = copy.deepcopy(model).requires_grad_(False).eval()
    state = State()
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["averaged"])
        state = State(**saved["state"])
    if state.seconds >= plan.minutes * 60:  # done before: only the result is asked for
        return averaged, state
    model.train()
    workers = plan.workers if device.type == "cpu" else 1
    if device.type == "cpu":
        torch.set_num_threads(1)
        model.share_memory()
    counts = torch.zeros(workers, dtype=torch.int64).share_memory_()
    fork = mp.get_context("fork")
    helpers = [
        fork.Process(target=_help, args=(_Worker(plan, model, loss_of, k, copy.copy(state)), counts), daemon=True)
        for k in range(1, workers)
    ]
    for helper in helpers:
        helper.start()
    _lead(_Worker(plan, model, loss_of, 0, state), averaged, counts)
    for helper in helpers:
        helper.join()
    _save(checkpoint, model, averaged, state)
    return averaged, state


def learnt(run: Run, name: str, model: nn.Module) -> tuple[Any, State]:
    """What a training has come to so far, on the run's device."""
    path = run.work / f"{name}.pt"
    if not path.exists():
        raise SystemExit(f"There is no {path}: run `python -m starter.train {name}` with the same --work first.")
    saved = torch.load(path, map_location=run.device, weights_only=True)
    model.load_state_dict(saved["averaged"])
    return model.to(run.device).eval().requires_grad_(False), State(**saved["state"])


class _Worker:
    """One step at a time on the shared weights, with moments of its own."""

    def __init__(self, plan: Plan, model: nn.Module, loss_of: Loss, rank: int, state: State) -> None:
        self.plan, self.model, self.loss_of, self.rank, self.state = plan, model, loss_of, rank, state
        self.path = plan.folder / f"{plan.name}-{rank}.moments.pt"

    def start(self) -> None:
        """In the worker's own process: moments, random numbers and clock."""
        plan, state = self.plan, self.state
        device = next(self.model.parameters()).device
        learnt = [weight for weight in self.model.parameters() if weight.requires_grad]
        self.optimiser = torch.optim.AdamW(learnt, plan.rate, (0.9, 0.99), weight_decay=plan.weight_decay, fused=True)
        self.steps = state.steps if self.path.exists() else 0  # fresh moments need their own warm-up
        if self.path.exists():
            self.optimiser.load_state_dict(torch.load(self.path, map_location=device, weights_only=True))
        torch.manual_seed(plan.seed + state.steps * 64 + self.rank)
        self.generator = torch.Generator(device).manual_seed(plan.seed + state.steps * 64 + self.rank)
        self.clock = time.process_time if device.type == "cpu" else time.monotonic
        self.last, self.kept = self.clock(), time.monotonic()

    def step(self) -> torch.Tensor:
        state, plan = self.state, self.plan
        for group in self.optimiser.param_groups:
            group["lr"] = rate_at(plan, self.steps, state.seconds / (plan.minutes * 60))
        loss = self.loss_of(self.generator)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.grad is not None], 1.0)
        self.optimiser.step()
        self.steps += 1
        now = self.clock()
        state.seconds, self.last = state.seconds + now - self.last, now
        if time.monotonic() - self.kept > SAVE_EVERY:
            self.kept = time.monotonic()
            _write(self.path, self.optimiser.state_dict())
        return loss.detach()


def _help(worker: _Worker, counts: torch.Tensor) -> None:
    parent = os.getppid()
    worker.start()
    while worker.state.seconds < worker.plan.minutes * 60 and os.getppid() == parent:
        worker.step()
        counts[worker.rank] += 1


def _lead(worker: _Worker, averaged: nn.Module, counts: torch.Tensor) -> None:
    """Worker 0 also keeps the average, the curves and the checkpoints."""
    worker.start()
    plan, model, state = worker.plan, worker.model, worker.state
    start, saved_at = state.steps, time.monotonic()
    losses: list[torch.Tensor] = []
    curves = Curves(plan.folder, plan.name)
    bar = tqdm(total=round(plan.minutes * 60), initial=round(state.seconds), desc=plan.name, unit="s", mininterval=20)
    while state.seconds < plan.minutes * 60:
        losses.append(worker.step())
        counts[0] += 1
        state.steps = start + int(counts.sum())
        state.samples = state.steps * plan.batch
        _average(averaged, model, min(plan.average, (1 + state.steps) / (10 + state.steps)))
        if len(losses) == LOG_EVERY:
            loss = float(torch.stack(losses).mean())
            losses.clear()
            bar.n = round(state.seconds)
            bar.set_postfix(loss=f"{loss:.4f}", samples=state.samples)
            curves.add(state.steps, state.samples, state.seconds, loss)
        if time.monotonic() - saved_at > SAVE_EVERY:
            _save(plan.folder / f"{plan.name}.pt", model, averaged, state)
            saved_at = time.monotonic()
    bar.close()
    if losses:
        curves.add(state.steps, state.samples, state.seconds, float(torch.stack(losses).mean()))
    curves.close()


@torch.no_grad()
def _average(averaged: nn.Module, model: nn.Module, keep: float) -> None:
    slow, fast = list(averaged.parameters()), list(model.parameters())
    torch._foreach_lerp_([p.data for p in slow], [p.data for p in fast], 1.0 - keep)


def _save(path: Path, model: nn.Module, averaged: nn.Module, state: State) -> None:
    _write(path, {"model": model.state_dict(), "averaged": averaged.state_dict(), "state": asdict(state)})


def _write(path: Path, content: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.rename(path)
