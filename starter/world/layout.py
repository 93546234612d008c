"""Where everything stands: owns heights, places and the truth of relations. Refuses pixels and words."""

from __future__ import annotations

import random
from dataclasses import replace

from starter.world.places import PLACES
from starter.world.scene import Element, Scene, Spot
from starter.world.things import KINDS

COLUMNS = {"left": 0.25, "centre": 0.5, "right": 0.75}
SIZES = {"": 1.0, "small": 0.62, "large": 1.32}
RELATIONS = ("left of", "right of", "beside", "in front of", "behind", "above")
EDGE = 0.015


def arranged(scene: Scene) -> Scene:
    """The scene with a spot for every subject; those that have one keep it. The same scene gives the same spots."""
    if all(element.spots for element in scene.elements):
        return scene
    rng = random.Random(scene.seed * 7919 + 2)
    elements = scene.elements
    if len(elements) == 2 and elements[1].relation and elements[1].relation != "beside":
        return replace(scene, elements=_related(elements[0], elements[1], scene.place, rng))
    share = (0.54, 0.42, 0.30)[min(len(elements), 3) - 1] if elements else 0.0
    found = [e if e.spots else _stood(e, scene.place, share, rng) for e in elements]
    return replace(scene, elements=tuple(found))


def stood(element: Element, place: str, share: float, seed: int) -> Element:
    """`element` put where its `position` says, at most about `share` of the picture high."""
    return _stood(element, place, share, random.Random(seed * 7919 + 4))


def aloft(element: Element, place: str) -> bool:
    """Whether it hangs in the air, in space or in the water rather than standing."""
    kind = KINDS[element.subject]
    if kind.home == "air" or element.pose in kind.aloft:
        return True
    if place == "space":
        return kind.home in ("space", "deep", "water")
    return place == "under water" and kind.home in ("deep", "water", "space")


def floats(element: Element, place: str) -> bool:
    """Whether it lies on open water."""
    home = KINDS[element.subject].home
    return PLACES[place].water is not None and home in ("water", "deep") and not aloft(element, place)


def _height(element: Element, share: float, rng: random.Random, widest: float) -> float:
    kind = KINDS[element.subject]
    height: float = share * kind.scale**0.45 * rng.uniform(0.94, 1.06) * SIZES[element.size]
    if element.count > 1:
        height *= 0.78 if element.count == 2 else 0.62
        widest = min(widest * 1.6, 0.96) / element.count * 0.94
    return min(height, widest * (1.0 if not element.size else SIZES[element.size] ** 0.8) / kind.aspect, 0.78)


def _foot(element: Element, place: str, height: float, rng: random.Random) -> float:
    if aloft(element, place):
        if element.pose == "jumping":
            return rng.uniform(*PLACES[place].ground) - 0.07
        middle = rng.uniform(0.34, 0.42) if place not in ("space", "under water") else rng.uniform(0.40, 0.54)
        return max(middle + height / 2, height + 0.02)
    band = PLACES[place].water if floats(element, place) else None
    return max(rng.uniform(*(band or PLACES[place].ground)), height + 0.02)


def _stood(element: Element, place: str, share: float, rng: random.Random) -> Element:
    widest = {"centre": 0.66}.get(element.position, 0.46) if share > 0.42 else share * (1.05 if share > 0.3 else 0.8)
    height = _height(element, share, rng, widest)
    column = COLUMNS[element.position] + rng.uniform(-0.025, 0.025)
    return replace(element, spots=_row(element, place, column, height, _foot(element, place, height, rng), rng))


def _row(
    element: Element, place: str, middle: float, height: float, foot: float, rng: random.Random
) -> tuple[Spot, ...]:
    """Side by side around `middle`, inside the picture."""
    width, count = height * KINDS[element.subject].aspect, element.count
    step = max(width * 1.07, width + 0.02)
    if count > 1 and element.position == "centre":
        step = min(max(step, 0.8 / count), (0.97 - width) / (count - 1))
    half = step * (count - 1) / 2 + width / 2
    middle = min(max(middle, half + EDGE), 1 - half - EDGE) if 2 * half < 1 - 2 * EDGE else 0.5
    flip = rng.random() < 0.5 if element.position == "centre" else element.position == "left"
    drift = 0.07 if aloft(element, place) and count > 1 else 0.012
    return tuple(
        Spot(
            round(middle + step * (k - (count - 1) / 2), 4),
            round(max(foot + (rng.uniform(-drift, drift) if count > 1 else 0.0), height + 0.01), 4),
            round(height * (rng.uniform(0.95, 1.0) if count > 1 else 1.0), 4),
            flip,
        )
        for k in range(count)
    )


def _related(first: Element, second: Element, place: str, rng: random.Random) -> tuple[Element, Element]:
    """The second element stands to the first as its relation says."""
    word = second.relation
    if word in ("left of", "right of"):
        sides = ("right", "left") if word == "left of" else ("left", "right")
        first, second = (
            _stood(replace(one, position=side), place, 0.42, rng)
            for one, side in zip((first, second), sides, strict=True)
        )
        return first, second
    middle, lean = 0.5 + rng.uniform(-0.04, 0.04), rng.choice((-1, 1))
    low = _height(first, 0.36, rng, 0.42), _height(second, 0.30, rng, 0.40)
    if word == "above":
        foot = max(_foot(first, place, low[0], rng), low[0] + low[1] + 0.06)
        spots = (
            Spot(middle, foot, low[0], lean > 0),
            Spot(middle + lean * 0.03, foot - low[0] - 0.035, low[1], lean < 0),
        )
        return _placed(first, spots[0]), _placed(second, spots[1])
    far_band = PLACES[place].water if floats(first, place) and floats(second, place) else PLACES[place].ground
    top, bottom = far_band or PLACES[place].ground
    back, front = (first, second) if word == "in front of" else (second, first)
    tall = _height(back, 0.56, rng, 0.62)
    small = min(_height(front, 0.32, rng, 0.36), tall * 0.66)
    behind = _placed(back, Spot(middle, max(top, tall + 0.02), tall, lean > 0))
    before = _placed(front, Spot(middle + lean * tall * KINDS[back.subject].aspect * 0.24, bottom, small, lean < 0))
    return (behind, before) if word == "in front of" else (before, behind)


def _placed(element: Element, spot: Spot) -> Element:
    half = spot.height * KINDS[element.subject].aspect / 2
    x = min(max(spot.x, half + EDGE), 1 - half - EDGE)
    return replace(element, spots=(Spot(round(x, 4), round(spot.y, 4), round(spot.height, 4), spot.flip),))
