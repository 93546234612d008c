"""Turns know what they continue from; sessions know where the next turn begins, what undo has left, and their origin.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent", sa.String(length=26), nullable=True))
    with op.batch_alter_table("studio_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("head", sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column("redo", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("origin", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("studio_sessions", schema=None) as batch_op:
        batch_op.alter_column("redo", server_default=None)
    # What was said before this: each turn continued from the one before it.
    names = ("id", "session_id", "dry", "created", "parent")
    turns = sa.table("turns", *(sa.column(name, sa.Boolean() if name == "dry" else None) for name in names))
    sessions = sa.table("studio_sessions", sa.column("id"), sa.column("head"))
    other = turns.alias("other")
    latest = sa.select(other.c.id).where(other.c.dry.is_(False)).order_by(other.c.created.desc(), other.c.id.desc())
    older = sa.tuple_(other.c.created, other.c.id) < sa.tuple_(turns.c.created, turns.c.id)
    before = latest.where(other.c.session_id == turns.c.session_id, older).limit(1).scalar_subquery()
    op.execute(sa.update(turns).where(turns.c.dry.is_(False)).values(parent=before))
    last = latest.where(other.c.session_id == sessions.c.id).limit(1).scalar_subquery()
    op.execute(sa.update(sessions).values(head=last))


def downgrade() -> None:
    with op.batch_alter_table("studio_sessions", schema=None) as batch_op:
        batch_op.drop_column("origin")
        batch_op.drop_column("redo")
        batch_op.drop_column("head")
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.drop_column("parent")
