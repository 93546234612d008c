"""Declaration of `edit`. Torch-free."""

from collections.abc import Collection
from typing import Any

from pydantic import Field

from tools.base import InputRole, Size, ToolSpec
from tools.manifest import Defaults
from tools.painting import Painting, fitted

VERSION = "1"


class EditParams(Painting):
    """Parameters of `edit`; `prompt` describes the whole picture as it shall be after the change."""

    instruction: str = Field(
        default="", max_length=2000, description="The change alone, in words; read by models that take instructions."
    )
    strength: float | None = Field(
        default=None, gt=0.0, le=1.0, description="How much of the source may be painted over; empty: the tool's own."
    )


def size(params: EditParams, source: Size | None, model: Defaults | None = None) -> Size | None:
    """The model's own size in the source's aspect: all of it is painted again, and a model paints only so large."""
    return fitted(source, model) if source and model else None


def objection(params: Any, roles: Collection[str]) -> str | None:
    """An edit needs words."""
    if not params.prompt.strip() and not params.instruction.strip():
        return "Say what shall change: there are no words for the edit."
    return None


SPEC = ToolSpec(
    name="edit",
    version=VERSION,
    summary="Change the content or scene of a picture by words, keeping its composition.",
    params=EditParams,
    inputs=(InputRole("source", "the picture to change"),),
    capability="edit",
    words="change",
    size=size,
    seed="source",
    objection=objection,
)
