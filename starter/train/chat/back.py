"""Going back and forth between what there was: owns how an undo and a redo are said. Makes nothing."""

from random import Random

from starter.train.chat.lexicon import phrases
from starter.train.chat.manners import polite
from starter.train.chat.said import Said, phrase, typed
from starter.train.chat.session import Session
from starter.train.chat.wire import Sample, plan_sample
from starter.train.chat.wish import table


def undone(out: Session, rng: Random, zh: bool) -> Sample:
    """Back to what was before; often a second time, where a redo could lead as well."""
    before = out.before(out.focus or "")
    if before and out.before(before) and not out.after() and rng.random() < 0.6:
        out.undone, out.focus = out.focus, before
    language, now = "zh" if zh else "en", out.focus or ""
    parent = out.parent(now)
    grand = out.parent(parent) if parent else None
    if grand and rng.random() < 0.3:
        said = Said().add(rng.choice(table()["select"]["undo2_" + language]))
        return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "select", "image": grand}, rng)
    said = Said().add(rng.choice(table()["select"]["undo_" + language]))
    if parent and out.at(now).tool == "enhance" and rng.random() < 0.5:
        said = Said().add(rng.choice(phrases("manners.coloured_zh" if zh else "manners.coloured_en")))
    if rng.random() < 0.4:
        said = phrase(rng.choice(phrases("manners.before_undo_zh" if zh else "manners.before_undo")), said)
    else:
        said = polite(said, rng, zh)
    before = out.before(now)
    answer = {"intent": "select", "image": before} if before else {"intent": "answer", "about": "other"}
    return plan_sample(out, typed(said, rng), answer, rng)


def redone(out: Session, rng: Random, zh: bool) -> Sample:
    """What an undo took back is wanted again."""
    said = Said().add(rng.choice(table()["redo"]["zh" if zh else "en"]))
    if not out.after() and (before := out.before(out.focus or "")) and rng.random() < 0.75:
        out.undone, out.focus = out.focus, before
    after = out.after()
    answer = {"intent": "select", "image": after} if after else {"intent": "answer", "about": "other"}
    return plan_sample(out, typed(polite(said, rng, zh), rng), answer, rng)
