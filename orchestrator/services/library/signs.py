"""Which of very many vectors may lie nearest to a point: one bit a number, and how many bits differ.

Binary quantization around the vectors' centre (as in Faiss and pgvector): 48 bytes a picture of 384 numbers are gone
through in a tenth of the time that all numbers take. Refuses to measure: what it names is likely, and asked exactly.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from orchestrator.services.library.vectors import Numbers

BLOCK: Final = 8192
"""Rows compared at once: what is in between stays in the processor's cache."""
WORD: Final = 64
"""Bits of a number that is compared at once."""

Rows = NDArray[np.intp]


class Signs:
    """The bits of rows 0 up to as many as were put, each above or below `centre` (width)."""

    def __init__(self, centre: Numbers, rows: int) -> None:
        self._centre = centre
        self._words = -(-len(centre) // WORD)
        self._bits: NDArray[np.uint64] = np.empty((self._words, rows), np.uint64)

    def put(self, rows: Rows, numbers: Numbers) -> None:
        """Take in vectors (rows, width), in place of what stood in these rows."""
        room = self._bits.shape[1]
        if len(rows) and (last := int(rows.max())) >= room:
            wider = np.empty((self._words, max(last + 1, room * 5 // 4)), np.uint64)
            wider[:, :room] = self._bits
            self._bits = wider
        self._bits[:, rows] = self._packed(numbers).T

    def likely(self, point: Numbers, count: int, many: int) -> Rows:
        """The rows below `count` that differ least from `point` (width): `many`, and those that differ as little.

        Of more than twice as many the last.
        """
        differ = self._differing(point, count)
        edge = np.searchsorted(np.cumsum(np.bincount(differ)), many)
        return np.flatnonzero(differ <= edge)[-2 * many :]

    def _differing(self, point: Numbers, count: int) -> NDArray[np.uint16]:
        """Bits in which each row below `count` differs from `point`."""
        found = np.zeros(count, np.uint16)
        asked = self._packed(point[None])[0]
        other, ones = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint8)
        for at in range(0, count, BLOCK):
            some = found[at : at + BLOCK]
            for bits, word in zip(self._bits[:, at : at + len(some)], asked, strict=True):
                np.bitwise_xor(bits, word, out=other[: len(some)])
                some += np.bitwise_count(other[: len(some)], out=ones[: len(some)])
        return found

    def _packed(self, numbers: Numbers) -> NDArray[np.uint64]:
        """(rows, words); bits beyond the width are nowhere set."""
        wide = np.zeros((len(numbers), self._words * WORD), np.bool_)
        np.greater(numbers, self._centre, out=wide[:, : len(self._centre)])
        return np.packbits(wide, axis=1).view(np.uint64)
