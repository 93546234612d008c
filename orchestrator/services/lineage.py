"""Walks the graph of pictures: one recursive query per direction over an edge table with both indexes.

`UNION` takes each picture once, since the graph has diamonds.
"""

from sqlalchemy import CTE, Select, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Edge, Image
from orchestrator.services import present
from orchestrator.services.access import owned
from orchestrator.services.means import Means
from orchestrator.services.views import EdgeView, LineageView


class Lineage:
    """What people ask about descent."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def graph(self, user: str, image_id: str) -> LineageView:
        """Ancestors and descendants of a picture, itself included, and every edge between them; oldest first."""
        with self._means.database.read() as db:
            owned(db, Image, user, image_id)
            nodes = family(db, image_id)
            rows = db.scalars(
                select(Image).where(Image.id.in_(nodes)).order_by(Image.created, Image.slot, Image.id)
            ).all()
            edges = db.scalars(select(Edge).where(Edge.child.in_(nodes), Edge.parent.in_(nodes)).order_by(Edge.child))
            return LineageView(
                nodes=present.images(db, rows),
                edges=tuple(EdgeView(child=edge.child, parent=edge.parent, role=edge.role) for edge in edges),
            )


def family(db: Session, image_id: str) -> set[str]:
    """Ids of a picture, its ancestors and its descendants."""
    return {image_id, *db.scalars(_walk(image_id, up=True)), *db.scalars(_walk(image_id, up=False))}


def ancestors(db: Session, image_id: str, most: int) -> set[str]:
    """Ids of a picture and of at most `most` of its ancestors."""
    return {image_id, *db.scalars(_walk(image_id, up=True).limit(most))}


def _walk(image_id: str, *, up: bool) -> Select[str]:
    here, there = (Edge.child, Edge.parent) if up else (Edge.parent, Edge.child)
    found: CTE = select(there.label("id")).where(here == image_id).cte("found", recursive=True)
    found = found.union(select(there).join(found, here == found.c.id))
    return select(found.c.id)
