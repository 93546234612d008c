"""Words for scenes: owns both written forms, comma tags (what the product sends) and free English.

Refuses to say anything the scene does not hold; leaving things out is allowed, since people do."""

from __future__ import annotations

import random

from starter.world.scene import Element, Scene
from starter.world.vocabulary import PLACES, SYNONYMS, TIMES, WEATHERS, plural

NUMBERS = {2: "two", 3: "three"}
WHERE = {"left": "on the left", "right": "on the right", "centre": "in the middle"}


def elements(scene: Scene) -> list[str]:
    """The things in the picture, plainly named: what the agent calls the element list."""
    return [_noun_phrase(e, e.subject) for e in scene.elements]


def tags(scene: Scene) -> str:
    """The product's own form, with everything said once, in its fixed order."""
    parts = [_tag(e, e.subject, WHERE[e.position] if e.position != "centre" else "") for e in scene.elements]
    parts += [scene.place, scene.time]
    if scene.weather != "clear":
        parts.append(scene.weather)
    return ", ".join(parts)


def captions(scene: Scene, count: int = 3) -> list[str]:
    """Different ways to say the scene; about half in the tag form. The same scene gives the same words."""
    rng = random.Random(scene.seed * 7919 + 3)
    return [_tag_form(scene, rng) if k % 2 == 0 else _sentence(scene, rng) for k in range(count)]


def _noun_phrase(element: Element, noun: str) -> str:
    if element.count > 1:
        words = [NUMBERS[element.count], element.colour or "", plural(noun)]
    else:
        first = element.colour or noun
        words = ["an" if first[0] in "aeiou" else "a", element.colour or "", noun]
    return " ".join(word for word in words if word)


def _tag(element: Element, noun: str, where: str) -> str:
    return f"{_noun_phrase(element, noun)} {where}".rstrip()


def _where(element: Element, scene: Scene, rng: random.Random) -> str:
    if element.position == "centre":
        told = element.count == 1 and rng.random() < 0.15
    else:
        told = len(scene.elements) == 1 or rng.random() < 0.6
    return WHERE[element.position] if told else ""


def _noun(element: Element, rng: random.Random) -> str:
    return element.subject if rng.random() < 0.75 else rng.choice(SYNONYMS[element.subject])


def _tag_form(scene: Scene, rng: random.Random) -> str:
    parts = [_tag(e, _noun(e, rng), _where(e, scene, rng)) for e in scene.elements]
    if not parts and rng.random() < 0.4:
        parts.append("a landscape")
    if not scene.elements or rng.random() < 0.95:
        parts.append(scene.place)
    if rng.random() < 0.95:
        parts.append(scene.time)
    if scene.weather != "clear":
        parts.append(scene.weather)
    elif rng.random() < 0.12:
        parts.append("clear")
    return ", ".join(parts)


def _sentence(scene: Scene, rng: random.Random) -> str:
    where, when = rng.choice(PLACES[scene.place]), rng.choice(TIMES[scene.time])
    sky = rng.choice(WEATHERS[scene.weather]) if scene.weather != "clear" or rng.random() < 0.1 else ""
    if not scene.elements:
        article = "an" if scene.place[0] in "aeiou" else "a"
        what, where = rng.choice(((f"{article} {scene.place}", ""), ("a landscape", where), ("a view", where)))
    else:
        what = " and ".join(_tag(e, _noun(e, rng), _where(e, scene, rng)) for e in scene.elements)
    parts = [part for part in (where, when, sky) if part]
    if rng.random() < 0.2:
        rng.shuffle(parts)
    if rng.random() < 0.1 and len(parts) > 1:
        parts.pop()
    if rng.random() < 0.15:
        return f"{parts[0]}, {what}" + "".join(f" {part}" for part in parts[1:])
    return " ".join([what, *parts])
