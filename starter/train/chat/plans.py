"""PLAN samples: owns which kinds of turn there are and how often, and plans of several steps."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Final

from starter.train.chat import asking, chinese, english, frames, joining, painting, parts, shaping, wishes
from starter.train.chat.aside import deleted, starred, vague
from starter.train.chat.back import redone, undone
from starter.train.chat.change_things import beside_change, remove_change
from starter.train.chat.lexicon import phrases
from starter.train.chat.manners import linked, polite, told
from starter.train.chat.references import Reference, refer
from starter.train.chat.said import Said, filled, typed
from starter.train.chat.scenes import Scene, Wire, renamed, scene
from starter.train.chat.session import Session, attach, localised, session
from starter.train.chat.talk import asked, compared, declined, selected, talk, unclear
from starter.train.chat.wire import Sample, plan_sample, step_of, steps_of
from starter.train.chat.wish import Wish, table

ASIDE: Final = {
    "delete": deleted,
    "star": starred,
    "vague": vague,
    "redo": redone,
    "undo": undone,
    "compare": compared,
    "unshaped": shaping.unshaped,
    "select": selected,
    "decline": declined,
    "talk": talk,
    "ask": unclear,
}
KINDS: Final = {
    "edit": 30, "region": 5, "upscale": 5, "enhance": 11, "vary": 9, "generate": 13, "steps": 21, "select": 11,
    "undo": 22, "recipe": 5, "talk": 27, "decline": 12, "ask": 1, "part": 9, "find": 8, "wear": 4, "outpaint": 4,
    "restyle": 4, "describe": 6, "judge": 4, "twice": 8, "seen": 9, "shape": 22, "unshaped": 3, "styled": 5,
    "compare": 8, "strong": 3, "delete": 7, "vague": 4, "redo": 10, "gone": 5, "beside": 4, "join": 9, "star": 4,
}  # fmt: skip
"""Kinds of turn where there are pictures, and how often."""
WISHES: Final[dict[str, Callable[[Session, Random, bool], Wish]]] = {
    "edit": wishes.edit, "region": painting.inpaint_region, "upscale": wishes.upscale, "enhance": wishes.enhance,
    "vary": wishes.vary, "part": parts.adjust_part, "find": parts.find, "wear": parts.wear, "outpaint": frames.outpaint,
    "shape": shaping.transform, "styled": wishes.styled, "strong": wishes.strong,
    "gone": partial(wishes.edit, kind=remove_change), "beside": partial(wishes.edit, kind=beside_change),
}  # fmt: skip
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
    kind = rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    if kind in WISHES:
        return made(out, WISHES[kind](out, rng, zh), rng, zh)
    if kind in ("restyle", "twice", "join"):
        two_of = {"restyle": frames.restyle, "join": joining.combine}
        wish = two_of[kind](out, rng, zh) if kind in two_of else None
        return made(out, wish or wishes.twice(out, rng, zh), rng, zh)
    if kind in ASIDE:
        return ASIDE[kind](out, rng, zh)
    if kind in ("describe", "judge", "seen"):
        wish = asking.seen(out, rng, zh) if kind == "seen" else frames.look(out, rng, zh, kind)
        return plan_sample(out, typed(asked(wish.said, rng, zh), rng), {"intent": "make", "steps": [*wish.steps]}, rng)
    if kind == "generate":
        return _generated(out, rng, zh)
    if kind == "steps":
        return _steps(out, rng, zh)
    if kind == "recipe":
        at = refer(out, rng, zh, bare=0.4)
        said = Said().add(rng.choice(table()["recipe"]["zh" if zh else "en"]).replace("{it}", at.text))
        answer = {"intent": "answer", "about": "recipe", "image": at.handle}
        return plan_sample(out, typed(asked(said, rng, zh), rng), answer, rng)
    raise KeyError(kind)


def _generated(out: Session, rng: Random, zh: bool) -> Sample:
    """A new picture; now and then two that have nothing to do with each other."""
    if rng.random() < 0.35:
        return two(out, rng, zh)
    wish = wishes.plainly(rng, zh) if rng.random() < 0.3 else wishes.generate(rng, zh)
    said = typed(told(wish.said, rng, zh), rng)
    return plan_sample(out, said, {"intent": "make", "steps": [step_of(step) for step in wish.steps]}, rng)


def two(out: Session, rng: Random, zh: bool) -> Sample:
    """Two separate pictures in one message."""
    manner = chinese if zh else english
    both = []
    for number in range(2):
        one = localised(scene(rng)) if zh else renamed(scene(rng), rng)
        if len(one.things) > 1 and rng.random() < 0.7:
            one = replace(one, things=one.things[:1], relation=None)
        if zh and one.things and rng.random() < 0.3:
            told_as = chinese.named(replace(one.things[0], count=1), "s0", rng, bare=True)
        else:
            told_as = manner.described(one, rng)
        both.append(told_as.labelled(f"c{number}"))
    forms = phrases(f"plans.two_{'zh' if zh else 'en'}{'_then' if rng.random() < 0.35 else ''}")
    said = filled(rng.choice(forms), {"a": both[0], "b": both[1]})
    said = typed(said, rng)
    steps = [{"tool": "generate", "words": said.span(f"c{number}")} for number in range(2)]
    return plan_sample(out, said, {"intent": "make", "steps": steps}, rng)


def made(out: Session, wish: Wish, rng: Random, zh: bool) -> Sample:
    said = typed(polite(wish.said, rng, zh), rng)
    return plan_sample(out, said, {"intent": "make", "steps": steps_of(wish.steps, said)}, rng)


def _empty(rng: Random, zh: bool) -> Sample:
    out, language = Session(), "zh" if zh else "en"
    chance = rng.random()
    if chance < 0.62:
        return _generated(out, rng, zh)
    if chance < 0.74:
        return _steps(out, rng, zh)
    if chance < 0.76:
        return plan_sample(out, typed(surprise(rng, zh), rng), {"intent": "make", "steps": [{"tool": "generate"}]}, rng)
    if chance < 0.83:
        other = session(rng, zh)
        kind = rng.choice((wishes.upscale, wishes.enhance, wishes.vary, shaping.transform, wishes.enhance))
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
    if chance < 0.8:
        return made(out, painting.inpaint_mask(out, rng, zh), rng, zh)
    if chance < 0.94:
        return made(out, parts.adjust_here(out, rng, zh), rng, zh)
    return made(out, wishes.upscale(out, rng, zh), rng, zh)


def _steps(out: Session, rng: Random, zh: bool) -> Sample:
    if out.entries and rng.random() < 0.25:
        return _each(out, rng, zh)
    first = wishes.generate(rng, zh, counted=0.0) if not out.entries or rng.random() < 0.2 else None
    if first is None and rng.random() < 0.08:
        first = joining.combine(out, rng, zh)
    if first is None:
        kinds = (
            wishes.edit,
            wishes.enhance,
            wishes.upscale,
            painting.inpaint_region,
            parts.adjust_part,
            frames.outpaint,
            shaping.transform,
        )
        kind = rng.choices(kinds, (50, 20, 10, 12, 6, 4, 9))[0]
        at = refer(out, rng, zh, bare=0.0) if rng.random() < 0.3 else None
        first = kind(out, rng, zh, at)
    clauses, count = [first], len(first.steps)
    for _ in range(1, rng.choices((2, 3, 4), (90, 9, 1))[0]):
        at = Reference(
            f"@{count}",
            rng.choice(("它", "这张图", "结果"))
            if zh
            else rng.choice(("it", "it", "the result", "that", "the picture")),
            bare=True,
        )
        if out.entries and rng.random() < 0.1:
            at = refer(out, rng, zh, bare=0.0)
        chance = rng.random()
        if chance < 0.42:
            clauses.append(wishes.edit(out, rng, zh, at, first.source))
        elif chance < 0.5:
            clauses.append(rng.choice((parts.adjust_part, parts.wear))(out, rng, zh, at, first.source or Scene()))
        else:
            others = (wishes.upscale, wishes.enhance, painting.inpaint_region, frames.outpaint, shaping.transform)
            clauses.append(rng.choices(others, (34, 38, 18, 6, 16))[0](out, rng, zh, at))
        count += len(clauses[-1].steps)
    said = typed(linked([clause.said for clause in clauses], rng, zh), rng)
    steps: list[Wire] = []
    for number, clause in enumerate(clauses):
        label = {"of": f"c{number}"} if clause.content else {}
        steps += steps_of([label | step for step in clause.steps], said, len(steps))
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
