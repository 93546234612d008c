"""What stays of a deleted session: tombstones of the pictures from which pictures of other sessions descend.

They lie in a row of their own, which is no session to anybody: all else goes with the session, as the tables say.
Refuses to keep words and bytes, and to keep a tombstone that nothing descends from any more.
"""

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, StudioSession
from orchestrator.services.library.trash import bury


def move_out(db: Session, row: StudioSession, now: float) -> None:
    """Take out of a session that is about to be deleted what others descend from; its files go with the next sweep."""
    kept = _with_descendants_elsewhere(db, row.id)
    if not kept:
        return
    grave = StudioSession(id=new_id(), user_id=row.user_id, seq=0, created=row.created, updated=now, deleted=now)
    db.add(grave)
    db.flush()
    bury(db, db.scalars(select(Image).where(Image.id.in_(kept)).order_by(Image.id)).all(), now)
    db.flush()
    db.execute(update(Image).where(Image.id.in_(kept)).values(session_id=grave.id, turn_id=None, job_id=None))


def clear(db: Session, user: str) -> None:
    """Let go of the tombstones of deleted sessions from which nothing descends any more."""
    parent, child = aliased(Image), aliased(Image)
    leads_out = exists(
        select(Edge.child)
        .join(parent, parent.id == Edge.parent)
        .join(child, child.id == Edge.child)
        .where(parent.session_id == StudioSession.id, child.session_id != StudioSession.id)
    )
    empty = select(StudioSession.id).where(
        StudioSession.user_id == user, StudioSession.deleted.is_not(None), ~leads_out
    )
    while gone := db.scalars(empty).all():  # one may have been kept for another's sake
        db.execute(delete(StudioSession).where(StudioSession.id.in_(gone)))


def _with_descendants_elsewhere(db: Session, session_id: str) -> set[str]:
    """Ids of the session's pictures that have a child in another session, and of what those came from in this one."""
    child = aliased(Image)
    outside = (
        select(Edge.parent.label("id"))
        .join(Image, Image.id == Edge.parent)
        .join(child, child.id == Edge.child)
        .where(Image.session_id == session_id, child.session_id != session_id)
    )
    found = outside.cte("found", recursive=True)
    above = select(Edge.parent).join(found, Edge.child == found.c.id)
    found = found.union(above.join(Image, and_(Image.id == Edge.parent, Image.session_id == session_id)))
    return set(db.scalars(select(found.c.id)))
