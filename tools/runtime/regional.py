"""Words of their own for parts of a picture: what each part shows is foreseen from its words alone, at every step.

After O. Bar-Tal et al., MultiDiffusion (arXiv:2302.08113), with one network call a step: the guess for the whole is
put together from those for the parts, so that they grow into one picture. Two things are not blended into one then.
Refuses models whose denoiser is no UNet that reads words: others order their guesses in ways of their own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import torch

from tools.base import ToolError
from tools.painting import Region

NO_REGIONS: Final = "this model paints no parts from words of their own: leave the regions out"
READ: Final = "encoder_hidden_states"
"""Argument of the network with the words."""
TAKEN: Final = frozenset({READ, "added_cond_kwargs", "timestep_cond"})
"""Arguments that are known to go with more pictures, or are made to."""


@contextmanager
def regional(pipe: Any, regions: Sequence[Region]) -> Iterator[None]:
    """`pipe` painting each of `regions` from its words; what lies in none, from those of the whole picture.

    Raises:
        ToolError: this model cannot.
    """
    if not regions:
        yield
        return
    network = getattr(pipe, "unet", None)
    if network is None or not hasattr(pipe, "encode_prompt"):
        raise ToolError(NO_REGIONS)
    parts = _Parts(pipe, regions)
    hooks = (
        network.register_forward_pre_hook(parts.spread, with_kwargs=True),
        network.register_forward_hook(parts.gather),
    )
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


class _Parts:
    """What the network is asked for: without words if the pipeline guides, for the whole if need be, part by part."""

    def __init__(self, pipe: Any, regions: Sequence[Region]) -> None:
        self.pipe = pipe
        self.regions = regions
        self.words: tuple[torch.Tensor, ...] | None = None
        self.shares = torch.ones(1)

    def spread(self, _network: Any, given: tuple[Any, ...], more: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The latents and the words for every part, in place of those for the whole."""
        latents, *rest = given
        others = [one for name, one in more.items() if name not in TAKEN and torch.is_tensor(one) and one.ndim]
        if READ not in more or any(len(one) == len(latents) for one in others):
            raise ToolError(NO_REGIONS)  # it is told more of each picture than its words
        self.shares = _shares(self.regions, latents)
        words, pooled = self._encoded()
        kept = len(latents) if len(self.shares) > len(self.regions) else len(latents) - 1
        count = len(self.regions)
        more = {**more, READ: torch.cat([more[READ][:kept], words.to(more[READ])])}
        if (conditions := more.get("added_cond_kwargs")) and "text_embeds" in conditions:
            told, times = conditions["text_embeds"], conditions["time_ids"]
            more["added_cond_kwargs"] = {
                **conditions,
                "text_embeds": torch.cat([told[:kept], pooled.to(told)]),
                "time_ids": torch.cat([times[:kept], times[-1:].expand(count, -1)]),
            }
        return (torch.cat([latents[:kept], latents[-1:].expand(count, -1, -1, -1)]), *rest), more

    def gather(self, _network: Any, _given: Any, made: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor]:
        """One guess out of those for the whole and its parts."""
        unread, read = made[0].tensor_split([-len(self.shares)])
        return (torch.cat([unread, (read * self.shares).sum(0, keepdim=True)]),)

    def _encoded(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The words of the parts as the network reads them, and summed up for networks that want that too."""
        if self.words is None:
            found = self.pipe.encode_prompt(
                [one.prompt for one in self.regions],
                device=self.pipe._execution_device,  # noqa: SLF001  diffusers offers no other name for it
                num_images_per_prompt=1,
                do_classifier_free_guidance=False,
            )
            self.words = found[0], found[2] if len(found) > 2 else found[0]
        return self.words[0], self.words[1]


def _shares(regions: Sequence[Region], latents: torch.Tensor) -> torch.Tensor:
    """(guesses, 1, height, width): how much each counts where, together 1; the first is the whole's, if it counts."""
    height, width = latents.shape[-2:]
    shares = latents.new_zeros(1 + len(regions), 1, height, width)
    for number, one in enumerate(regions, 1):
        down = slice(round(one.top * height), round((one.top + one.height) * height))
        shares[number, 0, down, round(one.left * width) : round((one.left + one.width) * width)] = 1
    shares[0, 0][shares.sum((0, 1)) == 0] = 1
    shares = shares / shares.sum(0, keepdim=True)
    return shares if shares[0].any() else shares[1:]
