"""Where a session stands in its graph, and the ways from there: select, undo, redo. Overwrites nothing.

Whoever moves the focus does it through `move`, so that an undo in words, on the page and by key leave the same trail.
Asks for single pictures: a step costs the same in a session of three pictures and of three thousand.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Image, StudioSession
from orchestrator.domain.plan import KINSHIPS
from orchestrator.domain.walk import before

TRAIL: Final = 200
"""Steps that can be redone."""
NEAREST: Final = ("rederived", *(role for role in KINSHIPS if role != "rederived"))
"""What a picture replaced comes before what it was made from: an undo leads there."""
AGE: Final = (Image.created, Image.slot, Image.id)
"""The order of the pictures of a session, oldest first."""
LATEST: Final = tuple(column.desc() for column in AGE)
SOME: Final = 200
"""Pictures made from one that are looked at together: a style may have served thousands."""


class Ground:
    """The pictures of a session, masks and purged ones apart, as far as they are asked about."""

    def __init__(self, db: Session, session_id: str) -> None:
        self._db = db
        self._mine = (Image.session_id == session_id, Image.kind != "mask", Image.purged.is_(None))

    def standing(self, row: StudioSession) -> str | None:
        """The picture in focus: the one selected, else the newest."""
        if row.focus is not None and self._db.scalar(self._named(row.focus)) is not None:
            return row.focus
        return self._db.scalar(select(Image.handle).where(*self._mine).order_by(*LATEST).limit(1))

    def back(self, at: str | None) -> str | None:
        """Where an undo leads; None at the beginning."""
        row = self._row(at)
        if at is None or row is None:
            return None
        first, source = row, self._source(row)
        while source is not None and source.turn_id == row.turn_id and row.turn_id is not None:
            first, source = source, self._source(source)
        earlier = None if source else self._earlier((first.created, first.slot, first.id))
        there = before(at, source.handle if source else None, earlier)
        return None if there == at else there

    def forth(self, at: str | None, trail: Sequence[str]) -> str | None:
        """Where a redo leads: where the last undo came from, else the newest picture made from this one."""
        if at is None:
            return None
        if trail and self.back(trail[-1]) == at:
            return trail[-1]
        made = next(self._made_from(at), None)
        while made is not None and (row := self._row(made)) is not None:
            last = next((one for one in self._made_from(made) if self._of_turn(one, row.turn_id)), None)
            if last is None:
                break
            made = last
        return made

    def turn(self, handle: str) -> str | None:
        """The turn a picture was made in, if any."""
        return self._db.scalar(self._named(handle).with_only_columns(Image.turn_id))

    def _row(self, handle: str | None) -> Image | None:
        return self._db.scalar(select(Image).where(*self._mine, Image.handle == handle)) if handle else None

    def _source(self, row: Image) -> Image | None:
        """The picture that it came from first of all, in this session."""
        return self._row(self._sources([row.id]).get(row.id))

    def _of_turn(self, handle: str, turn: str | None) -> bool:
        return turn is not None and self.turn(handle) == turn

    def _named(self, handle: str) -> Select[str]:
        return select(Image.id).where(*self._mine, Image.handle == handle)

    def _sources(self, ids: Iterable[str]) -> dict[str, str]:
        """What each picture came from first of all, in this session."""
        found: dict[str, tuple[int, str]] = {}
        rows = select(Edge.child, Image.handle, Edge.role).join(Image, Image.id == Edge.parent)
        for child, handle, role in self._db.execute(rows.where(Edge.child.in_(ids), *self._mine)):
            nearest = (NEAREST.index(role), handle)
            found[child] = min(nearest, found.get(child, nearest))
        return {child: handle for child, (_, handle) in found.items()}

    def _earlier(self, age: tuple[float, int, str]) -> str | None:
        older = select(Image.handle).where(*self._mine, tuple_(*AGE) < age)
        return self._db.scalar(older.order_by(*LATEST).limit(1))

    def _made_from(self, at: str) -> Iterator[str]:
        """Pictures that came from this one first of all, the newest first."""
        children = select(Edge.child).where(Edge.parent.in_(self._named(at)))
        rows = select(Image.handle, Image.id).where(*self._mine, Image.id.in_(children)).order_by(*LATEST)
        for some in self._db.execute(rows).partitions(SOME):
            sources = self._sources([row.id for row in some])
            yield from (row.handle for row in some if sources.get(row.id) == at)


def move(row: StudioSession, to: str, ground: Ground) -> None:
    """Put the focus of a session, whose row is locked, on a picture; what is said next continues from its turn."""
    at = ground.standing(row)
    if at is not None and at != to and ground.back(at) == to:
        row.redo = [*row.redo, at][-TRAIL:]
    elif row.redo and row.redo[-1] == to:
        row.redo = row.redo[:-1]
    row.focus = to
    row.head = ground.turn(to) or row.head
