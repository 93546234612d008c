"""Twenty-four fixed prompts and seeds on one sheet: the picture by which the painter is judged. Owns the prompts.

Each prompt is sampled through the stock pipeline, once, with the seed of its place on the sheet: nothing is picked."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from starter.train.data import minilm
from starter.train.export import WEIGHTS

PROMPTS: tuple[str, ...] = (
    "a red house, lake, sunset",
    "a castle, mountains, day",
    "a red lighthouse, sea, sunrise",
    "a white windmill, meadow, day",
    "an orange tent, forest, night",
    "a white boat, sea, sunset",
    "a blue car, city, night",
    "a black train, desert, day",
    "a red balloon, mountains, sunrise",
    "a green tree, meadow, sunset",
    "a palm tree, beach, sunset",
    "a cactus, desert, day",
    "a sunflower, meadow, day",
    "a pink tulip, lake, sunrise",
    "a red mushroom, forest, day",
    "a brown dog, beach, day",
    "a black cat, snowfield, sunset",
    "a blue bird, meadow, sunrise",
    "an orange fish, sea, day",
    "a person, city, day",
    "a snowman, snowfield, night",
    "a purple house on the left, snowfield, day, snow",
    "two yellow boats, lake, day",
    "a green car and a red tulip, beach, day",
)
SHEET = Path(__file__).parents[2] / "docs" / "starter-sheet.png"


def pipeline(kind: str = "StableDiffusionPipeline") -> Any:
    """The stock pipeline with the committed weights and the encoder from its package."""
    import diffusers

    encoder, tokenizer = minilm()
    made = getattr(diffusers, kind).from_pretrained(WEIGHTS / "paint", text_encoder=encoder, tokenizer=tokenizer)
    made.set_progress_bar_config(disable=True)
    return made


def draw(made: Any, prompts: list[str], seeds: list[int], guidance: float = 4.0, steps: int = 20) -> list[Image.Image]:
    dice = [torch.Generator().manual_seed(seed) for seed in seeds]
    found: list[Image.Image] = made(
        prompts, height=128, width=128, num_inference_steps=steps, guidance_scale=guidance, generator=dice
    ).images
    return found


def grid(pictures: list[Image.Image], columns: int = 6, gap: int = 4) -> Image.Image:
    side = pictures[0].width + gap
    sheet = Image.new("RGB", (columns * side - gap, -(-len(pictures) // columns) * side - gap), (255, 255, 255))
    for k, picture in enumerate(pictures):
        sheet.paste(picture, (k % columns * side, k // columns * side))
    return sheet


def main(options: argparse.Namespace) -> None:
    made = pipeline()
    pictures = draw(made, list(PROMPTS), list(range(len(PROMPTS))))
    SHEET.parent.mkdir(exist_ok=True)
    grid(pictures).quantize(200).save(SHEET, optimize=True)  # a palette halves the file
