"""Plans that make nothing: owns selecting, undoing, answers, declines and questions back. Calls no tool."""

from random import Random
from typing import Any, Final

from starter.train.chat.lexicon import noun, phrases, rows
from starter.train.chat.manners import polite
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, phrase, typed
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
    at = refer(out, rng, zh, bare=0.0)
    said = Said().add(rng.choice(table()["select"]["zh" if zh else "en"]).replace("{it}", at.text))
    return plan_sample(
        out,
        typed(polite(said, rng, zh) if rng.random() < 0.4 else said, rng),
        {"intent": "select", "image": at.handle},
        rng,
    )


def undone(out: Session, rng: Random, zh: bool) -> Sample:
    language, now = "zh" if zh else "en", out.focus or ""
    parent = out.parent(now)
    grand = out.parent(parent) if parent else None
    if grand and rng.random() < 0.35:
        said = Said().add(rng.choice(table()["select"]["undo2_" + language]))
        return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "select", "image": grand}, rng)
    said = typed(polite(Said().add(rng.choice(table()["select"]["undo_" + language])), rng, zh), rng)
    before = out.before(now)
    return plan_sample(
        out, said, {"intent": "select", "image": before} if before else {"intent": "answer", "about": "other"}, rng
    )


def talk(out: Session, rng: Random, zh: bool) -> Sample:
    about = rng.choices(("history", "abilities", "other"), (34, 30, 36))[0]
    if out.entries and about == "history" and rng.random() < 0.12:
        one, two = refer(out, rng, zh, bare=0.0).text, refer(out, rng, zh, bare=0.0).text
        said = Said().add(
            rng.choice(
                (f"{one}和{two}有什么区别", f"比较{one}和{two}", f"{one}跟{two}差在哪")
                if zh
                else (
                    f"what is the difference between {one} and {two}",
                    f"compare {one} and {two}",
                    f"how does {one} differ from {two}",
                )
            )
        )
        return plan_sample(out, typed(asked(said, rng, zh), rng), {"intent": "answer", "about": "history"}, rng)
    said = Said().add(rng.choice(table()[about]["zh" if zh else "en"]))
    if about == "other" and rng.random() < 0.4:
        said = _wondered(rng, zh)
    said = said if about == "other" and rng.random() < 0.6 else asked(said, rng, zh)
    return plan_sample(out, typed(said, rng), {"intent": "answer", "about": about}, rng)


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
    if rng.random() < 0.55:
        reason, en, chinese = rng.choice(rows("decline"))
        what = rng.choice(chinese.split("/") if zh else en.split(";"))
        verbs = phrases("samples.decline_zh") if zh else phrases("samples.decline_en")
    else:
        reason, en, chinese = rng.choice(rows("decline_verb"))
        what, verbs = rng.choice(chinese.split("/") if zh else en.split(";")), ("{w}",)
        what = what.replace("#", at.text or "it")
    about = noun(rng, 0.0)
    about_en = rng.choice((about.plural, f"the {about.en}", about.en, f"a {about.en}"))
    said = Said().add(
        rng.choice(verbs).replace("{w}", what).replace("{it}", at.text).replace("{x}", about.zh[0] if zh else about_en)
    )
    return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "decline", "reason": reason}, rng)


def unclear(out: Session, rng: Random, zh: bool) -> Sample:
    """Words that fit several pictures."""
    named: dict[str, tuple[list[str], Any]] = {}
    for entry in out.entries:
        for what in {thing.noun.en: thing.noun for thing in entry.scene.things}.values() if entry.scene else ():
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
