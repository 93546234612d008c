"""Whose is it? Ownership stands in the query itself: what is another's is not found."""

from typing import Any, Final, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Collection, Image, Job, Share, StudioSession, Turn
from orchestrator.domain.errors import BadRequest, NotFound

Owned = TypeVar("Owned", StudioSession, Turn, Job, Image, Collection, Share)
Row = TypeVar("Row")
NAMES: Final[dict[Any, str]] = {
    StudioSession: "session", Turn: "turn", Job: "job", Image: "picture", Collection: "collection", Share: "link",
}  # fmt: skip


def locked(query: Select[Row]) -> Select[Row]:
    """The same rows, read anew and held until the transaction ends (SQLite holds everything anyway).

    `key_share` lets others insert rows that point at these: PostgreSQL holds what a foreign key names, in an order that
    is not ours, and the plain lock would meet it in a circle.
    """
    return query.with_for_update(key_share=True).execution_options(populate_existing=True)


def free(query: Select[Row], kind: type[Any]) -> Select[Row]:
    """The rows of `kind` that nobody holds, held likewise; for PostgreSQL, where several workers look at once.

    Waits for nobody, so it may come after any other lock.
    """
    return query.with_for_update(of=kind, skip_locked=True, key_share=True)


def owned(db: Session, kind: type[Owned], user: str, key: str, *, lock: bool = False) -> Owned:
    """The row `key`, if it is the user's.

    Raises:
        NotFound: it is not there, or another's.
    """
    query = select(kind).where(kind.id == key, kind.user_id == user)
    if kind is StudioSession:
        query = query.where(StudioSession.deleted.is_(None))
    row = db.scalar(locked(query) if lock else query)
    if row is None:
        raise NotFound(f"There is no such {NAMES[kind]}.")
    return row


def by_handle(db: Session, session_id: str, handle: str) -> Image:
    """The picture called `handle` in a session whose owner was checked.

    Raises:
        BadRequest: there is none.
    """
    there = (Image.session_id == session_id, Image.handle == handle, Image.purged.is_(None))
    row = db.scalar(select(Image).where(*there))
    if row is None:
        raise BadRequest(f"There is no {handle[:20]} in this session.")
    return row
