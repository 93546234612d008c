"""The schema: what the models say is what the migrations make, there and back."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from orchestrator.db import migrate
from orchestrator.db.base import Base
from orchestrator.db.engine import Database
from orchestrator.db.models.find import is_described


def test_models_equal_migrations(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database)
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_described})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_up_down_up(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database)
    assert set(Base.metadata.tables) <= set(inspect(database.writer).get_table_names())
    migrate.downgrade(database, "base")
    assert set(inspect(database.writer).get_table_names()) == {"alembic_version"}
    migrate.upgrade(database)
    migrate.upgrade(database)
    with database.reader.connect() as connection:
        newest = ScriptDirectory.from_config(migrate.config(database)).get_current_head()
        assert MigrationContext.configure(connection).get_current_revision() == newest
    database.close()
