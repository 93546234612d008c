"""Declaration of `generate`. Torch-free."""

from collections.abc import Collection
from typing import Any, Final, Literal

from pydantic import Field

from tools.base import AGENT, InputRole, Size, ToolSpec
from tools.manifest import LONGEST, SHORTEST, Manifest
from tools.painting import Parted, fitted

VERSION: Final = "3"
Aspect = Literal["square", "4:3", "3:4", "16:9", "9:16"]
SIDES: Final[dict[Aspect, Size]] = {"square": (1, 1), "4:3": (4, 3), "3:4": (3, 4), "16:9": (16, 9), "9:16": (9, 16)}


class GenerateParams(Parted):
    """Parameters of `generate`."""

    count: int = Field(default=1, ge=1, le=8, description="How many pictures.", json_schema_extra=AGENT)
    variation: Literal["subtle", "strong"] | None = Field(
        default=None,
        description="How far variations of a source may go; empty: in between. Only with a source.",
        json_schema_extra=AGENT,
    )
    aspect: Aspect | None = Field(
        default=None, description="Its format, as large as the model paints; in place of a width and a height."
    )
    width: int | None = Field(
        default=None, ge=SHORTEST, le=LONGEST, multiple_of=8, description="Width in pixels; empty: the model's own."
    )
    height: int | None = Field(
        default=None, ge=SHORTEST, le=LONGEST, multiple_of=8, description="Height in pixels; empty: the model's own."
    )


def size(params: GenerateParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """What was asked for; else the model's own size, in the source's aspect where there is a source."""
    if params.width and params.height:
        return params.width, params.height
    if model is None:
        return None
    own = model.defaults
    shape = SIDES[params.aspect] if params.aspect else source
    width, height = fitted(shape, own) if shape else (own.width, own.height)
    return params.width or width, params.height or height


def objection(params: Any, roles: Collection[str]) -> str | None:
    """A picture from nothing needs words; a variation needs something to vary."""
    if "source" not in roles and not params.prompt.strip():
        return "Say what the picture shall show: the prompt is empty."
    if "source" not in roles and params.variation is not None:
        return "A variation needs a picture to vary: select one first."
    if params.aspect is not None and ("source" in roles or params.width or params.height):
        return "A format is for a new picture, and in place of a width and a height."
    if params.regions and "reference" in roles:
        return "Regions and a picture whose outlines are followed do not go together: leave one of them out."
    return None


SPEC: Final = ToolSpec(
    name="generate",
    version=VERSION,
    summary="Paint new pictures from words, or variations of a picture.",
    params=GenerateParams,
    inputs=(
        InputRole("source", "the picture to vary; its prompt is inherited", required=False),
        InputRole("reference", "a picture whose outlines are followed", required=False, capability="control"),
    ),
    capability="generate",
    words="prompt",
    slots=lambda params: int(params.count),
    size=size,
    objection=objection,
)
