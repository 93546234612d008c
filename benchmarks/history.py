"""Lineage and history at growing numbers of pictures, through the services, over the bare query in sqlite3."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert
from ulid import ULID

from benchmarks.report import Figure, at
from orchestrator.bootstrap import Studio, studio
from orchestrator.db.models import Edge, Image, StudioSession
from orchestrator.settings import Settings

SESSION: Final = 40
"""Pictures of one session; their graph is a tree with some joins, as conversations make it."""
ASKED: Final = 200
BARE: Final = """
WITH RECURSIVE up(id) AS (SELECT parent FROM edges WHERE child = :id
  UNION SELECT parent FROM edges JOIN up ON child = up.id),
down(id) AS (SELECT child FROM edges WHERE parent = :id UNION SELECT child FROM edges JOIN down ON parent = down.id)
SELECT i.* FROM images i WHERE i.id IN (SELECT id FROM up UNION SELECT id FROM down)
"""


def fill(house: Studio, user: str, count: int) -> list[str]:
    """`count` pictures in sessions of forty; their ids."""
    random.seed(count)
    ids = [str(ULID()) for _ in range(count)]
    now = time.time()
    with house.means.database.write() as db:
        for first in range(0, count, SESSION):
            mine = ids[first : first + SESSION]
            session = str(ULID())
            db.execute(
                insert(StudioSession),
                [{"id": session, "user_id": user, "title": f"a red house {first}", "images": len(mine), "masks": 0,
                  "seq": 0, "created": now + first, "updated": now + first}],
            )  # fmt: skip
            db.execute(insert(Image), [_picture(one, session, user, at) for at, one in enumerate(mine, start=1)])
            edges = [(mine[at], parent) for at in range(1, len(mine)) for parent in _parents(mine, at)]
            if edges:
                db.execute(insert(Edge), [{"child": c, "parent": p, "role": "source"} for c, p in edges])
    return ids


def _picture(one: str, session: str, user: str, number: int) -> dict[str, Any]:
    return {
        "id": one, "session_id": session, "user_id": user, "turn_id": None, "job_id": None, "slot": 0,
        "handle": f"#{number}", "kind": "image", "tool": "edit", "of": None, "blob": one, "thumb": one,
        "width": 128, "height": 128, "alt": "A red house, lake, sunset.", "prompt": None, "recipe": None, "scores": {},
        "rating": None, "created": time.time(),
    }  # fmt: skip


def _parents(mine: Sequence[str], number: int) -> set[str]:
    """Mostly the picture before, sometimes an older one, sometimes two."""
    found = {mine[number - 1] if random.random() < 0.7 else mine[random.randrange(number)]}
    if random.random() < 0.1:
        found.add(mine[random.randrange(number)])
    return found


def _times(ask: Callable[[str], object], ids: Sequence[str]) -> list[float]:
    taken = []
    for one in ids:
        began = time.perf_counter()
        ask(one)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def measure(sizes: Sequence[int]) -> Iterator[Figure]:
    """One database that grows."""
    with tempfile.TemporaryDirectory(prefix="pentimento-bench-") as folder:
        house = studio(Settings(home=Path(folder)))
        house.migrate()
        user = house.users.add("bench", "a token that nobody guesses")
        have: list[str] = []
        bare = sqlite3.connect(Path(folder) / "pentimento.db")
        try:
            for size in sizes:
                have += fill(house, user, size - len(have))
                asked = random.sample(have, ASKED)
                _times(lambda one: house.lineage.graph(user, one), asked[:20])
                lineage = _times(lambda one: house.lineage.graph(user, one), asked)
                floor = _times(lambda one: bare.execute(BARE, {"id": one}).fetchall(), asked)
                name = f"lineage p95 at {size:,} pictures"
                yield Figure(name, at(lineage, 0.95), "ms", at(floor, 0.95), "the bare query in sqlite3", "p99 < 10 ms")
                pages = _times(lambda _: house.sessions.page(user, limit=30), asked[:50])
                yield Figure(f"first page of history p95 at {size:,} pictures", at(pages, 0.95), "ms")
        finally:
            bare.close()
            house.close()
