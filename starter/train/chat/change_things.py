"""Changes to what is there: owns adding, removing, exchanging, counting and moving things."""

from dataclasses import replace
from random import Random
from typing import Any

from starter.train.chat import chinese, english
from starter.train.chat.change_looks import name_of, one_of
from starter.train.chat.change_slots import Change, slot_change, subjects_of
from starter.train.chat.lexicon import noun, pairs, phrases, words
from starter.train.chat.said import Said, filled, phrase
from starter.train.chat.scenes import PLACES, Scene, Thing, Wire, thing


def add_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One more thing."""
    new = replace(thing(rng), where=None)
    if rng.random() < 0.85:
        new = replace(new, action=None)
    index = len(scene.things)
    if zh:
        what = phrase(chinese.named(new, "s", rng), chinese.acting(new, "s", rng))
        at = (
            phrase(
                name_of(one_of(scene, rng)[1], rng, zh),
                rng.choice(("旁边", "前面", "后面", "边上", "上面", "附近", "旁")),
            )
            if index and rng.random() < 0.25
            else Said()
        )
        verb = rng.choice(phrases("changes.add_change_zh"))
        said = phrase(
            rng.choice(("", "在", "")) if at.text else "",
            at,
            verb,
            what,
            rng.choice(("", "", "进去", "到画面里", "在画里")) if not at.text and rng.random() < 0.2 else "",
        )
    else:
        what = english.named(new, "s", rng)
        head = rng.choice(phrases("changes.add_change_en"))
        tail = ""
        if head in ("put ", "place ", "draw ", "paint ", "insert ") or rng.random() < 0.25:
            tail = rng.choice(phrases("changes.add_change_en_2"))
            if scene.things and rng.random() < 0.6:
                tail = (
                    f" {rng.choice(phrases('changes.add_change_en_3'))} {name_of(one_of(scene, rng)[1], rng, zh).text}"
                )
            elif "setting" in scene.slots and rng.random() < 0.5:
                tail = f" {rng.choice(scene.slots['setting'].en)}"
        said = phrase(head, what, tail)
    made = new.wire(what.span("s"))
    return Change(said, {"subjects": [*subjects_of(scene), made]}, {"subjects": [made]})


def beside_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One more thing, or several, at one that is there and stays."""
    if not scene.things:
        return add_change(scene, rng, zh)
    new = replace(thing(rng), where=None, action=None)
    new = replace(new, count=rng.choice((2, 2, 3, 4))) if rng.random() < 0.35 else new
    code, names = ("zh", chinese) if zh else ("en", english)
    what = names.named(new, "s", rng)
    parts: dict[str, Said | str] = {
        "t": name_of(one_of(scene, rng)[1], rng, zh),
        "p": rng.choice(phrases(f"changes.beside_{code}_at")),
        "v": rng.choice(phrases(f"changes.beside_{code}_verb")),
        "x": what,
    }
    said = filled(rng.choice(phrases(f"changes.beside_{code}")), parts)
    made = new.wire(what.span("s"))
    return Change(said, {"subjects": [*subjects_of(scene), made]}, {"subjects": [made]})


def remove_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """One thing less, or no more weather."""
    heads_zh = pairs("changes.remove_change_zh")
    heads_en = pairs("changes.remove_change_en")
    head, tail = rng.choice(heads_zh if zh else heads_en)
    if "weather" in scene.slots and (not scene.things or rng.random() < 0.3):
        weather = scene.slots["weather"]
        name = (
            rng.choice(weather.bare_zh)
            if zh
            else f"the {weather.text if weather.text not in ('cloudy', 'clear') else 'clouds'}"
        )
        if rng.random() < 0.15:
            head, tail = (
                rng.choice((("少点", ""), ("不要那么多", ""), ("减少", "")))
                if zh
                else rng.choice(pairs("changes.remove_change_en_2"))
            )
            name = name.removeprefix("the ")
        return Change(phrase(head, name, tail), {"weather": None})
    if not scene.things or rng.random() < 0.25:
        return _element_removed(rng, zh, head, tail)
    at, item = one_of(scene, rng)
    kept = [subject for number, subject in enumerate(subjects_of(scene)) if number != at]
    return Change(phrase(head, name_of(item, rng, zh), tail), {"subjects": kept or None})


def _element_removed(rng: Random, zh: bool, head: str, tail: str) -> Change:
    what: Any = noun(rng) if rng.random() < 0.4 else rng.choice(words("element"))
    name = (
        rng.choice(what.zh)
        if zh
        else rng.choice(("the ", "the ", "all the ", "")) + rng.choice((what.en, getattr(what, "plural", what.en)))
    )
    said = phrase(head, Said().add(name, "avoid"), tail)
    found = {"avoid": [{"text": what.en, "from": said.span("avoid")}]}
    return Change(said, found, found)


def given_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Something for a thing that is there: "give the cat a hat"; or more of the same."""
    if not scene.things:
        return add_change(scene, rng, zh)
    _, item = one_of(scene, rng)
    called = name_of(item, rng, zh)
    if rng.random() < 0.4:
        more = Thing(item.noun if rng.random() < 0.4 else noun(rng, 0.1), count=3)
        if zh:
            what = (
                Said()
                .add(f"{rng.choice(('几', '些', '更多', '几'))}{more.noun.classifiers[0]}", "s")
                .add(more.noun.zh[0], "s", fixed=more.noun.made)
            )
            said = phrase(rng.choice(("多加", "再加", "再来", "多来", "再画", "再添")), what)
        else:
            what = Said().add("more ", "s").add(more.noun.plural, "s", fixed=more.noun.made)
            said = phrase(rng.choice(phrases("changes.given_change_en_2")), what)
    else:
        more = replace(thing(rng), where=None, action=None, count=1)
        what = chinese.named(more, "s", rng) if zh else english.named(more, "s", rng)
        if zh:
            said = phrase(
                rng.choice(("让", "让", "使")),
                called,
                rng.choice(("拿着", "抱着", "骑着", "追着", "坐在", "背着", "举着")),
                what,
            )
        else:
            head, link = rng.choice(pairs("changes.given_change_en"))
            said = phrase(head, called, link, what)
    made = more.wire(what.span("s"))
    return Change(said, {"subjects": [*subjects_of(scene), made]})


def swap_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """Another thing in the place of one that is there."""
    if not scene.things:
        return add_change(scene, rng, zh)
    at, item = one_of(scene, rng)
    new = replace(thing(rng), where=None, action=None)
    called = name_of(item, rng, zh)
    if zh:
        what = chinese.named(new, "s", rng, bare=rng.random() < 0.6)
        said = phrase(
            rng.choice(("把", "把", "将", "")),
            called,
            rng.choice(("换成", "变成", "改成", "替换成", "改为", "换为", "替换为")),
            what,
        )
    else:
        what = english.named(new, "s", rng)
        head, link = rng.choice(pairs("changes.swap_change_en"))
        said = phrase(head, called, link, what)
    kept = subjects_of(scene)
    made = new.wire(what.span("s"))
    if "where" in kept[at]:
        made = {
            key: made.get(key, kept[at]["where"])
            for key in ("what", "attributes", "count", "where", "from")
            if key in made or key == "where"
        }
    kept[at] = made
    return Change(said, {"subjects": kept})


def count_change(scene: Scene, rng: Random, zh: bool) -> Change:
    """More or fewer of a thing, or the same thing somewhere else in the picture."""
    if not scene.things:
        return slot_change(scene, rng, zh)
    at, item = one_of(scene, rng)
    kept = subjects_of(scene)
    if rng.random() < 0.5:
        side = rng.choice(tuple(PLACES))
        called = name_of(item, rng, zh, "s")
        if not zh and rng.random() < 0.3:
            said = phrase(
                rng.choice(("i want ", "have ", "show ", "", "i'd like ")),
                called,
                Said().add(f" {PLACES[side]}", "s"),
                rng.choice(("", " instead")),
            )
        elif zh:
            said = phrase(
                "把", called, Said().add(rng.choice(("移到", "放到", "挪到", "放在")) + chinese.SIDES[side], "s")
            )
        else:
            said = phrase(
                rng.choice(("move ", "put ", "place ", "shift ")),
                called,
                Said().add({"left": " to the left", "right": " to the right", "middle": " to the middle"}[side], "s"),
            )
        new: Wire = {**kept[at], "where": PLACES[side]}
    else:
        count = rng.choice((2, 2, 3, 3, 4, 5, 6))
        many = (
            Said()
            .add(f"{chinese.NUMBERS[count]}{item.noun.classifiers[0]}" if zh else f"{english.NUMBERS[count]} ", "s")
            .add(item.noun.zh[0] if zh else item.noun.plural, "s", fixed=item.noun.made)
        )
        said = phrase(
            rng.choice(("改成", "变成", "画", "要", "换成") if zh else phrases("changes.count_change_en")), many
        )
        new = {**kept[at], "count": count}
    new["from"] = said.span("s")
    kept[at] = {key: new[key] for key in ("what", "attributes", "count", "where", "from") if key in new}
    return Change(said, {"subjects": kept})
