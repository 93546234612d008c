"""Changes to how a thing looks or what it does: owns its colours, qualities and actions, and how things are called."""

from random import Random
from typing import Any, Final

from starter.train.chat import english
from starter.train.chat.change_slots import Change, subjects_of
from starter.train.chat.lexicon import pairs, phrases, rows, words
from starter.train.chat.said import Said, phrase
from starter.train.chat.scenes import Scene, Thing, Wire, colour

LIGHT: Final = frozenset({"dark", "bright", "light", "colourful"})
SHAPES: Final = tuple(row for row in rows("change") if row[1] not in LIGHT)
"""What a thing may become; lighter and darker is an adjustment, and the part it is of is found first."""
COLOURS: Final = frozenset(word.en for word in words("colour"))


def one_of(scene: Scene, rng: Random) -> tuple[int, Thing]:
    """One of the things that are there, and its number."""
    at = rng.randrange(len(scene.things))
    return at, scene.things[at]


def name_of(item: Thing, rng: Random, zh: bool, label: str = "") -> Said:
    """How somebody calls a thing that is there."""
    labels = (label,) if label else ()
    if zh:
        name = rng.choice(item.noun.zh)
        tint = rng.choice(item.attributes[-1].zh) if item.attributes and rng.random() < 0.12 else ""
        name = (tint + ("" if not tint or tint.endswith("的") else "的")) + name
        return (
            Said()
            .add(rng.choice(("", "", "", "那" + item.noun.classifiers[0])), *labels)
            .add(name, *labels, fixed=item.noun.made)
        )
    name = item.noun.en if item.count == 1 else item.noun.plural
    tint = f"{item.attributes[-1].en} " if item.attributes and rng.random() < 0.12 else ""
    return (
        Said()
        .add(rng.choice(("the ", "the ", "the ", "the ", "that ", "")) + tint, *labels)
        .add(name, *labels, fixed=item.noun.made)
    )


def attribute_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Another colour, quality or action of a thing that is there; or of some part of it nobody named."""
    kept = subjects_of(scene)
    if not scene.things or rng.random() < 0.2:
        return _element_change(kept, rng, zh)
    at, item = one_of(scene, rng)
    old = kept[at]
    attributes = list(old.get("attributes", []))
    chance = rng.random()
    if chance < 0.07:
        return _colour_alone(kept, rng, zh)
    if chance < 0.58:
        new = colour(rng)
        attributes = [new.en if word in COLOURS else word for word in attributes]
        attributes = attributes if new.en in attributes else [*attributes, new.en]
    elif chance < 0.78 and english.alive(item):
        new = rng.choice([word for word in words("action") if " " not in word.en])
        doing = {word.en for word in words("action")}
        attributes = [new.en if word in doing else word for word in attributes]
        attributes = attributes if new.en in attributes else [*attributes, new.en]
    elif chance < 0.88:
        return _grown(scene, at, rng, zh)
    else:
        new = rng.choice(words("adjective"))
        attributes = [*attributes, new.en] if new.en not in attributes else attributes
    said = _attributed(item, new, rng, zh, chance)
    kept[at] = _subject(old, attributes, said.span("s"))
    return Change(said, {"subjects": kept})


def _colour_alone(kept: list[Wire], rng: Random, zh: bool) -> Change:
    """Another colour for the main thing, which is not named."""
    new = colour(rng)
    tint = Said().add(rng.choice(new.zh) if zh else new.en, "s")
    if zh:
        head, tail = rng.choice(pairs("changes.colour_alone_zh"))
    else:
        head, tail = rng.choice(pairs("changes.colour_alone_en"))
    said = phrase(head, tint, tail)
    attributes = [new.en if word in COLOURS else word for word in kept[0].get("attributes", [])]
    attributes = attributes if new.en in attributes else [*attributes, new.en]
    return Change(said, {"subjects": [_subject(kept[0], attributes, said.span("s")), *kept[1:]]})


def _subject(old: Wire, attributes: list[str], span: str | None) -> Wire:
    made = {"what": old["what"], "attributes": attributes} | {key: old[key] for key in ("count", "where") if key in old}
    return made | ({"from": span} if span else {})


def _attributed(item: Thing, new: Any, rng: Random, zh: bool, chance: float) -> Said:
    called = name_of(item, rng, zh, "s")
    if zh:
        word = rng.choice(new.zh)
        if chance < 0.58:
            tint = Said().add(word + rng.choice(("", "", "的")), "s")
            verb = rng.choice(phrases("changes.attributed_zh"))
            return phrase(rng.choice(("把", "把", "把", "让", "将", "")), called, Said().add(verb, "s"), tint)
        if chance < 0.78:
            return phrase(
                rng.choice(("让", "让", "使", "把")),
                called,
                Said().add(rng.choice(("", "在", "正在", "去")) + word + rng.choice(("", "起来", "")), "s"),
            )
        return phrase(
            rng.choice(("把", "让", "将")), called, Said().add(rng.choice(("变成", "变得", "改成", "变")) + word, "s")
        )
    if chance < 0.58:
        forms = pairs("changes.attributed_en")
    elif chance < 0.78:
        forms = pairs("changes.attributed_en_2")
    else:
        forms = pairs("changes.attributed_en_3")
    head, link = rng.choice(forms)
    return phrase(head, called, Said().add(link, "s").add(new.en, "s"))


def _grown(scene: Scene, at: int, rng: Random, zh: bool) -> Change:
    kept, item = subjects_of(scene), scene.things[at]
    said_en, word, said_zh = rng.choice(SHAPES)
    called = name_of(item, rng, zh, "s")
    if zh:
        said = phrase(
            rng.choice(("把", "让", "", "将")),
            called,
            Said().add(rng.choice(("", "变", "弄", "画")) + rng.choice(said_zh.split("/")), "s"),
        )
    elif rng.random() < 0.25:
        name = item.noun.en if item.count == 1 else item.noun.plural
        article = rng.choice(("a ", "")) if item.count == 1 else ""
        said = phrase(
            rng.choice(("", "i want ", "make ", "give me ", "i'd like ")), Said().add(f"{article}{said_en} {name}", "s")
        )
    else:
        said = phrase(
            rng.choice(("make ", "make ", "make ", "i want ", "let ", "")),
            called,
            Said().add(rng.choice((" ", " ", " be ", " look ")) + said_en, "s"),
        )
    kept[at] = _subject(kept[at], [*kept[at].get("attributes", []), word], said.span("s"))
    return Change(said, {"subjects": kept})


def _element_change(kept: list[Wire], rng: Random, zh: bool) -> Change:
    part = rng.choice(words("element"))
    said_en, word, said_zh = rng.choice(SHAPES)
    if rng.random() < 0.45:
        tint = colour(rng)
        said_en, word, said_zh = (
            rng.choice(("", "", "", "more ")) + tint.en,
            tint.en,
            rng.choice(("变成", "改成", "换成", "涂成")) + rng.choice(tint.zh),
        )
    elif rng.random() < 0.12:
        said_en, word, said_zh = "blurred", "blurred", "虚化/模糊一点"
    if zh:
        said = phrase(
            rng.choice(("把", "让", "", "", "将")),
            Said()
            .add(rng.choice(part.zh), "s")
            .add(rng.choice(("", "", "变", "再")) if "成" not in said_zh else "", "s")
            .add(rng.choice(said_zh.split("/")), "s"),
        )
    else:
        head, link = rng.choice(pairs("changes.element_change_en"))
        shape = f"the {part.en}{link}{said_en}"
        if rng.random() < 0.25:
            head, shape = rng.choice(phrases("changes.element_change_en_2")), f"{said_en} {part.en}"
        said = phrase(head, Said().add(shape, "s"))
        if word == "blurred" and rng.random() < 0.7:
            said = phrase(Said().add(f"blur the {part.en}", "s"))
    made = {"what": part.en, "attributes": [word], "from": said.span("s")}
    return Change(said, {"subjects": [*kept, made]}, {"subjects": [made]})
