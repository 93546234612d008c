"""Connections: no write is lost, readers cannot write, a full disk changes nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from orchestrator.bootstrap import Studio
from orchestrator.db.models import StudioSession
from orchestrator.domain.errors import StorageFull
from orchestrator.domain.events import EventKind
from orchestrator.services.feed import announce
from tests.orchestrator.hands import Hands


def test_no_update_is_lost(each_hands: Hands) -> None:
    database = each_hands.house.means.database

    def tell(_: int) -> None:
        with database.write() as db:
            announce(db, each_hands.session, 1.0, (EventKind.SESSION_CHANGED, {}))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(tell, range(90)))
    events = each_hands.house.events.after(each_hands.user, each_hands.session, 0, 1000)
    assert [event.seq for event in events] == list(range(1, 91))


def test_sqlite_keeps_what_it_has_said(house: Studio) -> None:
    with house.means.database.write() as db:
        pragmas = {name: db.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_readers_cannot_write(house: Studio) -> None:
    with house.means.database.read() as db, pytest.raises(OperationalError, match="readonly"):
        db.execute(text("DELETE FROM users"))


def test_a_full_disk_changes_nothing(hands: Hands) -> None:
    database = hands.house.means.database
    with database.writer.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    database.writer.dispose()

    def cramp() -> None:
        with database.write() as db:
            db.execute(text(f"PRAGMA max_page_count = {pages}"))
            row = db.scalars(select(StudioSession)).one()
            row.title = "x" * 100_000

    with pytest.raises(StorageFull, match="disk is full"):
        cramp()
    assert hands.house.sessions.get(hands.user, hands.session).title == ""
