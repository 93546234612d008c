"""One small training loop for every model: owns time, learning rate, averages, checkpoints and the loss file.

The budget is time, not steps: a slow machine gets a worse model, never a missing one. On a CPU every core runs its own
single-threaded worker on shared weights, without locks: two such workers do nearly twice the work of one process with
two threads, and nobody waits at a barrier when other programs take a core. Knows no model and no data."""

from __future__ import annotations

import copy
import csv
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.multiprocessing as mp
from torch import nn
from tqdm import tqdm  # type: ignore[import-untyped]


@dataclass
class Plan:
    """How long and how fast. `minutes` counts time spent in the loop, also over restarts."""

    name: str
    folder: Path
    minutes: float
    rate: float
    batch: int
    seed: int = 1
    warmup: int = 300
    flat: float = 0.6  # share of the time before the rate falls
    average: float = 0.999
    export_minutes: float = 12.0
    weight_decay: float = 0.01


@dataclass
class State:
    steps: int = 0
    samples: int = 0
    seconds: float = 0.0


def rate_at(plan: Plan, steps: int, done: float) -> float:
    """Warm-up by steps, then flat, then a cosine fall to almost nothing at the end of the time."""
    warm = min(1.0, (steps + 1) / plan.warmup)
    if done <= plan.flat:
        return plan.rate * warm
    fall = min(1.0, (done - plan.flat) / (1.0 - plan.flat))
    return plan.rate * warm * max(0.01, 0.5 * (1 + math.cos(math.pi * fall)))


Loss = Callable[[torch.Generator], torch.Tensor]
Export = Callable[[nn.Module, State], None]


def train(plan: Plan, model: nn.Module, loss_of: Loss, export: Export) -> State:
    """Runs until the time is spent. `loss_of` draws its own batch; `export` gets the averaged model."""
    torch.manual_seed(plan.seed)
    plan.folder.mkdir(parents=True, exist_ok=True)
    state = State()
    checkpoint = plan.folder / f"{plan.name}.pt"
    averaged = copy.deepcopy(model).requires_grad_(False)
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=next(model.parameters()).device, weights_only=True)
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["averaged"])
        state = State(saved["steps"], saved["samples"], saved["seconds"])
    on_cpu = next(model.parameters()).device.type == "cpu"
    threads = torch.get_num_threads()
    workers = threads if on_cpu else 1
    if on_cpu:
        torch.set_num_threads(1)
        model.share_memory()
    counts = torch.zeros(workers, dtype=torch.int64).share_memory_()
    fork = mp.get_context("fork")
    helpers = [
        fork.Process(target=_help, args=(_Worker(plan, model, loss_of, k, copy.copy(state)), counts))
        for k in range(1, workers)
    ]
    for helper in helpers:
        helper.start()
    _lead(_Worker(plan, model, loss_of, 0, state), averaged, export, counts)
    for helper in helpers:
        helper.join()
    torch.set_num_threads(threads)
    _save(checkpoint, model, averaged, state)
    export(averaged, state)
    return state


class _Worker:
    """One step at a time on the shared weights, with moments of its own."""

    def __init__(self, plan: Plan, model: nn.Module, loss_of: Loss, rank: int, state: State) -> None:
        self.plan, self.model, self.loss_of, self.rank, self.state = plan, model, loss_of, rank, state
        self.path = plan.folder / f"{plan.name}-{rank}.pt"

    def start(self) -> None:
        """In the worker's own process: moments, random numbers and clock."""
        plan, model, state, rank = self.plan, self.model, self.state, self.rank
        self.optimiser = torch.optim.AdamW(
            model.parameters(), plan.rate, (0.9, 0.99), weight_decay=plan.weight_decay, fused=True
        )
        self.steps = state.steps if self.path.exists() else 0  # fresh moments need their own warm-up
        if self.path.exists():
            self.optimiser.load_state_dict(torch.load(self.path, weights_only=True))
        torch.manual_seed(plan.seed + state.steps * 64 + rank)
        self.generator = torch.Generator().manual_seed(plan.seed + state.steps * 64 + rank)
        self.last = self.kept = time.monotonic()

    def step(self) -> float:
        state, plan = self.state, self.plan
        for group in self.optimiser.param_groups:
            group["lr"] = rate_at(plan, self.steps, state.seconds / (plan.minutes * 60))
        loss = self.loss_of(self.generator)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.grad is not None], 1.0)
        self.optimiser.step()
        self.steps += 1
        now = time.monotonic()
        state.seconds, self.last = state.seconds + now - self.last, now
        if now - self.kept > 120:
            self.kept = now
            _write(self.path, self.optimiser.state_dict())
        return float(loss.detach())


def _help(worker: _Worker, counts: torch.Tensor) -> None:
    parent = os.getppid()
    worker.start()
    while worker.state.seconds < worker.plan.minutes * 60 and os.getppid() == parent:
        worker.step()
        counts[worker.rank] += 1


def _lead(worker: _Worker, averaged: nn.Module, export: Export, counts: torch.Tensor) -> None:
    """Worker 0 also keeps the average, the log, the checkpoints and the exports."""
    worker.start()
    plan, model, state = worker.plan, worker.model, worker.state
    start = state.steps
    saved_at = exported_at = state.seconds
    losses: list[float] = []
    bar = tqdm(total=round(plan.minutes * 60), initial=round(state.seconds), desc=plan.name, unit="s", mininterval=20)
    model.train()
    while state.seconds < plan.minutes * 60:
        losses.append(worker.step())
        counts[0] += 1
        state.steps = start + int(counts.sum())
        state.samples = state.steps * plan.batch
        _average(averaged, model, min(plan.average, (1 + state.steps) / (10 + state.steps)))
        if len(losses) == 50:
            loss = sum(losses) / 50
            losses.clear()
            bar.n = round(state.seconds)
            bar.set_postfix(loss=f"{loss:.4f}", samples=state.samples)
            _log(plan, state, loss)
        if state.seconds - saved_at > 120:
            _save(plan.folder / f"{plan.name}.pt", model, averaged, state)
            saved_at = state.seconds
        if state.seconds - exported_at > plan.export_minutes * 60:
            export(averaged, state)
            exported_at = state.seconds
    bar.close()


@torch.no_grad()
def _average(averaged: nn.Module, model: nn.Module, keep: float) -> None:
    slow, fast = list(averaged.parameters()), list(model.parameters())
    torch._foreach_lerp_([p.data for p in slow], [p.data for p in fast], 1.0 - keep)


def _save(path: Path, model: nn.Module, averaged: nn.Module, state: State) -> None:
    kept = {"steps": state.steps, "samples": state.samples, "seconds": state.seconds}
    _write(path, {"model": model.state_dict(), "averaged": averaged.state_dict(), **kept})


def _write(path: Path, content: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.rename(path)


def _log(plan: Plan, state: State, loss: float) -> None:
    with (plan.folder / f"{plan.name}.csv").open("a", newline="") as file:
        csv.writer(file).writerow([state.steps, state.samples, round(state.seconds), f"{loss:.5f}"])
