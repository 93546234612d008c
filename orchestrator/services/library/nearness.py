"""How near the pictures of a person lie to a point: all their vectors in memory, one product for all.

Owns the memory: rows of 8 bit numbers and a scale (0.5 kB a picture of 384 numbers, 50 MB for 100,000), brought up to
date by what was made since the last look. Of more pictures than fit the newest are kept, of more people those who asked
last. Refuses to know words, filters and order.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orchestrator.db.models import Vector
from orchestrator.services.library.vectors import Kind, Numbers

BUDGET: Final = 1024**3
"""Bytes of vectors in one process, half of them for each table: a million pictures by meaning, and by look."""
BESIDE: Final = 120
"""Bytes a picture takes beside its numbers: moment, scale, and where its row is."""
OVERLAP: Final = 60.0
"""Seconds looked back at: of two commits the later may carry the earlier time."""
FIRST: Final = 1024
BLOCK: Final = 1000
"""Rows multiplied at once: as 32 bit numbers they stay in the processor's cache."""
LEVELS: Final = 127

Moments = NDArray[np.int64]


class VectorTable:
    """The vectors of one person, kind and space: at most `most`, of more the newest."""

    def __init__(self, width: int, most: int) -> None:
        self.lock = threading.Lock()
        self.width, self.most = width, most
        self.count = 0
        self.since = 0.0
        self._codes: NDArray[np.int8] = np.empty((0, width), np.int8)
        self._scales: Numbers = np.empty(0, np.float32)
        self._moments: Moments = np.empty(0, np.int64)
        self._rows: dict[int, int] = {}

    @property
    def weight(self) -> int:
        """Bytes in use."""
        return len(self._codes) * (self.width + BESIDE)

    def put(self, moments: Sequence[int], data: Sequence[bytes]) -> None:
        """Take in the vectors of some pictures, float16 each; those of other widths are passed over.

        Those that have to make room for others among them stay out.
        """
        fits = [at for at, one in enumerate(data) if len(one) == 2 * self.width]
        if not fits:
            return
        fresh = {moments[at]: None for at in fits if moments[at] not in self._rows}
        self._make_room(len(fresh))
        for moment in fresh:
            self._rows[moment] = self.count
            self.count += 1
        fits = [at for at in fits if moments[at] in self._rows]
        numbers = np.frombuffer(b"".join(data[at] for at in fits), np.float16).reshape(-1, self.width)
        wide = numbers.astype(np.float32)
        scales = np.abs(wide).max(axis=1) / LEVELS
        rows = [self._rows[moments[at]] for at in fits]
        self._codes[rows] = np.rint(wide / np.where(scales > 0, scales, 1.0)[:, None])
        self._scales[rows], self._moments[rows] = scales, [moments[at] for at in fits]

    def make_room(self, rows: int) -> None:
        """Be as large as `rows` need at once, instead of growing there."""
        self._grow(min(rows, self.most))

    def _make_room(self, more: int) -> None:
        if self.count + more > self.most:
            self._forget(min(self.count, self.count + more - self.most + self.most // 10))
        if self.count + more > len(self._codes):
            self._grow(min(max(self.count + more, FIRST, len(self._codes) * 5 // 4), max(self.most, self.count + more)))

    def _grow(self, rows: int) -> None:
        self._codes = _wider(self._codes, rows, self.count)
        self._scales = _wider(self._scales, rows, self.count)
        self._moments = _wider(self._moments, rows, self.count)

    def _forget(self, oldest: int) -> None:
        """Leave the oldest out."""
        kept = np.sort(np.argsort(self._moments[: self.count])[oldest:])
        for at in range(0, len(kept), BLOCK):  # each comes from its own place or a later one
            some = kept[at : at + BLOCK]
            self._codes[at : at + len(some)] = self._codes[some]
            self._scales[at : at + len(some)] = self._scales[some]
            self._moments[at : at + len(some)] = self._moments[some]
        self.count = len(kept)
        self._rows = {int(moment): row for row, moment in enumerate(self._moments[: self.count])}

    def near(self, point: Numbers) -> tuple[Moments, Moments]:
        """Every picture's moment and its nearness in millionths, unordered."""
        found, wide = np.empty(self.count, np.float32), np.empty((BLOCK, self.width), np.float32)
        for at in range(0, self.count, BLOCK):
            end = min(at + BLOCK, self.count)
            np.copyto(wide[: end - at], self._codes[at:end])
            np.matmul(wide[: end - at], point, out=found[at:end])
        found *= self._scales[: self.count] * np.float32(1e6)
        return self._moments[: self.count].copy(), np.rint(found).astype(np.int64)


def _wider(table: NDArray[Any], rows: int, used: int) -> NDArray[Any]:
    wider = np.empty((rows, *table.shape[1:]), table.dtype)
    wider[:used] = table[:used]
    return wider


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
            most = self._budget // 2 // (len(point) + BESIDE)
            table = self._kept.setdefault(key, VectorTable(len(point), most))
            self._kept.move_to_end(key)
        with table.lock:
            _refresh(db, table, *key)
            found = table.near(point)
        with self._lock:
            while len(self._kept) > 1 and sum(one.weight for one in self._kept.values()) > self._budget:
                self._kept.popitem(last=False)
        return found


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
