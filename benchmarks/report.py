"""What a benchmark hands back, and the table of them all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measurement in one unit, its floor in the same run, and the ratio that is aimed at."""

    name: str
    measured: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    target: str = ""
    note: str = ""
    computed: float | None = None
    """What of it was computing, in the same unit: it holds on a busy machine too."""

    @property
    def ratio(self) -> float | None:
        """Measured over floor; None without one."""
        return self.measured / self.floor if self.floor else None


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that `call` takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def show(figures: Sequence[Figure], console: Console) -> None:
    """Print the table."""
    table = Table(title="Measured beside its floor, in this run", title_justify="left")
    for heading in ("what", "measured", "computing", "floor", "ratio", "aim", "floor is"):
        table.add_column(heading, overflow="fold", justify="left")
    for figure in figures:
        floor = "" if figure.floor is None else f"{figure.floor:.4g} {figure.unit}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        measured = f"{figure.measured:.4g} {figure.unit}"
        name = f"{figure.name} ({figure.note})" if figure.note else figure.name
        computed = "" if figure.computed is None else f"{figure.computed:.4g} {figure.unit}"
        table.add_row(name, measured, computed, floor, ratio, figure.target, figure.floor_is)
    console.print(table)
