"""A recipe that came as a file, as a plan for this session: the tool it names, where that and its inputs are here.

Else its text alone is left to be painted, and what is in the way is said. Runs nothing and writes nothing.
"""

from typing import Any, Final, Literal

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, StudioSession
from orchestrator.domain.plan import Intent, Plan, Role, Step
from orchestrator.domain.prompt import Prompt, render
from orchestrator.domain.recipe import Recipe
from orchestrator.domain.regions import unfilled
from orchestrator.services.house.means import Means
from orchestrator.services.people.access import owned
from orchestrator.services.replay.reuse_views import ReuseView
from tools.base import ToolSpec, slot_seed

PAINT: Final = "generate"
SIZES: Final = ("width", "height", "negative", "steps", "guidance")


class Reuse:
    """What people take up again."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def plan(self, user: str, session_id: str, recipe: Recipe) -> ReuseView:
        """The recipe as a plan to be looked at; without one where nothing of it can be made here.

        Raises:
            NotFound: there is no such session.
        """
        offered = self._means.models.offered()
        spec = offered.get(recipe.tool)
        with self._means.database.read() as db:
            owned(db, StudioSession, user, session_id)
            inputs = _inputs(db, session_id, recipe)
        missing = tuple(sorted(set(recipe.inputs) - set(inputs)))
        params = {**recipe.params, **({"count": 1} if "count" in recipe.params else {})}
        lacks: Literal["tool", "params", "inputs"] | None = None
        if spec is None:
            lacks = "tool"
        elif missing:
            lacks = "inputs"
        elif not _takes(spec, params):
            lacks = "params"
        seed = slot_seed(recipe.seed, recipe.slot)
        if lacks is None:
            params = unfilled(params, recipe.prompt or Prompt())
            step = Step(tool=recipe.tool, inputs=inputs, params=params, prompt=recipe.prompt, patch=recipe.patch)
            return ReuseView(
                plan=Plan(intent=Intent.MAKE, steps=(step,)), seed=seed, tool=recipe.tool, names=recipe.tool
            )
        text = str(recipe.params.get("prompt") or (render(recipe.prompt) if recipe.prompt else ""))
        plan = _painted(offered.get(PAINT), text, recipe.params)
        tool = PAINT if plan else None
        return ReuseView(plan=plan, seed=seed, tool=tool, names=recipe.tool, lacks=lacks, missing=missing)


def _inputs(db: Session, session_id: str, recipe: Recipe) -> dict[Role, str]:
    """Handles of the session's pictures that have the content of the recipe's inputs; the newest of equal ones."""
    found: dict[Role, str] = {}
    for role, blob in recipe.inputs.items():
        there = (Image.session_id == session_id, Image.blob == blob, Image.purged.is_(None), Image.trashed.is_(None))
        handle = db.scalar(select(Image.handle).where(*there).order_by(Image.created.desc(), Image.id.desc()).limit(1))
        if handle is not None:
            found[role] = handle
    return found


def _takes(spec: ToolSpec, params: dict[str, Any]) -> bool:
    """Whether the tool, as it is today, knows these parameters."""
    try:
        spec.params.model_validate(params)
    except ValidationError:
        return False
    return True


def _painted(spec: ToolSpec | None, text: str, params: dict[str, Any]) -> Plan | None:
    if spec is None or not text:
        return None
    kept = {"prompt": text, **{name: params[name] for name in SIZES if params.get(name) is not None}}
    if not _takes(spec, kept):
        kept = {"prompt": text}
    return Plan(intent=Intent.MAKE, steps=(Step(tool=PAINT, inputs={}, params=kept),))
