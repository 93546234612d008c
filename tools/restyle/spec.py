"""Declaration of `restyle`. Torch-free."""

from collections.abc import Collection
from typing import Any

from pydantic import Field

from tools.base import AGENT, InputRole, Size, ToolSpec
from tools.manifest import Manifest
from tools.painting import Painting, whole

VERSION = "1"


class RestyleParams(Painting):
    """Parameters of `restyle`; `prompt` describes the picture in its new style."""

    strength: float = Field(
        default=0.6,
        ge=0.1,
        le=1.0,
        multiple_of=0.1,
        description="How far the style is taken on; at 0.1 it is a tint, at 1 it is all.",
        json_schema_extra=AGENT,
    )


def size(params: RestyleParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The picture's own size, or the model's where that is larger."""
    return whole(source, model.defaults) if source and model else None


def objection(params: Any, roles: Collection[str]) -> str | None:
    """A style must come from somewhere."""
    if "style" not in roles and not params.prompt.strip():
        return "Say which style, or choose a picture that has it."
    return None


SPEC = ToolSpec(
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
