"""An example of teaching the painter something new: twenty pictures of one subject, a LoRA, an adapter.

`python -m starter.train lora` paints its own twenty (a teapot, which the world does not know); `--pictures FOLDER`
takes yours, each with its caption in a .txt file of the same name. Needs `peft`. No other trainer uses it."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from starter.train import autoencoder
from starter.train.denoiser import Objective
from starter.train.sizes import SIDE
from starter.train.texts import BATCH
from starter.world import Element, Scene, captions, paint
from starter.world.brush import Brush
from starter.world.colours import Rgb, detail
from starter.world.kinds import subject
from starter.world.vocabulary import SYNONYMS
from tools.runtime.encoders import minilm, states

WEIGHTS = Path(__file__).parents[1] / "weights"
TAUGHT = ["to_q", "to_k", "to_v", "to_out.0", "conv1", "conv2"]  # shapes need the convolutions as well
EMPTY = 0.1


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m starter.train lora", description=__doc__)
    parser.add_argument(
        "--pictures", type=Path, help="a folder of pictures and captions; default: twenty painted teapots"
    )
    parser.add_argument("--model", type=Path, default=WEIGHTS / "paint")
    parser.add_argument("--out", type=Path, default=Path("var/teapot"))
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--rank", type=int, default=16)
    options = parser.parse_args(arguments)
    pairs = of_folder(options.pictures) if options.pictures else teapots()
    teach(options.model, pairs, options.out, options.steps, options.rank)


def teach(model: Path, pairs: list[tuple[Image.Image, str]], out: Path, steps: int, rank: int) -> None:
    from diffusers import StableDiffusionPipeline
    from diffusers.utils import convert_state_dict_to_diffusers
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pipe = StableDiffusionPipeline.from_pretrained(model, **minilm()).to(device)
    clean, words = latents_of(pipe, pairs), states([text for _, text in pairs], device=device)
    nothing = states([""], device=device)[0]
    pipe.unet.requires_grad_(False)
    pipe.unet.add_adapter(LoraConfig(r=rank, lora_alpha=rank, target_modules=TAUGHT))
    learnt = [weight for weight in pipe.unet.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learnt, 1e-3, weight_decay=0.0)
    objective = Objective(device, autoencoder.weights(pipe.vae, clean))
    generator = torch.Generator(device).manual_seed(1)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 1e-3 * 0.5 * (1 + math.cos(math.pi * step / steps))
        rows = torch.randint(len(pairs), (8,), generator=generator, device=device)
        said = words[rows].clone()
        said[torch.rand(8, generator=generator, device=device) < EMPTY] = nothing
        loss = objective(pipe.unet, clean[rows], said, generator)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 50 == 0:
            print(f"step {step}: loss {float(loss):.4f}")
    layers = convert_state_dict_to_diffusers(get_peft_model_state_dict(pipe.unet))
    StableDiffusionPipeline.save_lora_weights(out, unet_lora_layers=layers)
    name = json.dumps(out.name)
    (out / "model.toml").write_text(
        f'name = {name}\nfamily = "lora"\nadapts = "starter-paint"\ncapabilities = ["generate"]\n'
    )


@torch.inference_mode()
def latents_of(pipe: Any, pairs: list[tuple[Image.Image, str]]) -> torch.Tensor:
    pictures = np.stack([np.asarray(p.convert("RGB").resize((SIDE, SIDE)), np.float32) for p, _ in pairs[:BATCH]])
    pixels = torch.from_numpy(pictures / 127.5 - 1).permute(0, 3, 1, 2).to(pipe.device, pipe.vae.dtype)
    return pipe.vae.encode(pixels).latents.float().clone()  # type: ignore[no-any-return]


def of_folder(folder: Path) -> list[tuple[Image.Image, str]]:
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in {".png", ".jpg", ".jpeg", ".webp"})
    return [(Image.open(file), file.with_suffix(".txt").read_text().strip()) for file in files]


def teapots(count: int = 20) -> list[tuple[Image.Image, str]]:
    """A subject of one's own is a function and a row, as in `starter/world/things`."""
    subject("teapot", "white", aspect=1.4, scale=0.6)(_teapot)
    SYNONYMS["teapot"] = ("teapot",)
    scenes = [
        Scene(place, time, elements=(Element("teapot", colour),), seed=k)
        for k, (place, time, colour) in enumerate(
            (place, time, colour)
            for place in ("beach", "meadow", "park", "desert", "snowfield")
            for time, colour in (("day", "red"), ("sunset", "blue"), ("night", "white"), ("sunrise", "green"))
        )
    ]
    return [(paint(scene, SIDE), captions(scene, 1)[0]) for scene in scenes[:count]]


def _teapot(b: Brush, colour: Rgb) -> None:
    dark = detail(colour)
    b.ring(dark, 0.06, 0.86, 0.55, 0.13)
    b.poly(colour, (0.05, 0.30), (0.13, 0.26), (0.34, 0.62), (0.26, 0.82))
    b.oval(colour, 0.5, 0.62, 0.30, 0.34)
    b.oval(dark, 0.5, 0.31, 0.17, 0.06)
    b.oval(colour, 0.5, 0.22, 0.05, 0.06)
    b.rect(dark, 0.34, 0.92, 0.66, 0.97)
