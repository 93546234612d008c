"""How a turn judges its own pictures.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("turns", sa.Column("review", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("turns", "review")
