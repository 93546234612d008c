"""Connections to SQLite and PostgreSQL, set up so that no write is lost. Refuses to know any table.

SQLite: WAL, `BEGIN IMMEDIATE` for writers (a deferred transaction that reads and then writes fails at once, whatever
the timeout: measured), a separate engine of read-only connections, `synchronous=FULL`.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, func, select, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DatabaseError, DataError
from sqlalchemy.orm import Session, sessionmaker

from orchestrator.domain.errors import BadRequest, StorageBroken, StorageFull

BUSY_SECONDS: Final = 30
FRESH: Final = 600
"""Seconds after which a connection to SQLite is opened anew: it reads what is known of the indexes only then."""
KNOWN: Final = "SELECT stat FROM sqlite_stat1 WHERE tbl = 'images' AND idx IS NOT NULL LIMIT 1"
FULL: Final = ("disk is full", "no space left")
BROKEN: Final = ("not a database", "malformed")


class Database:
    """The two engines of one database: `write()` and `read()` give transactions."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.writer = _sqlite(url, read_only=False) if self.sqlite else _postgresql(url)
        self.reader = _sqlite(url, read_only=True) if self.sqlite else self.writer
        self._writing = sessionmaker(self.writer, expire_on_commit=False)
        self._reading = sessionmaker(self.reader, expire_on_commit=False)
        # SQLite lets one writer in at a time and makes the others poll; threads of one process queue here instead.
        self._turnstile = threading.Lock() if self.sqlite else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on any exception. Must not be nested.

        Raises:
            StorageFull: the disk has no room; nothing was changed.
            BadRequest, StorageBroken: see `in_our_words`.
        """
        with self._turnstile, in_our_words(), self._writing.begin() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short look; writing through it fails on SQLite.

        Raises:
            BadRequest, StorageBroken: see `in_our_words`.
        """
        with in_our_words(), self._reading() as session:
            yield session

    def now(self, session: Session) -> float:
        """Seconds since 1970 by the database's clock, so that leases mean the same on every machine."""
        if self.sqlite:
            return time.time()  # one machine: SQLite has no other clock either
        return float(session.scalar(select(func.extract("epoch", func.clock_timestamp()))) or 0.0)

    def learn(self) -> None:
        """Let SQLite count what its indexes tell apart, once its pictures are half as many again as it knows of.

        Nothing does that by itself, and without it whatever is one person's is looked for among all they have: their
        rows, it guesses, are ten. PostgreSQL's autovacuum sees to it.
        """
        if not self.sqlite:
            return
        with self.reader.connect() as connection:
            there = connection.scalar(text("SELECT count(*) FROM images")) or 0
            counted = connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"))
            known = connection.scalar(text(KNOWN)) if counted else None
        if there > 1.5 * int(known.split()[0] if known else 0):
            with self._turnstile, in_our_words(), self.writer.begin() as connection:
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        """Give all connections back."""
        self.writer.dispose()
        self.reader.dispose()


@contextmanager
def in_our_words() -> Iterator[None]:
    """What a database says about its disk, its file and the values it was given, as a person can act on it.

    Raises:
        StorageFull: there is no room.
        StorageBroken: the file is no database, or damaged.
        BadRequest: a value fits no column (PostgreSQL: a NUL character, a number beyond 64 bits).
    """
    try:
        yield
    except DataError as error:
        raise BadRequest("Something in this request cannot be kept: a NUL character, or too large a number.") from error
    except DatabaseError as error:
        said = str(error.orig).lower()
        if any(sign in said for sign in FULL):
            raise StorageFull from error
        if any(sign in said for sign in BROKEN):
            raise StorageBroken from error
        raise


def _sqlite(url: str, *, read_only: bool) -> Engine:
    engine = create_engine(
        url, pool_size=8, max_overflow=64, pool_recycle=FRESH, connect_args={"timeout": BUSY_SECONDS}
    )

    def connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"query_only={'ON' if read_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def _postgresql(url: str) -> Engine:
    return create_engine(url, pool_size=8, max_overflow=64, pool_pre_ping=True)
