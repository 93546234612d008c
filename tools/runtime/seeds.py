"""Random numbers: always drawn on the CPU, so that a seed means the same on every device."""

import torch


def generator(seed: int) -> torch.Generator:
    """A fresh CPU generator."""
    return torch.Generator("cpu").manual_seed(seed)
