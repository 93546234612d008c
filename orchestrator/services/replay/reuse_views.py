"""What is answered of a recipe out of a file: what of it can be made here."""

from typing import Literal

from pydantic import Field

from orchestrator.domain.plan import Plan, Role
from orchestrator.services.shapes.base import View


class ReuseView(View):
    """A recipe that came as a file, as a plan for a session; nothing has run."""

    plan: Plan | None = Field(description="None where nothing of it can be made here.")
    seed: int
    tool: str | None = Field(description="What the plan uses: the recipe's own tool, else `generate` with its text.")
    names: str = Field(description="The tool that the recipe names.")
    lacks: Literal["tool", "params", "inputs"] | None = Field(
        default=None, description="Why it is not that one: not offered, changed since, or its pictures are not here."
    )
    missing: tuple[Role, ...] = Field(default=(), description="Inputs whose content no picture of the session has.")
