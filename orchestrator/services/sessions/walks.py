"""Where a session stands in its graph, and the ways from there: select, undo, redo. Overwrites nothing.

Whoever moves the focus does it through `move`, so that an undo in words, on the page and by key leave the same trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Image, StudioSession
from orchestrator.domain.plan import KINSHIPS
from orchestrator.domain.walk import before
from orchestrator.services.shapes.views import ImageView

TRAIL: Final = 200
"""Steps that can be redone."""
NEAREST: Final = ("rederived", *(role for role in KINSHIPS if role != "rederived"))
"""What a picture replaced comes before what it was made from: an undo leads there."""


@dataclass(frozen=True)
class Ground:
    """The pictures of a session, oldest first, what each came from, nearest first, and the turn of each."""

    order: Sequence[str]
    parents: Mapping[str, Sequence[str]]
    turns: Mapping[str, str | None]

    @classmethod
    def seen(cls, images: Iterable[ImageView]) -> "Ground":
        """Of pictures that were read already, oldest first."""
        pictures = [one for one in images if one.kind != "mask"]
        parents = {
            one.handle: [
                parent.handle
                for parent in sorted(one.parents, key=lambda parent: NEAREST.index(parent.role))
                if parent.session == one.session
            ]
            for one in pictures
        }
        return cls(list(parents), parents, {one.handle: one.turn for one in pictures})

    @classmethod
    def read(cls, db: Session, session_id: str) -> "Ground":
        """As the session stands."""
        mine = (Image.session_id == session_id, Image.kind != "mask", Image.purged.is_(None))
        rows = db.execute(
            select(Image.handle, Image.id, Image.turn_id).where(*mine).order_by(Image.created, Image.slot, Image.id)
        ).all()
        handles = {key: handle for handle, key, _ in rows}
        parents: dict[str, list[str]] = {handle: [] for handle in handles.values()}
        edges = db.execute(select(Edge.child, Edge.parent, Edge.role).join(Image, Image.id == Edge.child).where(*mine))
        for child, parent, _ in sorted(edges, key=lambda edge: NEAREST.index(edge.role)):
            if parent in handles:
                parents[handles[child]].append(handles[parent])
        return cls(list(parents), parents, {handle: turn for handle, _, turn in rows})

    def standing(self, row: StudioSession) -> str | None:
        """The picture in focus: the one selected, else the newest."""
        return row.focus if row.focus in self.order else (self.order[-1] if self.order else None)

    def back(self, at: str | None) -> str | None:
        """Where an undo leads; None at the beginning."""
        if at is None:
            return None
        there = before(self.order, self.parents, at)
        return None if there == at else there

    def forth(self, at: str | None, trail: Sequence[str]) -> str | None:
        """Where a redo leads: where the last undo came from, else the newest picture made from this one."""
        if at is None:
            return None
        if trail and trail[-1] in self.order and self.back(trail[-1]) == at:
            return trail[-1]
        return next((one for one in reversed(self.order) if self.parents[one][:1] == [at]), None)


def move(row: StudioSession, to: str, ground: Ground) -> None:
    """Put the focus of a session, whose row is locked, on a picture; what is said next continues from its turn."""
    at = ground.standing(row)
    if at is not None and at != to and ground.back(at) == to:
        row.redo = [*row.redo, at][-TRAIL:]
    elif row.redo and row.redo[-1] == to:
        row.redo = row.redo[:-1]
    row.focus = to
    row.head = ground.turns.get(to) or row.head
