"""Declaration of `edit`. Torch-free."""

from collections.abc import Collection
from typing import Any, Final

from pydantic import Field

from tools.base import InputRole, Size, ToolSpec
from tools.manifest import Manifest
from tools.painting import Parted, fitted, whole

VERSION: Final = "4"


class EditParams(Parted):
    """Parameters of `edit`; `prompt` describes the whole picture as it shall be after the change."""

    instruction: str = Field(
        default="", max_length=2000, description="The change alone, in words; read by models that take instructions."
    )
    strength: float | None = Field(
        default=None, gt=0.0, le=1.0, description="How much of the source may be painted over; empty: the tool's own."
    )
    ground: bool = Field(default=False, description="Paint what is transparent, too; else it stays transparent.")


def size(params: EditParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The picture's own, where a change is carried to it; else the model's: it paints all of it, and only so large."""
    if source is None or model is None:
        return None
    return whole(source, model.defaults) if model.instructed else fitted(source, model.defaults)


def objection(params: Any, roles: Collection[str]) -> str | None:
    """An edit needs words."""
    if not params.prompt.strip() and not params.instruction.strip():
        return "Say what shall change: there are no words for the edit."
    return None


SPEC: Final = ToolSpec(
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
