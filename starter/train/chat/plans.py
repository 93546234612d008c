"""PLAN samples: owns which kinds of turn there are and how often, and plans of several steps."""

from random import Random
from typing import Final

from starter.train.chat import painting, wishes
from starter.train.chat.lexicon import phrases
from starter.train.chat.manners import linked, polite
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, typed
from starter.train.chat.session import Session, attach, session
from starter.train.chat.talk import asked, declined, selected, talk, unclear, undone
from starter.train.chat.wire import Sample, plan_sample, step_of
from starter.train.chat.wish import Wish, table

NOTHING: Final = ("There is no picture yet. What should I draw?", "还没有图片。要画什么?")


def plan(rng: Random) -> Sample:
    """A PLAN call."""
    zh = rng.random() < 0.46
    chance = rng.random()
    if chance < 0.2:
        return _empty(rng, zh)
    out = session(rng, zh)
    if chance < 0.32:
        attach(out, rng)
        return _with_mask(out, rng, zh)
    kind = rng.choices(
        (
            "edit",
            "region",
            "upscale",
            "enhance",
            "vary",
            "generate",
            "steps",
            "select",
            "undo",
            "recipe",
            "talk",
            "decline",
            "ask",
        ),
        (26, 6, 7, 10, 8, 6, 20, 11, 6, 6, 8, 4.5, 1.5),
    )[0]
    if kind in ("edit", "region", "upscale", "enhance", "vary"):
        make = {
            "edit": wishes.edit,
            "region": painting.inpaint_region,
            "upscale": wishes.upscale,
            "enhance": wishes.enhance,
            "vary": wishes.vary,
        }[kind]
        wish = make(out, rng, zh)
        return made(out, wish, rng, zh)
    if kind == "generate":
        wish = wishes.generate(rng, zh)
        return plan_sample(
            out, typed(wish.said, rng), {"intent": "make", "steps": [step_of(step) for step in wish.steps]}, rng
        )
    if kind == "steps":
        return _steps(out, rng, zh)
    if kind == "select":
        return selected(out, rng, zh)
    if kind == "undo":
        return undone(out, rng, zh)
    if kind == "recipe":
        at = refer(out, rng, zh, bare=0.4)
        said = Said().add(rng.choice(table()["recipe"]["zh" if zh else "en"]).replace("{it}", at.text))
        answer = {"intent": "answer", "about": "recipe", "image": at.handle}
        return plan_sample(out, typed(asked(said, rng, zh), rng), answer, rng)
    if kind == "ask":
        return unclear(out, rng, zh)
    return talk(out, rng, zh) if kind == "talk" else declined(out, rng, zh)


def made(out: Session, wish: Wish, rng: Random, zh: bool) -> Sample:
    said = typed(polite(wish.said, rng, zh), rng)
    return plan_sample(out, said, {"intent": "make", "steps": [step_of(step) for step in wish.steps]}, rng)


def _empty(rng: Random, zh: bool) -> Sample:
    out, language = Session(), "zh" if zh else "en"
    chance = rng.random()
    if chance < 0.62:
        wish = wishes.generate(rng, zh)
        return plan_sample(
            out, typed(wish.said, rng), {"intent": "make", "steps": [step_of(step) for step in wish.steps]}, rng
        )
    if chance < 0.74:
        return _steps(out, rng, zh)
    if chance < 0.76:
        return plan_sample(out, typed(surprise(rng, zh), rng), {"intent": "make", "steps": [{"tool": "generate"}]}, rng)
    if chance < 0.83:
        other = session(rng, zh)
        kind = rng.choice((wishes.upscale, wishes.enhance, wishes.vary, wishes.upscale, wishes.enhance))
        said = kind(
            other,
            rng,
            zh,
            Reference(
                "#1", rng.choice(("它", "这张图")) if zh else rng.choice(("it", "this", "the picture")), bare=True
            ),
        ).said
        return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "ask", "question": NOTHING[zh]}, rng)
    if chance < 0.845:
        said = Said().add(rng.choice(table()["select"]["undo_" + language]))
        return plan_sample(out, typed(said, rng), {"intent": "ask", "question": NOTHING[zh]}, rng)
    return talk(out, rng, zh) if chance < 0.94 else declined(out, rng, zh)


def _with_mask(out: Session, rng: Random, zh: bool) -> Sample:
    chance = rng.random()
    if chance < 0.88:
        return made(out, painting.inpaint_mask(out, rng, zh), rng, zh)
    kind = wishes.upscale if chance < 0.94 else wishes.enhance
    return made(out, kind(out, rng, zh), rng, zh)


def _steps(out: Session, rng: Random, zh: bool) -> Sample:
    if out.entries and rng.random() < 0.2:
        return _each(out, rng, zh)
    first = wishes.generate(rng, zh, counted=0.0) if not out.entries or rng.random() < 0.2 else None
    if first is None:
        kind = rng.choices((wishes.edit, wishes.enhance, wishes.upscale, painting.inpaint_region), (50, 22, 12, 16))[0]
        first = kind(out, rng, zh)
    clauses = [first]
    for number in range(1, rng.choices((2, 3, 4), (90, 9, 1))[0]):
        at = Reference(
            f"@{number}",
            rng.choice(("它", "这张图", "结果"))
            if zh
            else rng.choice(("it", "it", "the result", "that", "the picture")),
            bare=True,
        )
        if out.entries and rng.random() < 0.1:
            at = refer(out, rng, zh, bare=0.0)
        kinds = (wishes.upscale, wishes.enhance, painting.inpaint_region) if rng.random() < 0.58 else (None,)
        kind_next = rng.choice(kinds)
        clauses.append(
            wishes.edit(out, rng, zh, at, first.source) if kind_next is None else kind_next(out, rng, zh, at)
        )
    said = typed(linked([clause.said for clause in clauses], rng, zh), rng)
    steps = []
    for number, clause in enumerate(clauses):
        words = (said.span(f"c{number}") or "") if clause.content else None
        steps.append(step_of(clause.steps[0], words))
    return plan_sample(out, said, {"intent": "make", "steps": steps}, rng)


def _each(out: Session, rng: Random, zh: bool) -> Sample:
    """The same done to several pictures."""
    kind = rng.choice((wishes.upscale, wishes.enhance))
    if 2 <= len(out.entries) <= 4 and rng.random() < 0.5:
        both = ("两张都", "两张图") if zh else ("both", "both of them", "both pictures")
        every = ("所有的", "全部", "每一张", "它们") if zh else phrases("samples.each_en")
        text = rng.choice(both + every if len(out.entries) == 2 else every)
        chosen = [entry.handle for entry in out.entries]
    else:
        one, two = refer(out, rng, zh, bare=0.0), refer(out, rng, zh, bare=0.0)
        text = f"{one.text}{rng.choice(('和', '、', '跟') if zh else (' and ', ' and also ', ' & '))}{two.text}"
        chosen = [one.handle, two.handle] if one.handle != two.handle else [one.handle]
    wish = kind(out, rng, zh, Reference(chosen[0], text))
    steps = [step_of({**wish.steps[0], "source": handle}) for handle in chosen]
    return plan_sample(out, typed(polite(wish.said, rng, zh), rng), {"intent": "make", "steps": steps}, rng)


def surprise(rng: Random, zh: bool) -> Said:
    return Said().add(rng.choice(table()["surprise"]["zh" if zh else "en"]))
