"""What judging and mending have come to, as sentences: what was missed, what was done about it, what is best now.

Composed of the review and the jobs' facts; asks no model. Refuses to praise what could not be told.
"""

from collections.abc import Iterable
from typing import Final

from orchestrator.agent.replies import known, said
from orchestrator.agent.replies.naming import called, coloured
from orchestrator.agent.task import ReplyTask
from orchestrator.domain.language import Language
from orchestrator.domain.prompt import NUMBERS
from orchestrator.domain.review import Attempt, Judged, best_of

COUNTS: Final = {word: count for count, word in NUMBERS.items()}


def reviewed(task: ReplyTask) -> list[str]:
    """What is to be said of the attempts; nothing where nothing could be told of them."""
    review, language = task.review, task.language
    if review is None or not review.attempts:
        return []
    if review.ended == "judge-failed":
        return [said(language, "review.judge-failed")]
    first = best_of(one for attempt in review.attempts if attempt.change is None for one in attempt.pictures)
    if first is None or not first.count:
        return []
    further = [attempt for attempt in review.attempts if attempt.change is not None]
    if review.ended == "met" and not further:
        if untold := _checks(task, first, met=None):
            return [said(language, "review.met_known", met=first.met, count=first.count, checks=untold)]
        return [said(language, "review.met", met=first.met, count=first.count)]
    told = [said(language, "review.counted", met=first.met, count=first.count)] if not further else []
    told += [_attempt(language, attempt) for attempt in further]
    best = next((one for a in review.attempts for one in a.pictures if one.image == review.best), first)
    if further:
        told.append(said(language, "review.best", handle=best.image))
    told += _missing(task, best)
    return [*told, said(language, "review.no-way")] if review.ended == "no-way" else told


def demand(language: Language, kind: str, text: str, of: str) -> str:
    """A requirement in the language spoken, as far as its words are known there."""
    if kind == "absent":
        return said(language, "make.absent", text=called(language, text) or text)
    thing = called(language, of or text)
    if thing is None or language == "en":
        return text
    if kind == "count" and (count := COUNTS.get(text.split(maxsplit=1)[0])):
        return said(language, "looks.number", count=count, thing=thing)
    look = coloured(language, text.removesuffix(of).strip().partition(" ")[2])
    if kind == "colour" and look:
        return said(language, "looks.thing", look=look, thing=thing)
    if kind == "position" and (place := known(language, "places", text.rpartition(of)[2].strip())):
        return said(language, "places.at", place=place, thing=thing)
    return thing if kind == "subject" or not of else text


def _attempt(language: Language, attempt: Attempt) -> str:
    """What was wrong, what was done, what came of it."""
    failed = attempt.change.failed if attempt.change else ()
    missed = said(language, "words.list").join(demand(language, one.kind, one.text, one.of) for one in failed)
    facts = {"missed": missed, "of": attempt.of}
    if attempt.change is None or not attempt.pictures:
        return said(language, "review.nothing", **facts)
    (made, *_) = attempt.pictures
    return said(language, f"review.{attempt.change.way}", handle=made.image, met=made.met, count=made.count, **facts)


def _missing(task: ReplyTask, best: Judged) -> Iterable[str]:
    """What is still not met, and what cannot be told for sure."""
    if missed := _checks(task, best, met=False):
        unsure = task.review is not None and task.review.ended == "unsure"
        yield said(task.language, "review.unsure" if unsure else "make.missed", checks=missed)


def _checks(task: ReplyTask, picture: Judged, *, met: bool | None) -> str:
    """The requirements of which the last judging of `picture` says `met`, as a list in the language spoken."""
    judging = [job for job in task.jobs if job.tool == "judge" and job.inputs.get("source") == picture.image]
    checks = (judging[-1].facts or {}).get("checks", ()) if judging else ()
    told = (demand(task.language, one["kind"], one["text"], one.get("of", "")) for one in checks if one["met"] is met)
    return said(task.language, "words.list").join(told)
