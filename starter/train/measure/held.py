"""The held-out scenes, the finished models and the eye that judges them: what all measurements share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import torch
from PIL import Image

from orchestrator.domain.prompt import Phrase, Prompt, Subject
from orchestrator.domain.regions import filled
from starter.train import export
from starter.train.claims import Claim, Plain, facts
from starter.train.data import HELD_OUT
from starter.train.sizes import SIZES, Run
from starter.world import Scene, sample
from starter.world.scene import Element
from starter.world.words.captions import STANDS
from tools.manifest import load as manifest_of
from tools.painting import Region
from tools.runtime.devices import device
from tools.runtime.eye import Eye
from tools.runtime.eye_sight import EyeSight
from tools.runtime.loading import load
from tools.runtime.regional import regional

PLAIN = Plain()


@dataclass
class Measured:
    """Rows of the report: what was asked for, what came out, what the goal was; and pictures for a sheet."""

    rows: list[tuple[str, float, str]] = field(default_factory=list)
    pictures: list[Image.Image] = field(default_factory=list)
    columns: int = 8

    def row(self, name: str, value: float, goal: str = "") -> None:
        self.rows.append((name, round(value, 3), goal))


def scenes(run: Run, start: int = 0) -> list[Scene]:
    """Held-out scenes with something in them."""
    wanted, seed = SIZES[run.size].measured, HELD_OUT + start
    found: list[Scene] = []
    while len(found) < wanted:
        scene = sample(seed)
        seed += 1
        if scene.elements:
            found.append(scene)
    return found


def pipeline(run: Run, name: str) -> Any:
    """A finished model, loaded as the product loads it."""
    return load(manifest_of(run.weights / name), device())


@cache
def eye(run: Run) -> Eye:
    model = Eye.from_pretrained(run.weights / "eye").float().eval().requires_grad_(False)
    return model.to(device().name)  # type: ignore[no-any-return]


def judged(run: Run, picture: Image.Image, claims: Sequence[Claim]) -> list[bool]:
    """Which of the claims the eye finds met."""
    sure = EyeSight(eye(run), export.words()).certainties(picture, claims)
    return [one is not None and one > 0.5 for one in sure]


def told(scene: Scene) -> list[Claim]:
    return facts(scene, PLAIN)


def share(values: Sequence[bool]) -> float:
    return sum(values) / max(1, len(values))


def apart(scene: Scene) -> list[Region]:
    """The parts in which the studio has the painter paint the scene; none where it is painted at once."""
    things = tuple(
        Subject(
            what=one.subject,
            attributes=tuple(filter(None, (one.size, one.colour, one.pose if one.pose != "standing" else ""))),
            count=one.count,
            where=_where(scene, one),
        )
        for one in scene.elements
    )
    weather = scene.weather if scene.weather != "clear" else ""
    said = {"time": scene.time, "weather": weather, "light": scene.season, "style": scene.style}
    around = {name: Phrase(text=word) for name, word in said.items() if word}
    prompt = Prompt(subjects=things, setting=Phrase(text=scene.place), **around)
    return [Region.model_validate(part) for part in filled(prompt, "tags")]


def _where(scene: Scene, one: Element) -> str | None:
    if one.relation:
        return f"{STANDS[one.relation][0]} the {scene.elements[0].subject}"
    return (
        f"on the {one.position}" if one.position != "centre" and not any(e.relation for e in scene.elements) else None
    )


def draw(pipe: Any, seed: int, parts: Sequence[Region] = (), **given: Any) -> Image.Image:
    dice = torch.Generator().manual_seed(seed)
    with regional(pipe, parts):
        return pipe(num_inference_steps=20, generator=dice, **given).images[0]  # type: ignore[no-any-return]
