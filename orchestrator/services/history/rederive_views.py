"""What is answered about a chain of edits that is made clean."""

from pydantic import Field

from orchestrator.domain.plan import Plan
from orchestrator.services.shapes.base import View


class BaseView(View):
    """The ancestor a chain is made anew from."""

    id: str
    handle: str


class DroppedView(View):
    """An edit that is left out."""

    handle: str
    why: str


class RederiveView(View):
    """A chain of edits as one plan from its cleanest ancestor; nothing has run."""

    image: str
    handle: str
    base: BaseView
    edits: int = Field(description="Edits between the base and the picture.")
    merged: int = Field(description="Edits of the whole picture that become one.")
    reapplied: int = Field(description="Edits of a place that are made again on clean pixels.")
    dropped: tuple[DroppedView, ...] = ()
    plan: Plan
    chain: tuple[str, ...] = Field(description="Handles from the base to the picture.")
