"""History at growing numbers of pictures, through the services, on SQLite and PostgreSQL: p95 of each question.

Lineage stands beside the bare recursive query in the same database.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import text

from benchmarks.chains import LONG, Filled, fill
from benchmarks.houses import DATABASES, Opened, houses
from benchmarks.report import Figure
from orchestrator.bootstrap import Studio

ASKED: Final = 100
AIM: Final = "p95 <= 50 ms"
BARE: Final = """
WITH RECURSIVE found(id) AS (SELECT {there} FROM edges WHERE {here} = :id
  UNION SELECT {there} FROM edges JOIN found ON {here} = found.id)
SELECT i.* FROM images i WHERE i.id IN (SELECT id FROM found LIMIT 500)
"""


def _asking(ask: Callable[[str], object], ids: Sequence[str]) -> list[Callable[[], object]]:
    for one in ids[:5]:
        ask(one)
    return [partial(ask, one) for one in ids]


def _bare(house: Studio, here: str, there: str) -> Callable[[str], object]:
    query = text(BARE.format(here=here, there=there))

    def ask(one: str) -> object:
        with house.means.database.read() as db:
            return db.execute(query, {"id": one}).fetchall()

    return ask


def _asked(opened: Opened, filled: Filled) -> Iterator[Figure]:
    house, user = opened.studio, opened.user

    def figure(what: str, ask: Callable[[str], object], ids: Sequence[str], bare: str = "") -> Figure:
        title = f"{opened.name}, {filled.pictures:,} pictures: {what}"
        wall, computed = opened.p95(_asking(ask, ids))
        floor = opened.p95(_asking(_bare(house, *bare.split()), ids))[0] if bare else None
        return Figure(title, wall, "ms", floor, "the bare query, same database" if bare else "", AIM, "", computed)

    tips, roots, lively = (filled.some(of, ASKED) for of in ("tips", "roots", "lively"))
    lineage = house.lineage.graph
    yield figure("ancestors of a chain's end, 200 deep", lambda one: lineage(user, one, "up"), tips, "child parent")
    yield figure("descendants of its beginning", lambda one: lineage(user, one, "down"), roots, "parent child")
    yield figure(
        f"family of a picture with {filled.crowd:,} children", lambda one: lineage(user, one), [filled.hub] * 20
    )
    yield figure("first page of sessions", lambda _: house.sessions.page(user, limit=30), tips[:50])
    yield figure("a session of 40 turns", lambda one: house.sessions.get(user, one), lively)
    if filled.long:
        long = [filled.long] * 50
        yield figure(f"a session of {LONG:,} turns", lambda one: house.sessions.get(user, one), long)
        middle = house.sessions.turns(user, filled.long, limit=LONG // 2).cursor
        yield figure("a page of its middle", lambda one: house.sessions.turns(user, one, cursor=middle), long)
        yield figure("a page of its graph", lambda one: house.graphs.page(user, one), long)
    yield figure("its graph", lambda one: house.graphs.page(user, one), lively)
    yield figure("its graph, when nothing changed", lambda one: house.graphs.stamp(user, one), lively)


def measure(sizes: Sequence[int], kept: Path | None = None, databases: Sequence[str] = DATABASES) -> Iterator[Figure]:
    """Each database grows through `sizes`; what the folder `kept` has of them is not made again."""
    for opened in houses(databases, kept and kept / "history"):
        told = opened.home / "filled.json"
        filled = Filled.read(told)
        for size in sizes:
            if size < filled.pictures:
                continue
            fill(opened.studio, opened.user, filled, size, partial(filled.keep, told))
            yield from _asked(opened, filled)
