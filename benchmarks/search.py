"""Search at growing numbers of pictures, through the service, on SQLite and PostgreSQL: p95 of each kind of question.

The first search by meaning reads all vectors into memory (`orchestrator/services/library/vector_cache.py`): told apart.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from psutil import Process

from benchmarks.finds import RARE, fill, have
from benchmarks.houses import DATABASES, Opened, houses
from benchmarks.report import Figure

ROUNDS: Final = 40
AIM: Final = "p95 <= 50 ms"
ASKED: Final[dict[str, Sequence[str]]] = {
    "everything": ("", "sort:old"),
    "a common word": ("house", "red", "lake"),
    "a rare word": (RARE, "lighthouse zebra"),
    "two words": ("red boat", "white cat", "lake night"),
    "Chinese": ("海滩", "夕阳", "海"),
    "filters": ("tool:edit rating:>=4", "is:starred -tool:generate", "tag:harbour", "seed:77", "rating:5 sort:rating"),
    "words and filters": (
        "house tool:edit rating:>=4",
        "海滩 is:starred before:2026-06",
        '"red house" on:2026-03 -boat',
    ),
    "nothing fits": ("nosuchword", "nosuchword house"),
}
NEAR: Final[dict[str, Sequence[str]]] = {
    "meaning": ('about:"a stormy sea"', "about:kittens", 'about:"winter in the mountains"'),
    "meaning and filters": ('about:"a stormy sea" tool:edit rating:>=4', "about:kittens is:starred"),
    "look": ("like:{0}", "like:{1}", "like:{2}"),
}


def measure(sizes: Sequence[int], kept: Path | None = None, databases: Sequence[str] = DATABASES) -> Iterator[Figure]:
    """Each database grows through `sizes`; what the folder `kept` has of them is not made again."""
    for opened in houses(databases, kept and kept / "search"):
        for size in sizes:
            if size < have(opened.studio):
                continue
            likes = fill(opened.studio, opened.user, size)
            yield from _asked(opened, size, likes)


def _asked(opened: Opened, size: int, likes: Sequence[str]) -> Iterator[Figure]:
    title = f"{opened.name}, {size:,} pictures:"
    for kind, questions in ASKED.items():
        yield _figure(f"{title} {kind}", opened, questions, AIM)
    first, computed = opened.p95([lambda: opened.studio.search.page(opened.user, NEAR["meaning"][0])])
    yield Figure(f"{title} first search by meaning (loads the vectors)", first, "ms", computed=computed)
    for kind, questions in NEAR.items():
        yield _figure(f"{title} by {kind}", opened, [question.format(*likes) for question in questions], AIM)
    yield Figure(f"{title} memory of this process", Process().memory_info().rss / 2**20, "MB")


def _figure(name: str, opened: Opened, questions: Sequence[str], target: str) -> Figure:
    """p95 of first and second pages, sixty pictures each, read whole as the page shows them."""
    calls = list(_calls(opened, questions))
    for call in calls[:3]:
        call()
    wall, computed = opened.p95(calls)
    return Figure(name, wall, "ms", target=target, computed=computed)


def _calls(opened: Opened, questions: Sequence[str]) -> Iterator[Callable[[], object]]:
    for number in range(ROUNDS):
        question, cursor = questions[number % len(questions)], None
        if number % 2:
            cursor = opened.studio.search.page(opened.user, question).cursor
        yield partial(opened.studio.search.page, opened.user, question, cursor=cursor)
