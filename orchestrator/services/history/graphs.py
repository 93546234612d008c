"""A session as one graph from sentence to pixel, page by page or what has changed since an event.

A page is a bounded number of beginnings (turns, jobs without one, uploads) with all that came of each.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Event, Image, Job, StudioSession, Turn
from orchestrator.services.history import graph_nodes
from orchestrator.services.history.graph_nodes import IMAGE, JOB, TURN, Known
from orchestrator.services.history.graph_views import GraphView, LinkView
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import owned
from orchestrator.services.shapes.cursors import decoded, encoded

PAGE: Final = 100
"""Beginnings a page has unless asked otherwise: read in some 20 ms of computing, `python -m benchmarks history`."""
NEWS: Final = 1000
"""Events told one by one; after more than these, reading the whole costs less."""


@dataclass
class Selection:
    """Ids of what a graph is about."""

    turns: set[str] = field(default_factory=set)
    jobs: set[str] = field(default_factory=set)
    images: set[str] = field(default_factory=set)


class Graphs:
    """What people look at of a session's history."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def stamp(self, user: str, session_id: str) -> int:
        """Number of the session's latest event: the graph is the same as long as it is."""
        with self._means.database.read() as db:
            return owned(db, StudioSession, user, session_id).seq

    def page(self, user: str, session_id: str, *, cursor: str | None = None, limit: int = PAGE) -> GraphView:
        """The next `limit` beginnings, oldest first, with all that came of them.

        Raises:
            BadRequest: the cursor is none of ours.
        """
        with self._means.database.read() as db:
            seq = owned(db, StudioSession, user, session_id).seq
            rows = db.execute(_beginnings(session_id, cursor, limit + 1)).all()
            selected = Selection()
            for _, key, kind in rows[:limit]:
                {"turn": selected.turns, "job": selected.jobs, "image": selected.images}[kind].add(key)
            selected.jobs |= _ids(db, select(Job.id).where(Job.turn_id.in_(selected.turns)), selected.turns)
            selected.images |= _ids(db, select(Image.id).where(Image.turn_id.in_(selected.turns)), selected.turns)
            selected.images |= _ids(db, select(Image.id).where(Image.job_id.in_(selected.jobs)), selected.jobs)
            last = rows[limit - 1] if len(rows) > limit else None
            return _graph(db, session_id, seq, selected, encoded(last[0], last[1]) if last else None)

    def since(self, user: str, session_id: str, seq: int) -> GraphView:
        """What has changed after event `seq`, with the edges that lead to it."""
        with self._means.database.read() as db:
            now = owned(db, StudioSession, user, session_id).seq
            news = (Event.session_id == session_id, Event.seq > seq, Event.seq <= now)
            rows = db.scalars(select(Event.data).where(*news).order_by(Event.seq).limit(NEWS + 1)).all()
            if len(rows) > NEWS:
                return GraphView(session=session_id, seq=now, whole=True)
            selected = Selection()
            for data in rows:
                for name, ids in (("turn", selected.turns), ("job", selected.jobs), ("image", selected.images)):
                    ids.update({data[name]} if data.get(name) else ())
            return _graph(db, session_id, now, selected, None)


def _graph(db: Session, session_id: str, seq: int, selected: Selection, cursor: str | None) -> GraphView:
    turns = _rows(db, select(*TURN).where(Turn.id.in_(selected.turns), Turn.dry.is_(False)), selected.turns)
    jobs = _rows(db, select(*JOB).where(Job.id.in_(selected.jobs)), selected.jobs)
    images = _rows(db, select(*IMAGE).where(Image.id.in_(selected.images)), selected.images)
    kin = _rows(db, select(Edge.child, Edge.parent, Edge.role).where(Edge.child.in_(selected.images)), selected.images)
    outside = {edge.parent for edge in kin if edge.role == "origin"} - selected.images
    images += _rows(db, select(*IMAGE).where(Image.id.in_(outside)), outside)
    handles = {handle for job in jobs for handle in job.inputs.values()}
    called = (Image.session_id == session_id, Image.handle.in_(handles))
    named = {row.handle: row.id for row in db.execute(select(Image.handle, Image.id).where(*called))} if handles else {}
    nodes = [*graph_nodes.of_turns(turns), *graph_nodes.of_jobs(jobs), *graph_nodes.of_images(images)]
    plans = {node.ref for node in nodes if node.kind == "plan"}
    return GraphView(
        session=session_id,
        seq=seq,
        cursor=cursor,
        nodes=tuple(sorted(nodes, key=lambda node: node.created)),
        edges=(
            *(LinkView(from_=f"turn-{row.parent}", to=f"turn-{row.id}", kind="next") for row in turns if row.parent),
            *(LinkView(from_=f"turn-{key}", to=f"plan-{key}", kind="plan") for key in sorted(plans)),
            *(link for job in jobs for link in _of_job(job, plans, named)),
            *(link for image in images if image.id in selected.images for link in _of_image(image)),
            *(
                LinkView(from_=f"image-{edge.parent}", to=f"image-{edge.child}", kind="lineage", role=edge.role)
                for edge in kin
            ),
        ),
    )


def _of_job(job: Known, plans: Collection[str], named: dict[str, str]) -> Iterable[LinkView]:
    here = f"job-{job.id}"
    if job.turn_id is not None:
        yield LinkView(from_=f"{'plan' if job.turn_id in plans else 'turn'}-{job.turn_id}", to=here, kind="step")
    if job.of is not None and job.kind == "replay":
        yield LinkView(from_=f"image-{job.of}", to=here, kind="replayed")
    for role, handle in job.inputs.items():
        if handle in named:
            yield LinkView(from_=f"image-{named[handle]}", to=here, kind="input", role=role)


def _of_image(image: Known) -> Iterable[LinkView]:
    if image.job_id is not None:
        yield LinkView(from_=f"job-{image.job_id}", to=f"image-{image.id}", kind="made")
    if image.scores:
        yield LinkView(from_=f"image-{image.id}", to=f"judgement-{image.id}", kind="judged")


def _beginnings(session_id: str, cursor: str | None, limit: int) -> Select[float, str, str]:
    """Turns, jobs without a turn, and pictures without a job or turn, by age."""
    # Through coalesce: "IS NULL" of one has an index, and a database may prefer it to that of the session.
    alone = func.coalesce(Job.turn_id, ""), func.coalesce(Image.turn_id, Image.job_id, "")
    kinds = (
        (Turn, "turn", (Turn.dry.is_(False),)),
        (Job, "job", (alone[0] == "",)),
        (Image, "image", (alone[1] == "",)),
    )
    parts = []
    for kind, name, only in kinds:
        part = select(kind.created, kind.id, literal(name).label("kind")).where(kind.session_id == session_id, *only)
        if cursor is not None:
            created, key = decoded(cursor)
            part = part.where(or_(kind.created > created, and_(kind.created == created, kind.id > key)))
        parts.append(select(part.order_by(kind.created, kind.id).limit(limit).subquery()))
    every = union_all(*parts).subquery()
    return select(every).order_by(every.c.created, every.c.id).limit(limit)


def _ids(db: Session, query: Select[str], of: Collection[str]) -> set[str]:
    return set(db.scalars(query)) if of else set()


def _rows(db: Session, query: Select[*tuple[Any, ...]], of: Collection[str]) -> list[Known]:
    return list(db.execute(query)) if of else []
