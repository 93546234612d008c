"""English for what a picture shall show. Owns the phrasing of scenes and of wishes; the meaning is given."""

from random import Random
from typing import Final

from orchestrator.domain.english import article as indefinite
from starter.train.chat.lexicon import Slot, phrases, words
from starter.train.chat.said import Said, joined, phrase
from starter.train.chat.scenes import LIVING, PLACES, Scene, Thing

NUMBERS: Final = dict(enumerate(phrases("english.numbers"), start=1))
WISHES: Final = phrases("english.wishes")
PICTURES: Final = phrases("english.pictures")
ENDS: Final = phrases("english.ends")


def number(count: int, rng: Random) -> str:
    """A count in words or digits."""
    return NUMBERS[count] if rng.random() < 0.75 else str(count)


def some(count: int, rng: Random) -> str:
    """A count of things, sometimes vaguely."""
    if count == 2 and rng.random() < 0.12:
        return "a pair of"
    if count == 2 and rng.random() < 0.06:
        return "a couple of"
    if count == 3 and rng.random() < 0.35:
        return rng.choice(("some", "several", "a few"))
    if count == 6 and rng.random() < 0.35:
        return rng.choice(("many", "lots of"))
    return "a dozen" if count == 12 and rng.random() < 0.7 else number(count, rng)


def named(thing: Thing, label: str, rng: Random, article: str | None = None, terse: bool = False) -> Said:
    """A noun phrase. `article` replaces the indefinite one."""
    adjectives = " ".join(word.en for word in thing.attributes)
    noun = thing.noun.en if thing.count == 1 else thing.noun.plural
    doing, after, before = thing.action, "", ""
    if doing and rng.random() < 0.35 and " " not in doing.en:
        before = doing.en
    elif doing:
        after = rng.choice(
            (" {}", " {}", " that is {}", " who is {}" if thing.noun.kind == "person" else " {}")
        ).format(doing.en)
    elif adjectives and thing.count == 1 and rng.random() < 0.04:
        adjectives, after = "", f" that is {adjectives}"
    core = " ".join(part for part in (adjectives, before) if part)
    head = f"{core} " if core else ""
    if thing.count > 1:
        first = some(thing.count, rng)
    elif article is not None:
        first = article
    elif terse and rng.random() < 0.7:
        first = ""
    else:
        first = indefinite(head + noun)
        first = rng.choice((first,) * 12 + ("one", "the", "some kind of" if thing.noun.made else first))
    said = Said().add(f"{first} " if first else "", label).add(head, label)
    said.add(noun, label, fixed=thing.noun.made).add(after, label)
    if thing.where:
        said.add(
            f" {PLACES[thing.where] if rng.random() < 0.8 or thing.where == 'middle' else 'to the ' + thing.where}",
            label,
        )
    return said


def told(slot: Slot, rng: Random, bare: bool = False) -> Said:
    """A slot's value: a phrase, or the bare words."""
    if slot.slot != "style":
        return Said().add(rng.choice(slot.bare_en if bare else slot.en), slot.slot)
    if slot.bare_en:
        medium = slot.bare_en[0]
        forms = (medium,) if bare else (medium, f"as {a(medium)}", f"{medium} style", f"in {medium} style", medium)
    else:
        name = slot.en[0]
        forms = (
            f"{name} style",
            f"in {name} style",
            f"in the style of {name}",
            f"in a {name} style",
            f"{name} style art",
        )
    return Said().add(rng.choice(forms), "style")


def a(noun: str) -> str:
    """With its indefinite article."""
    return f"{indefinite(noun)} {noun}"


def core(scene: Scene, rng: Random, terse: bool) -> Said:
    """The things, and how they stand together."""
    parts = [named(thing, f"s{n}", rng, terse=terse) for n, thing in enumerate(scene.things)]
    if len(parts) == 2 and scene.relation:
        verb = scene.relation.en
        link = rng.choice((verb, verb, f"that is {verb}", f"is {verb}")) if rng.random() < 0.4 else verb
        return phrase(parts[0].add(f" {link}", "s0"), " ", parts[1])
    if len(parts) == 2 and not terse:
        link = rng.choice([word.en for word in words("near") if word.en != "between"]) if rng.random() < 0.6 else "and"
        return joined(parts, f" {link} ")
    if len(parts) == 3 and not terse:
        return phrase(parts[0], ", ", parts[1], rng.choice((" and ", ", and ")), parts[2])
    return joined(parts, ", ")


def described(scene: Scene, rng: Random) -> Said:
    """The whole scene as somebody may put it, without a wish around it."""
    terse = rng.random() < 0.17
    around = [slot for name, slot in scene.slots.items() if name != "style"]
    rng.shuffle(around)
    front = Said()
    if not scene.things and not {"setting", "time", "weather"} & scene.slots.keys():
        return _abstract(scene, rng)
    if not scene.things:
        place = scene.slots[next(slot for slot in ("setting", "time", "weather") if slot in scene.slots)]
        word = rng.choice(place.bare_en)
        article = a(word)[: -len(word)] if place.slot == "time" and rng.random() < 0.5 else ""
        body = Said().add(article + word, place.slot)
        around.remove(place)
        if scene.slots.get("weather") in around and rng.random() < 0.5:
            mood = scene.slots["weather"]
            around.remove(mood)
            body = phrase(
                Said().add("a " if rng.random() < 0.8 else "").add(rng.choice(mood.bare_en), "weather"), " ", body
            )
        if scene.slots.get("time") in around and rng.random() < 0.25 and not terse:
            around.remove(scene.slots["time"])
            front = phrase(
                Said().add(rng.choice(scene.slots["time"].bare_en), "time"), rng.choice((" over ", " at ", " in "))
            )
    else:
        body = core(scene, rng, terse)
        if around and not terse and rng.random() < 0.1:
            front = phrase(told(around.pop(), rng), ", ")
        elif "setting" in scene.slots and rng.random() < 0.07 and scene.slots["setting"] in around:
            around.remove(scene.slots["setting"])
            front = phrase(told(scene.slots["setting"], rng, bare=True), " with ")
        elif "time" in scene.slots and rng.random() < 0.04 and scene.slots["time"] in around:
            around.remove(scene.slots["time"])
            front = phrase(told(scene.slots["time"], rng, bare=True), " with ")
    between = rng.choice((", ", " ", ", ")) if terse else rng.choice((" ", " ", " ", ", "))
    rest = [told(slot, rng, bare=terse or rng.random() < (0.5 if between == ", " else 0.0)) for slot in around]
    end = Said()
    if rest and not terse and rng.random() < 0.05:
        rest.pop()
        end = phrase(rng.choice((", it is ", ". it is ", ", make it ", ". make it ")), told(around[-1], rng, bare=True))
    out = phrase(joined([phrase(front, body), *rest], between), end)
    return painted(out, scene.slots.get("style"), rng) if "style" in scene.slots else out


def _abstract(scene: Scene, rng: Random) -> Said:
    style = scene.slots["style"]
    name = rng.choice((a(style.bare_en[0]), style.bare_en[0])) if style.bare_en else f"something in {style.en[0]} style"
    rest = [told(slot, rng) for slot in scene.slots.values() if slot is not style]
    return joined([Said().add(name, "style"), *rest], rng.choice((", ", " ", ", ")))


def painted(said: Said, style: Slot | None, rng: Random) -> Said:
    """With its style before or behind."""
    if style is None:
        return said
    if style.bare_en and rng.random() < 0.5:
        medium = style.bare_en[0]
        first = Said().add(rng.choice((a(medium), medium, a(medium))), "style")
        return phrase(first, rng.choice((" of ", " of ", ": ", " showing ")), said)
    if not style.bare_en and rng.random() < 0.25:
        return phrase(Said().add(f"{style.en[0]} style", "style"), rng.choice((" ", ": ")), said)
    return phrase(said, rng.choice((", ", ", ", " ")), told(style, rng))


def wished(said: Said, rng: Random, bare: float = 0.4) -> Said:
    """With the words of a wish around it, or none."""
    if rng.random() < bare:
        return phrase(said, rng.choice(ENDS)) if rng.random() < 0.15 else said
    wish = rng.choice(WISHES)
    middle = f"{rng.choice(PICTURES)} " if rng.random() < 0.4 and not wish.endswith(":") else ""
    head = middle if rng.random() < 0.25 and middle else f"{wish} {middle}"
    return phrase(head, said, rng.choice(ENDS) if rng.random() < 0.3 else "")


def many(said: Said, count: int, rng: Random) -> Said:
    """A wish for several pictures of one scene."""
    kind = rng.choice(phrases("english.many_en"))
    digits = number(count, rng)
    if rng.random() < 0.12:
        return phrase(
            said,
            rng.choice(
                (
                    f", {digits} {kind}",
                    f", {digits} times",
                    f" x{count}",
                    f" ({digits} {kind})",
                    f", {digits} {kind} please",
                )
            ),
        )
    wish = rng.choice(phrases("english.many_en_2"))
    link = rng.choice((" of ", " of ", " showing ", " with ", ": "))
    return phrase(f"{wish}{digits} {kind}{link}", said, rng.choice(ENDS) if rng.random() < 0.2 else "")


def alive(thing: Thing) -> bool:
    """Whether it may do something."""
    return thing.noun.kind in LIVING
