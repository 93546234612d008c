"""What was said only for pictures that are gone: the texts of their jobs, and what was written of a turn's words.

A purge takes it out of the rows, and whoever carries away or shares a session with something in the trash leaves it
out. The conversation, what the person said and what was answered, is the session's and stays as long as that.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from orchestrator.db.models import Image, Job, Turn
from orchestrator.domain.job import JOB_END, TURN_END
from orchestrator.provenance.work import wordless


def gone(*, trash: bool) -> ColumnElement[bool]:
    """Whether an `Image` is purged or, with `trash`, in the trash. Masks go with their picture."""
    its = aliased(Image)
    with_its = (its.session_id == Image.session_id, its.handle == Image.of, _left(its, trash=trash))
    return or_(_left(Image, trash=trash), select(its.id).where(*with_its).correlate(Image).exists())


def _left(row: type[Image], *, trash: bool) -> ColumnElement[bool]:
    return or_(row.purged.is_not(None), row.trashed.is_not(None)) if trash else row.purged.is_not(None)


def silent(db: Session, sessions: Collection[str], *, trash: bool) -> tuple[set[str], set[str]]:
    """Ids of the ended jobs, and of the ended turns, of which every picture is purged or, with `trash`, in the trash.

    A job that made none is about the one it was given.
    """
    known = dict[Any, bool]()
    made: dict[str, list[bool]] = defaultdict(list)
    columns = (Image.id, Image.session_id, Image.handle, Image.job_id, gone(trash=trash).label("gone"))
    for row in db.execute(select(*columns).where(Image.session_id.in_(sessions))):
        known[row.id] = known[row.session_id, row.handle] = row.gone
        made[row.job_id or ""].append(row.gone)
    jobs, of_turns = set[str](), dict[str, bool]()
    asked = (Job.id, Job.session_id, Job.turn_id, Job.of, Job.inputs, Job.state)
    for job in db.execute(select(*asked).where(Job.session_id.in_(sessions))):
        given = [known[name] for name in (job.of, (job.session_id, job.inputs.get("source"))) if name in known]
        about = made.get(job.id, given)
        away = bool(about) and all(about) and job.state in JOB_END
        if away:
            jobs.add(job.id)
        if job.turn_id is not None:
            of_turns[job.turn_id] = of_turns.get(job.turn_id, True) and away
    ended = select(Turn.id).where(Turn.session_id.in_(sessions), Turn.state.in_(list(TURN_END)))
    return jobs, {key for key in db.scalars(ended) if of_turns.get(key, False)}


def silence(db: Session, sessions: Collection[str]) -> None:
    """Take what was said for purged pictures alone out of the rows."""
    jobs, turns = silent(db, sessions, trash=False)
    for job in db.scalars(select(Job).where(Job.session_id.in_(sessions))):
        if job.id in jobs:
            job.params = wordless(job.tool, job.params)
            job.prompt = job.patch = job.words = None
            job.alt = ""
            job.result = job.result if job.kind == "replay" else None
    for turn in db.scalars(select(Turn).where(Turn.session_id.in_(sessions))):
        if turn.id in turns:
            turn.plan = bare(turn.plan)
            turn.request = {name: value for name, value in turn.request.items() if name != "plan"}
            turn.rewrite = turn.review = None
            turn.results = {}


def bare(plan: dict[str, Any] | None) -> dict[str, Any] | None:
    """A plan without words: which tools, on what, in what order."""
    if plan is None:
        return None
    texts = dict.fromkeys(("prompt", "patch", "words"))
    steps: Sequence[dict[str, Any]] = plan.get("steps", ())
    return plan | {
        "steps": [step | texts | {"params": wordless(step["tool"], step.get("params", {}))} for step in steps]
    }
