"""Brings a database to the newest schema. The only way tables come to be, in the product and in tests."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from orchestrator.db.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "migrations"


def config(database: Database) -> "Config":
    """Alembic's configuration for `database`; no ini file is needed."""
    from alembic.config import Config  # only the process that migrates has to load Alembic

    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    made.attributes["database"] = database
    return made


def upgrade(database: Database, revision: str = "head") -> None:
    """Run what migrations are missing; a second process waits for the first (PostgreSQL: advisory lock)."""
    from alembic import command

    command.upgrade(config(database), revision)


def downgrade(database: Database, revision: str) -> None:
    """Go back to `revision`."""
    from alembic import command

    command.downgrade(config(database), revision)


def current(database: Database) -> str | None:
    """The revision a database is at; None when it is empty."""
    from alembic.runtime.migration import MigrationContext

    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def violations(database: Database) -> int:
    """Rows that point nowhere (SQLite can be left with them while foreign keys are off)."""
    if not database.sqlite:
        return 0
    with database.reader.connect() as connection:
        return len(connection.execute(text("PRAGMA foreign_key_check")).all())
