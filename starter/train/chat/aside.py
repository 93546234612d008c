"""Wishes that the agent can only point at the way for: a picture thrown away or starred, a change that nobody named.

Owns how they are said. Refuses to guess: nothing is painted for them.
"""

from random import Random
from typing import Final

from starter.train.chat.manners import polite
from starter.train.chat.references import picture
from starter.train.chat.said import Said, typed
from starter.train.chat.session import Session
from starter.train.chat.wire import Sample, plan_sample
from starter.train.chat.wish import table

WHAT: Final = ("What should I change?", "要改什么?")


def deleted(out: Session, rng: Random, zh: bool) -> Sample:
    """A picture, or all of them, are to go for good."""
    language = "zh" if zh else "en"
    if rng.random() < 0.15:
        said = Said().add(rng.choice(table()["delete"][f"{language}_all"]))
    else:
        said = _of_one(out, rng, zh, "delete")
    return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "decline", "reason": "deleting"}, rng)


def starred(out: Session, rng: Random, zh: bool) -> Sample:
    """A picture is to have a star or a rating, which are the person's own to give."""
    said = _of_one(out, rng, zh, "star")
    return plan_sample(out, typed(polite(said, rng, zh), rng), {"intent": "decline", "reason": "starring"}, rng)


def _of_one(out: Session, rng: Random, zh: bool, kind: str) -> Said:
    at = picture(out, rng, zh, bare=0.25)
    here = ("这张", "这张图") if zh else ("this", "this picture")
    text = at.text if not at.bare or rng.random() < 0.6 else rng.choice(here)
    return Said().add(rng.choice(table()[kind]["zh" if zh else "en"]).replace("{it}", text))


def vague(out: Session, rng: Random, zh: bool) -> Sample:
    """Something is to be changed, and nobody says what."""
    said = Said().add(rng.choice(table()["vague"]["zh" if zh else "en"]))
    said = polite(said, rng, zh) if rng.random() < 0.5 else said
    return plan_sample(out, typed(said, rng), {"intent": "ask", "question": WHAT[zh]}, rng)
