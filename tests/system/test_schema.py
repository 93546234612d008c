"""The migrations make exactly the tables the models describe, on both databases, and can be taken back."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from orchestrator.db import migrate, models
from orchestrator.db.base import Base
from orchestrator.db.engine import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database of each kind."""
    made = Database(database_url)
    yield made
    made.close()


def test_models_equal_migrations(database: Database) -> None:
    migrate.upgrade(database)
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    assert models.__all__


def test_down_and_up_again(database: Database) -> None:
    migrate.upgrade(database)
    migrate.downgrade(database, "base")
    assert set(inspect(database.reader).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(database)
    assert set(Base.metadata.tables) <= set(inspect(database.reader).get_table_names())
