"""A scene for every seed: owns how often each thing is painted. Refuses pixels and words.

Single large subjects dominate; what suits a place stands there often, and now and then anything stands anywhere."""

from __future__ import annotations

import random
from dataclasses import replace

from starter.world.abstract import FORMS, LIVELY
from starter.world.colours import COLOURS
from starter.world.held_out import COMBINATIONS, FIRST_SEED, barred
from starter.world.layout import arranged
from starter.world.places import PLACES
from starter.world.scene import Abstract, Element, Scene
from starter.world.styles import STYLES
from starter.world.things import KINDS
from starter.world.vocabulary import GREEN_PLACES, SEASONS, SUBJECTS, TIMES

WEATHER = (("clear", "cloudy", "rain", "snow", "fog"), (68, 9, 8, 8, 7))
NAMED_STYLES = tuple(name for name in STYLES if name)
GROUPS = (("single", "several", "pair", "trio", "none", "abstract"), (46, 19, 24, 3, 5, 3))
FIT: dict[str, dict[str, float]] = {  # how well a home suits a place, beside 1 for its ordinary ones
    "under water": {"deep": 9.0, "water": 1.2, "ground": 0.10, "air": 0.08, "space": 0.5},
    "space": {"space": 7.0, "air": 1.0, "ground": 0.20, "water": 0.12, "deep": 0.12},
    "sea": {"water": 5.0, "deep": 1.5, "ground": 0.35},
}
WATERSIDE = {"water": 3.0, "deep": 0.5}
LAND = {"water": 0.25, "deep": 0.12, "space": 0.4}


def sample(seed: int) -> Scene:
    """The scene of this seed, everything in its place. Seeds of the training never give a held-out combination."""
    rng = random.Random(seed)
    scene = arranged(_scene(rng, seed))
    while seed < FIRST_SEED and barred(scene):
        scene = arranged(_scene(rng, seed))
    return scene


def unseen(seed: int) -> Scene:
    """A scene of one held-out combination; nothing like it was ever trained on."""
    rng = random.Random(seed)
    subject, colour, place = rng.choice(sorted(COMBINATIONS))
    element = Element(subject, colour, position=rng.choice(("left", "centre", "right")))
    return arranged(Scene(place, rng.choice(tuple(TIMES)), elements=(element,), seed=seed))


def _scene(rng: random.Random, seed: int) -> Scene:
    group = rng.choices(*GROUPS)[0]
    style = rng.choice(NAMED_STYLES) if rng.random() < 0.5 else ""
    if group == "abstract":
        colours = () if rng.random() < 0.5 else tuple(rng.sample(LIVELY, rng.choice((2, 2, 3))))
        style = style if style in ("oil painting", "watercolour", "pastel") else ""
        return Scene("", "", "", seed=seed, style=style, abstract=Abstract(rng.choice(FORMS), colours))
    place, time = rng.choice(tuple(PLACES)), rng.choice(tuple(TIMES))
    weather = rng.choices(*WEATHER)[0] if PLACES[place].outdoors else "clear"
    season = rng.choice(tuple(SEASONS)) if place in GREEN_PLACES and rng.random() < 0.35 else ""
    return Scene(place, time, weather, _elements(rng, group, place), seed, season, style)


def subject_for(place: str, rng: random.Random, banned: frozenset[str] = frozenset()) -> str:
    names = [name for name in SUBJECTS if name not in banned]
    fit = FIT.get(place) or (WATERSIDE if PLACES[place].water else LAND)
    return rng.choices(names, [KINDS[n].weight * fit.get(KINDS[n].home, 1.0) for n in names])[0]


def colour_for(rng: random.Random) -> str | None:
    return rng.choice(tuple(COLOURS)) if rng.random() < 0.62 else None


def element_for(place: str, rng: random.Random, banned: frozenset[str] = frozenset()) -> Element:
    subject = subject_for(place, rng, banned)
    pose = rng.choice(KINDS[subject].poses) if KINDS[subject].poses and rng.random() < 0.6 else ""
    size = rng.choice(("small", "large")) if rng.random() < 0.16 else ""
    return Element(subject, colour_for(rng), size=size, pose=pose)


def _elements(rng: random.Random, group: str, place: str) -> tuple[Element, ...]:
    if group == "none":
        return ()
    first = element_for(place, rng)
    if group == "single":
        return (replace(first, position=rng.choices(("left", "centre", "right"), (20, 60, 20))[0]),)
    if group == "several":
        return (replace(first, count=rng.choice((2, 2, 3)), size=""),)
    used = frozenset({first.subject})
    if group == "trio":
        second = element_for(place, rng, used)
        third = element_for(place, rng, used | {second.subject})
        trio = zip((first, second, third), ("left", "centre", "right"), strict=True)
        return tuple(replace(e, position=where, size="") for e, where in trio)
    second = element_for(place, rng, used)
    relation = rng.choice(("left of", "right of", "beside", "in front of", "behind", "above", ""))
    if relation == "above" and KINDS[second.subject].home != "air":
        flying = [n for n in SUBJECTS if KINDS[n].home == "air" and n != first.subject]
        second = replace(second, subject=rng.choice(flying), pose="")
    if relation in ("above", "in front of", "behind") and not _grounded(first):
        relation = ""
    if relation in ("in front of", "behind") and not _grounded(second):
        relation = "beside"
    first, second = replace(first, size=""), replace(second, size="")
    if relation in ("", "beside"):
        sides = rng.sample(("left", "right"), 2)
        return replace(first, position=sides[0]), replace(second, position=sides[1], relation=relation)
    return first, replace(second, relation=relation)


def _grounded(element: Element) -> bool:
    kind = KINDS[element.subject]
    return kind.home != "air" and element.pose not in kind.aloft
