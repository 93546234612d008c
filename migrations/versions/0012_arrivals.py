"""An arrival keeps the digest of its bundle alone: where each picture was before, its origin says.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("arrivals") as table:
        table.drop_column("came")


def downgrade() -> None:
    with op.batch_alter_table("arrivals") as table:
        table.add_column(sa.Column("came", sa.JSON(), nullable=False, server_default="{}"))
