"""Walks the graph of pictures: one recursive query per direction over an edge table with both indexes.

`UNION` takes each picture once, since the graph has diamonds. Every answer is bounded, and says what it leaves out.
"""

from collections.abc import Collection
from typing import Literal

from sqlalchemy import CTE, ColumnElement, func, select
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
            above = _above(db, image_id, limit + 1) if direction != "down" else []
            below = _below(db, image_id, limit + 1) if direction != "up" else []
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
    return {image_id, *_above(db, image_id, most)}


def descendants(db: Session, image_id: str, most: int) -> set[str]:
    """Ids of a picture and of at most `most` of what was made from it."""
    return {image_id, *_below(db, image_id, most)}


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


def _above(db: Session, image_id: str, most: int) -> list[str]:
    """Level by level, so that the nearest come first; the walk ends when there are enough."""
    found: CTE = select(Edge.parent.label("id")).where(Edge.child == image_id).cte("found", recursive=True)
    found = found.union(select(Edge.parent).join(found, Edge.child == found.c.id))
    return list(db.scalars(select(found.c.id).limit(most)))


def _below(db: Session, image_id: str, most: int) -> list[str]:
    """Likewise. A picture with more than `most` children is not walked through, since a step of the walk takes all
    there are: it gives as many as there is room for."""
    near = _children(db, image_id, most)
    if not 0 < len(near) < most:
        return near
    found: CTE = select(Edge.child.label("id")).where(Edge.parent == image_id).cte("found", recursive=True)
    further = select(Edge.child).join(found, Edge.parent == found.c.id)
    found = found.union(further.where(~_crowded(found.c.id, most)))
    rows = db.execute(select(found.c.id, _crowded(found.c.id, most)).limit(most)).all()
    crowds = (child for key, full in rows if full for child in _children(db, key, most))
    return list(dict.fromkeys([*(key for key, _ in rows), *crowds]))[:most]


def _children(db: Session, image_id: str, most: int) -> list[str]:
    return list(db.scalars(select(Edge.child).where(Edge.parent == image_id).distinct().limit(most)))


def _crowded(parent: ColumnElement[str], most: int) -> ColumnElement[bool]:
    """Whether it has more than `most` children; counts no further."""
    some = select(Edge.child).where(Edge.parent == parent).correlate(parent.table).limit(most + 1).subquery()
    return select(func.count()).select_from(some).correlate(parent.table).scalar_subquery() > most
