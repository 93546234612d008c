"""A scheduler of one's own for each run, with two ears: on the noise it adds and on the clean picture it foresees.

Refuses to touch the model's scheduler: schedulers carry state, and a run must not inherit another's.
"""

from dataclasses import dataclass
from functools import wraps
from typing import Any

import torch


@dataclass
class Heard:
    """What a run's scheduler has been told and has found. `scheduler` is the clone to run with."""

    scheduler: Any
    original: torch.Tensor | None = None
    """Latents of the picture that the run started from, in the pipeline's own form and scale."""
    noise: torch.Tensor | None = None
    foreseen: torch.Tensor | None = None
    """The clean latents as the last step foresaw them, where this scheduler computes them."""

    def noised(self, timestep: torch.Tensor) -> torch.Tensor:
        """The original latents at the noise level of `timestep`."""
        at = timestep.reshape(1)
        noised: torch.Tensor
        if hasattr(self.scheduler, "scale_noise"):  # flow matching
            noised = self.scheduler.scale_noise(self.original, at, self.noise)
        else:
            noised = self.scheduler.add_noise(self.original, self.noise, at)
        return noised


def listen(scheduler: Any) -> Heard:
    """A clone of `scheduler` in its starting state, and what will be heard of it."""
    clone = type(scheduler).from_config(scheduler.config)
    heard = Heard(clone)
    _hear_noise(clone, heard)
    _hear_steps(clone, heard)
    return heard


def _hear_noise(clone: Any, heard: Heard) -> None:
    name = "scale_noise" if hasattr(clone, "scale_noise") else "add_noise"
    plain = getattr(clone, name)

    @wraps(plain)
    def add(sample: torch.Tensor, second: Any, third: Any) -> torch.Tensor:
        if heard.original is None:
            heard.original, heard.noise = sample, third if name == "scale_noise" else second
        return plain(sample, second, third)  # type: ignore[no-any-return]

    setattr(clone, name, add)


def _hear_steps(clone: Any, heard: Heard) -> None:
    plain = clone.step

    @wraps(plain)
    def step(*args: Any, return_dict: bool = True, **kwargs: Any) -> Any:
        result = plain(*args, return_dict=True, **kwargs)
        heard.foreseen = getattr(result, "pred_original_sample", None)
        return result if return_dict else result.to_tuple()

    clone.step = step
