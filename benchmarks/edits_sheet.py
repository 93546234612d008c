"""Twelve edits on one contact sheet: parent and child side by side, through the product's own tools and starter model.

    python -m benchmarks.edits_sheet              # writes docs/edits-sheet.png

Fixed seeds, so that the sheet can be made again; nothing is chosen after the fact within a run.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

from benchmarks.bare import Quiet
from tools import catalog
from tools.manifest import Manifest, load

ROOT: Final = Path(__file__).parents[1]
SIDE, GAP, LINE, COLUMNS = 128, 6, 30, 3
PAPER, INK, FAINT = (24, 24, 27), (235, 235, 235), (150, 150, 155)


@dataclass(frozen=True)
class Edit:
    """The words of a person, and the prompts before and after them as the agent writes them."""

    said: str
    before: str
    after: str
    seed: int


EDITS: Final = (
    Edit("make it night", "a red house, lake, sunset", "a red house, lake, night", 1),
    Edit("make the house blue", "a red house, meadow, day", "a blue house, meadow, day", 2),
    Edit("in winter", "a brown dog, meadow, day", "a brown dog, snowfield, day", 3),
    Edit("let the sun rise", "a white lighthouse, sea, night", "a white lighthouse, sea, sunrise", 4),
    Edit("put it in the desert", "an orange tent, forest, day", "an orange tent, desert, day", 5),
    Edit("make the cat black", "a white cat, beach, day", "a black cat, beach, day", 6),
    Edit("add a palm tree", "a yellow boat, beach, day", "a yellow boat, a palm tree on the left, beach, day", 7),
    Edit("make it sunset", "a sunflower, meadow, day", "a sunflower, meadow, sunset", 8),
    Edit("turn the car into a train", "a red car, mountains, day", "a red train, mountains, day", 9),
    Edit("let it snow", "a castle, mountains, night", "a castle, mountains, night, snow", 10),
    Edit("make the balloon purple", "a yellow balloon, city, sunrise", "a purple balloon, city, sunrise", 11),
    Edit("make it day", "a palm tree, beach, sunset", "a palm tree, beach, day", 12),
)


def made(tool: str, model: Manifest, seed: int, inputs: dict[str, Image.Image], **params: Any) -> Image.Image:
    """One output of `tool`, run as the worker runs it."""
    spec = catalog.spec(tool)
    checked = spec.validate(params)
    spec.check(checked, inputs)
    return catalog.runner(tool)(checked, inputs, Quiet(seed, model)).images[0]


def pair(edit: Edit, model: Manifest) -> tuple[Image.Image, Image.Image]:
    """The parent and its child, both along the path of one seed."""
    parent = made("generate", model, edit.seed, {}, prompt=edit.before)
    child = made("edit", model, edit.seed, {"source": parent}, prompt=edit.after, instruction=edit.said)
    return parent, child


def sheet(edits: tuple[Edit, ...], model: Manifest) -> Image.Image:
    """All pairs, each under the words that were said."""
    wide, high = 2 * SIDE + 3 * GAP, SIDE + LINE + 2 * GAP
    rows = -(-len(edits) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * wide + GAP, rows * high + GAP), PAPER)
    draw = ImageDraw.Draw(page)
    large, small = ImageFont.load_default(13), ImageFont.load_default(10)
    for number, edit in enumerate(edits):
        left, top = GAP + number % COLUMNS * wide, GAP + number // COLUMNS * high
        draw.text((left, top), edit.said, INK, large)
        draw.text((left, top + 16), edit.after, FAINT, small)
        for place, image in enumerate(pair(edit, model)):
            page.paste(image.resize((SIDE, SIDE)), (left + place * (SIDE + GAP), top + LINE))
    return page


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "starter" / "weights" / "paint", help="model folder")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "edits-sheet.png", help="where to write")
    options = parser.parse_args()
    page = sheet(EDITS, load(options.model))
    # 255 colours keep the file small; the eye sees no difference at this size.
    page.quantize(255, dither=Image.Dither.NONE).save(options.out, optimize=True)


if __name__ == "__main__":
    main()
