"""History at growing numbers of pictures, through the services, on SQLite and PostgreSQL: p95 of each question.

Lineage stands beside the bare recursive query in the same database.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
from sqlalchemy import text

from benchmarks.chains import LONG, Filled, fill
from benchmarks.houses import houses
from benchmarks.report import Figure, timed
from orchestrator.bootstrap import Studio

ASKED: Final = 100
AIM: Final = "p95 <= 50 ms"
BARE: Final = """
WITH RECURSIVE found(id) AS (SELECT {there} FROM edges WHERE {here} = :id
  UNION SELECT {there} FROM edges JOIN found ON {here} = found.id)
SELECT i.* FROM images i WHERE i.id IN (SELECT id FROM found LIMIT 500)
"""


def _p95(ask: Callable[[str], object], ids: Sequence[str]) -> float:
    for one in ids[:5]:
        ask(one)
    return float(np.percentile([timed(partial(ask, one)) for one in ids], 95))


def _bare(house: Studio, here: str, there: str) -> Callable[[str], object]:
    query = text(BARE.format(here=here, there=there))

    def ask(one: str) -> object:
        with house.means.database.read() as db:
            return db.execute(query, {"id": one}).fetchall()

    return ask


def _asked(house: Studio, user: str, filled: Filled, name: str, size: int) -> Iterator[Figure]:
    def figure(what: str, measured: float, floor: float | None = None) -> Figure:
        title = f"{name}, {size:,} pictures: {what}"
        return Figure(title, measured, "ms", floor, "the bare query, same database" if floor else "", AIM)

    tips, roots = filled.some("tips", ASKED), filled.some("roots", ASKED)
    up, down = _bare(house, "child", "parent"), _bare(house, "parent", "child")
    yield figure(
        "ancestors of a chain's end, 200 deep",
        _p95(lambda one: house.lineage.graph(user, one, "up"), tips),
        _p95(up, tips),
    )
    yield figure(
        "descendants of its beginning",
        _p95(lambda one: house.lineage.graph(user, one, "down"), roots),
        _p95(down, roots),
    )
    yield figure(
        f"family of a picture with {filled.crowd:,} children",
        _p95(lambda one: house.lineage.graph(user, one), [filled.hub] * 20),
    )
    yield figure("first page of sessions", _p95(lambda _: house.sessions.page(user, limit=30), tips[:50]))
    lively = filled.some("lively", 50)
    yield figure("a session of 40 turns", _p95(lambda one: house.sessions.get(user, one), lively))
    if filled.long:
        long = [filled.long] * 50
        yield figure(f"a session of {LONG:,} turns", _p95(lambda one: house.sessions.get(user, one), long))
        middle = house.sessions.turns(user, filled.long, limit=LONG // 2).cursor
        yield figure("a page of its middle", _p95(lambda one: house.sessions.turns(user, one, cursor=middle), long))
        yield figure("a page of its graph", _p95(lambda one: house.graphs.page(user, one), long))
    yield figure("its graph", _p95(lambda one: house.graphs.page(user, one), lively))
    yield figure("its graph, when nothing changed", _p95(lambda one: house.graphs.stamp(user, one), lively))


def measure(sizes: Sequence[int], databases: Sequence[str] = ("SQLite", "PostgreSQL")) -> Iterator[Figure]:
    """Each database grows through `sizes`."""
    for name, house, user in houses(databases):
        filled = Filled(random.Random(1))
        for size in sizes:
            fill(house, user, filled, size)
            yield from _asked(house, user, filled, name, size)
