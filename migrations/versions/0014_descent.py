"""Each picture says itself whether a model painted in it and whether a person brought it: parents may be forgotten.

Revision ID: 0014
Revises: 0013
"""

from typing import Any

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
FORKS = """INSERT INTO origins (image_id, marks, blob, mime, imported)
    SELECT edges.child, known.marks, known.blob, known.mime, known.imported
    FROM edges JOIN origins AS known ON known.image_id = edges.parent
    WHERE edges.role = 'origin' AND NOT EXISTS (SELECT 1 FROM origins AS own WHERE own.image_id = edges.child)"""
BROUGHT = """WITH RECURSIVE found(id) AS (
    SELECT id FROM images WHERE kind = 'upload'
    UNION SELECT edges.child FROM found JOIN edges ON edges.parent = found.id
) UPDATE images SET brought = true WHERE id IN (SELECT id FROM found)"""


def upgrade() -> None:
    for name in ("painted", "brought"):
        op.add_column("images", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    db, images = op.get_bind(), sa.table("images", sa.column("id"), sa.column("painted"))
    while db.execute(sa.text(FORKS)).rowcount > 0:  # forks of forks
        pass
    origins = sa.table("origins", sa.column("image_id"), sa.column("marks", sa.JSON()))
    rows = db.execute(sa.select(origins.c.image_id, origins.c.marks), execution_options={"yield_per": 1000})
    for key in [key for key, marks in rows if _claims(marks or {})]:
        db.execute(images.update().where(images.c.id == key).values(painted=True))
    op.execute(PAINTED)
    op.execute(BROUGHT)


def _claims(marks: dict[str, Any]) -> bool:
    said = {marks.get("source_type"), (marks.get("credentials") or {}).get("source_type")}
    return bool(CLAIMS & said) or (marks.get("aigc") or {}).get("Label") == "1"


def downgrade() -> None:
    with op.batch_alter_table("images") as table:
        table.drop_column("brought")
        table.drop_column("painted")
