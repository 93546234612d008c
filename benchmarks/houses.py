"""Empty studios to be filled and asked: one on each database, in a folder that goes with them. Refuses to measure."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from orchestrator.bootstrap import Studio, studio
from orchestrator.settings import Settings
from tests.servers.databases import postgresql


def houses(databases: Sequence[str] = ("SQLite", "PostgreSQL")) -> Iterator[tuple[str, Studio, str]]:
    """Name of the database, a studio on it, and its one person; all of them are closed when the last was taken."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pentimento-bench-")))
        for name in databases:
            home = folder / name
            url = f"sqlite:///{home / 'pentimento.db'}"
            if name == "PostgreSQL":
                url = stack.enter_context(stack.enter_context(postgresql()).database())
            house = studio(Settings(home=home, database_url=url))
            stack.callback(house.close)
            house.migrate()
            yield name, house, house.users.add("bench", "a token that nobody guesses")
