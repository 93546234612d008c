"""A private PostgreSQL, with a fresh database for whoever asks."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

import psycopg

from orchestrator.cli.running import free_port
from tests.servers.process import Server
from tests.servers.programs import POSTGRES

NUMBERS: Final = count(1)
# Its data is thrown away, so it need not reach the disk.
HURRY: Final = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=32MB",
)


def _unprivileged() -> str | None:
    """Whose process it must be: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class PostgreSQL:
    """A running instance on 127.0.0.1."""

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self.port = port

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        """SQLAlchemy's address of a database of this instance."""
        return f"{driver}://studio@127.0.0.1:{self.port}/{database}"

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres", "postgresql"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def kept(self, name: str) -> str:
        """The URL of a database that stays, made if there is none."""
        with psycopg.connect(self.url("postgres", "postgresql"), autocommit=True) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if there is None:
            self._admin(f'CREATE DATABASE "{name}"')
        return self.url(name)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, dropped afterwards with whoever is still connected."""
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        self._admin(f'CREATE DATABASE "{name}"')
        try:
            yield self.url(name)
        finally:
            self._admin(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def postgresql(kept: Path | None = None) -> Iterator[PostgreSQL]:
    """Make and start an instance; stop it afterwards. Skips where there is none.

    It lives in the folder `kept` and goes on with what is there, or in one of its own that is removed at the end.
    """
    initdb = POSTGRES.require()
    user = _unprivileged()
    folder = kept or Path(tempfile.mkdtemp(prefix="pentimento-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        if not data.exists():
            make = [str(initdb), "-D", str(data), "-U", "studio", "-A", "trust", "-E", "UTF8", "--locale=C"]
            subprocess.run([*make, "--no-sync"], check=True, capture_output=True, user=user, cwd="/")
        port = free_port()
        options = [part for setting in HURRY for part in ("-c", setting)]
        listen = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        command = [str(initdb.with_name("postgres")), "-D", str(data), "-p", str(port), *listen, *options]
        instance = PostgreSQL(Server(command, folder / "log", user=user), port)
        try:
            instance.server.wait(lambda: _answers(instance), 30, "PostgreSQL")
            yield instance
        finally:
            instance.server.process.send_signal(signal.SIGINT)  # a fast shutdown, which waits for nobody
            instance.server.stop(10 if kept is None else 120)  # what is kept is written first
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _answers(instance: PostgreSQL) -> bool:
    try:
        psycopg.connect(instance.url("postgres", "postgresql"), connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
