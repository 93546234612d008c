"""Measures the finished models on held-out scenes and wordings. Owns `REPORT.md`, its sheets and [measured].

Refuses to pick: every figure is over a fixed list of held-out seeds, every sheet shows the first pictures of it."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

from PIL import Image

from starter.train.measure.held import Measured
from starter.train.sizes import SIZES, Run
from starter.world import FIRST_SEED

MEASURED = {  # what is measured: which folder it needs, and whose [measured] it fills
    "eye": "eye", "paint": "paint", "edit": "edit", "fill": "edit", "upscale": "upscale",
}  # fmt: skip
TITLES = {
    "eye": "The eye: find, judge, describe",
    "paint": "paint",
    "edit": "edit",
    "fill": "inpaint",
    "upscale": "upscale",
}
THUMB = 128
LARGEST = 290_000  # bytes of a sheet


def main(run: Run) -> None:
    if not (run.weights / "eye" / "model.toml").exists():
        raise SystemExit(
            f"There is no eye in {run.weights}, which judges the others: train one, or ship what it learnt."
        )
    parts = []
    for name, folder in MEASURED.items():
        if not (run.weights / folder / "model.toml").exists():
            continue
        found = importlib.import_module(f"starter.train.measure.{name}").measure(run)
        path = run.weights / "sheets" / f"{name}.png"
        save(grid(found.pictures, found.columns), path)
        remember(run.weights / folder / "model.toml", name, found)
        parts.append(section(run, name, folder, found))
    told = "\n".join(parts)
    count = SIZES[run.size].measured
    (run.weights / "REPORT.md").write_text(
        f"# The starter models, measured\n\nWritten by `python -m starter.train report --size {run.size}` on {count} "
        f"held-out scenes a row (seeds from {FIRST_SEED} on, wordings that no training saw). Shares are judged by the "
        f"eye, whose own figures come first; what it makes of the painted scenes themselves stands beside.\n\n{told}"
    )


def section(run: Run, name: str, folder: str, found: Measured) -> str:
    trained = tomllib.loads((run.weights / folder / "model.toml").read_text())["trained"]
    rows = "\n".join(f"| {what} | {value} | {goal} |" for what, value, goal in found.rows)
    head = f"## {TITLES[name]}\n\n{trained}. Sheet: `sheets/{name}.png`."
    return f"{head}\n\n| figure | value | goal |\n|---|---|---|\n{rows}\n"


def remember(path: Path, name: str, found: Measured) -> None:
    """Fills the manifest's [measured]; of two measurements of one model both stay."""
    head, _, old = path.read_text().partition("[measured]\n")
    kept = [line for line in old.splitlines() if line and not line.startswith(f"{name}_")]
    lines = [
        f"{name}_{re.sub(r'[^a-z0-9]+', '_', what.split('(')[0].lower()).strip('_')} = {value}"
        for what, value, _ in found.rows
    ]
    path.write_text(f"{head}[measured]\n" + "\n".join(dict.fromkeys([*kept, *lines])) + "\n")


def grid(pictures: list[Image.Image], columns: int, gap: int = 4) -> Image.Image:
    side, shown = THUMB + gap, pictures[: columns * 6]
    sheet = Image.new("RGB", (columns * side - gap, max(1, -(-len(shown) // columns)) * side - gap), (255, 255, 255))
    for k, picture in enumerate(shown):
        sheet.paste(picture.resize((THUMB, THUMB), Image.Resampling.LANCZOS), (k % columns * side, k // columns * side))
    return sheet


def save(sheet: Image.Image, path: Path) -> None:
    """A palette halves the file; fewer colours where that is not enough."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for colours in (255, 128, 64, 32):
        sheet.quantize(colours).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            return
