"""The schema: what the models say is what the migrations make, there and back."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from orchestrator.db import migrate
from orchestrator.db.base import Base
from orchestrator.db.engine import Database
from orchestrator.db.models import Image, Origin
from orchestrator.db.models.find import is_described
from orchestrator.domain.search import Phrase, Query
from orchestrator.services.library.text_index import Tier, matches


def somebody(db: Connection, *sessions: str, **more: str) -> None:
    """The person `u` with empty sessions; `more`: columns that came later and must not be empty."""
    db.execute(text("INSERT INTO users VALUES ('u', 'u', 'd', 0, 0, 0)"))
    columns = "".join(f", {name}" for name in more)
    values = "".join(f", :{name}" for name in more)
    for session in sessions:
        db.execute(
            text(
                f"INSERT INTO studio_sessions (id, user_id, title, images, masks, seq, created, updated{columns})"
                f" VALUES (:id, 'u', '', 0, 0, 0, 0, 0{values})"
            ),
            {"id": session, **more},
        )


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


def test_turns_of_before_know_what_they_continued_from(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database, "0003")
    with database.writer.begin() as db:
        somebody(db, "s", "t")
        for key, session, dry, created in (("1", "s", False, 1), ("2", "t", False, 2), ("3", "s", True, 3),
                                           ("4", "s", False, 4), ("5", "s", False, 4)):  # fmt: skip
            db.execute(
                text(
                    "INSERT INTO turns (id, session_id, user_id, state, phase, dry, text, language, request, results,"
                    " cancel_requested, token, attempt, not_before, created)"
                    " VALUES (:id, :session, 'u', 'done', 'over', :dry, '', 'en', '{}', '{}', :no, 0, 0, 0, :created)"
                ),
                {"id": key, "session": session, "dry": dry, "created": created, "no": False},
            )
    migrate.upgrade(database, "0004")
    with database.reader.connect() as db:
        parents = {key: parent for key, parent in db.execute(text("SELECT id, parent FROM turns"))}  # noqa: C416  # no pairs to mypy
        heads = {key: head for key, head in db.execute(text("SELECT id, head FROM studio_sessions"))}  # noqa: C416  # as above
    database.close()
    assert parents == {"1": None, "2": None, "3": None, "4": "1", "5": "4"}
    assert heads == {"s": "5", "t": "2"}


def test_what_was_shown_before_is_found_as_shown(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database, "0003")
    with database.writer.begin() as db:
        somebody(db, "s")
        for at in (1, 2):
            db.execute(
                text(
                    "INSERT INTO images (id, session_id, user_id, slot, handle, kind, blob, thumb, width, height, alt,"
                    " scores, created) VALUES (:id, 's', 'u', 0, :handle, 'image', '', '', 8, 8, '', '{}', :at)"
                ),
                {"id": f"i{at}", "handle": f"#{at}", "at": at},
            )
            said, shown = ("wred wboat", "") if at == 1 else ("", "wred wboat")
            db.execute(
                text("INSERT INTO finds (moment, image_id, shown, said, marks) VALUES (:at, :id, :shown, :said, 'm0')"),
                {"id": f"i{at}", "at": at, "said": said, "shown": shown},
            )
    migrate.upgrade(database)
    query = Query(phrases=(Phrase(("wred", "wboat")),))
    with database.read() as db:
        tiers: tuple[Tier, ...] = ("any", "shown", "rest")
        found = [matches(db, query, "m0", tier=tier, low=0, high=9, limit=9) for tier in tiers]
    database.close()
    assert found == [[2, 1], [2], [1]]


def test_pictures_of_before_know_what_they_hold(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database, "0013")
    claim = '{"credentials": {"source_type": "trainedAlgorithmicMedia"}}'
    with database.writer.begin() as db:
        somebody(db, "s", redo="[]")
        kinds = {"photo": ("upload", None), "claiming": ("upload", None), "painted": ("image", "generate"),
                 "cut": ("image", "transform"), "both": ("image", "combine"), "measured": ("image", "enhance"),
                 "bright": ("image", "enhance"), "labelled": ("upload", None), "fork": ("upload", None),
                 "fork of it": ("upload", None)}  # fmt: skip
        for at, (key, (kind, tool)) in enumerate(kinds.items()):
            db.execute(
                text(
                    "INSERT INTO images (id, session_id, user_id, slot, handle, kind, tool, blob, thumb, width, height,"
                    " alt, scores, created) VALUES (:id, 's', 'u', 0, :at, :kind, :tool, '', '', 8, 8, '', '{}', 0)"
                ),
                {"id": key, "at": f"#{at}", "kind": kind, "tool": tool},
            )
        for key, said in (("claiming", claim), ("labelled", '{"aigc": {"Label": "1"}}'), ("photo", "null")):
            db.execute(text("INSERT INTO origins (image_id, marks) VALUES (:id, :said)"), {"id": key, "said": said})
        for child, parent, role in (("cut", "painted", "source"), ("both", "photo", "source"),
                                    ("both", "cut", "reference"), ("measured", "painted", "reference"),
                                    ("measured", "photo", "source"), ("bright", "claiming", "source"),
                                    ("fork", "claiming", "origin"), ("fork of it", "fork", "origin")):  # fmt: skip
            db.execute(text(f"INSERT INTO edges (child, parent, role) VALUES ('{child}', '{parent}', '{role}')"))
    migrate.upgrade(database)
    with database.read() as db:
        rows = db.scalars(select(Image)).all()
        held = {one.id for one in rows if one.painted}, {one.id for one in rows if one.brought}
        claiming = {one.image_id for one in db.scalars(select(Origin)) if "credentials" in (one.marks or {})}
    database.close()
    uploads = {"photo", "claiming", "labelled", "fork", "fork of it"}
    assert held == (
        (uploads - {"photo"}) | {"painted", "cut", "both", "bright"},
        uploads | {"both", "measured", "bright"},
    )
    assert claiming == {"claiming", "fork", "fork of it"}
