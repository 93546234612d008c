"""Ways to point at a picture of a session: owns the phrases and what they resolve to. Refuses ambiguity.

English references are noun phrases ("the second one"); Chinese ones too (第二张).
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from orchestrator.domain.prompt import SLOTS
from starter.train.chat.lexicon import nouns, phrases
from starter.train.chat.session import Entry, Session

ORDINALS: Final = phrases("references.ordinals")
SHORT: Final = phrases("references.short")
CARDINALS: Final = phrases("references.cardinals")
DIGITS: Final = phrases("references.digits")
TOOLS: Final = ("upload", "upscale", "enhance", "inpaint")
KIND: Final = ("one", "one", "picture", "image", "version", "one", "pic")


@dataclass(frozen=True)
class Reference:
    """`text` stands for the picture `handle`; `bare` means the picture in focus, said as "it" or not at all."""

    handle: str
    text: str
    bare: bool = False


def refer(out: Session, rng: Random, zh: bool, bare: float = 0.3) -> Reference:
    """A reference to some picture; with the chance `bare`, to the one in focus without naming it."""
    if rng.random() < bare:
        return focus(out, rng, zh)
    kinds = ("handle", "ordinal", "newest", "previous", "root", "content", "tool", "other")
    for kind in rng.choices(kinds, (22, 30, 7, 8, 8, 32, 8, 6), k=12):
        found = _find(kind, out, rng, zh)
        if found is not None:
            return found
    return _handle(out.entries.index(rng.choice(out.entries)), out, rng, zh)


def picture(out: Session, rng: Random, zh: bool, bare: float = 0.0) -> Reference:
    """A reference that cannot mean a thing in the picture: "the dog" may be one to be found, "the dog one" is not."""
    things = {one.en.split(" ")[-1] for one in nouns()}
    while True:
        at = refer(out, rng, zh, bare)
        if not (at.text.startswith("the ") and at.text.split(" ")[-1] in things):
            return at


def focus(out: Session, rng: Random, zh: bool) -> Reference:
    """The picture in focus."""
    text = (
        rng.choice(("它", "这张", "这张图", "图片", "这幅画", "这个", "这张图片", "画面"))
        if zh
        else rng.choice(phrases("references.focus_en"))
    )
    return Reference(out.focus or "", text, bare=True)


def _find(kind: str, out: Session, rng: Random, zh: bool) -> Reference | None:
    entries, now = out.entries, [entry.handle for entry in out.entries].index(out.focus or "")
    last = len(entries) - 1
    if kind == "handle":
        return _handle(rng.randrange(len(entries)), out, rng, zh)
    if kind == "ordinal":
        return _ordinal(rng.randrange(len(entries)) if rng.random() < 0.6 else 0, out, rng, zh)
    if kind == "newest" and last > 0:
        names = (
            ("最后一张", "最新的一张", "最新那张", "最近的一张", "最后那张", "最后的图")
            if zh
            else tuple(f"the {word} {rng.choice(KIND)}" for word in ("last", "latest", "newest", "most recent"))
        )
        return Reference(entries[-1].handle, rng.choice(names))
    if kind == "previous" and now > 0:
        names = (
            ("上一张", "前一张", "之前那张", "上一张图", "前面那张", "刚才那张")
            if zh
            else phrases("references.find_en")
        )
        return Reference(entries[now - 1].handle, rng.choice(names))
    if kind == "root" and out.parent(out.focus or "") is not None:
        names = phrases("references.find_zh_2") if zh else phrases("references.find_en_2")
        return Reference(out.root(out.focus or ""), rng.choice(names))
    if kind == "content" and last > 0:
        return _content(out, rng, zh)
    if kind == "tool" and last > 0:
        return _tool(out, rng, zh)
    if kind == "other" and last == 1:
        return Reference(
            entries[1 - now].handle,
            rng.choice(("另一张", "另外一张", "另一张图", "另外那张") if zh else phrases("references.find_en_3")),
        )
    return None


def _handle(at: int, out: Session, rng: Random, zh: bool) -> Reference:
    number = int(out.entries[at].handle[1:])
    if zh and out.batch():
        return Reference(
            out.entries[at].handle, rng.choice((f"#{number}", f"图{number}", f"{number}号图", f"图片{number}"))
        )
    forms = (
        (
            f"#{number}",
            f"图{number}",
            f"第{number}张",
            f"{number}号图",
            f"#{number}",
            f"{number}号",
            f"图片{number}",
            f"第{number}张图",
        )
        if zh
        else (
            f"#{number}",
            f"#{number}",
            f"number {number}",
            f"picture {number}",
            f"image {number}",
            f"no. {number}",
            f"picture #{number}",
            f"image #{number}",
            f"nr {number}",
            f"picture {CARDINALS[number - 1]}",
            f"number {CARDINALS[number - 1]}",
        )
    )
    return Reference(out.entries[at].handle, rng.choice(forms))


def _ordinal(at: int, out: Session, rng: Random, zh: bool) -> Reference:
    made = out.batch()
    if made and at:
        at = (at - 1) % (len(made) - 1) + 1
    handle = made[at].handle if made and at else out.entries[at].handle
    left = len(out.entries) - at if not made else 0
    if left == 2 and at > 0 and rng.random() < 0.25:
        return Reference(handle, rng.choice(("倒数第二张", "倒数第二") if zh else phrases("references.ordinal_en_2")))
    if left == 1 and at > 0 and zh and rng.random() < 0.15:
        return Reference(handle, rng.choice(("倒数第一张", "最后一张")))
    if made and at == 0:
        return Reference(handle, rng.choice(phrases("references.ordinal_zh" if zh else "references.ordinal_en")))
    if zh:
        more = phrases("references.ordinal_zh") if at == 0 else ()
        return Reference(
            handle,
            rng.choice(
                (
                    f"第{DIGITS[at]}张",
                    f"第{DIGITS[at]}张",
                    f"第{DIGITS[at]}张图",
                    f"第{DIGITS[at]}个",
                    f"第{DIGITS[at]}幅",
                    f"第{DIGITS[at]}张图片",
                    *more[:1],
                    *more,
                )
            ),
        )
    word = ORDINALS[at] if rng.random() < 0.8 else SHORT[at]
    others = phrases("references.ordinal_en") if at == 0 else (f"the {word}",)
    return Reference(handle, rng.choice((*(f"the {word} {kind}" for kind in KIND), *others)))


def _terms(entry: Entry) -> list[tuple[str, str, tuple[str, ...]]]:
    """(kind, English, Chinese) of what may tell it from others."""
    if entry.scene is None:
        return []
    found = [("noun", thing.noun.en, thing.noun.zh[:2]) for thing in entry.scene.things]
    found += [("colour", word.en, word.zh[:1]) for thing in entry.scene.things for word in thing.attributes[-1:]]
    for slot in SLOTS[:3]:
        if slot in entry.scene.slots:
            value = entry.scene.slots[slot]
            found.append((slot, value.text, value.bare_zh))
    return found


def _content(out: Session, rng: Random, zh: bool) -> Reference | None:
    order = list(out.entries)
    rng.shuffle(order)
    for entry in order:
        others = " ".join(other.text for other in out.entries if other is not entry)
        fit = [term for term in _terms(entry) if term[1] not in others and term[1] in entry.text]
        if fit:
            nouns = [term for term in fit if term[0] == "noun"]
            kind, en, more = rng.choice(nouns if nouns and rng.random() < 0.7 else fit)
            return Reference(entry.handle, _called(kind, en, more, rng, zh))
    return None


def _called(kind: str, en: str, more: tuple[str, ...], rng: Random, zh: bool) -> str:
    if zh:
        word = rng.choice(more)
        if kind == "noun":
            return rng.choice(
                (
                    f"有{word}的那张",
                    f"{word}那张",
                    f"画着{word}的那张",
                    f"{word}的图",
                    f"{word}那张图",
                    f"带{word}的那张",
                    f"有{word}的图",
                    f"那张有{word}的",
                    f"画{word}的那张",
                )
            )
        return rng.choice((f"{word}的那张", f"{word}那张", f"{word}的那张图", f"{word}那张图"))
    if kind == "noun":
        what = rng.choice((f"the {en}", f"a {en}", f"the {en}"))
        return rng.choice(
            (
                f"the one with {what}",
                f"the {en} picture",
                f"the picture of the {en}",
                f"the {en} one",
                f"the picture with {what}",
                f"the {en}",
                f"the image with {what}",
                f"the one with {what}",
                f"the one showing {what}",
                f"the {en} image",
                f"that {en} picture",
            )
        )
    if kind == "colour":
        return rng.choice((f"the {en} one", f"the {en} picture", f"the one that is {en}"))
    if kind == "time":
        return rng.choice(
            (f"the {en} one", f"the {en} picture", f"the {en} version", f"the one at {en}", f"the {en} scene")
        )
    if kind == "setting":
        return rng.choice((f"the {en} one", f"the {en} picture", f"the one with the {en}", f"the {en} scene"))
    return rng.choice((f"the {en} one", f"the one with {en}", f"the {en} version", f"the {en} picture"))


def _tool(out: Session, rng: Random, zh: bool) -> Reference | None:
    for tool in rng.sample(TOOLS, k=len(TOOLS)):
        fit = [entry for entry in out.entries if entry.tool == tool]
        if len(fit) == 1:
            return Reference(fit[0].handle, rng.choice(phrases(f"references.{tool}_{'zh' if zh else 'en'}")))
    return None
