"""What a replay has to make, in order: one picture, or all it descends from, each from what was made again before it.

Reads the graph only. Refuses cycles, and more pictures than a worker makes in one go.
"""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image
from orchestrator.domain.errors import Conflict
from orchestrator.domain.plan import Role
from orchestrator.domain.recipe import Recipe, readable
from orchestrator.services.history.lineage import ancestors, made_from

MOST: Final = 1000
"""Pictures of one replay."""


@dataclass(frozen=True)
class Line:
    """One picture to make; `inputs` says for each role where its picture comes from, as in `Remake.inputs`."""

    image: str | None
    handle: str | None
    recipe: Recipe
    inputs: dict[Role, dict[str, Any]]


def of_picture(db: Session, tip: Image, *, ancestry: bool) -> list[Line]:
    """The picture alone, from its stored inputs; or its whole ancestry, from uploads and masks onwards.

    Raises:
        Conflict: nothing of it was made here, or it is too much for one replay.
    """
    ids = ancestors(db, tip.id, MOST + 1) if ancestry else {tip.id}
    if len(ids) > MOST:
        raise Conflict(f"More than {MOST} pictures lead to {tip.handle}: replay one of its ancestors first.")
    rows = {row.id: row for row in db.scalars(select(Image).where(Image.id.in_(ids)))}
    parents = made_from(db, ids)
    graph = {key: [parent.id for parent in parents[key].values()] if ancestry else [] for key in rows}
    try:
        order = [key for key in TopologicalSorter(_reached(graph, tip.id)).static_order() if rows[key].recipe]
    except CycleError as error:
        raise Conflict(f"The history of {tip.handle} runs in a circle, so there is no first picture.") from error
    steps = {key: number for number, key in enumerate(order, start=1)}
    if tip.id not in steps:
        raise Conflict(f"{tip.handle} was not made here, so it cannot be made again.")
    return [_line(db, rows[key], parents[key], steps if ancestry else {}) for key in order]


def of_recipe(db: Session, user: str, recipe: Recipe, of: Image | None = None) -> list[Line]:
    """A recipe that came as a file; its inputs are looked for among the person's own pictures."""
    inputs = {role: _owned(db, user, role, blob) for role, blob in recipe.inputs.items()}
    return [Line(of.id if of else None, of.handle if of else None, recipe, inputs)]


def _line(db: Session, row: Image, parents: dict[Role, Image], steps: dict[str, int]) -> Line:
    if (recipe := readable(row.recipe)) is None:
        raise Conflict(f"The recipe of {row.handle} cannot be read, so it cannot be made again.")
    inputs: dict[Role, dict[str, Any]] = {}
    for role, blob in recipe.inputs.items():
        parent = parents.get(role)
        if parent is None or parent.purged is not None:
            inputs[role] = _owned(db, row.user_id, role, blob)
        elif parent.id in steps:
            inputs[role] = {"step": steps[parent.id], "name": parent.handle}
        else:
            inputs[role] = {"blob": parent.blob, "name": parent.handle}
    return Line(row.id, row.handle, recipe, inputs)


def _owned(db: Session, user: str, role: Role, blob: str) -> dict[str, Any]:
    """An input by its content, if a picture of this very person has it: a hash opens nobody else's files."""
    row = db.scalar(select(Image).where(Image.blob == blob, Image.user_id == user).limit(1))
    if row is None:
        return {"missing": "no picture here has its content", "name": role}
    return {"blob": row.blob, "name": row.handle}


def _reached(graph: dict[str, list[str]], tip: str) -> dict[str, list[str]]:
    """The part of the graph that leads to `tip`, in an order that is the same each time."""
    found: dict[str, list[str]] = {}
    border = [tip]
    for key in border:  # grows while it is read
        if key not in found:
            found[key] = sorted(graph[key])
            border += found[key]
    return found
