"""Wishes that are about a part of a picture: to find it, to adjust it alone, to put something on a thing in it.

Owns their clauses and steps: `find` first where the part is a thing, a region or the attached mask where it is a place.
"""

from dataclasses import dataclass, replace
from random import Random

from starter.train.chat import chinese, english
from starter.train.chat.amounts import Amount, amount
from starter.train.chat.change_looks import name_of
from starter.train.chat.lexicon import Noun, noun, nouns, words
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, filled, phrase
from starter.train.chat.scenes import Scene, Thing, Wire, painted
from starter.train.chat.session import Session
from starter.train.chat.wish import Wish, table

HERE = (
    ("this part", "here", "the marked part", "the masked area", "this spot", "this area", "where i painted"),
    ("这里", "这部分", "涂的地方", "选中的部分", "这块", "这个地方", "蒙版里"),
)


@dataclass(frozen=True)
class Target:
    """A part: the words for it (labelled "f"), and what `find` is to look for."""

    said: Said
    wire: Wire


def target(shown: Scene | None, rng: Random, zh: bool) -> Target:
    """A thing that is there, or a part of a picture that nobody named."""
    if shown is not None and shown.things and rng.random() < 0.66:
        item = rng.choice(shown.things)
        said = name_of(item, rng, zh, "f")
        tint = [item.attributes[-1].en] if item.attributes and _tinted(said, item, zh) else []
        return Target(said, {"what": item.noun.en, **({"attributes": tint} if tint else {})})
    if shown is None and rng.random() < 0.5:
        what = rng.choice(painted()) if rng.random() < 0.6 else noun(rng, 0.0)
        return Target(name_of(Thing(what), rng, zh, "f"), {"what": what.en})
    part = rng.choice([one for one in words("element") if one.en not in ("light", "shape", "colours")])
    if zh:
        return Target(Said().add(rng.choice(part.zh), "f"), {"what": part.en})
    return Target(Said().add(rng.choice(("the ", "the ", "the ", "")) + part.en, "f"), {"what": part.en})


def _tinted(said: Said, item: Thing, zh: bool) -> bool:
    look = item.attributes[-1]
    return any(word in said.text for word in (look.zh if zh else (look.en,)))


def _scene(out: Session, at: Reference, before: Scene | None) -> Scene | None:
    return out.at(at.handle).scene if at.handle.startswith("#") else before


def adjust_part(
    out: Session, rng: Random, zh: bool, at: Reference | None = None, before: Scene | None = None, thing: float = 0.5
) -> Wish:
    """Brighter, sharper and the like, of a part alone: a place that is named, or a thing that is found first."""
    at = at or refer(out, rng, zh, bare=0.85)
    kind = rng.choices(list(table()["parts"]), (22, 26, 8, 10, 8, 7, 7, 12, 5, 3, 8))[0]
    by: Amount = amount(rng, zh)
    if rng.random() < thing:
        found = target(_scene(out, at, before), rng, zh)
        part = found.said
        steps: tuple[dict[str, str], ...] = (
            {"tool": "find", "source": at.handle, "of": "f"},
            {"tool": "enhance", "source": at.handle, "mask": "@prev", "adjust": kind},
        )
    else:
        found = Target(Said(), {})
        region = rng.choice(tuple(table()["region_nouns"]))
        part = Said().add(rng.choice(table()["region_nouns"][region][zh].split("|")))
        steps = ({"tool": "enhance", "source": at.handle, "region": region, "adjust": kind},)
    said, strength = _adjusted(kind, part, at, by, rng, zh)
    steps = (*steps[:-1], {**steps[-1], **({"amount": strength} if strength else {})})
    return Wish(said, steps, fresh={"subjects": [found.wire | {"from": part.text}]} if found.wire else None)


def _adjusted(kind: str, part: Said, at: Reference, by: Amount, rng: Random, zh: bool) -> tuple[Said, str | None]:
    template = rng.choice(table()["parts"][kind]["zh" if zh else "en"])
    if not at.bare:
        part = (
            phrase(f"{at.text}{rng.choice(('的', '里的', '中'))}", part)
            if zh
            else phrase(part, f" {rng.choice(('in', 'of', 'in'))} {at.text}")
        )
    told = "{by}" in template or "{after}" in template
    said = filled(template, {"t": part, "by": by.before(template), "after": by.after})
    return said, by.value if told else None


def adjust_here(out: Session, rng: Random, zh: bool) -> Wish:
    """Adjusted where the attached mask is."""
    on = next(on for mask, on, _ in out.masks if mask == out.mask)
    kind = rng.choice(list(table()["parts"]))
    at = Reference(on, "", bare=True)
    said, strength = _adjusted(kind, Said().add(rng.choice(HERE[zh])), at, amount(rng, zh), rng, zh)
    step = {"tool": "enhance", "source": on, "mask": out.mask, "adjust": kind}
    return Wish(said, (step | ({"amount": strength} if strength else {}),))


def find(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """A mask of something."""
    at = at or refer(out, rng, zh, bare=0.75)
    shown = out.at(at.handle).scene
    language = "zh" if zh else "en"
    found, settings = target(shown, rng, zh), {}
    chance = rng.random()
    if chance < 0.3:
        what: Noun = (
            rng.choice(shown.things).noun if shown and shown.things and rng.random() < 0.7 else rng.choice(nouns())
        )
        which, told = rng.choice(table()["find"][f"which_{language}"]).split("|")
        text = told.format(n=what.zh[0] if zh else what.en, m=what.plural, c=what.classifiers[0])
        found = Target(Said().add(text, "f", fixed=what.made), {"what": what.en})
        settings = {"which": which} if which != "together" else {}
    elif chance < 0.42:
        head, tail = rng.choice(table()["find"][f"rest_{language}"]).split("{t}")
        found = Target(phrase(head, found.said, tail), found.wire)
        settings = {"invert": True}
    templates = [one for one in table()["find"][language] if ("{it}" in one) != at.bare]
    said = filled(rng.choice(templates), {"t": found.said, "it": at.text})
    step = {"tool": "find", "source": at.handle, **settings}
    return Wish(said, (step,), True, {"subjects": [found.wire | {"from": said.span("f")}]})


def wear(out: Session, rng: Random, zh: bool, at: Reference | None = None, before: Scene | None = None) -> Wish:
    """Something put on a thing that is there: found, and painted into."""
    at = at or refer(out, rng, zh, bare=0.9)
    shown = _scene(out, at, before)
    if shown is None or not shown.things:
        return adjust_part(out, rng, zh, at, before)
    on = rng.choice(shown.things)
    known = {one.en: one for one in nouns()}
    names = [name for name in table()["wear"]["things"] if name in known]
    new = Thing(known[rng.choice(names)] if rng.random() < 0.8 else noun(rng, 0.0))
    if rng.random() < 0.4:
        new = replace(new, attributes=(rng.choice(words("colour")[:12]),))
    what = chinese.named(new, "s0", rng) if zh else english.named(new, "s0", rng)
    part = name_of(on, rng, zh, "f")
    said = filled(rng.choice(table()["wear"]["zh" if zh else "en"]), {"x": what.labelled("x"), "t": part})
    if not at.bare:
        said = phrase(f"{at.text}里,", said) if zh else phrase(f"in {at.text} ", said)
    steps = (
        {"tool": "find", "source": at.handle, "of": "f"},
        {"tool": "inpaint", "source": at.handle, "mask": "@prev", "of": "x"},
    )
    return Wish(said, steps, fresh={"subjects": [new.wire(said.span("s0"))]})
