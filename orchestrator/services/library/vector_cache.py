"""The vectors of whoever asked of late, in memory, brought up to date by what was made since the last look.

Owns how much memory they take: of more people those who asked last. Refuses to measure: that is `vector_table`'s.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Vector
from orchestrator.services.library.vector_table import BESIDE, LARGE, VectorTable
from orchestrator.services.library.vectors import Kind

BUDGET: Final = 1200 * 1000**2
"""Bytes of vectors in one process, half of them for each table: a million pictures by meaning, and by look."""
OVERLAP: Final = 60.0
"""Seconds looked back at: of two commits the later may carry the earlier time."""


class VectorCache:
    """The vectors of whoever asked of late."""

    def __init__(self, budget: int = BUDGET, large: int = LARGE) -> None:
        self._budget, self._large = budget, large
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Kind, str], VectorTable] = OrderedDict()

    @contextmanager
    def table(self, db: Session, user: str, kind: Kind, space: str, width: int) -> Iterator[VectorTable]:
        """The vectors of the person's pictures in this space, up to date, for nobody else meanwhile."""
        key = (user, kind, space)
        with self._lock:
            most = self._budget // 2 // (width + BESIDE)
            table = self._kept.setdefault(key, VectorTable(width, most, self._large))
            self._kept.move_to_end(key)
        with table.lock:
            _refresh(db, table, *key)
            yield table
        with self._lock:
            while len(self._kept) > 1 and sum(one.weight for one in self._kept.values()) > self._budget:
                self._kept.popitem(last=False)


def _refresh(db: Session, table: VectorTable, user: str, kind: Kind, space: str) -> None:
    """Read what was made since; at first the newest that fit."""
    mine = (Vector.user_id == user, Vector.kind == kind, Vector.space == space, Vector.made > table.since - OVERLAP)
    query = select(Vector.moment, Vector.data, Vector.made).where(*mine)
    if not table.count:
        there = db.scalar(select(func.count()).select_from(Vector).where(*mine)) or 0
        table.make_room(there)
        if there > table.most:
            moments = select(Vector.moment).where(*mine).order_by(Vector.moment.desc())
            query = query.where(Vector.moment > (db.scalar(moments.offset(table.most).limit(1)) or 0))
    for some in db.execute(query.execution_options(yield_per=5000)).partitions():
        table.put([row.moment for row in some], [row.data for row in some])
        table.since = max(table.since, *(row.made for row in some))
