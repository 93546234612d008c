"""Giving a picture out with its marks, over encoding its pixels in the same format; and looking a file's marks up."""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.report import Figure, timed
from orchestrator.bootstrap import studio
from orchestrator.pixels.formats import Format, converted
from orchestrator.provenance.authority import installed
from orchestrator.provenance.signing import Signatory
from orchestrator.provenance.stamp import Wish, stamped
from orchestrator.settings import Settings
from tests.provenance.works import edited, noise, work

SIDES: Final = (256, 1024)
CHAIN: Final = 8
FORMATS: Final[tuple[Format, ...]] = ("png", "jpeg", "webp")


FLOOR: Final = "encoding the pixels alone"


def _milliseconds(call: Callable[[], object], rounds: int) -> float:
    return statistics.median(timed(call) for _ in range(rounds))


def measure(rounds: int) -> Iterator[Figure]:
    """Milliseconds for one file: alone, at the end of a chain of edits whose parents are signed too, and looked at."""
    with tempfile.TemporaryDirectory() as folder:
        signatory = Signatory(installed(Path(folder) / "credentials"))
        house = studio(Settings(home=Path(folder)))
        for side in SIDES:
            data = noise((side, side))
            alone = last = work(1, data=data)
            for number in range(2, CHAIN + 1):
                last = edited(last, number, data=data)
            for form in FORMATS:
                floor = None if form == "png" else _milliseconds(partial(converted, data, form), rounds)
                for name, one in (("", alone), (f", after {CHAIN - 1} edits", last)):
                    took = _milliseconds(partial(stamped, one, Wish(form), signatory, ""), rounds)
                    yield Figure(f"signed {form}, {side} px{name}", took, "ms", floor, FLOOR if floor else "")
            signed = stamped(last, Wish(), signatory, "")
            looked = _milliseconds(partial(house.exports.marks, signed), min(rounds, 5))
            yield Figure(f"marks read, png, {side} px", looked, "ms", note="in a process of its own")
        house.close()
