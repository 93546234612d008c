"""Measures the committed weights on held-out scenes and writes what came out: `weights/REPORT.md` and [measured].

Owns the figures and their commands. Refuses to pick: every number is over a fixed list of held-out seeds."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny
from PIL import Image
from torch.nn import functional as F

from starter.train import data, judge, upscale
from starter.train.autoencoder import to_tensor
from starter.train.export import WEIGHTS
from starter.train.sheet import draw, pipeline
from starter.world import Scene, paint, sample, tags

JUDGED = 96


def main(options: argparse.Namespace) -> None:
    pictures = data.paintings(options.work, 50_000)
    eye = judge.fit(pictures, options.work, options.minutes or 4.0)
    figures: dict[str, Any] = reconstruction()
    scenes = held_out(JUDGED)
    real = judge.accuracy(eye, [paint(scene, data.SIZE) for scene in scenes], scenes)
    figures |= {f"judge_{name}_real": value for name, value in real.items()}
    made = pipeline()
    drawn = in_parts(made, [tags(scene) for scene in scenes])
    figures |= {f"judge_{name}": value for name, value in judge.accuracy(eye, drawn, scenes).items()}
    figures["same_seed_likeness"] = likeness(made, scenes[:12])
    write_manifest(figures)
    write_report(figures)
    print(figures)


def held_out(count: int) -> list[Scene]:
    """Single subjects in clear weather, of seeds that no trainer ever saw."""
    found = (sample(data.HELD_OUT + k) for k in range(100_000))
    fit = (s for s in found if judge.labels(s) and s.elements[0].count == 1 and s.weather == "clear")
    return [scene for scene, _ in zip(fit, range(count), strict=False)]


def in_parts(made: Any, prompts: list[str], guidance: float = 4.0, part: int = 16) -> list[Image.Image]:
    found: list[Image.Image] = []
    for k in range(0, len(prompts), part):
        found += draw(made, prompts[k : k + part], list(range(k, k + len(prompts[k : k + part]))), guidance)
    return found


@torch.inference_mode()
def reconstruction(count: int = 64) -> dict[str, float]:
    """What the autoencoder alone loses."""
    vae = AutoencoderTiny.from_pretrained(WEIGHTS / "paint" / "vae")
    pictures = np.stack([np.asarray(paint(sample(data.HELD_OUT + k), data.SIZE)) for k in range(count)])
    real = to_tensor(pictures, torch.device("cpu"))
    latents = vae.encoder(real)
    made = vae.decoder(latents).clamp(-1, 1)
    return {
        "autoencoder_l1": round(float(F.l1_loss(made, real)) / 2, 4),
        "autoencoder_psnr": round(upscale.psnr(made / 2, real / 2), 2),
        "latent_std": round(float(latents.std()), 3),
    }


def likeness(made: Any, scenes: list[Scene]) -> float:
    """How much of the composition (edges, coarse) survives when only the time of day in the prompt changes."""
    first = in_parts(made, [tags(s).replace(s.time, "sunset") for s in scenes])
    second = in_parts(made, [tags(s).replace(s.time, "day") for s in scenes])
    total = 0.0
    for one, other in zip(first, second, strict=True):
        edges = [np.hypot(*np.gradient(np.asarray(p.convert("L").reduce(4), float))).ravel() for p in (one, other)]
        total += float(np.corrcoef(*edges)[0, 1])
    return round(total / len(scenes), 3)


def write_manifest(figures: dict[str, Any]) -> None:
    path = WEIGHTS / "paint" / "model.toml"
    head = path.read_text().split("[measured]")[0]
    path.write_text(head + "[measured]\n" + "".join(f"{key} = {value}\n" for key, value in figures.items()))


def write_report(figures: dict[str, Any]) -> None:
    trained = {name: _trained(WEIGHTS / name / "model.toml") for name in ("paint", "upscale")}
    rows = "\n".join(f"| {key} | {value} |" for key, value in figures.items())
    larger = "\n".join(f"| {key} | {value} |" for key, value in upscale.measure().items())
    (WEIGHTS / "REPORT.md").write_text(f"""# The starter models, measured

Written by `python -m starter.train report`; held-out scenes only (seeds from {data.HELD_OUT} on).

## starter-paint

Made by `python -m starter.train paint`. {trained["paint"]}.
`judge_*` is the share of {JUDGED} pictures (one per held-out prompt, seeds from 0, 20 steps, guidance 4) in which a
small classifier, trained on painted scenes only, names what the prompt asked for; `*_real` is the same on the painted
scenes themselves, the best that can be had. The sheet `docs/starter-sheet.png` is `python -m starter.train sheet`.

| figure | value |
|---|---|
{rows}

## starter-upscale

Made by `python -m starter.train upscale`. {trained["upscale"]}. PSNR in dB, 128 to 256 pixels.

| figure | value |
|---|---|
{larger}
""")


def _trained(path: Path) -> str:
    found = re.search(r'^trained = "(.*)"$', path.read_text(), re.MULTILINE)
    return found[1] if found else "unknown"
