"""Where pictures came from.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "origins",
        sa.Column("image_id", sa.String(length=26), nullable=False),
        sa.Column("marks", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("mime", sa.String(length=20), nullable=True),
        sa.Column("imported", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_origins_image_id_images"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("image_id", name=op.f("pk_origins")),
    )
    op.create_index(op.f("ix_origins_blob"), "origins", ["blob"])


def downgrade() -> None:
    op.drop_table("origins")
