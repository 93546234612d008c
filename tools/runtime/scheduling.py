"""A scheduler of one's own for each run, with two ears: on the noise it adds and on the clean picture it foresees.

Refuses to touch the model's scheduler: schedulers carry state, and a run must not inherit another's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any

import diffusers
import torch

from tools.manifest import ModelBroken


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


def listen(scheduler: Any, changes: Mapping[str, Any] = MappingProxyType({})) -> Heard:
    """A clone of `scheduler` in its starting state, with `changes` to its settings, and what will be heard of it.

    Raises:
        ModelBroken: `changes` names a class that is no scheduler.
    """
    settings = dict(changes)
    kind: Any = type(scheduler)
    if "class" in settings:
        name = str(settings.pop("class"))
        kind = getattr(diffusers, name, None)
        if not isinstance(kind, type) or not issubclass(kind, diffusers.SchedulerMixin):
            raise ModelBroken(f"the installed diffusers knows no scheduler {name[:60]!r}")
    clone = kind.from_config({**scheduler.config, **settings})
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
