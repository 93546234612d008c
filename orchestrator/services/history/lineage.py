"""Walks the graph of pictures: one recursive query per direction over an edge table with both indexes.

`UNION` takes each picture once, since the graph has diamonds. Every answer is bounded, and says what it leaves out.
"""

from collections.abc import Collection
from typing import Literal

from sqlalchemy import CTE, ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Image
from orchestrator.domain.plan import ROLES, Role
from orchestrator.services.history.lineage_views import EdgeView, LineageView, MoreView
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import owned
from orchestrator.services.shapes import present

Direction = Literal["both", "up", "down"]


class Lineage:
    """What people ask about descent."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def graph(self, user: str, image_id: str, direction: Direction = "both", limit: int = 500) -> LineageView:
        """A picture with its ancestors, its descendants or both: the nearest `limit` of each, oldest first."""
        with self._means.database.read() as db:
            owned(db, Image, user, image_id)
            above = _found(db, image_id, limit + 1, up=True) if direction != "down" else []
            below = _found(db, image_id, limit + 1, up=False) if direction != "up" else []
            nodes = {image_id, *above[:limit], *below[:limit]}
            rows = db.execute(
                select(*present.SEEN).where(Image.id.in_(nodes)).order_by(Image.created, Image.slot, Image.id)
            ).all()
            # By child alone: a picture has few parents, but one among them may have a hundred thousand children.
            edges = db.execute(
                select(Edge.child, Edge.parent, Edge.role).where(Edge.child.in_(nodes)).order_by(Edge.child, Edge.role)
            )
            return LineageView(
                nodes=present.images(db, rows),
                edges=tuple(
                    EdgeView(child=edge.child, parent=edge.parent, role=edge.role)
                    for edge in edges
                    if edge.parent in nodes
                ),
                more=MoreView(ancestors=len(above) > limit, descendants=len(below) > limit),
            )


def ancestors(db: Session, image_id: str, most: int) -> set[str]:
    """Ids of a picture and of at most `most` of its ancestors."""
    return {image_id, *_found(db, image_id, most, up=True)}


def descendants(db: Session, image_id: str, most: int) -> set[str]:
    """Ids of a picture and of at most `most` of what was made from it."""
    return {image_id, *_found(db, image_id, most, up=False)}


def made_from(db: Session, ids: Collection[str]) -> dict[str, dict[Role, Image]]:
    """What each picture was made from, by role; a copy that begins a fork, from what the picture it copies was."""
    made: dict[str, dict[Role, Image]] = {}
    copied: dict[str, str] = {}
    wanted = set(ids)
    while wanted:
        made |= {key: {} for key in wanted}
        rows = select(Edge.child, Edge.role, Image).join(Image, Image.id == Edge.parent).where(Edge.child.in_(wanted))
        for child, role, parent in db.execute(rows.order_by(Image.created, Image.id)):
            if role in ROLES:
                made[child][role] = parent
            elif role == "origin":
                copied[child] = parent.id
        wanted = set(copied.values()) - made.keys()
    for key in copied:
        first, seen = key, set[str]()
        while first in copied and first not in seen:
            seen.add(first)
            first = copied[first]
        made[key] = made[first]
    return {key: made[key] for key in ids}


def _found(db: Session, image_id: str, most: int, *, up: bool) -> list[str]:
    """Level by level, so that the nearest come first; the walk ends when there are enough.

    A picture with more than `most` children is not walked through, since a step of the walk takes all there are: it
    gives as many as there is room for.
    """
    here, there = (Edge.child, Edge.parent) if up else (Edge.parent, Edge.child)
    next_to = select(there.label("id")).where(here == image_id).distinct()
    near = list(db.scalars(next_to.limit(most)))
    if up or 0 < len(near) < most:
        found: CTE = next_to.cte("found", recursive=True)
        further = select(there).join(found, here == found.c.id)
        found = found.union(further if up else further.where(~_crowded(found.c.id, most)))
        crowds = literal(value=False) if up else _crowded(found.c.id, most)
        rows = db.execute(select(found.c.id, crowds).limit(most)).all()
        near = [key for key, _ in rows]
        for hub in (key for key, crowded in rows if crowded):
            near += db.scalars(select(there).where(here == hub).distinct().limit(most))
    return list(dict.fromkeys(near))[:most]


def _crowded(parent: ColumnElement[str], most: int) -> ColumnElement[bool]:
    """Whether it has more than `most` children; counts no further."""
    some = select(Edge.child).where(Edge.parent == parent).correlate(parent.table).limit(most + 1).subquery()
    return select(func.count()).select_from(some).correlate(parent.table).scalar_subquery() > most
