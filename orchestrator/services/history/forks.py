"""Continues from any picture or turn: within its session, or in a new one that knows where it came from.

Copies rows, never bytes. Refuses masks.
"""

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, Origin, StudioSession, Turn
from orchestrator.domain.errors import Conflict
from orchestrator.domain.events import EventKind
from orchestrator.services.house.means import Means
from orchestrator.services.library.search_index import index
from orchestrator.services.people import keys, quota
from orchestrator.services.people.access import owned
from orchestrator.services.sessions import walks
from orchestrator.services.sessions.feed import announce
from orchestrator.services.sessions.session_views import SessionView
from orchestrator.services.sessions.sessions import TITLE, view
from orchestrator.services.shapes.requests import clean

Into = Literal["session", "new"]


class Forks:
    """What people branch off."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def from_image(
        self, user: str, image_id: str, into: Into = "session", title: str | None = None, *, key: str | None = None
    ) -> SessionView:
        """Go on from a picture.

        Raises:
            NotFound: there is no such picture.
            Conflict: it is a mask.
        """
        return self._fork(user, (Image, image_id), into, title, key)

    def from_turn(
        self, user: str, turn_id: str, into: Into = "session", title: str | None = None, *, key: str | None = None
    ) -> SessionView:
        """Go on from where a turn has led: its last picture, else the picture that was in focus then.

        Raises:
            NotFound: there is no such turn.
            Conflict: there was no picture then.
        """
        return self._fork(user, (Turn, turn_id), into, title, key)

    def _fork(
        self, user: str, at: tuple[type[Image] | type[Turn], str], into: Into, title: str | None, key: str | None
    ) -> SessionView:
        kind, name = at
        called = clean(title)[:TITLE] if title else None
        digest = keys.digest_of("fork", kind.__tablename__, name, into, called)
        with self._means.database.write() as db:
            quota.hold(db, user)
            if (before := keys.seen(db, user, key, digest)) is not None:
                return view(db, owned(db, StudioSession, user, before))
            now = self._means.database.now(db)
            turn = owned(db, Turn, user, name) if kind is Turn else None
            picture = _led_to(db, turn) if turn is not None else owned(db, Image, user, name)
            if picture.purged is not None:
                raise Conflict(f"{picture.handle} was deleted for good: continue from another picture.")
            if picture.kind == "mask":
                raise Conflict(f"{picture.handle} is a mask: continue from the picture that it was painted on.")
            row = owned(db, StudioSession, user, picture.session_id, lock=True)
            if into == "session":
                walks.move(row, picture.handle, walks.Ground(db, row.id))
                row.head = turn.id if turn else row.head
                announce(db, row.id, now, (EventKind.SESSION_CHANGED, {"focus": picture.handle}))
            else:
                row = _grown(db, row, picture, turn, called, now)
            keys.remember(db, user, key, digest, row.id, now)
            return view(db, row)


def _led_to(db: Session, turn: Turn) -> Image:
    there = (Image.session_id == turn.session_id, Image.kind != "mask", Image.purged.is_(None))
    mine = select(Image).where(*there)
    made = mine.where(Image.turn_id == turn.id).order_by(Image.created.desc(), Image.slot, Image.id)
    if (found := db.scalar(made.limit(1))) is not None:
        return found
    focus = turn.request.get("focus")
    seen = mine.where(Image.handle == focus) if focus else mine.where(Image.created <= (turn.ended or turn.created))
    found = db.scalar(seen.order_by(Image.created.desc(), Image.slot, Image.id).limit(1))
    if found is None:
        raise Conflict("There was no picture yet that one could continue from.")
    return found


def _grown(
    db: Session, old: StudioSession, picture: Image, turn: Turn | None, title: str | None, now: float
) -> StudioSession:
    """A session whose first picture is the same content, with an edge to where it came from."""
    row = StudioSession(
        id=new_id(),
        user_id=old.user_id,
        title=title or old.title,
        focus="#1",
        images=1,
        seq=0,
        origin={
            "session": old.id,
            "image": picture.id,
            "handle": picture.handle,
            "turn": turn.id if turn else picture.turn_id,
        },
        created=now,
        updated=now,
    )
    db.add(row)
    db.flush()
    same = (
        "user_id",
        "kind",
        "tool",
        "blob",
        "thumb",
        "width",
        "height",
        "alt",
        "prompt",
        "recipe",
        "scores",
        "rating",
        "painted",
        "brought",
    )
    copy = Image(
        **{name: getattr(picture, name) for name in same}, id=new_id(), session_id=row.id, handle="#1", created=now
    )
    db.add(copy)
    db.flush()
    db.add(Edge(child=copy.id, parent=picture.id, role="origin"))
    if (said := db.get(Origin, picture.id)) is not None:
        db.add(Origin(image_id=copy.id, marks=said.marks, blob=said.blob, mime=said.mime, imported=said.imported))
    db.flush()
    announce(db, row.id, now, (EventKind.IMAGE_ADDED, {"image": copy.id, "handle": copy.handle}))
    index(db, [copy.id])
    return row
