"""A scene after an instruction: owns which kinds of instruction there are and how often each is given."""

from __future__ import annotations

import random
from collections.abc import Callable

from starter.world.changes import things, whole
from starter.world.changes.record import Change, Made
from starter.world.held_out import FIRST_SEED, barred
from starter.world.layout import arranged
from starter.world.scene import Scene
from starter.world.words.nouns import Speaker

__all__ = ["MAKERS", "Change", "change"]

KIND_WEIGHTS = {
    "recolour": 5, "add": 5, "remove": 4, "move": 2.5, "replace": 4, "count": 2, "size": 1.5, "pose": 1.5,
    "time": 4, "weather": 3, "season": 1.5, "style": 4, "place": 3,
}  # fmt: skip
MAKERS: dict[str, Callable[[Scene, Speaker], Made]] = {
    "recolour": things.recolour,
    "add": things.add,
    "remove": things.remove,
    "move": things.move,
    "replace": things.exchange,
    "count": things.count,
    "size": things.size,
    "pose": things.pose,
    "time": whole.time,
    "weather": whole.weather,
    "season": whole.season,
    "style": whole.style,
    "place": whole.place,
}


def change(scene: Scene, seed: int, kind: str = "", *, fresh: bool | None = None) -> Change:
    """An instruction that fits this scene, of the asked kind where it can be had. The same seed, the same change."""
    scene, rng = arranged(scene), random.Random(seed * 7919 + 9)
    speaker = Speaker(rng, fresh=scene.seed >= FIRST_SEED if fresh is None else fresh)
    if scene.abstract:
        return whole.style(scene, speaker)
    for _ in range(40):
        chosen = kind or rng.choices(tuple(KIND_WEIGHTS), tuple(KIND_WEIGHTS.values()))[0]
        made = MAKERS[chosen](scene, speaker)
        if made and (scene.seed >= FIRST_SEED or not barred(made.after)):
            return made
        kind = kind if rng.random() < 0.9 else ""
    return whole.time(scene, speaker)
