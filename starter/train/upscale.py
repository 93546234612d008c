"""The upscalers: small real Swin2SR networks, twice and four times the side length. Owns their data and their start.

They start as plain bilinear interpolation (the linear path is set so), because learning that from noise costs most of a
CPU's time; what is trained is the difference. A part of the pictures is fallen leaves with noise: they have the
statistics of photographs, which keeps the networks from drawing outlines into them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F
from torch.utils.data import DataLoader, IterableDataset
from transformers import Swin2SRConfig, Swin2SRForImageSuperResolution

from starter.train import export, loop
from starter.train.data import Array, Painted
from starter.train.loop import Plan, State, train
from starter.train.sizes import Run

SCALES = {"upscale": 2, "upscale4": 4}
SHAPE = (48, (4, 4), (4, 4))  # width, layers, heads
CROP = 48  # of the small picture
FIRST = 100
LEAVES = 0.3  # share of pictures that are none of the world's
KINDS = (Image.Resampling.BICUBIC, Image.Resampling.BOX, Image.Resampling.LANCZOS, Image.Resampling.BICUBIC)


def main(run: Run, name: str = "upscale") -> None:
    """Trains, or goes on, and writes the folder."""
    ship(run, *fit(run, name), name)


def learnt(run: Run, name: str = "upscale") -> tuple[Swin2SRForImageSuperResolution, State]:
    return loop.learnt(run, name, build(SCALES[name]))


def ship(run: Run, model: Swin2SRForImageSuperResolution, state: State, name: str = "upscale") -> None:
    trained = f"{run.size}: {state.told()}, crops of {CROP * SCALES[name]} pixels, {run.device.type}, seed 1"
    export.upscaler(name, run, model, SCALES[name], trained)


def build(scale: int) -> Swin2SRForImageSuperResolution:
    width, depths, heads = SHAPE
    model = Swin2SRForImageSuperResolution(
        Swin2SRConfig(
            image_size=64, embed_dim=width, depths=list(depths), num_heads=list(heads), window_size=8, mlp_ratio=2.0,
            upscale=scale, upsampler="pixelshuffledirect", img_range=1.0,
        )
    )  # fmt: skip
    first, body, last = model.swin2sr.first_convolution, model.swin2sr.conv_after_body, model.upsample.conv
    with torch.no_grad():
        first.weight[:3], first.bias[:3] = 0.0, 0.0
        body.weight.mul_(0.05)
        last.weight.mul_(0.05)
        last.weight[:, :3] = 0.0
        last.bias.zero_()
        for colour in range(3):
            first.weight[colour, colour, 1, 1] = 1.0
            for part in range(scale * scale):
                rows, columns = _between(part // scale, scale), _between(part % scale, scale)
                last.weight[colour * scale * scale + part, colour] = torch.outer(rows, columns)
    return model


def _between(part: int, scale: int) -> torch.Tensor:
    """How the three pixels around one make its `part`: bilinear interpolation."""
    at = (part + 0.5) / scale - 0.5
    return torch.tensor((max(0.0, -at), 1 - abs(at), max(0.0, at)))


def leaves(side: int, dice: np.random.Generator) -> Image.Image:
    """Discs of all sizes over each other, each with a grain of its own: a likeness of photographs in a few lines."""
    picture = np.empty((side, side, 3), np.float32)
    picture[:] = dice.uniform(0, 1, 3)
    rows, columns = np.mgrid[:side, :side]
    grain = Image.fromarray(dice.random((side, side), np.float32))
    for _ in range(60):
        radius = min(2.0 / dice.uniform(0.02, 1), side / 2)
        x, y = dice.uniform(0, side, 2)
        inside = (columns - x) ** 2 + (rows - y) ** 2 < radius**2
        slope = dice.uniform(-0.3, 0.3, 2) / side
        shade = (columns - x) * slope[0] + (rows - y) * slope[1]
        cells = int(dice.integers(4, side))
        rough = np.asarray(grain.resize((cells, cells)).resize((side, side), Image.Resampling.BICUBIC)) - 0.5
        colour = dice.uniform(0, 1, 3) + (shade + dice.uniform(0, 0.5) * rough)[..., None]
        picture[inside] = colour[inside]
    return Image.fromarray((picture.clip(0, 1) * 255).astype(np.uint8))


def pair(large: Image.Image, scale: int, dice: np.random.Generator) -> tuple[Array, Array]:
    """A small picture as it may come, and the large one; half of the small ones have been through a little noise."""
    small = large.resize((large.width // scale, large.height // scale), KINDS[dice.integers(len(KINDS))])
    worn = dice.random()
    if worn < 0.15:
        packed = io.BytesIO()
        small.save(packed, "JPEG", quality=int(dice.integers(75, 97)))
        small = Image.open(packed)
    values = np.asarray(small, np.float32) / 255
    if worn > 0.8:
        values = values + dice.normal(0, dice.uniform(0, 0.02), values.shape).astype(np.float32)
    return values, np.asarray(large, np.float32) / 255


class Pairs(IterableDataset[tuple[Array, Array]]):
    """Endless pairs of crops, small and large, from dice of the worker's own."""

    def __init__(self, painted: Painted, scale: int) -> None:
        self.painted, self.scale, self.ready = painted, scale, painted.wait(min(FIRST, painted.count))

    def __iter__(self) -> Iterator[tuple[Array, Array]]:
        dice, side = np.random.default_rng(torch.initial_seed()), CROP * self.scale
        while True:
            if dice.random() < LEAVES:
                large = leaves(side, dice)
            else:
                picture = (self.painted.before, self.painted.after)[dice.integers(2)][dice.integers(self.ready)]
                x, y = dice.integers(0, picture.shape[0] - side + 1, 2)
                large = Image.fromarray(picture[y : y + side, x : x + side])
            yield pair(large, self.scale, dice)


def fit(run: Run, name: str) -> tuple[Swin2SRForImageSuperResolution, State]:
    scale = SCALES[name]
    model = build(scale).to(run.device)
    plan = Plan.of(run, name, average=0.998, warmup=100, flat=0.4)
    # A GPU is fed by all cores; on a CPU every worker of the loop makes its own.
    loader = DataLoader(
        Pairs(Painted(run), scale), plan.batch, num_workers=run.workers if run.device.type != "cpu" else 0
    )
    feed: Iterator[list[torch.Tensor]] | None = None

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        nonlocal feed
        if feed is None:  # only now: the loop's workers are processes of their own
            feed = iter(loader)
        small, large = (part.permute(0, 3, 1, 2).to(run.device) for part in next(feed))
        return F.l1_loss(model(small).reconstruction, large)

    return train(plan, model, loss_of)
