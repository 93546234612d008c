"""One thing somebody wants of the tools, said: owns the clause and the step of every tool. Refuses to combine them."""

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Any, Final

from starter.train.chat import chinese, english
from starter.train.chat.changes import change
from starter.train.chat.lexicon import FOLDER, Word, nouns, pairs, phrases, words
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Piece, Said, phrase
from starter.train.chat.scenes import Scene, Thing, Wire, scene, thing, value
from starter.train.chat.session import Session, localised

SLIGHT: Final = (
    ("a bit ", "slightly ", "a little ", "a little bit ", "a touch ", "a tad ", "just a bit ", "very slightly "),
    ("稍微", "略微", "稍稍", "微微"),
)
STRONG: Final = (
    ("much ", "a lot ", "way ", "far ", "significantly ", "considerably ", "very much "),
    ("大幅", "明显", "大大", "狠狠"),
)
ADJUST: Final = (
    "brighten",
    "darken",
    "contrast",
    "saturate",
    "desaturate",
    "grey",
    "warmer",
    "cooler",
    "sharpen",
    "denoise",
    "auto",
)


@dataclass(frozen=True)
class Wish:
    """A clause and its steps. `content`: it says what shall be seen, so several of them each need their `words`."""

    said: Said
    steps: tuple[dict[str, Any], ...]
    content: bool = False
    fresh: Wire | None = field(default=None)
    """What `REWRITE new` makes of it."""
    patch: dict[str, Any] | None = None
    source: Scene | None = None


@cache
def table() -> dict[str, Any]:
    """The phrases for what takes no description."""
    return tomllib.loads((FOLDER / "tools.toml").read_text(encoding="utf-8"))


def pointed(template: str, at: Reference, rng: Random, zh: bool) -> str:
    """`template` with the picture in it, or around it when it is not the one in focus."""
    if "{it}" in template:
        return template.replace("{it}", at.text)
    if at.bare:
        return template
    if zh:
        return rng.choice(
            (f"{at.text}{template}", f"{at.text},{template}", f"把{at.text}{template}", f"用{at.text},{template}")
        )
    return rng.choice(
        (
            f"{at.text}, but {template}",
            f"{at.text} but {template}",
            f"{template}, {at.text}",
            f"{at.text}: {template}",
            f"take {at.text}: {template}",
            f"for {at.text}: {template}",
            f"{at.text}, {template}",
        )
    )


def generate(rng: Random, zh: bool, counted: float = 0.16) -> Wish:
    """A new picture, or several."""
    one = localised(scene(rng)) if zh else scene(rng)
    manner = chinese if zh else english
    told = manner.described(one, rng)
    step: dict[str, Any] = {"tool": "generate"}
    if rng.random() < counted:
        count = rng.choice((2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 7))
        said, step = manner.many(told, count, rng), {**step, "count": count}
    else:
        said = manner.wished(told, rng)
    return Wish(said, (step,), True, one.wire(said), source=one)


def edit(out: Session, rng: Random, zh: bool, at: Reference | None = None, before: Scene | None = None) -> Wish:
    """A change to the content of a picture; `before` is what an earlier step makes."""
    at = at or refer(out, rng, zh)
    shown = (out.at(at.handle).scene if at.handle.startswith("#") else before) or Scene()
    asked = change(shown, rng, zh)
    if not at.bare and rng.random() < 0.1:
        return _like(at, shown, rng, zh)
    said = asked.said if at.bare else _wrapped(asked.said, at.text, rng, zh)
    return Wish(said, ({"tool": "edit", "source": at.handle},), True, asked.fresh, asked.patch, shown)


def _like(at: Reference, shown: Scene, rng: Random, zh: bool) -> Wish:
    """Like another picture, but at another time or place."""
    new = value(rng.choice(("time", "weather", "setting", "time", "weather")), rng)
    if zh:
        head = rng.choice(phrases("wishes.like_zh"))
        said = phrase(head.format(at.text), Said().add(rng.choice(new.zh + new.bare_zh), new.slot))
    else:
        head = rng.choice(phrases("wishes.like_en"))
        said = phrase(
            head.format(at.text), Said().add(rng.choice(new.bare_en if head.endswith("make it ") else new.en), new.slot)
        )
    found = {new.slot: {"text": new.text, "from": said.span(new.slot)}}
    return Wish(said, ({"tool": "edit", "source": at.handle},), True, found, found, shown)


def _wrapped(said: Said, at: str, rng: Random, zh: bool) -> Said:
    first = said.pieces[0] if said.pieces else Piece("")
    if zh:
        if "它" in first.text and rng.random() < 0.7:
            return Said([Piece(first.text.replace("它", at), first.labels), *said.pieces[1:]])
        if first.text.startswith(("变", "改", "换")) and rng.random() < 0.6:
            return phrase(rng.choice(("把", "", "将", "")), at, said)
        if first.text.startswith("把") and not first.labels and rng.random() < 0.35:
            return phrase(
                "把",
                at,
                rng.choice(("里的", "中的", "里")),
                Said([Piece(first.text[1:], first.labels), *said.pieces[1:]]),
            )
        forms = pairs("wishes.wrapped_zh")
    else:
        if " it " in f" {first.text}" and rng.random() < 0.65:
            head = f" {first.text}".replace(" it ", f" {at} ", 1)[1:]
            return Said([Piece(head, first.labels), *said.pieces[1:]])
        forms = pairs("wishes.wrapped_en")
    head, tail = rng.choice(forms)
    return phrase(head.format(at), said, tail.format(at))


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


def upscale(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Larger."""
    at = at or refer(out, rng, zh)
    scale = rng.choices((None, 2, 4), (36, 36, 28))[0]
    template = rng.choice(table()["upscale"][("zh" if zh else "en") + (str(scale) if scale else "")])
    step = {"tool": "upscale", "source": at.handle} | ({"scale": scale} if scale else {})
    return Wish(Said().add(pointed(template, at, rng, zh)), (step,))


def enhance(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Light, colour, sharpness, noise."""
    at = at or refer(out, rng, zh, bare=0.65)
    adjust = rng.choice(ADJUST)
    template, amount = rng.choice(table()["enhance"][adjust]["zh" if zh else "en"]), None
    if "{by}" in template:
        amount = rng.choices((None, "slight", "strong"), (5, 3, 2))[0]
        by = "" if amount is None else rng.choice((SLIGHT if amount == "slight" else STRONG)[zh])
        if not zh and amount == "strong" and "more" in template and "{by}more" not in template:
            by = "much "
        template = template.replace("{by}", by)
    if adjust == "grey":
        adjust, amount = "desaturate", "strong"
    step = {"tool": "enhance", "source": at.handle, "adjust": adjust} | ({"amount": amount} if amount else {})
    return Wish(Said().add(pointed(template, at, rng, zh)), (step,))


def vary(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """More pictures like one there is."""
    at = at or refer(out, rng, zh)
    count = rng.choices((1, 2, 3, 4, 5, 6, 7, 8), (34, 15, 20, 13, 7, 5, 2, 4))[0]
    language = "zh" if zh else "en"
    kind = "one" if count == 1 else ("back" if not at.bare and rng.random() < 0.4 else "many")
    template = rng.choice(table()["variation"][f"{kind}_{language}"])
    step: dict[str, Any] = {"tool": "generate", "source": at.handle} | ({"count": count} if count > 1 else {})
    digits = (chinese if zh else english).number(count, rng)
    if count > 1 and rng.random() < 0.17:
        how = rng.choice(("subtle", "strong"))
        adverb = rng.choice(table()["variation"][f"{how}_{language}"])
        digits = f"{digits}{'个' if zh else ' '}{adverb}"
        template = template.replace("{n}张", "{n}").replace("{n}个", "{n}") if zh else template
        if zh or "{n} vari" in template or "{n} versions" in template or "{n} alternatives" in template:
            step["variation"] = how
            if zh and template.endswith("{n}"):
                template += "变体"
        else:
            digits = english.number(count, rng)
    return Wish(Said().add(pointed(template.replace("{n}", digits), at, rng, zh)), (step,))
