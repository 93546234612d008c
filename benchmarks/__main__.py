"""`make bench`, or `python -m benchmarks [part ...] [--rounds N] [--big]`: runs the parts and prints one table."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks import conversation, history, provenance, recovery, search, throughput
from benchmarks.bare import Bare
from benchmarks.houses import DATABASES
from benchmarks.report import Figure, show
from tests.servers.studios import studio

LIVE: Final = {"conversation": conversation.measure, "throughput": throughput.measure, "recovery": recovery.measure}
QUIET_LOAD: Final = 0.5
"""Load per core above which figures are not to be trusted."""


def figures(
    parts: list[str], rounds: int, sizes: list[int], kept: Path | None, databases: list[str]
) -> Iterator[Figure]:
    """Everything that was asked for; one studio and one bare process serve all live parts."""
    live = [part for part in LIVE if part in parts]
    if live:
        with studio({"max_open_jobs": "1000"}) as running, Bare() as bare:
            running.start()
            for part in live:
                yield from LIVE[part](running, bare, rounds)
    if "history" in parts:
        yield from history.measure(sizes, kept, databases)
    if "search" in parts:
        yield from search.measure(sizes, kept, databases)
    if "provenance" in parts:
        yield from provenance.measure(rounds)


def main() -> None:
    """Run and print."""
    every = [*LIVE, "history", "search", "provenance"]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*every, []], help="what to measure; everything if left out")
    parser.add_argument("--rounds", type=int, default=15, help="repeats of what is repeated (15)")
    parser.add_argument("--big", action="store_true", help="history and search up to a million pictures (half an hour)")
    parser.add_argument(
        "--keep", type=Path, help="fill history's and search's databases in this folder, and go on there"
    )
    parser.add_argument(
        "--database", choices=DATABASES, action="append", help="of history and search; both if left out"
    )
    asked = parser.parse_args()
    console = Console()
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    if load > QUIET_LOAD:
        console.print(
            f"The machine is busy (load {load:.1f} per core): ratios hold roughly, times do not.", style="yellow"
        )
    sizes = [1_000, 10_000, 100_000, *([1_000_000] if asked.big else [])]
    found = []
    for figure in figures(asked.parts or every, asked.rounds, sizes, asked.keep, asked.database or [*DATABASES]):
        found.append(figure)
        computed = "" if figure.computed is None else f" ({figure.computed:.4g} of them computing)"
        console.print(f"  {figure.name}: {figure.measured:.4g} {figure.unit}{computed}", soft_wrap=True)
    show(found, console)


if __name__ == "__main__":
    main()
