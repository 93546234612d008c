"""How two sets of pictures differ, and how varied one is: Fréchet distance and Inception-form score by torchmetrics.

`python -m tools.judge.sets MODEL FOLDER [FOLDER]` prints them as JSON; MODEL is a model's folder with the capability
`features`. Both depend on that network and on how many pictures there are: figures of other networks are not theirs.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from PIL import Image
from torch import nn
from torchmetrics.image.fid import FrechetInceptionDistance
from torchmetrics.image.inception import InceptionScore

from tools import MAX_PIXELS, MEGAPIXELS
from tools.base import ToolError
from tools.manifest import Manifest, ModelBroken, load
from tools.runtime.imaging import flat
from tools.runtime.seeing import recogniser

FEWEST: Final = 2
"""Pictures of a set: of one there is no spread."""
SPLITS: Final = 10
"""Parts over which the score is averaged, as it was published; of few pictures one part is made."""
ENDINGS: Final = frozenset({".png", ".jpg", ".jpeg", ".webp"})


class Known(nn.Module):
    """Stands for the network in torchmetrics, which is given features that were made already: sizes may differ."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.num_features = width

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """The features."""
        return features


def frechet(one: torch.Tensor, other: torch.Tensor) -> float:
    """Distance of the normal distributions through two sets of features (pictures, width).

    Raises:
        ToolError: a set has fewer than two pictures.
    """
    if min(len(one), len(other)) < FEWEST:
        raise ToolError(f"a distance between sets needs {FEWEST} pictures in each, better some hundreds")
    metric = FrechetInceptionDistance(feature=Known(one.shape[1])).set_dtype(torch.float64)
    metric.update(one.double(), real=True)
    metric.update(other.double(), real=False)
    return float(metric.compute())


def inception(logits: torch.Tensor) -> tuple[float, float]:
    """Mean and spread of the score of one set, from the logits (pictures, classes) of a classifier."""
    splits = SPLITS if len(logits) >= SPLITS**2 else 1
    metric = InceptionScore(feature=Known(logits.shape[1]), splits=splits)
    metric.update(logits.double())
    mean, spread = metric.compute()
    return float(mean), 0.0 if splits == 1 else float(spread)


def measured(manifest: Manifest, first: Sequence[Path], second: Sequence[Path] = ()) -> dict[str, Any]:
    """`frechet` of both sets, and `inception` of the first where the network is a classifier.

    Raises:
        ToolError: too few pictures.
        ModelBroken: the model cannot be loaded, or gives no features.
    """
    sight = recogniser(manifest)
    seen = [sight.recognised(picture) for picture in _pictures(first)]
    told: dict[str, Any] = {"model": manifest.name, "pictures": len(seen)}
    if not seen:
        raise ToolError("there are no pictures")
    if classes := [one.classes for one in seen if one.classes is not None]:
        told["inception"], told["inception_spread"] = inception(torch.stack(classes))
    if second:
        others = [sight.recognised(picture).features for picture in _pictures(second)]
        told |= {"frechet": frechet(torch.stack([one.features for one in seen]), torch.stack(others))}
        told["against"] = len(others)
    return told


def _pictures(paths: Sequence[Path]) -> Iterator[Image.Image]:
    for path in paths:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ToolError(f"{path.name} has more than {MEGAPIXELS}")
            yield flat(picture)


def in_folder(folder: Path) -> list[Path]:
    """The pictures in a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)


def main(arguments: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tools.judge.sets", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path, nargs="?")
    given = parser.parse_args(arguments)
    try:
        second = in_folder(given.second) if given.second else []
        told = measured(load(given.model), in_folder(given.first), second)
    except (ToolError, ModelBroken, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201  it is a command
        return 1
    print(json.dumps(told))  # noqa: T201  it is a command
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
