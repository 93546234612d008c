"""The autoencoder (TAESD form, stride 16, thirty-two latent channels): owns its shape, its loss and its latents.

Most of its work sits at low resolution, since a CPU pays for pixels. Latents are pushed to zero mean and unit variance
while training, so that the pipelines need no scaling factor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny
from diffusers.models.autoencoders.vae import AutoencoderTinyBlock
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset, Subset
from tqdm import tqdm  # type: ignore[import-untyped]

from starter.train import loop
from starter.train.data import Array, Painted, tensor
from starter.train.loop import Plan, State, train
from starter.train.sizes import SIDE, Run
from tools.runtime.devices import sixteen_bits

CHANNELS = 32
CELLS = SIDE // 16
WIDTH = 64
BLOCKS = (0, 0, 2, 3, 4)  # from the whole picture down to its latents
SPREAD = 3.5  # one over the deviation of colours
FIRST = 400  # pictures that must be painted before it starts
HALF = SIDE // 2
EXAMPLES = 8  # pictures by which channels are weighed


def build() -> AutoencoderTiny:
    model = AutoencoderTiny(
        latent_channels=CHANNELS,
        encoder_block_out_channels=(WIDTH,) * 5,
        decoder_block_out_channels=(WIDTH,) * 5,
        num_encoder_blocks=BLOCKS,
        num_decoder_blocks=BLOCKS[::-1],
        scaling_factor=1.0,
    )
    begin_blurred(model)
    return model.to(memory_format=torch.channels_last)


@torch.no_grad()
def begin_blurred(model: AutoencoderTiny) -> None:
    """Three channels pass the colours through: the start is a blurred picture, and only detail is left to learn."""
    smooth = torch.outer(*[torch.tensor([0.25, 0.5, 0.25])] * 2)
    point = torch.zeros(3, 3).index_put((torch.tensor(1), torch.tensor(1)), torch.tensor(1.0))
    for layers in (model.encoder.layers, model.decoder.layers):
        named: list[Any] = [layer for layer in layers if isinstance(layer, (nn.Conv2d, AutoencoderTinyBlock))]
        for layer in named:
            conv = layer.conv[-1] if isinstance(layer, AutoencoderTinyBlock) else layer
            conv.weight[:3] = 0.0
            if conv is layer:
                conv.weight[range(3), range(3)] = point if layer in (named[0], named[-1]) else smooth
            if conv.bias is not None:
                conv.bias[:3] = 0.0
    # Latents have unit variance: colours (0..1) are spread on the way in and gathered on the way out.
    into: Any = model.encoder.layers[-1]
    out: Any = model.decoder.layers[0]
    into.weight[:3] *= SPREAD
    into.bias[:3] = -SPREAD / 2
    out.weight[:3] /= SPREAD
    out.bias[:3] = 0.5


def distance(made: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """L1 in colour, in edges and at a coarser scale: edges are what makes a small picture look sharp."""
    loss = F.l1_loss(made, real)
    for dim in (2, 3):
        loss = loss + F.l1_loss(made.diff(dim=dim), real.diff(dim=dim))
    return loss + 0.5 * F.l1_loss(F.avg_pool2d(made, 4), F.avg_pool2d(real, 4))


def normality(latents: torch.Tensor) -> torch.Tensor:
    flat = latents.transpose(0, 1).flatten(1)
    return flat.mean(1).square().mean() + (flat.std(1) + 1e-4).log().square().mean()


def batch(painted: Painted, size: int, ready: int, generator: torch.Generator) -> Array:
    """Mostly quarter-size crops (four times the pictures for the same work), now and then whole ones."""
    whole = float(torch.rand((), generator=generator, device=generator.device)) < 0.25
    shape = (size if whole else size * 4, 4)
    dice = torch.randint(1 << 30, shape, generator=generator, device=generator.device).tolist()
    if whole:
        return np.stack([(painted.before, painted.after)[side % 2][k % ready] for k, side, _, _ in dice])
    found = []
    for k, side, x, y in dice:
        picture = (painted.before, painted.after)[side % 2][k % ready]
        x, y = x % (HALF + 1), y % (HALF + 1)
        found.append(picture[y : y + HALF, x : x + HALF])
    return np.stack(found)


def learnt(run: Run) -> tuple[AutoencoderTiny, State]:
    return loop.learnt(run, "autoencoder", build())


def main(run: Run) -> None:
    """Trains, or goes on. May start while pictures are still being painted; must be done before latents are made."""
    painted = Painted(run)
    ready = painted.wait(min(FIRST, run.pairs))
    model = build().to(run.device)
    plan = Plan.of(run, "autoencoder", average=0.998, weight_decay=0.0)
    drawn = 0

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        nonlocal ready, drawn
        drawn += 1
        if drawn % 200 == 0:
            ready = painted.ready
        real = tensor(batch(painted, plan.batch, ready, generator), run.device)
        with sixteen_bits(run.device.type):
            latents = model.encoder(real)
            # The decoder learns to forgive the denoiser's small mistakes.
            made = model.decoder(latents + 0.08 * torch.randn_like(latents))
        return distance(made.float(), real) + 0.1 * normality(latents.float())

    train(plan, model, loss_of)


@torch.inference_mode()
def encode(model: AutoencoderTiny, pictures: Array | torch.Tensor) -> torch.Tensor:
    device = next(model.parameters()).device
    with sixteen_bits(device.type):
        return model.encoder(tensor(pictures, device)).half()  # type: ignore[no-any-return]


@torch.no_grad()
def weights(model: AutoencoderTiny, latents: torch.Tensor) -> torch.Tensor:
    """(channels): how much a mistake in each channel counts in the picture, as deviation of pixels, 1 in the mean.

    All channels vary alike, but three of them carry the colours and some next to nothing: a denoiser that gives all
    the same weight learns mostly what nobody sees. Some of `latents` (pictures, channels, cells, cells) are tried."""
    some = latents[:: max(1, len(latents) // EXAMPLES)][:EXAMPLES].float()
    rest = model.decoder(some)
    mistake = 0.3 * torch.randn(len(some), *some.shape[2:], device=some.device)
    found = []
    for channel in range(some.shape[1]):
        wrong = some.clone()
        wrong[:, channel] += mistake
        found.append((model.decoder(wrong) - rest).square().mean().sqrt())
    told = torch.stack(found)
    return told / told.mean()


class Pictures(Dataset[Array]):
    """Row numbers to pictures, so that several processes can prepare them."""

    def __init__(self, count: int, picture: Callable[[int], Array]) -> None:
        self.count, self.picture = count, picture

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, row: int) -> Array:
        return np.array(self.picture(row))


def latents(run: Run) -> tuple[torch.Tensor, torch.Tensor]:
    """Of every picture before and after its instruction."""
    painted = Painted(run)
    painted.wait(run.pairs)
    vae, state = learnt(run)
    first, second = (
        latents_of(run, vae, painted.folder / f"{name}-{state.steps}.npy", rows.__getitem__)
        for name, rows in (("latents", painted.before), ("latents-after", painted.after))
    )
    return first, second


def latents_of(run: Run, model: AutoencoderTiny, path: Path, picture: Callable[[int], Array]) -> torch.Tensor:
    """Latents of the pictures of all rows, on the model's device; made once, as a float16 memory map. It resumes."""
    if not path.exists():
        on_gpu, part = run.device.type != "cpu", path.with_suffix(".part")
        step = 256 if on_gpu else 32
        shape = (run.pairs, CHANNELS, CELLS, CELLS)
        rows = np.lib.format.open_memmap(part, "r+" if part.exists() else "w+", np.float16, shape)
        begun = int(rows.any((1, 2, 3)).argmin()) // step * step  # a picture's latents are never all zero
        todo = Subset(Pictures(run.pairs, picture), range(begun, run.pairs))
        loader = DataLoader(todo, step, num_workers=run.workers if on_gpu else 0)
        for k, pictures in enumerate(tqdm(loader, path.stem, mininterval=10)):
            rows[begun + k * step : begun + (k + 1) * step] = encode(model, pictures).cpu().numpy()
        rows.flush()
        part.rename(path)
    return torch.from_numpy(np.load(path, mmap_mode="c")).to(run.device)
