"""The upscalers beside Lanczos: on held-out scenes, and on photographs, which they never saw."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import skimage.data
import torch
from PIL import Image

from starter.train.measure.held import Measured, pipeline, scenes
from starter.train.sizes import SIDE, Run
from starter.world import paint

PHOTOGRAPHS = ("astronaut", "coffee", "chelsea", "rocket")
NAMES = {2: "upscale", 4: "upscale4"}


def measure(run: Run) -> Measured:
    found = Measured(columns=4)
    for scale, name in NAMES.items():
        if not (run.weights / name).is_dir():
            continue
        network = pipeline(run, name)
        drawn = [paint(scene, SIDE) for scene in scenes(run, 40_000)]
        for what, pictures, goal in (("held-out scenes", drawn, "3.0"), ("photographs", list(photographs()), "0.0")):
            ours, plain = zip(*(gain(network, picture, scale) for picture in pictures), strict=True)
            found.row(f"x{scale}, {what}: dB (Lanczos {np.mean(plain):.2f})", float(np.mean(ours)))
            found.row(f"x{scale}, {what}: dB over Lanczos", float(np.mean(ours) - np.mean(plain)), goal)
        for picture in (*drawn[:3], next(photographs())):
            small = shrunk(picture, scale)
            found.pictures += [small.resize(picture.size, Image.Resampling.LANCZOS), larger(network, small, scale)]
    return found


def photographs() -> Iterator[Image.Image]:
    """Those that come with scikit-image itself."""
    for name in PHOTOGRAPHS:
        try:
            picture = Image.fromarray(getattr(skimage.data, name)()).convert("RGB")
        except OSError:  # not in this build's wheel
            continue
        left, top = (picture.width - SIDE) // 2, (picture.height - SIDE) // 2
        yield picture.crop((left, top, left + SIDE, top + SIDE))


def shrunk(picture: Image.Image, scale: int) -> Image.Image:
    return picture.resize((picture.width // scale, picture.height // scale), Image.Resampling.BICUBIC)


@torch.inference_mode()
def larger(network: torch.nn.Module, small: Image.Image, scale: int) -> Image.Image:
    weight = next(network.parameters())
    given = torch.from_numpy(np.asarray(small, np.float32) / 255).permute(2, 0, 1)[None].to(weight.device, weight.dtype)
    made = network(given).reconstruction[0, :, : small.height * scale, : small.width * scale]
    return Image.fromarray(made.float().clamp(0, 1).mul(255).round().byte().permute(1, 2, 0).cpu().numpy())


def gain(network: torch.nn.Module, picture: Image.Image, scale: int) -> tuple[float, float]:
    small = shrunk(picture, scale)
    plain = small.resize(picture.size, Image.Resampling.LANCZOS)
    return psnr(larger(network, small, scale), picture), psnr(plain, picture)


def psnr(made: Image.Image, real: Image.Image) -> float:
    error = np.mean((np.asarray(made, float) - np.asarray(real, float)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))
