"""Declaration of `restyle`. Torch-free."""

from collections.abc import Collection
from typing import Any, Final, Literal

from pydantic import Field

from tools.base import AGENT, InputRole, Size, ToolSpec
from tools.manifest import Manifest
from tools.painting import Parted, whole

VERSION: Final = "3"
SHARES: Final = {"slight": 0.3, "medium": 0.6, "strong": 0.9}


class RestyleParams(Parted):
    """Parameters of `restyle`; `prompt` describes the picture in its new style."""

    amount: Literal["slight", "medium", "strong"] = Field(
        default="medium", description="How far the style is taken on.", json_schema_extra=AGENT
    )
    strength: float | None = Field(
        default=None, gt=0.0, le=1.0, description="The same as a number, 1 being all of it; empty: from the amount."
    )

    @property
    def share(self) -> float:
        """How far, over 0 to 1."""
        return self.strength or SHARES[self.amount]


def size(params: RestyleParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The picture's own size, or the model's where that is larger."""
    return whole(source, model.defaults) if source and model else None


def objection(params: Any, roles: Collection[str]) -> str | None:
    """A style must come from somewhere."""
    if "style" not in roles and not params.prompt.strip():
        return "Say which style, or choose a picture that has it."
    return None


SPEC: Final = ToolSpec(
    name="restyle",
    version=VERSION,
    summary="Give a picture another style, by words or from another picture; what it shows stays where it is.",
    params=RestyleParams,
    inputs=(
        InputRole("source", "the picture whose style changes"),
        InputRole("style", "a picture that has the style", required=False),
    ),
    capability="generate",
    words="change",
    size=size,
    seed="source",
    objection=objection,
)
