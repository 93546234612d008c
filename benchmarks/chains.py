"""Fills a database with the history of years, in bulk: sessions of turns, chains 200 deep, one picture with a crowd."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Table, insert, text

from orchestrator.bootstrap import Studio
from orchestrator.db.base import new_id
from orchestrator.db.models import Edge, Image, Job, StudioSession, Turn

SESSION: Final = 40
"""Pictures of most sessions; their graph is a tree with some joins, as conversations make it."""
CHAIN: Final = 200
"""Pictures of every fifth session: one chain."""
LONG: Final = 3_000
"""Turns, and pictures, of one session that somebody has kept using."""
LIVELY: Final = 10
"""Every so manieth session has its turns and jobs too; the others only make the tables of pictures large."""
CROWD: Final = 100_000
AT_ONCE: Final = 20_000
Row = dict[str, Any]


@dataclass
class Filled:
    """What is there, to be asked about."""

    chance: random.Random
    pictures: int = 0
    sessions: int = 0
    hub: str = ""
    long: str = ""
    crowd: int = 0
    tips: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    lively: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "Filled":
        """What was kept at `path`, or nothing yet."""
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return cls(random.Random(kept.get("pictures", 1)), **kept)

    def keep(self, path: Path) -> None:
        """Write it for `read`."""
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "chance"}
        path.write_text(json.dumps(told), encoding="utf-8")

    def some(self, of: Literal["tips", "roots", "lively"], count: int) -> list[str]:
        """Ids out of all that there are, with repeats where there are few."""
        every: list[str] = getattr(self, of)
        return [self.chance.choice(every) for _ in range(count)]


def fill(house: Studio, user: str, filled: Filled, size: int, keep: Callable[[], None]) -> None:
    """Add sessions until there are `size` pictures; `keep` is called when some are written. Renews the statistics."""
    rows: dict[str, list[Row]] = {kind.__tablename__: [] for kind in (StudioSession, Turn, Job, Image, Edge)}
    if not filled.long and size > LONG:
        _session(rows, user, filled, LONG, long=True)
    while filled.pictures < size:
        _session(rows, user, filled, size - filled.pictures)
        if len(rows["images"]) >= AT_ONCE:
            _write(house, rows)
            keep()
    _crowd(rows, user, filled, min(size // 10, CROWD))
    _write(house, rows)
    keep()
    learn(house)


def learn(house: Studio) -> None:
    """What the hourly sweep does on SQLite, and autovacuum on PostgreSQL."""
    database = house.means.database
    database.learn()
    if not database.sqlite:
        with database.writer.connect() as db:
            db.execute(text("ANALYZE"))
            db.commit()
    database.reader.dispose()  # connections read what was learned when they are opened, every ten minutes


def _session(rows: dict[str, list[Row]], user: str, filled: Filled, most: int, *, long: bool = False) -> None:
    filled.sessions += 1
    chain = filled.sessions % 5 == 0 and not long
    count = min(LONG if long else CHAIN if chain else SESSION, most)
    session, lively = new_id(), long or filled.sessions % LIVELY == 1
    ids = [new_id() for _ in range(count)]
    rows["studio_sessions"].append(_session_row(session, user, filled.sessions, count))
    for number, one in enumerate(ids, start=1):
        turn = job = None
        if lively:
            turn, job = new_id(), new_id()
            rows["turns"].append(_turn_row(turn, session, user, number))
            rows["jobs"].append(_job_row(job, turn, session, user, number))
        rows["images"].append(_image_row(one, session, user, number, turn, job))
    for number in range(1, count):
        for parent in {ids[number - 1]} if chain else _parents(ids, number, filled.chance):
            rows["edges"].append({"child": ids[number], "parent": parent, "role": "source"})
    filled.pictures += count
    if chain and count == CHAIN:
        filled.tips.append(ids[-1])
        filled.roots.append(ids[0])
    if long:
        filled.long = session
    elif lively:
        filled.lively.append(session)


def _crowd(rows: dict[str, list[Row]], user: str, filled: Filled, count: int) -> None:
    """Children of one picture, in a session of their own for each ten thousand."""
    if not filled.hub:
        session, filled.hub = new_id(), new_id()
        rows["studio_sessions"].append(_session_row(session, user, 0, 1))
        rows["images"].append(_image_row(filled.hub, session, user, 1, None, None))
    for first in range(filled.crowd, count, 10_000):
        session, many = new_id(), min(10_000, count - first)
        rows["studio_sessions"].append(_session_row(session, user, 0, many))
        for number in range(1, many + 1):
            one = new_id()
            rows["images"].append(_image_row(one, session, user, number, None, None))
            rows["edges"].append({"child": one, "parent": filled.hub, "role": "source"})
    filled.crowd = max(filled.crowd, count)


def _parents(mine: Sequence[str], number: int, chance: random.Random) -> set[str]:
    """Mostly the picture before, sometimes an older one, sometimes two."""
    found = {mine[number - 1] if chance.random() < 0.7 else mine[chance.randrange(number)]}
    if chance.random() < 0.1:
        found.add(mine[chance.randrange(number)])
    return found


def _write(house: Studio, rows: dict[str, list[Row]]) -> None:
    tables: list[Table] = [kind.__table__ for kind in (StudioSession, Turn, Job, Image, Edge)]  # type: ignore[misc]
    with house.means.database.write() as db:
        for table in tables:
            for part in _parts(rows[table.name]):
                db.execute(insert(table), part)
            rows[table.name].clear()


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]


def _session_row(one: str, user: str, number: int, count: int) -> Row:
    now = time.time()
    return {"id": one, "user_id": user, "title": f"a red house {number}", "images": count, "masks": 0, "seq": 0,
            "redo": [], "created": now + number, "updated": now + number}  # fmt: skip


def _turn_row(one: str, session: str, user: str, number: int) -> Row:
    now = time.time()
    return {"id": one, "session_id": session, "user_id": user, "state": "done", "phase": "over", "dry": False,
            "text": f"make it warmer, {number}", "language": "en", "request": {"text": "make it warmer"}, "results": {},
            "plan": {"intent": "make", "steps": [{"tool": "edit", "inputs": {"source": f"#{number}"}, "params": {}}]},
            "reply": "Here it is.", "cancel_requested": False, "token": 1, "attempt": 1, "not_before": 0.0,
            "created": now + number, "ended": now + number}  # fmt: skip


def _job_row(one: str, turn: str, session: str, user: str, number: int) -> Row:
    now = time.time()
    return {"id": one, "session_id": session, "turn_id": turn, "user_id": user, "step": 1, "kind": "job",
            "state": "succeeded", "tool": "edit", "inputs": {"source": f"#{max(1, number - 1)}"},
            "params": {"prompt": "a red house, lake, sunset"}, "seed": number, "alt": "", "needs": [],
            "handles": [f"#{number}"], "queue": "gpu", "priority": 0, "not_before": 0.0, "token": 1, "attempt": 1,
            "cancel_requested": False, "progress": 1.0, "preview_number": 0, "created": now + number,
            "ended": now + number}  # fmt: skip


def _image_row(one: str, session: str, user: str, number: int, turn: str | None, job: str | None) -> Row:
    return {"id": one, "session_id": session, "user_id": user, "turn_id": turn, "job_id": job, "slot": 0,
            "handle": f"#{number}", "kind": "image", "tool": "edit", "blob": one, "thumb": one, "width": 128,
            "height": 128, "alt": "A red house, lake, sunset.", "scores": {}, "star": False,
            "created": time.time()}  # fmt: skip
