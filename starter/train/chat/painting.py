"""Wishes to paint into a part of a picture, by mask or by a named place. Owns their clauses; knows no other tool."""

from dataclasses import replace
from random import Random

from starter.train.chat import chinese, english
from starter.train.chat.lexicon import Word, nouns, pairs, phrases, words
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, phrase
from starter.train.chat.scenes import Scene, Thing, thing
from starter.train.chat.session import Session, localised
from starter.train.chat.wish import Wish, table


def _painted_thing(rng: Random, zh: bool) -> Thing:
    if rng.random() < 0.1:
        part: Word = rng.choice(words("element"))
        known = {n.en for n in nouns()}
        if part.en not in known:
            base = replace(nouns()[0], en=part.en, zh=part.zh, classifiers=("片",), kind="thing", plural=part.en)
            return Thing(base, thing(rng).attributes[-1:])
    new = replace(thing(rng), where=None)
    new = replace(new, action=None) if rng.random() < 0.8 else new
    return localised(Scene((new,))).things[0] if zh else new


def _named(new: Thing, rng: Random, zh: bool) -> Said:
    if zh:
        return phrase(chinese.named(new, "s0", rng), chinese.acting(new, "s0", rng))
    massive = new.noun.plural == new.noun.en and new.noun.kind == "thing"
    return english.named(new, "s0", rng, article=rng.choice(("", "some", "")) if massive and new.count == 1 else None)


def inpaint_mask(out: Session, rng: Random, zh: bool) -> Wish:
    """Something painted where the attached mask is."""
    on = next(on for mask, on, _ in out.masks if mask == out.mask)
    step = {"tool": "inpaint", "source": on, "mask": out.mask}
    if rng.random() < 0.16:
        return Wish(_erased(rng, zh), (step,), True, {})
    new = _painted_thing(rng, zh)
    what = _named(new, rng, zh)
    if zh:
        place = rng.choice(phrases("wishes.inpaint_mask_zh"))
        verb = rng.choice(
            (
                "放",
                "画",
                "加",
                "加上",
                "添",
                "来",
                "弄",
                "放上",
                "画上",
                "要",
                "有",
                "添加",
                "变成",
                "换成",
                "放个" if new.count == 1 else "放",
            )
        )
        forms = (
            phrase(place, verb, what),
            phrase(place, verb, what),
            phrase(verb, what),
            phrase(
                rng.choice(phrases("wishes.inpaint_mask_zh_2")),
                rng.choice(("换成", "变成", "改成", "替换成", "填成")),
                what,
            ),
            what,
            phrase(verb, what, rng.choice(("在这里", "在这儿", "在那里", "进去"))),
            phrase("用", what, rng.choice(("填充", "填满", "替换", "盖住"))),
        )
    else:
        place = rng.choice(phrases("wishes.inpaint_mask_en"))
        verb = rng.choice(phrases("wishes.inpaint_mask_en_2"))
        swap = rng.choice(pairs("wishes.inpaint_mask_en_3"))
        forms = (
            phrase(verb, what, place),
            phrase(verb, what, place),
            phrase(verb, what, place),
            phrase(swap[0], what),
            phrase(what, place),
            what,
            phrase(place.strip(), " ", verb, what) if place else phrase(verb, what),
        )
    said = rng.choice(forms)
    return Wish(said, (step,), True, Scene((new,)).wire(said))


def _erased(rng: Random, zh: bool) -> Said:
    what = rng.choice(nouns())
    if zh:
        name = rng.choice(
            (
                "这里",
                "这个",
                "这部分",
                "涂的部分",
                "选中的东西",
                "它",
                what.zh[0],
                f"这个{what.zh[0]}",
                "这块",
                "标记的东西",
            )
        )
        head, tail = rng.choice(pairs("wishes.erased_zh"))
        return Said().add(f"{head}{name}{tail}")
    name = rng.choice(
        (
            "this",
            "it",
            "that",
            f"the {what.en}",
            "the marked part",
            "what i marked",
            "this thing",
            "everything in here",
            f"this {what.en}",
            "the selected area",
            "the thing i painted over",
            "that thing",
        )
    )
    head = rng.choice(phrases("wishes.erased_en"))
    return Said().add(head.format(name))


def inpaint_region(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Something painted at a place that is named."""
    at = at or refer(out, rng, zh, bare=0.8)
    region = rng.choice(tuple(table()["regions"]))
    place = _place(region, rng, zh)
    new = _painted_thing(rng, zh)
    what = _named(new, rng, zh)
    if zh:
        of = "" if at.bare else rng.choice((f"{at.text}的", f"{at.text}", f"{at.text}里", f"在{at.text}的"))
        verb = rng.choice(phrases("wishes.inpaint_region_zh"))
        said = rng.choice(
            (
                phrase(of, place, verb, what),
                phrase(rng.choice(("在", "")) if not of else "", of, place, verb, what),
                phrase(rng.choice(("把", "")), what, rng.choice(("放在", "画在", "加在", "放到")), of, place),
                phrase(verb, what, rng.choice(("在", ",在", ",")), of, place),
            )
        )
    else:
        of = "" if at.bare else rng.choice((f" of {at.text}", f" in {at.text}", f" of {at.text}"))
        verb = rng.choice(phrases("wishes.inpaint_region_en"))
        said = rng.choice(
            (
                phrase(verb, what, " ", place, of),
                phrase(verb, what, " ", place, of),
                phrase(place, of, rng.choice((" ", ", ")), verb, what),
                phrase(what, " ", place, of) if " " in region or of else phrase(verb, what, " ", place),
            )
        )
    return Wish(said, ({"tool": "inpaint", "source": at.handle, "region": region},), True, Scene((new,)).wire(said))


def _place(region: str, rng: Random, zh: bool) -> str:
    en, other = table()["regions"][region][0], table()["regions"][region][1]
    return str(rng.choice((other if zh else en).split("|")))
