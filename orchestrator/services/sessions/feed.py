"""The news of a session: written in the commit that makes them true, read by streams that resume by number."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Event, Job, StudioSession
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JobState
from orchestrator.services.house.house_views import EventView
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import locked, owned
from orchestrator.services.shapes.news import CARRIED, JobNews


def announce(db: Session, session_id: str, now: float, *news: tuple[EventKind, Mapping[str, Any]]) -> None:
    """Append news. Locks the session's row: called last in a transaction, so that locks come in one order."""
    row = db.scalar(locked(select(StudioSession).where(StudioSession.id == session_id)))
    if row is None:
        return
    for kind, data in news:
        row.seq += 1
        told = CARRIED[kind].model_validate({"session": session_id, **data}).model_dump(mode="json", exclude_unset=True)
        db.add(Event(session_id=session_id, seq=row.seq, kind=kind, data=told, created=now))
    row.updated = now
    db.flush()


class Events:
    """What pages read."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def after(self, user: str, session_id: str, seq: int, limit: int = 100) -> list[EventView]:
        """Events numbered above `seq`, oldest first."""
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            rows = db.scalars(
                select(Event)
                .where(Event.session_id == session_id, Event.seq > seq)
                .order_by(Event.seq)
                .limit(min(limit, 1000))
            )
            return [EventView(seq=row.seq, kind=EventKind(row.kind), data=row.data) for row in rows]

    def live(self, user: str, session_id: str) -> list[EventView]:
        """Progress of the running jobs: passing news without a number. `stamp` changes when there is something new."""
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            rows = db.execute(
                select(Job.id, Job.turn_id, Job.progress, Job.preview_number, Job.attempt, Job.cancel_requested)
                .where(Job.session_id == session_id, Job.state == JobState.RUNNING)
                .order_by(Job.id)
            ).all()
        return [
            EventView(
                seq=None,
                kind=EventKind.JOB_CHANGED,
                data=JobNews(
                    session=session_id,
                    turn=turn,
                    job=job,
                    state=JobState.RUNNING,
                    progress=progress,
                    cancelling=cancelling,
                    preview=f"/api/v1/jobs/{job}/preview?n={number}" if number else None,
                    stamp=f"{attempt}-{number}-{progress:.3f}",
                ).model_dump(mode="json"),
            )
            for job, turn, progress, number, attempt, cancelling in rows
        ]
