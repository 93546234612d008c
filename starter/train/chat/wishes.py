"""One thing somebody wants of the tools, said: owns the clause and the step of every tool. Refuses to combine them."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

from starter.train.chat import chinese, english
from starter.train.chat.amounts import amount
from starter.train.chat.change_slots import Change, style_change
from starter.train.chat.changes import change
from starter.train.chat.lexicon import pairs, phrases
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Piece, Said, phrase
from starter.train.chat.scenes import Scene, renamed, scene, style, thing, value
from starter.train.chat.session import Session, localised
from starter.train.chat.wish import Wish, pointed, table

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
    "balance",
    "deblur",
    "blur",
)


PLAIN: Final = (
    ("draw ", "draw ", "draw me ", "paint ", "paint me ", "sketch ", "make a picture of "),
    ("画", "画", "请画", "画一张", "帮我画", "给我画", "来一张", "画幅"),
)
"""What is said before the one thing that a new picture shall show."""


def generate(rng: Random, zh: bool, counted: float = 0.16) -> Wish:
    """A new picture, or several."""
    one = localised(scene(rng)) if zh else renamed(scene(rng), rng)
    manner = chinese if zh else english
    told = manner.described(one, rng)
    step: dict[str, Any] = {"tool": "generate"}
    if rng.random() < counted:
        count = rng.choice((2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 7))
        said, step = manner.many(told, count, rng), {**step, "count": count}
    else:
        said = manner.wished(told, rng)
    return Wish(said, (step,), True, one.wire(said), source=one)


def plainly(rng: Random, zh: bool) -> Wish:
    """One thing in as few words as there are: "draw a cat" is a new picture, also where there are others."""
    new = replace(thing(rng), where=None, action=None)
    name = chinese.named(new, "s0", rng) if zh else english.named(new, "s0", rng)
    said = phrase(rng.choice(PLAIN[zh]), name)
    one = localised(Scene((new,))) if zh else Scene((new,))
    return Wish(said, ({"tool": "generate"},), True, one.wire(said), source=one)


def edit(
    out: Session,
    rng: Random,
    zh: bool,
    at: Reference | None = None,
    before: Scene | None = None,
    kind: Callable[[Scene, Random, bool], Change] = change,
) -> Wish:
    """A change to the content of a picture, any or of one kind; `before` is what an earlier step makes."""
    at = at or refer(out, rng, zh)
    shown = (out.at(at.handle).scene if at.handle.startswith("#") else before) or Scene()
    asked = kind(shown, rng, zh)
    if kind is change and rng.random() < (0.04 if at.bare else 0.1):
        return _like(at, shown, rng, zh)
    said = asked.said if at.bare else _wrapped(asked.said, at.text, rng, zh)
    tool = "restyle" if asked.patch.keys() == {"style"} else "edit"
    return Wish(said, ({"tool": tool, "source": at.handle},), True, asked.fresh, asked.patch, shown)


def _like(at: Reference, shown: Scene, rng: Random, zh: bool) -> Wish:
    """Like another picture, but at another time or place."""
    new = value(rng.choice(("time", "weather", "setting", "time", "weather")), rng)
    same = at.bare or rng.random() < 0.2
    if zh:
        head = rng.choice(phrases("wishes.same_zh" if same else "wishes.like_zh"))
        said = phrase(head.format(at.text), Said().add(rng.choice(new.zh + new.bare_zh), new.slot))
    else:
        head = rng.choice(phrases("wishes.same_en" if same else "wishes.like_en"))
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
    by = amount(rng, zh, 0.5)
    strength: str | None
    if by.value and adjust in table()["behind"] and rng.random() < 0.4:
        template, strength = rng.choice(table()["behind"][adjust][zh]), by.value
    else:
        template = rng.choice(table()["enhance"][adjust]["zh" if zh else "en"])
        strength = by.value if "{by}" in template else None
    template = template.replace("{by}", by.before(template)).replace("{after}", by.after)
    if adjust == "grey":
        adjust, strength = "desaturate", "strong"
    step: dict[str, Any] = {"tool": "enhance", "source": at.handle, "adjust": adjust}
    step |= {"amount": strength} if strength else {}
    return Wish(Said().add(pointed(template, at, rng, zh)), (step,))


def twice(out: Session, rng: Random, zh: bool) -> Wish:
    """Two adjustments, or one and a larger size, in one breath."""
    at = refer(out, rng, zh, bare=0.7)
    kinds = rng.sample(list(table()["short"]), 2)
    if {"brighten", "darken"} <= {*kinds} or {"warmer", "cooler"} <= {*kinds} or {"saturate", "desaturate"} <= {*kinds}:
        kinds[1] = "sharpen"
    parts, steps = [], []
    for number, kind in enumerate(kinds):
        by = amount(rng, zh, 0.25)
        template = rng.choice(table()["short"][kind][zh])
        parts.append(template.replace("{by}", by.before(template)))
        step = {"tool": "enhance", "source": f"@{number}" if number else at.handle, "adjust": kind}
        steps.append(step | ({"amount": by.value} if by.value and "{by}" in template else {}))
    if rng.random() < 0.25:
        last = rng.random() < 0.7
        scale = rng.choice((None, 2, 4))
        size = rng.choice(
            [
                one
                for one in table()["upscale"][("zh" if zh else "en") + (str(scale) if scale else "")]
                if "{it}" not in one
            ]
        )
        larger = {"tool": "upscale", "source": "@1" if last else at.handle} | ({"scale": scale} if scale else {})
        if last:
            parts, steps = [parts[0], size], [steps[0], larger]
        else:
            parts, steps = [size, parts[0]], [larger, {**steps[0], "source": "@1"}]
    link = rng.choice(phrases("wishes.both_zh" if zh else "wishes.both_en"))
    said = link.join(parts)
    comparing = not zh and len(parts[0].split(" ")) < 3 and parts[0].split(" ")[-1].endswith("er")
    head = "make {it} " if comparing and rng.random() < 0.4 else ""
    return Wish(Said().add(pointed(head + said, at, rng, zh)), tuple(steps))


def strong(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Light or colour in hardly more words than how much of it: a lot brighter, way warmer than this."""
    at = at or refer(out, rng, zh, bare=0.85)
    adjust, (en, han) = rng.choice(tuple(table()["strong"]["looks"].items()))
    value = rng.choice(("strong", "strong", "slight"))
    template = rng.choice(table()["strong"][f"{value}_{'zh' if zh else 'en'}"])
    said = template.replace("{x}", rng.choice((han if zh else en).split("|")))
    step = {"tool": "enhance", "source": at.handle, "adjust": adjust, "amount": value}
    return Wish(Said().add(pointed(said, at, rng, zh)), (step,))


def styled(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """Another style, said in words: that there are other pictures means nothing."""
    at = at or refer(out, rng, zh, bare=0.9)
    asked = style_change(style(rng), rng, zh, alone=0.75)
    said = asked.said if at.bare else _wrapped(asked.said, at.text, rng, zh)
    return Wish(said, ({"tool": "restyle", "source": at.handle},), True, asked.fresh, asked.patch)


def vary(out: Session, rng: Random, zh: bool, at: Reference | None = None) -> Wish:
    """More pictures like one there is."""
    at = at or refer(out, rng, zh)
    count = rng.choices((1, 2, 3, 4, 5, 6, 7, 8), (34, 15, 20, 13, 7, 5, 2, 4))[0]
    language = "zh" if zh else "en"
    kind = "one" if count == 1 else ("back" if not at.bare and rng.random() < 0.4 else "many")
    template = rng.choice(table()["variation"][f"{kind}_{language}"])
    step: dict[str, Any] = {"tool": "generate", "source": at.handle} | ({"count": count} if count > 1 else {})
    digits = (chinese if zh else english).number(count, rng)
    if count > 1 and rng.random() < 0.3:
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
