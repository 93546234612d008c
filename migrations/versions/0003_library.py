"""Library and search: marks, tags, collections, and the index of words.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SQLITE = (
    """CREATE VIRTUAL TABLE finds_text USING fts5(
       shown, said, marks, content='finds', content_rowid='moment', tokenize='ascii')""",
    """CREATE TRIGGER finds_added AFTER INSERT ON finds BEGIN
       INSERT INTO finds_text(rowid, shown, said, marks) VALUES (new.moment, new.shown, new.said, new.marks); END""",
    """CREATE TRIGGER finds_gone AFTER DELETE ON finds BEGIN
       INSERT INTO finds_text(finds_text, rowid, shown, said, marks)
       VALUES ('delete', old.moment, old.shown, old.said, old.marks); END""",
    """CREATE TRIGGER finds_changed AFTER UPDATE ON finds BEGIN
       INSERT INTO finds_text(finds_text, rowid, shown, said, marks)
       VALUES ('delete', old.moment, old.shown, old.said, old.marks);
       INSERT INTO finds_text(rowid, shown, said, marks) VALUES (new.moment, new.shown, new.said, new.marks); END""",
)
POSTGRESQL = (
    "CREATE TABLE finds_text (moment BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)",
    "CREATE INDEX ix_finds_text_tokens ON finds_text USING gin (tokens) WITH (fastupdate = off)",
    """CREATE FUNCTION finds_text_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF TG_OP <> 'INSERT' THEN DELETE FROM finds_text WHERE moment = OLD.moment; END IF;
       IF TG_OP <> 'DELETE' THEN INSERT INTO finds_text VALUES (NEW.moment,
         setweight(to_tsvector('simple', NEW.shown), 'A') || setweight(to_tsvector('simple', NEW.said), 'B')
         || setweight(to_tsvector('simple', NEW.marks), 'C')); END IF;
       RETURN NULL; END $$""",
    """CREATE TRIGGER finds_follow AFTER INSERT OR UPDATE OR DELETE ON finds
       FOR EACH ROW EXECUTE FUNCTION finds_text_follow()""",
)


def upgrade() -> None:
    op.add_column("images", sa.Column("star", sa.Boolean(), server_default=sa.false(), nullable=False))
    for name in ("archived", "trashed", "purged"):
        op.add_column("images", sa.Column(name, sa.Double(), nullable=True))
    op.create_index("ix_images_user_id_trashed", "images", ["user_id", "trashed"])
    op.create_table(
        "tags",
        sa.Column("image_id", sa.String(length=26), nullable=False),
        sa.Column("folded", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name="fk_tags_image_id_images", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_tags_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("image_id", "folded", name="pk_tags"),
    )
    op.create_index("ix_tags_user_id_folded", "tags", ["user_id", "folded"])
    op.create_table(
        "collections",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_collections_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
        sa.UniqueConstraint("user_id", "folded", name="uq_collections_user_id_folded"),
    )
    op.create_table(
        "members",
        sa.Column("collection_id", sa.String(length=26), nullable=False),
        sa.Column("image_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name="fk_members_collection_id_collections", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name="fk_members_image_id_images", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("collection_id", "image_id", name="pk_members"),
    )
    op.create_index("ix_members_image_id", "members", ["image_id"])
    _search()


def _search() -> None:
    op.create_table(
        "finds",
        sa.Column("moment", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("image_id", sa.String(length=26), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name="fk_finds_image_id_images", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("moment", name="pk_finds"),
        sa.UniqueConstraint("image_id", name="uq_finds_image_id"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE finds_text")
    op.drop_table("finds")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION finds_text_follow")
    op.drop_table("members")
    op.drop_table("collections")
    op.drop_table("tags")
    op.drop_index("ix_images_user_id_trashed", "images")
    for name in ("purged", "trashed", "archived", "star"):
        op.drop_column("images", name)
