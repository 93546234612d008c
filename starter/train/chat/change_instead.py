"""Changes that say what is not wanted and what is wanted in its place: "not a dog but a cat". Owns how that is said."""

from dataclasses import replace
from random import Random

from starter.train.chat import chinese, english
from starter.train.chat.change_looks import COLOURS, name_of, one_of
from starter.train.chat.change_slots import Change, subjects_of
from starter.train.chat.change_things import add_change
from starter.train.chat.lexicon import phrases, words
from starter.train.chat.said import Said, filled
from starter.train.chat.scenes import Scene, thing, value


def instead_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One thing, colour or value of a slot is said not to be wanted, another to be: "not a dog but a cat"."""
    slots = [slot for slot in ("setting", "time", "weather") if slot in scene.slots]
    if not scene.things or (slots and rng.random() < 0.3):
        return _slot_instead(scene, rng.choice(slots), rng, zh) if slots else add_change(scene, rng, zh)
    at, item = one_of(scene, rng)
    kept = subjects_of(scene)
    if item.attributes and item.attributes[-1].en in COLOURS and rng.random() < 0.4:
        old = item.attributes[-1]
        new = rng.choice([one for one in words("colour") if one.en != old.en])
        said = _not_but(
            Said().add(rng.choice(old.zh) if zh else old.en),
            Said().add(rng.choice(new.zh) if zh else new.en, "s"),
            rng,
            zh,
        )
        looks = [new.en if word == old.en else word for word in kept[at]["attributes"]]
        changed = {**kept[at], "attributes": list(dict.fromkeys(looks)), "from": said.span("s")}
        kept[at] = {key: changed[key] for key in ("what", "attributes", "count", "where", "from") if key in changed}
        return Change(said, {"subjects": kept})
    new_thing = replace(thing(rng), where=None, action=None)
    bare_zh = rng.random() < 0.5
    what = chinese.named(new_thing, "s", rng, bare=bare_zh) if zh else english.named(new_thing, "s", rng)
    if rng.random() < 0.3:
        said = filled(rng.choice(phrases("changes.same_but_zh" if zh else "changes.same_but_en")), {"b": what})
        at = 0
    else:
        said = _not_but(name_of(item, rng, zh), what, rng, zh)
    made = new_thing.wire(what.span("s"))
    if "where" in kept[at]:
        made = {
            key: {**kept[at], **made}[key]
            for key in ("what", "attributes", "count", "where", "from")
            if key in made or key == "where"
        }
    kept[at] = made
    return Change(said, {"subjects": kept})


def _slot_instead(scene: Scene, slot: str, rng: Random, zh: bool) -> Change:
    old, new = scene.slots[slot], value(slot, rng)
    while new.text == old.text:
        new = value(slot, rng)
    words_for = (
        rng.choice(new.bare_zh)
        if zh
        else rng.choice(new.en if slot == "setting" and rng.random() < 0.5 else new.bare_en)
    )
    said = _not_but(
        Said().add(rng.choice(old.bare_zh) if zh else rng.choice(("the ", "")) + old.text),
        Said().add(words_for, slot),
        rng,
        zh,
    )
    return Change(said, {slot: {"text": new.text, "from": said.span(slot)}})


def _not_but(gone: Said, new: Said, rng: Random, zh: bool) -> Said:
    return filled(rng.choice(phrases("changes.not_but_zh" if zh else "changes.not_but_en")), {"a": gone, "b": new})
