"""How near the pictures of a person lie to a point: all their vectors in memory, one product for all.

Owns the memory: float32 rows (1.5 kB a picture of 384 numbers, 154 MB for 100,000), brought up to date by what was
made since the last look, least recently asked out first beyond BUDGET. Refuses to know words, filters and order.
"""

import threading
from collections import OrderedDict
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Vector
from orchestrator.services.library.vectors import Kind, Numbers

BUDGET: Final = 512 * 1024**2
"""Bytes of vectors in one process."""
OVERLAP: Final = 60.0
"""Seconds looked back at: of two commits the later may carry the earlier time."""
FIRST: Final = 1024

Moments = NDArray[np.int64]


class VectorTable:
    """All vectors of one person, kind and space; rows only ever grow or are replaced."""

    def __init__(self, width: int) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.since = 0.0
        self.numbers: Numbers = np.empty((FIRST, width), np.float32)
        self.moments: Moments = np.empty(FIRST, np.int64)
        self._rows: dict[int, int] = {}

    @property
    def weight(self) -> int:
        """Bytes in use."""
        return self.numbers.nbytes + self.moments.nbytes

    def put(self, moment: int, data: bytes) -> None:
        """Take in one picture's vector."""
        row = self._rows.setdefault(moment, self.count)
        if row == self.count:
            if row == len(self.numbers):
                self.numbers = np.concatenate([self.numbers, np.empty_like(self.numbers)])
                self.moments = np.concatenate([self.moments, np.empty_like(self.moments)])
            self.count += 1
        self.numbers[row] = np.frombuffer(data, np.float16)
        self.moments[row] = moment

    def near(self, point: Numbers) -> tuple[Moments, Moments]:
        """Every picture's moment and its nearness in millionths, unordered."""
        numbers, moments = self.numbers[: self.count], self.moments[: self.count]
        return moments, np.round(numbers @ point * 1e6).astype(np.int64)


class VectorCache:
    """The vectors of whoever asked of late."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Kind, str], VectorTable] = OrderedDict()

    def near(self, db: Session, user: str, kind: Kind, space: str, point: Numbers) -> tuple[Moments, Moments]:
        """Moments of the person's pictures in this space, and how near each lies to `point` in millionths."""
        key = (user, kind, space)
        with self._lock:
            table = self._kept.setdefault(key, VectorTable(len(point)))
            self._kept.move_to_end(key)
        with table.lock:
            _refresh(db, table, *key, most=self._budget // (4 * len(point)))
            found = table.near(point)
        with self._lock:
            while len(self._kept) > 1 and sum(one.weight for one in self._kept.values()) > self._budget:
                self._kept.popitem(last=False)
        return found


def _refresh(db: Session, table: VectorTable, user: str, kind: Kind, space: str, *, most: int) -> None:
    """Read what was made since; at first the newest `most` pictures."""
    mine = (Vector.user_id == user, Vector.kind == kind, Vector.space == space, Vector.made > table.since - OVERLAP)
    query = select(Vector.moment, Vector.data, Vector.made).where(*mine)
    if not table.count:
        moments = select(Vector.moment).where(*mine).order_by(Vector.moment.desc())
        if (oldest := db.scalar(moments.offset(most).limit(1))) is not None:
            query = query.where(Vector.moment > oldest)
    for moment, data, made in db.execute(query.execution_options(yield_per=5000)):
        if len(data) == table.numbers.shape[1] * 2:
            table.put(moment, data)
        table.since = max(table.since, made)
