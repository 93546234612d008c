"""Plans that make nothing: owns selecting, undoing, answers, declines and questions back. Calls no tool."""

from random import Random
from typing import Any, Final

from starter.train.chat import english
from starter.train.chat.back import undone
from starter.train.chat.lexicon import noun, phrases, rows
from starter.train.chat.manners import polite
from starter.train.chat.references import Reference, focus, picture, refer
from starter.train.chat.said import Said, phrase, typed
from starter.train.chat.scenes import thing
from starter.train.chat.session import Session
from starter.train.chat.wire import Sample, plan_sample
from starter.train.chat.wish import table

WHICH: Final = ("Which one?", "哪一张?")


def asked(said: Said, rng: Random, zh: bool) -> Said:
    if zh:
        return phrase(
            rng.choice(("", "", "", "请问", "我想知道", "告诉我", "能说说")),
            said,
            rng.choice(("", "", "?", "?", "呢", "呢?", "。")),
        )
    return phrase(rng.choice(phrases("samples.asked_en")), said, rng.choice(("", "", "?", "?", ".", " please", "?")))


def selected(out: Session, rng: Random, zh: bool) -> Sample:
    at = picture(out, rng, zh)
    said = Said().add(rng.choice(table()["select"]["zh" if zh else "en"]).replace("{it}", at.text))
    return plan_sample(
        out,
        typed(polite(said, rng, zh) if rng.random() < 0.4 else said, rng),
        {"intent": "select", "image": at.handle},
        rng,
    )


def talk(out: Session, rng: Random, zh: bool) -> Sample:
    kinds = ("history", "abilities", "other", "hello", "thanks", "compare", "which")
    about = rng.choices(kinds, (14, 12, 15, 12, 24, 22, 14))[0]
    if about == "compare" and len(out.entries) > 1:
        return compared(out, rng, zh)
    if about == "which" and out.entries:
        return which(out, rng, zh)
    if about in ("compare", "which"):
        about = "hello"
    language = "zh" if zh else "en"
    said = Said().add(rng.choice(table()[about][language]))
    if about == "thanks":
        said = Said().add(
            said.text.replace("{a}", rng.choice(table()[about][f"{language}_a"])).replace(
                "{j}", rng.choice(table()[about][f"{language}_j"])
            )
        )
        said = phrase(said, rng.choice(("", "", "!", "!!", ".", " :)", "~")))
        if rng.random() < 0.12:
            more = rng.choice(table()["thanks"][f"{language}_a"])
            said = phrase(said, rng.choice((",", "。", "!") if zh else (", ", ". ", "! ")), more)
        if rng.random() < 0.2:
            said = phrase(
                rng.choice(
                    ("啊,", "哦,", "嗯,", "哇,", "真的,")
                    if zh
                    else ("oh, ", "wow, ", "ah ", "haha, ", "ok, ", "yes, ", "hey, ")
                ),
                said,
            )
    if about == "other" and rng.random() < 0.4:
        said = _wondered(rng, zh)
    plain = about in ("hello", "thanks") or (about == "other" and rng.random() < 0.6)
    return plan_sample(
        out, typed(said if plain else asked(said, rng, zh), rng), {"intent": "answer", "about": about}, rng
    )


def compared(out: Session, rng: Random, zh: bool) -> Sample:
    """How two pictures differ."""
    language, before = "zh" if zh else "en", out.before(out.focus or "")
    if before and rng.random() < 0.3:
        said = Said().add(rng.choice(table()["compare"][f"{language}_alone"]))
        answer = {"intent": "answer", "about": "compare", "images": [out.focus, before]}
        return plan_sample(out, typed(polite(said, rng, zh) if rng.random() < 0.3 else said, rng), answer, rng)
    with_it = rng.random() < 0.25
    one = focus(out, rng, zh) if with_it else refer(out, rng, zh, bare=0.25)
    for _ in range(8):
        two = refer(out, rng, zh, bare=0.1 if not one.bare else 0.0)
        if two.handle != one.handle:
            break
    else:
        return undone(out, rng, zh)
    template = rng.choice(table()["compare"][f"{language}_with" if with_it else language])
    said = Said().add(template.replace("{a}", one.text).replace("{b}", two.text))
    answer = {"intent": "answer", "about": "compare", "images": [one.handle, two.handle]}
    return plan_sample(out, typed(asked(said, rng, zh), rng), answer, rng)


def which(out: Session, rng: Random, zh: bool) -> Sample:
    """Which pictures show something; the agent looks it up, and the model only says that this is asked."""
    shown = [entry.scene for entry in out.entries if entry.scene and entry.scene.things]
    things = rng.choice(shown).things if shown and rng.random() < 0.7 else (thing(rng),)
    what = rng.choice(things)
    if zh:
        name = rng.choice(what.noun.zh)
        name = rng.choice(what.attributes[-1].zh) + name if what.attributes and rng.random() < 0.3 else name
    else:
        look = f"{what.attributes[-1].en} " if what.attributes and rng.random() < 0.3 else ""
        name = rng.choice(
            (
                english.a(look + what.noun.en),
                look + what.noun.plural,
                f"the {look}{what.noun.en}",
                english.a(look + what.noun.en),
            )
        )
    said = Said().add(rng.choice(table()["which"]["zh" if zh else "en"]).replace("{x}", name))
    return plan_sample(out, typed(asked(said, rng, zh), rng), {"intent": "answer", "about": "which"}, rng)


def _wondered(rng: Random, zh: bool) -> Said:
    """A question about the world, or small talk, which no tool answers."""
    what, other = noun(rng, 0.0), noun(rng, 0.0)
    form = rng.choice(phrases("talk.wondered_zh" if zh else "talk.wondered_en"))
    names = {
        "one": what.zh[0] if zh else what.en,
        "many": what.zh[0] if zh else what.plural,
        "other": other.zh[0] if zh else other.en,
    }
    return Said().add(form.format(**names))


def declined(out: Session, rng: Random, zh: bool) -> Sample:
    at = refer(out, rng, zh, bare=0.5) if out.entries else Reference("", "这个" if zh else "this", bare=True)
    if rng.random() < 0.4:
        return _declined_made(out, at, rng, zh)
    if rng.random() < 0.55:
        reason, en, chinese = rng.choice(rows("decline"))
        what = rng.choice(chinese.split("/") if zh else en.split(";"))
        verbs = phrases("samples.decline_zh") if zh else phrases("samples.decline_en")
    else:
        reason, en, chinese = rng.choice(rows("decline_verb"))
        what, verbs = rng.choice(chinese.split("/") if zh else en.split(";")), ("{w}",)
        what = what.replace("#", at.text or "it")
    about = noun(rng, 0.0)
    what = what.replace("{n}", about.zh[0] if zh else about.en)
    about_en = rng.choice((about.plural, f"the {about.en}", about.en, f"a {about.en}"))
    said = Said().add(
        rng.choice(verbs).replace("{w}", what).replace("{it}", at.text).replace("{x}", about.zh[0] if zh else about_en)
    )
    return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "decline", "reason": reason}, rng)


def _declined_made(out: Session, at: Reference, rng: Random, zh: bool) -> Sample:
    """A wish put together of a verb and an object that no tool serves."""
    reason, *parts = rng.choice(rows("decline_made"))
    verbs, objects = (part.split(";") for part in (parts[2:] if zh else parts[:2]))
    place, about = rng.choice(rows("decline_place"))[zh], noun(rng, 0.0)
    what = rng.choice(objects).replace("{x}", place).replace("{n}", about.zh[0] if zh else about.en)
    said = Said().add(rng.choice(verbs) + ("" if zh else " ") + what)
    return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "decline", "reason": reason}, rng)


def unclear(out: Session, rng: Random, zh: bool) -> Sample:
    """Words that fit several pictures."""
    named: dict[str, tuple[list[str], Any]] = {}
    for entry in out.entries:
        for what in {one.noun.en: one.noun for one in entry.scene.things}.values() if entry.scene else ():
            named.setdefault(what.en, ([], what))[0].append(entry.handle)
    fit = [(handles, what) for handles, what in named.values() if 2 <= len(handles) <= 4]
    if not fit:
        return selected(out, rng, zh)
    handles, what = rng.choice(fit)
    text = (
        rng.choice((f"{what.zh[0]}那张", f"有{what.zh[0]}的那张", f"画着{what.zh[0]}的图"))
        if zh
        else rng.choice(
            (
                f"the {what.en}",
                f"the one with the {what.en}",
                f"the {what.en} picture",
                f"the picture with a {what.en}",
                f"the {what.en} one",
            )
        )
    )
    said = Said().add(rng.choice(table()["select"]["zh" if zh else "en"]).replace("{it}", text))
    said = typed(polite(said, rng, zh) if rng.random() < 0.3 else said, rng)
    if rng.random() < 0.35:
        chosen = rng.choice(handles)
        answer = rng.choice((chosen, chosen, f"第{chosen[1:]}张" if zh else f"number {chosen[1:]}"))
        return plan_sample(out, said, {"intent": "select", "image": chosen}, rng, f" ({answer})")
    return plan_sample(out, said, {"intent": "ask", "question": WHICH[zh], "choices": handles}, rng)
