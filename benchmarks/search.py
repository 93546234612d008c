"""Search at growing numbers of pictures, through the service, on SQLite and PostgreSQL: p95 of each kind of question.

Beside each stands what this process computed itself: on SQLite all of it, on PostgreSQL the server's part is missing.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from benchmarks.finds import RARE, fill
from benchmarks.houses import houses
from benchmarks.report import Figure, timed
from orchestrator.bootstrap import Studio

ROUNDS: Final = 40
WORDS: Final = "p95 <= 50 ms"
VECTORS: Final = "p95 <= 100 ms"
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
MOST_VECTORS: Final = 100_000


def measure(sizes: Sequence[int]) -> Iterator[Figure]:
    """Each database grows through `sizes`."""
    for name, house, user in houses():
        have = 0
        for size in sizes:
            likes = fill(house, user, have, size, vectors=min(size, MOST_VECTORS))
            have = size
            yield from _asked(house, user, name, size, likes)


def _asked(house: Studio, user: str, name: str, size: int, likes: Sequence[str]) -> Iterator[Figure]:
    for kind, questions in ASKED.items():
        yield _figure(f"{name}, {size:,} pictures: {kind}, p95", house, user, questions, WORDS)
    if size > MOST_VECTORS:
        return
    first = timed(lambda: house.search.page(user, NEAR["meaning"][0]))
    yield Figure(f"{name}, {size:,} pictures: first search by meaning (loads the vectors)", first, "ms")
    for kind, questions in NEAR.items():
        told = [question.format(*likes) for question in questions]
        yield _figure(f"{name}, {size:,} pictures: by {kind}, p95", house, user, told, VECTORS)


def _figure(name: str, house: Studio, user: str, questions: Sequence[str], target: str) -> Figure:
    """Of first and second pages, sixty pictures each, read whole as the page shows them."""
    taken: list[float] = []
    computed: list[float] = []
    for number in range(ROUNDS + 3):
        cursor = None
        for _ in range(1 + number % 2):
            began, busy = time.perf_counter(), time.process_time()
            page = house.search.page(user, questions[number % len(questions)], cursor=cursor)
            taken.append((time.perf_counter() - began) * 1000)
            computed.append((time.process_time() - busy) * 1000)
            if (cursor := page.cursor) is None:
                break
    whole, computing = (float(np.percentile(some[3:], 95)) for some in (taken, computed))
    return Figure(name, whole, "ms", computing, "this process's own computing", target)
