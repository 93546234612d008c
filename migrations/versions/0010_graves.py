"""Rows that keep the tombstones of deleted sessions.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("studio_sessions", sa.Column("deleted", sa.Double(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM studio_sessions WHERE deleted IS NOT NULL")
    with op.batch_alter_table("studio_sessions") as table:
        table.drop_column("deleted")
