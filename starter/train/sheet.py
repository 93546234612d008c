"""Thirty-two fixed prompts and seeds on one sheet: the picture by which the painter is judged. Owns the prompts.

Each is sampled once through the stock pipeline, with the seed of its place on the sheet: nothing is picked."""

from __future__ import annotations

from pathlib import Path

from starter.train.measure.held import draw, pipeline
from starter.train.report import grid, save
from starter.train.sizes import Run

PROMPTS: tuple[str, ...] = (
    "beach, sunset",
    "a palm tree, beach, day",
    "sea, sunrise",
    "a puppy playing, meadow, day",
    "a dog running, meadow, day",
    "a sunflower, meadow, day, van gogh",
    "three water lilies, lake, day, monet",
    "abstract shapes, abstract",
    "a red house, lake, sunset",
    "a castle, mountains, night, watercolour",
    "a white lighthouse, sea, sunrise, oil painting",
    "two yellow boats, harbour, day",
    "a train, mountains, day, winter",
    "a red car to the left of a green bus, city street, night",
    "three balloons, mountains, sunrise",
    "a person in front of a windmill, meadow, day",
    "a black cat, park, autumn, day",
    "two birds, forest, day, pastel drawing",
    "an orange fish above a turtle, under water",
    "a white horse, beach, sunset",
    "a cactus, desert, night",
    "a pink tulip, park, spring, day",
    "a red mushroom, forest, rain, day",
    "a bridge, park, fog, day, ink drawing",
    "a blue tent, snowfield, night",
    "an astronaut, space",
    "a rocket, space, neon",
    "a pagoda, lake, sunset, woodblock print",
    "a robot, city street, night, neon",
    "a snowman, snowfield, day, pixel art",
    "a penguin beside a snowman, snowfield, day",
    "a crimson cottage by the seaside at dusk",
)


def main(run: Run) -> None:
    pipe = pipeline(run, "paint")
    pictures = [draw(pipe, k, prompt=words, guidance_scale=4.0) for k, words in enumerate(PROMPTS)]
    path: Path = run.weights / "sheets" / "prompts.png"
    save(grid(pictures, 8), path)
