"""The upscaler: a small real Swin2SR, twice the side length. Owns its data, its start and its measured gain.

Starts as plain bilinear interpolation (its linear path is set so), because learning that from noise costs most of a
CPU's time budget; what is trained is the difference."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F
from transformers import Swin2SRConfig, Swin2SRForImageSuperResolution

from starter.train.data import HELD_OUT, Array
from starter.train.export import LICENCE, SHARD, WEIGHTS
from starter.train.loop import Plan, State, train
from starter.world import paint, sample

WIDTHS = {"small": (36, (2, 2), (3, 3)), "full": (60, (4, 4, 4), (6, 6, 6))}
MINUTES = {"small": 12.0, "full": 10.0}
SCENES = 1500
CROP = 48


def build(size: str = "small") -> Swin2SRForImageSuperResolution:
    width, depths, heads = WIDTHS[size]
    model = Swin2SRForImageSuperResolution(
        Swin2SRConfig(
            image_size=64, embed_dim=width, depths=list(depths), num_heads=list(heads), window_size=8, mlp_ratio=2.0,
            upscale=2, upsampler="pixelshuffledirect", img_range=1.0,
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
            for corner in range(4):
                rows = (0.25, 0.75, 0.0) if corner < 2 else (0.0, 0.75, 0.25)
                columns = (0.25, 0.75, 0.0) if corner % 2 == 0 else (0.0, 0.75, 0.25)
                last.weight[colour * 4 + corner, colour] = torch.outer(torch.tensor(rows), torch.tensor(columns))
    return model


def painted(folder: Path) -> Array:
    path = folder / f"large-{SCENES}.npy"
    if not path.exists():
        np.save(path, np.stack([np.asarray(paint(sample(500_000 + k), 256)) for k in range(SCENES)]))
    return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]


def pair(picture: Image.Image, kind: Image.Resampling) -> tuple[torch.Tensor, torch.Tensor]:
    small = picture.resize((picture.width // 2, picture.height // 2), kind)
    return tensor(small), tensor(picture)


def tensor(picture: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1).float() / 255


def main(options: argparse.Namespace) -> None:
    pictures = painted(options.work)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build(options.size).to(device)
    minutes = options.minutes or MINUTES[options.size]
    plan = Plan("upscaler", options.work, minutes, rate=1e-3, batch=8, average=0.995, warmup=100, flat=0.4)

    def loss_of(generator: torch.Generator) -> torch.Tensor:
        smalls, larges = [], []
        for k, x, y, kind in torch.randint(1 << 30, (plan.batch, 4), generator=generator).tolist():
            x, y = x % (129 - CROP) * 2, y % (129 - CROP) * 2
            crop = Image.fromarray(pictures[k % SCENES, y : y + 2 * CROP, x : x + 2 * CROP])
            small, large = pair(crop, (Image.Resampling.BICUBIC, Image.Resampling.BOX)[kind % 2])
            smalls.append(small)
            larges.append(large)
        made = model(torch.stack(smalls).to(device)).reconstruction
        return F.l1_loss(made, torch.stack(larges).to(device))

    state = train(plan, model, loss_of, lambda averaged, now: save(averaged, now, options.size))
    print(json.dumps(measure(), indent=2), state.samples)


def save(model: nn.Module, state: State, size: str) -> None:
    target = WEIGHTS / "upscale"
    shutil.rmtree(target, ignore_errors=True)
    model.save_pretrained(target, max_shard_size=SHARD)  # type: ignore[operator]
    preprocessor = {"image_processor_type": "Swin2SRImageProcessor", "do_rescale": True, "rescale_factor": 1 / 255}
    (target / "preprocessor_config.json").write_text(json.dumps({**preprocessor, "do_pad": True, "size_divisor": 8}))
    for file in target.glob("*.safetensors"):
        file.chmod(0o644)
    trained = f"{size}, CPU: {state.samples} crops of {SCENES} painted scenes, {state.seconds / 60:.0f} min, seed 1"
    figures = "\n".join(f"{key} = {value}" for key, value in measure(12).items())
    (target / "model.toml").write_text(
        f'name = "starter-upscale"\nfamily = "swin2sr"\ncapabilities = ["upscale"]\nscale = 2\n'
        f'licence = "{LICENCE}"\ntrained = "{trained}"\n\n[measured]\n{figures}\n'
    )


@torch.inference_mode()
def measure(count: int = 40) -> dict[str, float]:
    """PSNR on held-out scenes, beside what Lanczos and bicubic make of the same small pictures."""
    model = Swin2SRForImageSuperResolution.from_pretrained(WEIGHTS / "upscale").eval()
    total = {"psnr": 0.0, "psnr_lanczos": 0.0, "psnr_bicubic": 0.0}
    for k in range(count):
        large = paint(sample(HELD_OUT + k), 256)
        small, real = pair(large, Image.Resampling.BICUBIC)
        small_picture = large.resize((128, 128), Image.Resampling.BICUBIC)
        total["psnr"] += psnr(model(small[None]).reconstruction[0].clamp(0, 1), real)
        total["psnr_lanczos"] += psnr(tensor(small_picture.resize((256, 256), Image.Resampling.LANCZOS)), real)
        total["psnr_bicubic"] += psnr(tensor(small_picture.resize((256, 256), Image.Resampling.BICUBIC)), real)
    return {key: round(value / count, 2) for key, value in total.items()}


def psnr(made: torch.Tensor, real: torch.Tensor) -> float:
    return float(-10 * torch.log10(F.mse_loss(made, real)))
