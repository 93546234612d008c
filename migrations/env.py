"""How Alembic reaches the database: the engine of the product, handed over by `orchestrator.db.migrate`."""

from alembic import context
from sqlalchemy import text

from orchestrator.db import models
from orchestrator.db.base import Base
from orchestrator.db.engine import Database
from orchestrator.db.models.find import is_described

LOCK = 0x50454E54
"""Advisory lock of PostgreSQL under which one process migrates at a time."""


def run() -> None:
    """Migrate inside one transaction; with foreign keys off on SQLite, where a changed table is built anew."""
    database: Database = context.config.attributes["database"]
    assert models.Job.metadata is Base.metadata  # noqa: S101  # the import above fills the metadata
    with database.writer.connect() as connection:
        if database.sqlite:
            connection.connection.execute("PRAGMA foreign_keys=OFF")  # no effect once a transaction has begun
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=database.sqlite,
            compare_type=True,
            include_name=is_described,
        )
        try:
            with connection.begin(), context.begin_transaction():
                if not database.sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                context.run_migrations()
                if database.sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise RuntimeError("the migration left rows that point nowhere; nothing was changed")
        finally:
            connection.invalidate()  # nobody else shall get a connection that has its foreign keys off


run()
