"""A job as a tool sees it, and model folders of every form."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.base import Cancelled
from tools.manifest import Manifest, load

os.environ.setdefault("PENTIMENTO_THREADS", "1")

Model = Callable[[str], Manifest]
"""What the fixture `model` is."""
RANDOM = np.random.default_rng(0)
STARTER = Path(__file__).parents[2] / "starter" / "weights"


@pytest.fixture(autouse=True, scope="module")
def own_models() -> None:
    """Models belong to the thread that loaded the first one: tests before these may have used another."""
    from tools.runtime.cache import forget

    forget()


def noise(width: int, height: int, bands: int = 3) -> Image.Image:
    """A picture of which no pixel is like another."""
    return Image.fromarray(RANDOM.integers(0, 255, (height, width, bands), np.uint8))


@dataclass
class Job:
    """The surroundings of one run; cancelled after `patience` looks."""

    seed: int = 1
    manifest: Manifest | None = None
    patience: int | None = None
    showing: bool = False
    looks: int = 0
    fractions: list[float] = field(default_factory=list)
    previews: list[Image.Image] = field(default_factory=list)
    others: dict[str, Manifest] = field(default_factory=dict)
    adapters: tuple[Manifest, ...] = ()

    def also(self, capability: str) -> Manifest | None:
        return self.others.get(capability)

    def check(self) -> None:
        self.looks += 1
        if self.patience is not None and self.looks > self.patience:
            raise Cancelled

    def progress(self, fraction: float) -> None:
        self.fractions.append(fraction)
        self.check()

    def wants_preview(self) -> bool:
        return self.showing

    def preview(self, image: Image.Image) -> None:
        self.previews.append(image)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """Manifest of the tiny model of a form, or of a starter model by its folder's name; each is written once."""
    from tests.tools import larger, lookers
    from tests.tools.pipelines import FORMS, save

    made: dict[str, Manifest] = {}

    def of(form: str) -> Manifest:
        if form not in made:
            folder = STARTER / form
            if form in FORMS | larger.FORMS:
                folder = save(form, tmp_path_factory.mktemp(form))
            elif form in larger.ADAPTERS:
                folder = larger.save_adapter(form, tmp_path_factory.mktemp(form))
            elif form in lookers.LOOKERS:
                folder = lookers.save(form, tmp_path_factory.mktemp(form))
            made[form] = load(folder)
        return made[form]

    return of
