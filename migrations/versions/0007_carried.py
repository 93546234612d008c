"""Bundles that came in, and links to sessions.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _of(table: str, kind: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([kind], [f"{other}.id"], name=op.f(f"fk_{table}_{kind}_{other}"), ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("came", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        _of("arrivals", "session_id", "studio_sessions"),
        _of("arrivals", "user_id", "users"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_arrivals")),
    )
    op.create_index(op.f("ix_arrivals_user_id_digest"), "arrivals", ["user_id", "digest"])
    op.create_table(
        "shares",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("words", sa.Boolean(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("expires", sa.Double(), nullable=True),
        _of("shares", "session_id", "studio_sessions"),
        _of("shares", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("digest", name=op.f("uq_shares_digest")),
    )
    op.create_index(op.f("ix_shares_session_id"), "shares", ["session_id"])


def downgrade() -> None:
    op.drop_table("shares")
    op.drop_table("arrivals")
