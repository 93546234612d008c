"""The moves of jobs and turns, with all that follows from one: later steps, the turn, what is in focus, the news.

Every function works inside its caller's transaction. Locks are taken in one order: turn, jobs, session.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Job, StudioSession, Turn
from orchestrator.domain.errors import Conflict
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JOB_END, JobState, Phase, TurnState, check_job, check_turn
from orchestrator.services.people.access import by_handle, locked
from orchestrator.services.sessions import walks

News = tuple[EventKind, dict[str, Any]]
Why = tuple[str, str]
"""Code and sentence of what went wrong."""
STOPPED: Final[Why] = ("cancelled", "Cancelled.")
STEP_FAILED: Final[Why] = ("step", "An earlier step did not succeed.")
NOT_THERE: Final[Why] = ("not-there", "What this step needs was not found in the picture.")


@dataclass
class Outcome:
    """What a move led to: news to announce, queues to hint at."""

    news: list[News] = field(default_factory=list)
    queues: set[str] = field(default_factory=set)


def lock_turn(db: Session, turn_id: str | None) -> Turn | None:
    """The turn, held; None where a job has none."""
    return None if turn_id is None else db.scalar(locked(select(Turn).where(Turn.id == turn_id)))


def tell_job(row: Job) -> News:
    """`job.changed` for its present state."""
    return EventKind.JOB_CHANGED, {"turn": row.turn_id, "job": row.id, "state": row.state.value}


def tell_turn(row: Turn) -> News:
    """`turn.changed` for its present state."""
    return EventKind.TURN_CHANGED, {"turn": row.id, "state": row.state.value}


def release(row: Job | Turn) -> None:
    """Take the row from whoever holds it: an older token opens nothing any more."""
    row.token += 1
    row.lease_until = None
    row.worker = None


def move_job(row: Job, to: JobState, now: float, why: Why | None = None) -> News:
    """Put a job into another state.

    Raises:
        Conflict: there is no such move.
    """
    check_job(row.state, to)
    row.state = to
    if to is not JobState.RUNNING:
        release(row)
        row.preview = None
        row.preview_number = 0
    if to in JOB_END:
        row.ended = now
        row.error_code, row.error = why or (None, None)
    return tell_job(row)


def end_job(db: Session, turn: Turn | None, row: Job, to: JobState, now: float, why: Why | None = None) -> Outcome:
    """End a job, and do what follows for later steps and for its turn, which the caller has locked."""
    outcome = Outcome(news=[move_job(row, to, now, why)])
    if turn is None:
        return outcome
    steps = {job.id: job for job in db.scalars(locked(select(Job).where(Job.turn_id == turn.id).order_by(Job.step)))}
    for job in steps.values():  # in step order, so that what one cancels is seen by the next
        if job.state is not JobState.WAITING:
            continue
        needed = [steps[key] for key in job.needs]
        if any(step.state in {JobState.FAILED, JobState.CANCELLED} for step in needed):
            why_not = next((NOT_THERE for step in needed if step.error_code == NOT_THERE[0]), STEP_FAILED)
            outcome.news.append(move_job(job, JobState.CANCELLED, now, why_not))
        elif any(step.state is JobState.SUCCEEDED and not step.handles for step in needed):
            outcome.news.append(move_job(job, JobState.CANCELLED, now, NOT_THERE))
        elif all(step.state is JobState.SUCCEEDED for step in needed):
            outcome.news.append(move_job(job, JobState.QUEUED, now))
            outcome.queues.add(job.queue)
    if turn.phase is Phase.JOBS and all(job.state in JOB_END for job in steps.values()):
        if turn.cancel_requested:
            outcome.news += stop_turn(db, turn, now)
        else:
            turn.phase, turn.attempt, turn.not_before = Phase.REPLY, 0, 0.0
            outcome.queues.add("agent")
    return outcome


def begin_work(row: Turn) -> None:
    """Put a turn into the state in which its jobs are open.

    Raises:
        Conflict: there is no such move.
    """
    check_turn(row.state, TurnState.WORKING)
    row.state, row.phase = TurnState.WORKING, Phase.JOBS
    release(row)


def go_on(row: Turn) -> None:
    """Take a turn that works back to its jobs: some were added.

    Raises:
        Conflict: it does not work.
    """
    if row.state is not TurnState.WORKING:
        raise Conflict(f"a turn that is {row.state} has no work to go on with")
    row.phase = Phase.JOBS
    release(row)


def end_turn(row: Turn, to: TurnState, now: float, why: Why | None = None) -> News:
    """Put a turn into a final state.

    Raises:
        Conflict: there is no such move.
    """
    check_turn(row.state, to)
    row.state, row.phase, row.ended = to, Phase.OVER, now
    row.error_code, row.error = why or (None, None)
    release(row)
    return tell_turn(row)


def stop_turn(db: Session, row: Turn, now: float) -> list[News]:
    """End a turn that a person has stopped; where all that they asked for was made by then, it is in focus."""
    return [end_turn(row, TurnState.CANCELLED, now), *look_at(db, row, _made(db, row))]


def look_at(db: Session, row: Turn, handle: str | None) -> list[News]:
    """Put the focus of a turn's session on the picture that the turn has come to; on none, it stays where it is."""
    session = db.scalar(locked(select(StudioSession).where(StudioSession.id == row.session_id)))
    if handle is None or session is None or session.focus == handle:
        return []
    picture, head = by_handle(db, row.session_id, handle), session.head
    walks.move(session, handle, walks.Ground(db, session.id))
    if picture.turn_id == row.id or head != row.id:
        session.head = head  # it has made the picture itself, or somebody has spoken meanwhile
    return [(EventKind.SESSION_CHANGED, {"focus": handle})]


def _made(db: Session, row: Turn) -> str | None:
    """The best picture that was judged, else the first of the plan's last step; None before every step has succeeded.

    What was added to check and mend the pictures takes nothing from them.
    """
    planned = (Job.turn_id == row.id, Job.step <= len((row.plan or {}).get("steps", ())))
    jobs = db.scalars(select(Job).where(*planned).order_by(Job.step.desc())).all()
    if any(job.state is not JobState.SUCCEEDED for job in jobs):
        return None
    own = (Image.turn_id == row.id, Image.kind != "mask", Image.purged.is_(None))
    there = set(db.scalars(select(Image.handle).where(*own)))
    wanted = [(row.review or {}).get("best"), *(handle for job in jobs for handle in job.handles[:1])]
    return next((handle for handle in wanted if handle in there), None)
