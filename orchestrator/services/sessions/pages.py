"""The turns and pictures of a session in pages, the latest first. Whose session it is was checked before."""

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Turn
from orchestrator.domain.errors import BadRequest
from orchestrator.services.sessions.walks import AGE, LATEST
from orchestrator.services.shapes import present
from orchestrator.services.shapes.cursors import decoded, encoded
from orchestrator.services.shapes.views import ImageView, TurnView


def turns(db: Session, session_id: str, cursor: str | None, limit: int) -> tuple[tuple[TurnView, ...], str | None]:
    """At most `limit` turns that were said, latest first, and the cursor of earlier ones.

    Raises:
        BadRequest: the cursor is none of ours.
    """
    query = select(Turn).where(Turn.session_id == session_id, Turn.dry.is_(False))
    if cursor:
        query = query.where(tuple_(Turn.created, Turn.id) < decoded(cursor))
    rows = list(db.scalars(query.order_by(Turn.created.desc(), Turn.id.desc()).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return present.turns(db, rows[:limit]), encoded(last.created, last.id) if last else None


def images(db: Session, session_id: str, cursor: str | None, limit: int) -> tuple[tuple[ImageView, ...], str | None]:
    """At most `limit` pictures and masks that are not purged, latest first, and the cursor of earlier ones.

    Raises:
        BadRequest: the cursor is none of ours.
    """
    query = select(*present.SEEN).where(Image.session_id == session_id, Image.purged.is_(None))
    if cursor:
        query = query.where(tuple_(*AGE) < _age(cursor))
    rows = list(db.execute(query.order_by(*LATEST).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return present.images(db, rows[:limit]), encoded(last.created, f"{last.slot}.{last.id}") if last else None


def _age(cursor: str) -> tuple[float, int, str]:
    created, rest = decoded(cursor)
    slot, _, key = rest.partition(".")
    if not (slot.isascii() and slot.isdigit()) or len(slot) > 9:
        raise BadRequest("This cursor is none of ours: begin at the first page.")
    return created, int(slot), key
