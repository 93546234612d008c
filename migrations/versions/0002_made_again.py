"""Replays keep what they make: one row for each picture made again. Recipes lose `batch`, which was always 1.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "remakes",
        sa.Column("job_id", sa.String(length=26), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.String(length=26), nullable=True),
        sa.Column("handle", sa.String(length=8), nullable=True),
        sa.Column("recipe", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("inputs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("thumb", sa.String(length=64), nullable=True),
        sa.Column("verdict", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_remakes_image_id_images"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_remakes_job_id_jobs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "step", name=op.f("pk_remakes")),
    )
    with op.batch_alter_table("remakes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remakes_blob"), ["blob"], unique=False)
        batch_op.create_index(batch_op.f("ix_remakes_image_id"), ["image_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remakes_thumb"), ["thumb"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE images SET recipe = (recipe::jsonb - 'batch')::json WHERE recipe IS NOT NULL")
    else:
        op.execute("UPDATE images SET recipe = json_remove(recipe, '$.batch') WHERE recipe IS NOT NULL")


def downgrade() -> None:
    op.drop_table("remakes")
