"""What one wish is: the clause and the steps it means; and pointing at a picture inside or around a phrase."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from starter.train.chat.lexicon import FOLDER
from starter.train.chat.references import Reference
from starter.train.chat.said import Said
from starter.train.chat.scenes import Scene, Wire


@dataclass(frozen=True)
class Wish:
    """A clause and its steps. `content`: it says what shall be seen, so several of them each need their `words`."""

    said: Said
    steps: tuple[dict[str, Any], ...]
    content: bool = False
    fresh: Wire | None = field(default=None)
    """What `REWRITE new` makes of it."""
    patch: dict[str, Any] | None = None
    source: Scene | None = None


@cache
def table() -> dict[str, Any]:
    """The phrases for what takes no description."""
    return tomllib.loads((FOLDER / "tools.toml").read_text(encoding="utf-8"))


def pointed(template: str, at: Reference, rng: Random, zh: bool) -> str:
    """`template` with the picture in it, or around it when it is not the one in focus."""
    if "{it}" in template:
        return template.replace("{it}", at.text)
    if at.bare:
        return template
    if zh:
        return rng.choice(
            (f"{at.text}{template}", f"{at.text},{template}", f"把{at.text}{template}", f"用{at.text},{template}")
        )
    return rng.choice(
        (
            f"{at.text}, but {template}",
            f"{at.text} but {template}",
            f"{template}, {at.text}",
            f"{at.text}: {template}",
            f"take {at.text}: {template}",
            f"for {at.text}: {template}",
            f"{at.text}, {template}",
        )
    )
