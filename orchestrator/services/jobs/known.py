"""What a plan must know of the pictures it works on: those of the session, and those that its own steps will make.

Reads rows; a picture never changes once it is made. Refuses to judge what a step may do with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image
from orchestrator.domain.along import Standing
from orchestrator.domain.plan import ROLES, Role
from orchestrator.services.shapes.present import parents_of
from tools import catalog
from tools.base import Size, slot_seed


@dataclass(frozen=True)
class Known:
    """What must be known of an input: a picture, or the first output of an earlier step."""

    handle: str
    kind: str
    size: Size | None
    seed: int | None
    prompt: dict[str, Any] | None
    alt: str
    made_of: Mapping[Role, str] = field(default_factory=dict)
    """Role to handle of what it was made from."""
    tool: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    """Of the tool that made it."""
    of: str | None = None
    """For a mask: the picture it belongs to."""
    blob: str | None = None
    """None while it is not made."""

    @property
    def moved(self) -> bool:
        """Whether what is seen lies elsewhere in it than in its source."""
        return catalog.moved(self.tool, self.params)

    @property
    def standing(self) -> Standing:
        """What it is to the masks of what it was made from."""
        source = self.made_of.get("source")
        return Standing(self.size, source, self.moved, catalog.follows(self.tool, self.params))


def known_pictures(db: Session, session_id: str) -> dict[str, Known]:
    """The pictures and masks of a session by handle, oldest first."""
    there = (Image.session_id == session_id, Image.purged.is_(None))
    rows = db.scalars(select(Image).where(*there).order_by(Image.created, Image.slot, Image.id)).all()
    parents = parents_of(db, [row.id for row in rows])
    known: dict[str, Known] = {}
    for row in rows:
        of: dict[Role, str] = {one.role: one.handle for one in parents.get(row.id, ()) if one.role in ROLES}
        source = known.get(of.get("source", ""))
        found = replace(_known(row), made_of=of)
        known[row.handle] = replace(found, seed=source.seed) if source and within(row.tool) else found
    return known


def within(tool: str | None) -> bool:
    """Whether a tool changes a place only: the picture then stays on the seed of what surrounds it."""
    return tool in catalog.specs() and catalog.specs()[tool].takes_region


def _known(row: Image) -> Known:
    recipe = row.recipe or {}
    seed = slot_seed(int(recipe["seed"]), int(recipe.get("slot", 0))) if "seed" in recipe else None
    return Known(
        row.handle,
        row.kind,
        (row.width, row.height),
        seed,
        row.prompt,
        row.alt,
        tool=row.tool,
        params=recipe.get("params", {}),
        of=row.of,
        blob=row.blob,
    )
