"""Connections: no write is lost, readers cannot write, a full disk changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from orchestrator.bootstrap import Studio, studio
from orchestrator.db.models import StudioSession
from orchestrator.domain.errors import BadRequest, NotFound, StorageBroken, StorageFull
from orchestrator.domain.events import EventKind
from orchestrator.services.sessions.feed import announce
from orchestrator.settings import Settings
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


def test_sqlite_learns_what_its_indexes_tell_apart_as_it_grows(hands: Hands) -> None:
    database = hands.house.means.database

    def counted() -> str:
        with database.read() as db:
            return str(db.scalar(text("SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_images_user_id_trashed'")))

    database.learn()
    for size, known in ((1, "1 1 1"), (2, "2 2 2"), (3, "2 2 2"), (4, "4 4 4")):
        hands.upload()
        database.learn()
        assert counted() == known, size


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


def test_a_value_that_cannot_be_kept_is_refused_in_a_sentence(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    for ask in (
        lambda: house.sessions.get(user, "a\x00"),
        lambda: house.images.by_handle(user, each_hands.session, "#\x00"),
    ):
        with pytest.raises((BadRequest, NotFound), match=r"\w+ .*\."):
            ask()


def test_what_only_sqlite_takes_does_no_harm_there(each_hands: Hands) -> None:
    house, user = each_hands.house, each_hands.user
    refused = house.means.database.writer.dialect.name == "postgresql"
    with pytest.raises(BadRequest, match="NUL") if refused else nullcontext():
        assert {one.id for one in house.sessions.page(user, q="\x00").items} <= {each_hands.session}
    with pytest.raises(BadRequest, match="too large") if refused else nullcontext():
        assert house.events.after(user, each_hands.session, 2**63 - 1, 1) == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "pentimento.db").write_bytes(b"no database " * 1000)
    made = studio(Settings(home=tmp_path))
    with pytest.raises(StorageBroken, match="damaged"):
        made.migrate()
    with pytest.raises(StorageBroken), made.means.database.read() as db:
        db.execute(text("SELECT 1"))
    made.close()
