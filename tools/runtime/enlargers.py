"""Super-resolution networks of the ESRGAN family and its many kin, through spandrel, which is installed by hand: it
brings torchvision, which must be of the kind that torch is.

Refuses pickled weights: spandrel would take them, we do not.
"""

from typing import Any

import torch
from torch import nn

from tools.manifest import Manifest, ModelBroken, weights_file


class Enlarger(nn.Module):
    """A network that makes (batch, 3, h, w) in 0..1 into (batch, 3, scale * h, scale * w)."""

    def __init__(self, described: Any) -> None:
        super().__init__()
        self.network: nn.Module = described.model
        self.scale = int(described.scale)
        self._described = described

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """The larger picture."""
        larger: torch.Tensor = self._described(pixels)  # it pads to what the network needs, and cuts it off again
        return larger


def enlarger(manifest: Manifest) -> Enlarger:
    """The network in the folder's one file of weights; spandrel tells by them which it is.

    Raises:
        ModelBroken: spandrel is not installed, or the file is not one network that enlarges.
    """
    try:
        import spandrel
    except (ImportError, RuntimeError) as error:  # the latter of a torchvision that is not for this torch
        raise ModelBroken(
            f"{manifest.name}: models of this family need one more package: pip install spandrel"
        ) from error
    found: Any = spandrel.ModelLoader().load_from_file(weights_file(manifest))
    if not isinstance(found, spandrel.ImageModelDescriptor) or found.scale < 2 or found.input_channels != 3:
        raise ModelBroken(f"{manifest.name}: this network does not enlarge pictures")
    return Enlarger(found)
