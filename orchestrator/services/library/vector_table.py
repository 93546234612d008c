"""The vectors of one person in memory, and how near each lies to a point: measured whole, or in part.

Owns rows of 8 bit numbers and a scale (0.5 kB a picture of 384 numbers, 50 MB for 100,000); of too many the newest.
Refuses to know words, filters, order and the database.
"""

import threading
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from orchestrator.services.library.signs import Rows, Signs
from orchestrator.services.library.vectors import Numbers

BESIDE: Final = 170
"""Bytes a picture takes beside its numbers: moment, scale, signs, and where its row is."""
FIRST: Final = 1024
BLOCK: Final = 1000
"""Rows multiplied at once: as 32 bit numbers they stay in the processor's cache."""
LEVELS: Final = 127
LARGE: Final = 50_000
"""Up to so many are measured whole: a few milliseconds."""
SHARE: Final = 5
"""Of more, a fifth of `LARGE` is likely by its signs, and the best fifth of these is taken for the nearest."""
SAMPLE: Final = 20_000
"""Rows whose mean is taken for the centre of all."""

Moments = NDArray[np.int64]


class VectorTable:
    """The vectors of one person, kind and space: at most `most`, of more the newest. Above `large` it has signs."""

    def __init__(self, width: int, most: int, large: int = LARGE) -> None:
        self.lock = threading.Lock()
        self.width, self.most, self._large = width, most, large
        self.count = 0
        self.since = 0.0
        self._codes: NDArray[np.int8] = np.empty((0, width), np.int8)
        self._scales: Numbers = np.empty(0, np.float32)
        self._moments: Moments = np.empty(0, np.int64)
        self._rows: dict[int, int] = {}
        self._signs: Signs | None = None
        self._centred = 0  # how many there were when the signs' centre was taken

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
        if self._signs:
            self._signs.put(np.asarray(rows), wide)

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
        self.count, self._signs = len(kept), None
        self._rows = {int(moment): row for row, moment in enumerate(self._moments[: self.count])}

    def near(self, point: Numbers) -> tuple[Moments, Moments]:
        """Every picture's moment and its nearness in millionths, unordered."""
        found, wide = np.empty(self.count, np.float32), np.empty((BLOCK, self.width), np.float32)
        for at in range(0, self.count, BLOCK):
            end = min(at + BLOCK, self.count)
            np.copyto(wide[: end - at], self._codes[at:end])
            np.matmul(wide[: end - at], point, out=found[at:end])
        return self._moments[: self.count].copy(), _millionths(found, self._scales[: self.count])

    def near_of(self, moments: Sequence[int], point: Numbers) -> tuple[Moments, Moments]:
        """The same of the pictures of `moments` only, as far as they are here."""
        return self._near(np.asarray([self._rows[one] for one in moments if one in self._rows], np.intp), point)

    def likely(self, point: Numbers) -> tuple[Moments, Moments]:
        """The same of the nearest, a twenty-fifth of `large`, few missed; of all in a table that is not large."""
        if self.count <= self._large:
            return self.near(point)
        if self._signs is None or self.count > 2 * self._centred:
            self._signs = self._signed()
        many = self._large // SHARE
        return nearest(*self._near(self._signs.likely(point, self.count, many), point), many // SHARE)

    def _near(self, rows: Rows, point: Numbers) -> tuple[Moments, Moments]:
        found = np.empty(len(rows), np.float32)
        for at in range(0, len(rows), BLOCK):
            found[at : at + BLOCK] = self._codes[rows[at : at + BLOCK]].astype(np.float32) @ point
        return self._moments[rows], _millionths(found, self._scales[rows])

    def _signed(self) -> Signs:
        """The signs of all there are: a second for a million."""
        sample = np.arange(0, self.count, max(1, self.count // SAMPLE))
        signs = Signs(self._numbers(sample).mean(0), len(self._codes))
        for at in range(0, self.count, BLOCK):
            rows = np.arange(at, min(at + BLOCK, self.count))
            signs.put(rows, self._numbers(rows))
        self._centred = self.count
        return signs

    def _numbers(self, rows: Rows) -> Numbers:
        return np.asarray(self._codes[rows] * self._scales[rows, None], np.float32)


def nearest(moments: Moments, near: Moments, many: int) -> tuple[Moments, Moments]:
    """The `many` nearest, unordered."""
    if len(moments) <= many:
        return moments, near
    best = np.argpartition(-near, many)[:many]
    return moments[best], near[best]


def _millionths(found: Numbers, scales: Numbers) -> Moments:
    return np.rint(found * (scales * np.float32(1e6))).astype(np.int64)


def _wider(table: NDArray[Any], rows: int, used: int) -> NDArray[Any]:
    wider = np.empty((rows, *table.shape[1:]), table.dtype)
    wider[:used] = table[:used]
    return wider
