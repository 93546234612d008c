"""Each picture says itself whether a model painted in it and whether a person brought it: parents may be forgotten.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

CLAIMS = {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}
PAINTED = """WITH RECURSIVE found(id) AS (
    SELECT id FROM images WHERE painted OR tool IN ('generate', 'edit', 'inpaint', 'outpaint', 'restyle', 'upscale')
    UNION SELECT edges.child FROM found JOIN edges ON edges.parent = found.id JOIN images ON images.id = edges.child
        WHERE edges.role IN ('source', 'origin') OR (edges.role = 'reference' AND images.tool = 'combine')
) UPDATE images SET painted = true WHERE id IN (SELECT id FROM found)"""
BROUGHT = """WITH RECURSIVE found(id) AS (
    SELECT id FROM images WHERE kind = 'upload'
    UNION SELECT edges.child FROM found JOIN edges ON edges.parent = found.id
) UPDATE images SET brought = true WHERE id IN (SELECT id FROM found)"""


def upgrade() -> None:
    for name in ("painted", "brought"):
        op.add_column("images", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    db, images = op.get_bind(), sa.table("images", sa.column("id"), sa.column("painted"))
    origins = sa.table("origins", sa.column("image_id"), sa.column("marks", sa.JSON()))
    for key, marks in db.execute(sa.select(origins.c.image_id, origins.c.marks)).all():
        said = marks or {}
        if CLAIMS & {said.get("source_type"), (said.get("credentials") or {}).get("source_type")}:
            db.execute(images.update().where(images.c.id == key).values(painted=True))
    op.execute(PAINTED)
    op.execute(BROUGHT)


def downgrade() -> None:
    with op.batch_alter_table("images") as table:
        table.drop_column("brought")
        table.drop_column("painted")
