"""Sessions: made, listed, searched, named, walked in, forgotten."""

from typing import Final, Literal

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Image, Job, StudioSession, Turn
from orchestrator.domain.errors import BadRequest, Conflict
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import JOB_END
from orchestrator.services.house.means import Means
from orchestrator.services.library.search_index import index_session
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import by_handle, locked, owned
from orchestrator.services.sessions import graves, pages, walks
from orchestrator.services.sessions.feed import announce
from orchestrator.services.sessions.session_views import (
    EarlierView,
    ImagePage,
    SessionPage,
    SessionRow,
    SessionView,
    TurnPage,
    WalkView,
)
from orchestrator.services.shapes import present
from orchestrator.services.shapes.cursors import decoded, encoded
from orchestrator.services.shapes.requests import clean

TITLE: Final = 200
TURNS: Final = 50
"""Turns in an answer that did not ask for a number."""
IMAGES: Final = 200
"""Pictures and masks likewise."""


class Sessions:
    """What people do with sessions."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def create(self, user: str, title: str | None = None, *, key: str | None = None) -> SessionView:
        """A new, empty session; without a title it takes one from its first words."""
        name = clean(title)[:TITLE] if title else ""
        digest = keys.digest_of("session", name)
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            if before is not None:
                return view(db, owned(db, StudioSession, user, before))
            now = self._means.database.now(db)
            row = StudioSession(id=new_id(), user_id=user, title=name, created=now, updated=now, seq=0)
            db.add(row)
            db.flush()
            keys.remember(db, user, key, digest, row.id, now)
            return view(db, row)

    def page(self, user: str, *, cursor: str | None = None, limit: int = 30, q: str | None = None) -> SessionPage:
        """Sessions, the latest used first; `q` searches titles, words said and what pictures show.

        Raises:
            BadRequest: the cursor is none of ours.
        """
        limit = min(max(limit, 1), 100)
        query = select(StudioSession).where(StudioSession.user_id == user, StudioSession.deleted.is_(None))
        if q and q.strip():
            query = query.where(_matches(q.strip()[:200]))
        if cursor:
            updated, key = decoded(cursor)
            older = StudioSession.updated < updated
            query = query.where(or_(older, and_(StudioSession.updated == updated, StudioSession.id < key)))
        query = query.order_by(StudioSession.updated.desc(), StudioSession.id.desc()).limit(limit + 1)
        with self._means.database.read() as db:
            rows = list(db.scalars(query))
            items = _rows(db, rows[:limit])
        last = rows[limit - 1] if len(rows) > limit else None
        return SessionPage(items=items, cursor=encoded(last.updated, last.id) if last else None)

    def get(self, user: str, session_id: str) -> SessionView:
        """One session with its latest turns and pictures, as many as a page shows at first."""
        with self._means.database.read() as db:
            return view(db, owned(db, StudioSession, user, session_id))

    def turns(self, user: str, session_id: str, *, cursor: str | None = None, limit: int = TURNS) -> TurnPage:
        """Turns, the latest first, each with its jobs and pictures.

        Raises:
            BadRequest: the cursor is none of ours.
        """
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            items, older = pages.turns(db, session_id, cursor, limit)
            return TurnPage(items=items, cursor=older)

    def images(self, user: str, session_id: str, *, cursor: str | None = None, limit: int = IMAGES) -> ImagePage:
        """Pictures and masks, the latest first.

        Raises:
            BadRequest: the cursor is none of ours.
        """
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            items, older = pages.images(db, session_id, cursor, limit)
            return ImagePage(items=items, cursor=older)

    def rename(self, user: str, session_id: str, title: str) -> SessionView:
        """Give it another title."""
        name = clean(title)[:TITLE]
        with self._means.database.write() as db:
            row = owned(db, StudioSession, user, session_id, lock=True)
            row.title = name
            announce(db, row.id, self._means.database.now(db), (EventKind.SESSION_CHANGED, {"title": name}))
            index_session(db, row.id)
            return view(db, row)

    def focus(self, user: str, session_id: str, handle: str) -> SessionView:
        """Select a picture: what is said next is about it, and continues from its turn.

        Raises:
            BadRequest: there is no such picture.
        """
        with self._means.database.write() as db:
            row = owned(db, StudioSession, user, session_id, lock=True)
            if by_handle(db, row.id, handle).kind == "mask":
                raise BadRequest(f"{handle} is a mask: select a picture, such as #1.")
            return self._moved(db, row, handle)

    def undo(self, user: str, session_id: str, *, key: str | None = None) -> SessionView:
        """Select what the picture in focus was made from, else the one before it; nothing is taken away.

        Raises:
            Conflict: it is the first one.
        """
        return self._step(user, session_id, "undo", key)

    def redo(self, user: str, session_id: str, *, key: str | None = None) -> SessionView:
        """Select the picture that an undo came from, else the newest one made from the picture in focus.

        Raises:
            Conflict: there is none.
        """
        return self._step(user, session_id, "redo", key)

    def _step(self, user: str, session_id: str, way: Literal["undo", "redo"], key: str | None) -> SessionView:
        digest = keys.digest_of(way, session_id)
        with self._means.database.write() as db:
            quota.hold(db, user)
            before = keys.seen(db, user, key, digest)
            row = owned(db, StudioSession, user, session_id, lock=True)
            if before is not None:
                return view(db, row)
            ground = walks.Ground(db, row.id)
            at = ground.standing(row)
            there = ground.back(at) if way == "undo" else ground.forth(at, row.redo)
            if there is None:
                raise Conflict(f"There is nothing {'before' if way == 'undo' else 'after'} this picture.")
            keys.remember(db, user, key, digest, row.id, self._means.database.now(db))
            return self._moved(db, row, there)

    def _moved(self, db: Session, row: StudioSession, to: str) -> SessionView:
        walks.move(row, to, walks.Ground(db, row.id))
        announce(db, row.id, self._means.database.now(db), (EventKind.SESSION_CHANGED, {"focus": to}))
        return view(db, row)

    def delete(self, user: str, session_id: str) -> None:
        """Forget a session and all in it. What still runs for it is dropped; its files go with the next sweep.

        A picture from which one in another session descends leaves a tombstone, as if it were purged.
        """
        with self._means.database.write() as db:
            quota.hold(db, user)  # nobody forks from it meanwhile
            row = owned(db, StudioSession, user, session_id)
            for kind in (
                Turn,
                Job,
            ):  # before the session, as everybody else locks them: the cascade comes the other way
                db.execute(locked(select(kind.id).where(kind.session_id == session_id).order_by(kind.id)))
            graves.move_out(db, row, self._means.database.now(db))
            db.execute(delete(StudioSession).where(StudioSession.id == session_id))
            graves.clear(db, user)


def view(db: Session, row: StudioSession) -> SessionView:
    """A session with its latest turns and pictures."""
    said, older_turns = pages.turns(db, row.id, None, TURNS)
    shown, older_images = pages.images(db, row.id, None, IMAGES)
    if row.focus is not None and older_images and all(one.handle != row.focus for one in shown):
        named = select(*present.SEEN).where(
            Image.session_id == row.id, Image.handle == row.focus, Image.purged.is_(None)
        )
        shown += present.images(db, db.execute(named))
    open_jobs = (
        select(Job).where(Job.session_id == row.id, Job.state.not_in(list(JOB_END))).order_by(Job.created, Job.step)
    )
    ground = walks.Ground(db, row.id)
    at = ground.standing(row)
    return SessionView(
        id=row.id,
        title=row.title,
        focus=row.focus,
        walk=WalkView(undo=ground.back(at), redo=ground.forth(at, row.redo)),
        origin=present.origins(db, [row]).get(row.id),
        created=present.moment(row.created),
        updated=present.moment(row.updated),
        seq=row.seq,
        turns=said[::-1],
        images=shown[::-1],
        jobs=present.jobs(db, db.scalars(open_jobs)),
        earlier=EarlierView(turns=older_turns, images=older_images),
    )


def _rows(db: Session, rows: list[StudioSession]) -> tuple[SessionRow, ...]:
    ids = [row.id for row in rows]
    pictures = (Image.session_id.in_(ids), Image.kind != "mask", Image.purged.is_(None))
    latest = (Image.created.desc(), Image.slot.desc(), Image.id.desc())
    newest = (
        select(Image.id, func.row_number().over(partition_by=Image.session_id, order_by=latest).label("age"))
        .where(*pictures)
        .subquery()
    )
    covers = db.scalars(select(Image).join(newest, newest.c.id == Image.id).where(newest.c.age == 1))
    cover = {view.session: view for view in present.images(db, covers)}
    counted = db.execute(select(Image.session_id, func.count()).where(*pictures).group_by(Image.session_id))
    count = {key: number for key, number in counted}  # noqa: C416  # rows are no pairs to mypy
    origins = present.origins(db, rows)
    return tuple(
        SessionRow(
            id=row.id,
            title=row.title,
            created=present.moment(row.created),
            updated=present.moment(row.updated),
            images=count.get(row.id, 0),
            cover=cover.get(row.id),
            origin=origins.get(row.id),
        )
        for row in rows
    )


def _matches(text: str) -> ColumnElement[bool]:
    said = select(Turn.session_id).where(Turn.text.icontains(text, autoescape=True), Turn.dry.is_(False))
    shown = select(Image.session_id).where(Image.alt.icontains(text, autoescape=True))
    return or_(
        StudioSession.title.icontains(text, autoescape=True), StudioSession.id.in_(said), StudioSession.id.in_(shown)
    )
