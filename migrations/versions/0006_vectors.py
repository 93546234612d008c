"""Vectors of pictures by meaning and by look.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

FILL_SQLITE = """
INSERT INTO vectors (image_id, kind, user_id, moment, space, made, data)
SELECT images.id, kinds.kind, images.user_id, finds.moment, '', 0, X''
FROM finds JOIN images ON images.id = finds.image_id CROSS JOIN (SELECT 'meaning' AS kind UNION SELECT 'look') AS kinds
"""
FILL_POSTGRESQL = FILL_SQLITE.replace("X''", "''::bytea")


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("image_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("moment", sa.BigInteger(), nullable=False),
        sa.Column("space", sa.String(length=160), nullable=False),
        sa.Column("made", sa.Double(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name="fk_vectors_image_id_images", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_vectors_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("image_id", "kind", name="pk_vectors"),
    )
    op.create_index("ix_vectors_kind_space_image_id", "vectors", ["kind", "space", "image_id"])
    op.create_index("ix_vectors_user_id_kind_space_made", "vectors", ["user_id", "kind", "space", "made"])
    op.execute(FILL_SQLITE if op.get_bind().dialect.name == "sqlite" else FILL_POSTGRESQL)


def downgrade() -> None:
    op.drop_table("vectors")
