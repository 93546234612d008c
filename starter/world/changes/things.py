"""Changes of single things: colour, coming and going, place, kind, number, size, pose. Owns what each does.

What an instruction does not name keeps its record, so that its pixels stay as they are while the light does."""

from __future__ import annotations

import itertools
from dataclasses import replace

from starter.world.changes.record import Change, Made
from starter.world.colours import COLOURS
from starter.world.layout import COLUMNS, SIZES, aloft, stood
from starter.world.sampling import colour_for, element_for, subject_for
from starter.world.scene import Box, Element, Scene
from starter.world.things import KINDS
from starter.world.vocabulary import plural
from starter.world.words.captions import WHERE
from starter.world.words.nouns import NUMBERS, Speaker
from starter.world.words.orders import said

SIDES = {"left": "left", "centre": "middle", "right": "right"}


def _pick(scene: Scene, speaker: Speaker) -> int | None:
    return speaker.rng.randrange(len(scene.elements)) if scene.elements else None


def _name(scene: Scene, index: int, speaker: Speaker) -> str:
    element = scene.elements[index]
    noun = speaker.noun(element.subject)
    if element.colour and speaker.rng.random() < 0.25:
        noun = f"{element.colour} {noun}"
    return plural(noun) if element.count > 1 else noun


def _free(scene: Scene, index: int | None) -> Scene:
    """Relations end where one of the two moves, goes or becomes something else; positions remain."""
    return (
        replace(scene, elements=tuple(replace(e, relation="") for e in scene.elements)) if index is not None else scene
    )


def recolour(scene: Scene, speaker: Speaker) -> Made:
    if (index := _pick(scene, speaker)) is None:
        return None
    old = scene.elements[index]
    colour = speaker.rng.choice([c for c in COLOURS if c != old.paint_colour])
    words = said("recolour", speaker, thing=_name(scene, index, speaker), colour=speaker.colour(colour))
    return Change("recolour", words, scene, scene.with_element(index, colour=colour), ((False, index), (True, index)))


def add(scene: Scene, speaker: Speaker) -> Made:
    if len(scene.elements) > 2:
        return None
    rng = speaker.rng
    new = replace(element_for(scene.place, rng, frozenset(e.subject for e in scene.elements)), size="")
    sides = list(COLUMNS)
    rng.shuffle(sides)
    for (share, most), side in itertools.product(((0.40, 0.06), (0.30, 0.06), (0.22, 0.35)), sides):
        placed = stood(
            replace(new, position=side), scene.place, share if scene.elements else 0.52, rng.randrange(10**6)
        )
        if not any(_overlap(placed.box, box) > most for e in scene.elements for box in e.boxes):
            where = speaker.one_of(WHERE[side]) if side != "centre" or scene.elements else ""
            words = said("add", speaker, new=speaker.phrase(new), where=where)
            after = replace(scene, elements=(*scene.elements, placed))
            return Change("add", words, scene, after, ((True, len(scene.elements)),))
    return None


def _overlap(one: Box, other: Box) -> float:
    """The part of the smaller box that both cover."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return max(wide, 0.0) * max(high, 0.0) / smaller


def remove(scene: Scene, speaker: Speaker) -> Made:
    if (index := _pick(scene, speaker)) is None:
        return None
    after = _free(scene, index)
    after = replace(after, elements=after.elements[:index] + after.elements[index + 1 :])
    return Change(
        "remove", said("remove", speaker, thing=_name(scene, index, speaker)), scene, after, ((False, index),)
    )


def move(scene: Scene, speaker: Speaker) -> Made:
    index = _pick(scene, speaker)
    if index is None or scene.elements[index].count > 1:
        return None
    old, rng = scene.elements[index], speaker.rng
    half = old.spots[0].height * KINDS[old.subject].aspect / 2
    for side in rng.sample([s for s in COLUMNS if s != old.position], 2):
        x = round(min(max(COLUMNS[side] + rng.uniform(-0.02, 0.02), half + 0.015), 0.985 - half), 4)
        spot = replace(old.spots[0], x=x, flip=side == "left" if side != "centre" else old.spots[0].flip)
        moved = replace(old, position=side, spots=(spot,))
        others = [b for k, e in enumerate(scene.elements) if k != index for b in e.boxes]
        if abs(x - old.spots[0].x) > 0.12 and not any(_overlap(moved.box, b) > 0.3 for b in others):
            after = _free(scene, index).with_element(index, position=side, spots=(spot,))
            words = said("move", speaker, thing=_name(scene, index, speaker), side=SIDES[side])
            return Change("move", words, scene, after, ((False, index), (True, index)))
    return None


def exchange(scene: Scene, speaker: Speaker) -> Made:
    if (index := _pick(scene, speaker)) is None:
        return None
    old, rng = scene.elements[index], speaker.rng
    subject = subject_for(scene.place, rng, frozenset(e.subject for e in scene.elements))
    new = Element(subject, colour_for(rng), old.count, old.position)
    share = 0.54 if len(scene.elements) == 1 else 0.42 if len(scene.elements) == 2 else 0.30
    placed = stood(new, scene.place, share, rng.randrange(10**6))
    half = placed.spots[0].height * KINDS[subject].aspect / 2
    if new.count == 1:  # in the old one's stead, where its kind of thing can stand
        x = min(max(old.spots[0].x, half + 0.015), 0.985 - half)
        height = min(placed.spots[0].height, max(old.spots[0].height * 1.25, 0.2))
        placed = replace(placed, spots=(replace(placed.spots[0], x=round(x, 4), height=round(height, 4)),))
    words = said("replace", speaker, thing=_name(scene, index, speaker), new=speaker.phrase(new))
    elements = list(_free(scene, index).elements)
    elements[index] = placed
    return Change("replace", words, scene, replace(scene, elements=tuple(elements)), ((False, index), (True, index)))


def count(scene: Scene, speaker: Speaker) -> Made:
    if len(scene.elements) != 1:
        return None
    old, rng = scene.elements[0], speaker.rng
    count = rng.choice([n for n in (1, 2, 3) if n != old.count])
    new = stood(
        replace(old, count=count, position="centre", size="", spots=()), scene.place, 0.54, rng.randrange(10**6)
    )
    noun = speaker.noun(old.subject)
    number, things = (
        (NUMBERS[count], plural(noun)) if count > 1 else (rng.choice(("one", "only one", "a single")), noun)
    )
    words = said("count", speaker, number=number, things=things)
    return Change("count", words, scene, replace(scene, elements=(new,)), ((False, 0), (True, 0)))


def size(scene: Scene, speaker: Speaker) -> Made:
    index = _pick(scene, speaker)
    if index is None or scene.elements[index].count > 1 or scene.elements[index].size:
        return None
    old = scene.elements[index]
    size = speaker.rng.choice(("small", "large"))
    spot, aspect = old.spots[0], KINDS[old.subject].aspect
    height = round(min(spot.height * SIZES[size] * (1.12 if size == "large" else 1.0), spot.y - 0.02, 0.92 / aspect), 4)
    if size == "large" and height < spot.height * 1.2:
        return None
    half, y = height * aspect / 2, spot.y
    if aloft(old, scene.place):
        y = min(max(spot.y + (height - spot.height) / 2, height + 0.02), 0.96)
    new = replace(spot, height=height, y=round(y, 4), x=round(min(max(spot.x, half + 0.015), 0.985 - half), 4))
    bigger = speaker.rng.choice(("bigger", "larger", "much bigger") if size == "large" else ("smaller", "much smaller"))
    words = said("size", speaker, thing=_name(scene, index, speaker), bigger=bigger)
    after = _free(scene, index).with_element(index, size=size, spots=(new,))
    return Change("size", words, scene, after, ((False, index), (True, index)))


def pose(scene: Scene, speaker: Speaker) -> Made:
    index = _pick(scene, speaker)
    if index is None or scene.elements[index].count > 1:
        return None
    old = scene.elements[index]
    same = [
        p
        for p in KINDS[old.subject].poses
        if p != old.pose and (p in KINDS[old.subject].aloft) == aloft(old, scene.place)
    ]
    same = [
        p
        for p in same
        if not (p == "standing" and not old.pose) and not (p == "sitting" and old.subject == "cat" and not old.pose)
    ]
    if not same:
        return None
    pose = speaker.rng.choice(same)
    words = said("pose", speaker, thing=_name(scene, index, speaker), doing=pose)
    return Change("pose", words, scene, scene.with_element(index, pose=pose), ((False, index), (True, index)))
