"""What may be said of a scene, one statement at a time, and whether it is true: owns truth, for the eye and the report.

Words come from the world's own speaker, so that statements are told as captions are. Refuses what cannot be decided by
looking: two words for one thing, trees in a forest that nobody asked for, the hour at the bottom of the sea."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starter.world import Element, Scene
from starter.world.colours import COLOURS
from starter.world.places import PLACES as LANDS
from starter.world.vocabulary import PLACES, SEASONS, STYLES, SUBJECTS, SYNONYMS, TIMES, WEATHERS, plural
from starter.world.words.captions import STANDS, WHERE
from starter.world.words.nouns import NUMBERS, Speaker, counted

KINDS = ("subject", "colour", "count", "place", "time", "weather", "season", "style", "position", "relation")
# Words of which nobody can say by looking that the other is not meant as well.
ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"dog", "puppy", "fox"}), frozenset({"tree", "pine tree", "palm tree"}), frozenset({"boat", "ship"}),
    frozenset({"person", "woman", "astronaut"}), frozenset({"house", "barn", "church"}),
    frozenset({"bird", "duck", "swan"}),
    frozenset({"cat", "lion"}), frozenset({"car", "truck", "bus"}), frozenset({"rocket", "flying saucer", "airplane"}),
    frozenset({"daisy", "rose", "tulip", "sunflower", "water lily"}), frozenset({"robot", "astronaut"}),
)  # fmt: skip
# What a place shows without being asked.
SCENERY: dict[str, frozenset[str]] = {
    "forest": frozenset({"tree", "pine tree", "mushroom"}), "mountains": frozenset({"pine tree", "tree"}),
    "park": frozenset({"tree", "bench", "lantern", "daisy", "tulip"}), "meadow": frozenset({"daisy", "tulip", "tree"}),
    "city street": frozenset({"skyscraper", "house", "lantern"}),
    "harbour": frozenset({"ship", "boat", "house", "barn"}),
    "space": frozenset({"planet", "star"}), "under water": frozenset({"fish"}), "beach": frozenset({"palm tree"}),
    "lake": frozenset({"tree", "pine tree", "water lily"}), "snowfield": frozenset({"pine tree", "tree"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """`parts`: the scene's elements it speaks of, for its mask; none where it speaks of the whole or is untrue."""

    kind: str
    words: str
    met: bool
    parts: tuple[int, ...] = ()
    of: str = ""

    @property
    def text(self) -> str:
        """The words, as the product's statements have them."""
        return self.words


class Plain(Speaker):
    """Says everything by its own name: for measuring."""

    def __init__(self) -> None:
        super().__init__(random.Random(0))

    def one_of(self, words: tuple[str, ...]) -> str:
        return words[0]

    def noun(self, subject: str) -> str:
        return subject

    def colour(self, name: str) -> str:
        return name


def facts(scene: Scene, speaker: Speaker) -> list[Claim]:
    """Everything true that can be said in one statement."""
    found = [claim for teller in TRUE for claim in teller(scene, speaker)]
    return list(dict.fromkeys(found))


def lies(scene: Scene, speaker: Speaker) -> list[Claim]:
    """Untrue statements near the truth, of every kind that the scene allows."""
    return [Claim(kind, words, met=False) for kind, words in _lies(scene, speaker)]


def drawn(scene: Scene, seed: int, count: int) -> list[Claim]:
    """`count` statements, half of them true, kinds mixed: what the eye learns from."""
    rng = random.Random(seed * 7919 + 11)
    speaker = Speaker(rng)
    pools = [_by_kind(facts(scene, speaker), rng), _by_kind(lies(scene, speaker), rng)]
    return [pools[k % 2][k // 2 % len(pools[k % 2])] for k in range(count)]


def _by_kind(claims: list[Claim], rng: random.Random) -> list[Claim]:
    """Shuffled so that the first ones are of different kinds, things before circumstances now and then."""
    rng.shuffle(claims)
    seen: dict[str, int] = {}
    rank = []
    for claim in claims:
        seen[claim.kind] = seen.get(claim.kind, 0) + 1
        rank.append((seen[claim.kind] + rng.random() * 1.5 - 0.5 * (claim.kind in ("subject", "colour")), claim))
    return [claim for _, claim in sorted(rank, key=lambda pair: pair[0])]


def named(speaker: Speaker, subject: str, colour: str = "", count: int = 1) -> str:
    """`a red house`, `the house`, `red house`, `two houses`."""
    noun, attributes = speaker.noun(subject), [speaker.colour(colour)] if colour else []
    if count > 1:
        return counted(count, attributes, noun)
    article = speaker.rng.random()
    if article < 0.6 or isinstance(speaker, Plain):
        return counted(1, attributes, noun)
    return " ".join([*(["the"] if article < 0.8 else []), *attributes, noun])


def _numbers(scene: Scene) -> dict[str, int]:
    found: dict[str, int] = {}
    for element in scene.elements:
        found[element.subject] = found.get(element.subject, 0) + element.count
    return found


def _of(scene: Scene, subject: str, colour: str = "") -> tuple[int, ...]:
    return tuple(
        k for k, e in enumerate(scene.elements) if e.subject == subject and colour in ("", e.paint_colour)
    )  # fmt: skip


def _things(scene: Scene, speaker: Speaker) -> Iterator[Claim]:
    for subject, number in _numbers(scene).items():
        yield Claim("subject", named(speaker, subject), met=True, parts=_of(scene, subject))
        if number in (1, 2, 3) and subject not in SCENERY.get(scene.place, ()):
            words = f"one {speaker.noun(subject)}" if number == 1 else named(speaker, subject, count=number)
            yield Claim("count", words, met=True, parts=_of(scene, subject))
    for e in scene.elements:
        yield Claim("colour", named(speaker, e.subject, e.paint_colour), True, _of(scene, e.subject, e.paint_colour))


def _circumstances(scene: Scene, speaker: Speaker) -> Iterator[Claim]:
    for kind, name, table in _told(scene):
        yield Claim(kind, _worded(speaker, name, table), met=True)
    if scene.abstract:
        yield Claim("style", speaker.one_of(ABSTRACT), met=True)


ABSTRACT = ("an abstract composition", "abstract art", "an abstract picture")
Table = dict[str, tuple[str, ...]]


def _told(scene: Scene) -> Iterator[tuple[str, str, Table]]:
    """The circumstances that can be seen, with the words for them."""
    if scene.place:
        yield "place", scene.place, PLACES
        if LANDS[scene.place].outdoors:
            yield "time", scene.time, TIMES
            yield "weather", scene.weather, WEATHERS
    if scene.season:
        yield "season", scene.season, SEASONS
    if not scene.abstract:
        yield "style", scene.style or "flat", STYLES


def circumstances(scene: Scene) -> dict[str, str]:
    """The circumstances that can be seen, by kind and own name; an abstract picture's style is `abstract`."""
    return {kind: name for kind, name, _ in _told(scene)} | ({"style": "abstract"} if scene.abstract else {})


def _worded(speaker: Speaker, name: str, table: Table) -> str:
    plain = isinstance(speaker, Plain) or (speaker.rng.random() < 0.5 and table is not STYLES)
    return table[name][0] if plain and table is STYLES else name if plain else speaker.one_of(table[name])


def _stands(scene: Scene, speaker: Speaker) -> Iterator[Claim]:
    numbers = _numbers(scene)
    for k, e in enumerate(scene.elements):
        side = _side(e)
        if numbers[e.subject] == 1 and side:
            yield Claim("position", f"{named(speaker, e.subject)} {speaker.one_of(WHERE[side])}", met=True, parts=(k,))
    for (a, first), (b, second) in _pairs(scene):
        if (word := _relation(first, second)) and numbers[first.subject] == numbers[second.subject] == 1:
            yield Claim("relation", related(speaker, first, word, second), met=True, parts=(a,))
            yield Claim("relation", related(speaker, second, _turned(word), first), met=True, parts=(b,))


def related(speaker: Speaker, first: Element, word: str, second: Element) -> str:
    return f"{named(speaker, first.subject)} {speaker.one_of(STANDS[word])} the {speaker.noun(second.subject)}"


def _side(element: Element) -> str:
    left, _, right, _ = element.box
    middle = (left + right) / 2
    return "left" if middle < 0.36 else "right" if middle > 0.64 else "centre" if 0.44 < middle < 0.56 else ""


def _pairs(scene: Scene) -> Iterator[tuple[tuple[int, Element], tuple[int, Element]]]:
    numbered = list(enumerate(scene.elements))
    for k, one in enumerate(numbered):
        for other in numbered[k + 1 :]:
            if one[1].subject != other[1].subject:
                yield one, other


def _relation(first: Element, second: Element) -> str:
    """How the first stands to the second, where that is plain to see."""
    one, other = first.box, second.box
    if second.relation in ("in front of", "behind", "above"):
        return {"in front of": "behind", "behind": "in front of", "above": ""}[second.relation]
    if one[2] < other[0] + 0.02:
        return "left of"
    return "right of" if other[2] < one[0] + 0.02 else ""


def _turned(word: str) -> str:
    return {"left of": "right of", "right of": "left of", "behind": "in front of", "in front of": "behind"}[word]


TRUE: tuple[Callable[[Scene, Speaker], Iterator[Claim]], ...] = (_things, _circumstances, _stands)


def _lies(scene: Scene, speaker: Speaker) -> Iterator[tuple[str, str]]:
    rng, numbers = speaker.rng, _numbers(scene)
    strangers = absent(scene)
    for subject in rng.sample(strangers, 4):
        yield "subject", named(speaker, subject)
    yield "count", named(speaker, rng.choice(strangers), count=rng.choice((2, 3)))
    for k, e in enumerate(scene.elements):
        held = {o.paint_colour for o in scene.elements if o.subject == e.subject}
        others = {o.paint_colour for o in scene.elements} - held  # a colour that another thing has is easily mistaken
        wrong = rng.choice(sorted(others)) if others and rng.random() < 0.5 else rng.choice(sorted(set(COLOURS) - held))
        yield "colour", named(speaker, e.subject, wrong)
        if numbers[e.subject] in (1, 2, 3) and e.subject not in SCENERY.get(scene.place, ()):
            number = rng.choice([n for n in (1, 2, 3) if n != numbers[e.subject]])
            yield "count", f"one {speaker.noun(e.subject)}" if number == 1 else named(speaker, e.subject, count=number)
        if numbers[e.subject] == 1 and (side := _side(e)):
            wrong = rng.choice([s for s in WHERE if s != side])
            yield "position", f"{named(speaker, e.subject)} {speaker.one_of(WHERE[wrong])}"
        if k == 0 and strangers:
            yield "relation", related(speaker, Element(rng.choice(strangers)), rng.choice(("left of", "right of")), e)
    for (_, first), (_, second) in _pairs(scene):
        if (word := _relation(first, second)) and numbers[first.subject] == numbers[second.subject] == 1:
            yield "relation", related(speaker, second, word, first)
            yield "relation", related(speaker, first, _turned(word), second)
    for kind, name, table in _told(scene):
        yield kind, _worded(speaker, rng.choice([n for n in table if n != name and not _confused(name, n)]), table)
    if not scene.abstract:
        yield "style", speaker.one_of(ABSTRACT)


def absent(scene: Scene) -> list[str]:
    """Subjects that are surely not to be seen."""
    near = set(SCENERY.get(scene.place, ()))
    for e in scene.elements:
        near |= {e.subject}.union(*(group for group in ALIKE if e.subject in group))
    return [name for name in SUBJECTS if name not in near]


def _confused(one: str, other: str) -> bool:
    """Pairs that a single look does not tell apart."""
    return {one, other} in (
        {"sunset", "sunrise"},
        {"oil painting", "van gogh"},
        {"oil painting", "monet"},
        {"sea", "lake"},
    )


def spoken(subject: str) -> tuple[str, ...]:
    """Every name of a subject, alone and in the plural: what a person may ask the eye for."""
    return tuple(word for name in SYNONYMS[subject] for word in (name, plural(name)))


__all__ = ["KINDS", "NUMBERS", "Claim", "Plain", "absent", "drawn", "facts", "lies", "named", "spoken"]
