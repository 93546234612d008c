"""Brings a database to the newest schema. The only way tables come to be, in the product and in tests."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from orchestrator.db.engine import Database, in_our_words

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS: Final = Path(__file__).resolve().parent.parent.parent / "migrations"


def config(database: Database) -> "Config":
    """Alembic's configuration for `database`; no ini file is needed."""
    from alembic.config import Config  # only the process that migrates has to load Alembic

    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    made.attributes["database"] = database
    return made


def upgrade(database: Database, revision: str = "head") -> None:
    """Run what migrations are missing; a second process waits for the first (PostgreSQL: advisory lock).

    Raises:
        StorageFull, StorageBroken: the database cannot be used.
    """
    from alembic import command

    with in_our_words():
        command.upgrade(config(database), revision)


def downgrade(database: Database, revision: str) -> None:
    """Go back to `revision`."""
    from alembic import command

    command.downgrade(config(database), revision)
