"""`python -m benchmarks.drift [--seeds N]`: eight edits in a chain, and re-derived, beside the first picture.

Starter models. The edits change the scene and change it back, and paint things into places; what lies outside those
places was to stay as it was, so every difference there is drift. Prints it after the chain and after re-deriving.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.console import Console
from rich.table import Table

from benchmarks.houses import House
from orchestrator.domain.prompt import merge_patch
from orchestrator.pixels.compare import similarity
from orchestrator.pixels.formats import opened
from orchestrator.services.shapes.views import ImageView

PROMPT: Final = {"subjects": [{"what": "house", "attributes": ["red"]}], "setting": {"text": "lake"},
                 "time": {"text": "day"}}  # fmt: skip
EDITS: Final[tuple[tuple[str, str], ...]] = (
    ("time", "night"), ("lower left", "boat"), ("weather", "snow"), ("time", "sunset"), ("upper right", "moon"),
    ("weather", ""), ("time", "night"), ("time", "day"),
)  # fmt: skip
"""A slot of the prompt and what it becomes, or a place and what is painted there."""


def edited(house: House, source: ImageView, place: str, what: str, seed: int) -> ImageView:
    """One edit, planned as the agent plans it."""
    before = house.studio.images.get(house.user, source.id).prompt or {}
    step: dict[str, Any] = {"inputs": {"source": source.handle}}
    if place in {"time", "weather"}:
        patch = {place: {"text": what} if what else None}
        words = f"make it {what}" if what else f"no {place}"
        step |= {"tool": "edit", "params": {"instruction": words}, "prompt": merge_patch(before, patch), "patch": patch}
    else:
        prompt = {**before, "subjects": [*before["subjects"], {"what": what}]}
        step |= {"tool": "inpaint", "params": {"prompt": f"a {what}, lake"}, "region": place, "prompt": prompt}
    return house.make(step, seed)


def pixels(house: House, image: ImageView) -> NDArray[np.uint8]:
    """A picture of the studio."""
    return np.asarray(opened(house.studio.images.file(house.user, image.id)[0]).convert("RGB"))


def outside(house: House) -> NDArray[np.bool_]:
    """Where nobody has painted anything."""
    masks = [one for one in house.studio.sessions.get(house.user, house.session).images if one.kind == "mask"]
    painted: NDArray[np.bool_] = np.any([pixels(house, one)[..., 0] >= 128 for one in masks], axis=0)
    return ~painted


def drift(first: NDArray[np.uint8], last: NDArray[np.uint8], where: NDArray[np.bool_]) -> tuple[float, float]:
    """Mean absolute difference where nothing was to change, 0 to 255; and similarity, the rest taken as equal."""
    gap = np.abs(first.astype(float) - last.astype(float))[where]
    return float(gap.mean()), similarity(first, np.where(where[..., None], last, first))


def one_round(house: House, seed: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Drift after a chain of its own, and after re-deriving it."""
    house.session = house.studio.sessions.create(house.user).id
    first = made = house.make({"tool": "generate", "params": {}, "prompt": PROMPT}, seed)
    for place, what in EDITS:
        made = edited(house, made, place, what, seed)
    turn = house.studio.rederive.run(house.user, made.id)
    house.work()
    clean = house.studio.turns.get(house.user, turn.id).images[-1]
    where, begun = outside(house), pixels(house, first)
    seen = [Image.fromarray(pixels(house, one)).resize(begun.shape[1::-1]) for one in (made, clean)]
    chain, again = (drift(begun, np.asarray(one), where) for one in seen)
    return chain, again


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drift", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    seeds = range(1, parser.parse_args().seeds + 1)
    with tempfile.TemporaryDirectory(prefix="pentimento-drift-") as folder:
        house = House(Path(folder))
        found = [one_round(house, seed) for seed in seeds]
    table = Table(title=f"Drift outside the intended changes after {len(EDITS)} edits", title_justify="left")
    for heading in ("", "mean difference", "structural similarity"):
        table.add_column(heading)
    for name, values in zip(("chain", "re-derived"), zip(*found, strict=True), strict=True):
        table.add_row(name, *(f"{np.mean(column):.3f}" for column in zip(*values, strict=True)))
    Console().print(table)


if __name__ == "__main__":
    main()
