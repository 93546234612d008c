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
def postgresql() -> Iterator[PostgreSQL]:
    """Make and start an instance in a folder of its own; stop and remove it afterwards. Skips where there is none."""
    initdb = POSTGRES.require()
    user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pentimento-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        make = [str(initdb), "-D", str(data), "-U", "studio", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, user=user, cwd="/")
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
            instance.server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(instance: PostgreSQL) -> bool:
    try:
        psycopg.connect(instance.url("postgres", "postgresql"), connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
