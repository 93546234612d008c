"""What a picture shall show, as meaning: owns drawing one at random, its wire form and how it reads in a ledger.

Refuses sentences; those are `english` and `chinese`.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Any, Final

from orchestrator.domain.english import article
from orchestrator.domain.prompt import SLOTS
from starter.train.chat.lexicon import HOME, Noun, Slot, Word, also, noun, nouns, slots, words
from starter.train.chat.said import Said
from starter.world.vocabulary import SUBJECTS

LIVING: Final = frozenset({"animal", "fantasy", "person", "water"})
PLACES: Final = {"left": "on the left", "right": "on the right", "middle": "in the middle"}
BRIGHT: Final = {"sunset": "golden light", "sunrise": "soft light", "night": "moonlight", "day": "soft light"}
ARTICLES: Final = {1: "a", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
TYPED_STYLES: Final = frozenset(
    {"watercolor", "oil painting", "pixel art", "sketch", "ukiyo-e", "low poly", "flat design"}
)

SILENT: Final = frozenset(
    {"holding", "wearing", "carrying", "full", "covered", "with", "playing with", "looking out of"}
)
"""What is done to another thing, and is no quality of who does it: "a holding cat" says nothing."""

Wire = dict[str, Any]


@dataclass(frozen=True)
class Thing:
    """One subject."""

    noun: Noun
    attributes: tuple[Word, ...] = ()
    action: Word | None = None
    count: int = 1
    where: str | None = None

    def wire(self, said: str | None = None) -> Wire:
        """As a subject of the prompt; `said` are the person's words for it."""
        doing = self.action.en.split(" ")[0] if self.action and self.action.en not in SILENT else ""
        attributes = [word.en for word in self.attributes] + ([doing] if doing not in ("", *SILENT) else [])
        out: Wire = {"what": self.noun.zh[0] if self.noun.made and said and not said.isascii() else self.noun.en}
        if attributes:
            out["attributes"] = attributes
        if self.count != 1:
            out["count"] = self.count
        if self.where:
            out["where"] = PLACES[self.where]
        return out | ({"from": said} if said else {})


@dataclass(frozen=True)
class Scene:
    """Everything a picture shall show. `relation` is what the first thing does to the second."""

    things: tuple[Thing, ...] = ()
    slots: dict[str, Slot] = field(default_factory=dict)
    relation: Word | None = None

    def wire(self, said: Said | None = None) -> Wire:
        """The prompt; with `said`, every slot carries its words."""
        out: Wire = {}
        things = [
            replace(t, action=self.relation) if n == 0 and self.relation else t for n, t in enumerate(self.things)
        ]
        if things:
            out["subjects"] = [thing.wire(said.span(f"s{n}") if said else None) for n, thing in enumerate(things)]
        for slot in SLOTS:
            if slot in self.slots:
                words_for = said.span(slot) if said else None
                out[slot] = {"text": self.slots[slot].text} | ({"from": words_for} if words_for else {})
        return out


def ordered(wire: Wire) -> Wire:
    """With its keys in the order of the contract."""
    return {key: wire[key] for key in ("subjects", *SLOTS, "avoid", "keep") if key in wire}


def filled(wire: Wire, scene: Scene, creativity: str) -> Wire:
    """With what the machine adds: at medium setting and time if neither was given, at high also light and mood."""
    out = dict(wire)
    if creativity != "low" and out and "setting" not in out and "time" not in out:
        out["setting"] = {"text": HOME[scene.things[0].noun.kind if scene.things else "thing"]}
        out["time"] = {"text": "day"}
    if creativity == "high" and out:
        if "light" not in out:
            out["light"] = {"text": BRIGHT.get(out.get("time", {}).get("text", "day"), "soft light")}
        if "mood" not in out:
            out["mood"] = {"text": "peaceful"}
    return ordered(out)


def bare(wire: Wire) -> Wire:
    """Without the person's words, as a source's prompt is shown to the model."""
    out = dict(wire)
    if "subjects" in out:
        out["subjects"] = [{k: v for k, v in subject.items() if k != "from"} for subject in out["subjects"]]
    return {k: {"text": v["text"]} if isinstance(v, dict) else v for k, v in out.items()}


def render(wire: Wire) -> str:
    """Comma tags, as the product's own renderer writes them."""
    parts = []
    for subject in wire.get("subjects", []):
        text = " ".join([*subject.get("attributes", []), subject["what"]])
        count = subject.get("count", 1)
        head = article(text) if count == 1 else ARTICLES.get(count, str(count))
        many = "s" if count != 1 and not text.endswith("s") else ""
        parts.append(f"{head} {text}{many}" + (f" {subject['where']}" if "where" in subject else ""))
    return ", ".join(parts + [wire[slot]["text"] for slot in SLOTS if slot in wire])


def colour(rng: Random) -> Word:
    """A colour; the first ten or so, the painted world's, more often."""
    return rng.choice(words("colour")[:11] if rng.random() < 0.75 else words("colour"))


@cache
def painted() -> tuple[Noun, ...]:
    """The nouns of the painted world."""
    return tuple(one for one in nouns() if one.en in SUBJECTS)


def thing(rng: Random, plain: float = 0.65) -> Thing:
    """A subject."""
    what = rng.choice(painted()) if rng.random() < plain * 0.75 else noun(rng)
    attributes: tuple[Word, ...] = ()
    if rng.random() < 0.25:
        attributes += (rng.choice(words("adjective")),)
    if rng.random() < 0.33:
        attributes += (colour(rng),)
    if rng.random() < 0.05:
        like = rng.choice(nouns())
        attributes += (Word(like.en, like.zh[:1]),)
    doing = what.kind in LIVING and what.en != "snowman" and rng.random() < 0.28
    count = rng.choice((2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 12)) if rng.random() < 0.16 else 1
    where = rng.choice(tuple(PLACES)) if rng.random() < 0.05 else None
    return Thing(what, attributes, rng.choice(words("action")) if doing else None, count, where)


def renamed(one: Scene, rng: Random) -> Scene:
    """With some things by another of their English names."""
    return replace(
        one,
        things=tuple(
            replace(t, noun=rng.choice(also()[t.noun.en])) if t.noun.en in also() and rng.random() < 0.25 else t
            for t in one.things
        ),
    )


def style(rng: Random) -> Slot:
    """A technique or a manner; `bare_en`/`bare_zh` of a manner are its names, of a technique the nouns."""
    if rng.random() < 0.5:
        word = rng.choice(words("medium"))
        return Slot("style", word.en, (), (), (word.en,), word.zh)
    word = rng.choice(words("style"))
    text = word.en if word.en in TYPED_STYLES else f"{word.en} style"
    return Slot("style", text, (word.en,), word.zh, (), ())


def value(slot: str, rng: Random) -> Slot:
    """A value of a slot; those of the painted world more often."""
    if slot == "style":
        return style(rng)
    if slot == "setting":
        return rng.choice(slots("setting") if rng.random() < 0.75 else slots("place"))
    if slot == "weather":
        return rng.choice(slots("weather")[:5] if rng.random() < 0.8 else slots("weather"))
    return rng.choice(slots(slot))


def abstract(rng: Random) -> Scene:
    """Nothing that has a name: an abstract work, its colours, forms and mood."""
    chosen = {"style": style(rng)}
    art = [word for word in words("medium") if "abstract" in word.en or word.en == "artwork"]
    if rng.random() < 0.8:
        word = rng.choice(art)
        chosen["style"] = Slot("style", word.en, (), (), (word.en,), word.zh)
    for slot in ("palette", "composition", "mood", "light"):
        if rng.random() < 0.45:
            chosen[slot] = value(slot, rng)
    return Scene((), chosen)


def scene(rng: Random) -> Scene:
    """A picture worth asking for."""
    if rng.random() < 0.03:
        return abstract(rng)
    number = rng.choices((0, 1, 2, 3), (9, 58, 27, 6))[0]
    things = tuple(thing(rng) for _ in range(number))
    chances = {"setting": 0.58, "time": 0.34, "weather": 0.17, "style": 0.13, "light": 0.04, "mood": 0.05}
    chosen = {slot: value(slot, rng) for slot, chance in chances.items() if rng.random() < chance}
    for slot in ("composition", "palette"):
        if rng.random() < 0.03:
            chosen[slot] = value(slot, rng)
    if not things and "setting" not in chosen:
        slot = rng.choices(("setting", "time", "weather"), (6, 3, 1))[0]
        chosen[slot] = value(slot, rng)
    relation = None
    if number == 2 and things[0].noun.kind in LIVING and not things[0].action and rng.random() < 0.7:
        relation = rng.choice(words("relation"))
    return Scene(things, chosen, relation)
