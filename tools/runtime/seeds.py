"""Random numbers: one seed per output slot, always drawn on the CPU, so that a seed means the same on every device."""

from typing import Final

import torch

SEEDS: Final = 2**63


def slot_seed(seed: int, slot: int) -> int:
    """The seed of output `slot`: slot k of seed s is slot 0 of seed s + k, so that one can be made again alone."""
    return (seed + slot) % SEEDS


def generator(seed: int) -> torch.Generator:
    """A fresh CPU generator."""
    return torch.Generator("cpu").manual_seed(seed)
