"""Questions about what a picture shows, which are looked up in it: whether a thing is there, and how many.

Owns their clauses and the step of `find`. Questions about which of the pictures show something are `talk`.
"""

from random import Random
from typing import Any

from starter.train.chat import chinese, english
from starter.train.chat.lexicon import Noun, also, noun
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, filled
from starter.train.chat.scenes import Thing, colour, painted
from starter.train.chat.session import Session
from starter.train.chat.wish import Wish, table


def seen(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Whether something is in a picture, or how many of it."""
    at = at or refer(out, rng, zh, bare=0.75)
    scene = out.at(at.handle).scene
    there = scene.things if scene else ()
    what: Noun = rng.choice(there).noun if there and rng.random() < 0.45 else _other(rng)
    if not zh and what.en in also() and rng.random() < 0.25:
        what = rng.choice(also()[what.en])
    language, counted = "zh" if zh else "en", rng.random() < 0.3
    name = Said().add(rng.choice(what.zh[:2]) if zh else what.plural, "f", fixed=what.made)
    wire: dict[str, Any] = {"what": what.zh[0] if zh and what.made else what.en}
    if counted:
        templates = _of(f"count_{language}", at)
        count = rng.choice((2, 2, 3, 4, 5))
        number = (chinese if zh else english).NUMBERS[count]
        parts = {"m": name, "x": name, "n": number, "c": rng.choice(what.classifiers), "it": at.text}
    else:
        many = not zh and rng.random() < 0.35
        templates = _of("many_en" if many else language, at)
        if not many:
            name, wire = _one(what, wire, rng, zh)
        parts = {"x": name, "m": name, "it": at.text}
    said = filled(rng.choice(templates), parts)
    if not at.bare and at.text not in said.text:
        said = Said().add(f"{at.text}里," if zh else f"in {at.text}, ").extend(said)
    step = {"tool": "find", "source": at.handle} | ({"which": "each"} if counted else {})
    return Wish(said, (step,), True, {"subjects": [wire | {"from": said.span("f")}]})


def _other(rng: Random) -> Noun:
    return rng.choice(painted()) if rng.random() < 0.5 else noun(rng, 0.03)


def _of(kind: str, at: Reference) -> list[str]:
    """Templates that name the picture, or need not since it is in focus."""
    return [form for form in table()["seen"][kind] if at.bare or "{it}" in form]


def _one(what: Noun, wire: dict[str, Any], rng: Random, zh: bool) -> tuple[Said, dict[str, Any]]:
    """One of it, now and then of a colour."""
    tint = colour(rng) if rng.random() < 0.2 else None
    wire = wire | ({"attributes": [tint.en]} if tint else {})
    item = Thing(what, (tint,) if tint else ())
    if zh:
        return chinese.named(item, "f", rng, bare=rng.random() < 0.6), wire
    return english.named(item, "f", rng, article=rng.choice((None, None, None, "any"))), wire
