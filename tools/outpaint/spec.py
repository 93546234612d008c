"""Declaration of `outpaint`. Torch-free."""

from typing import Final, Literal

from pydantic import Field

from tools.base import AGENT, Affine, InputRole, Size, ToolSpec
from tools.manifest import Manifest
from tools.painting import Painting

VERSION: Final = "1"

Sides = Literal["all", "left", "right", "top", "bottom", "left and right", "top and bottom"]
MOST: Final = 200


class OutpaintParams(Painting):
    """Parameters of `outpaint`; `prompt` says what shall be seen in the new part."""

    sides: Sides = Field(default="all", description="Where the frame grows.", json_schema_extra=AGENT)
    amount: int = Field(
        default=50,
        ge=5,
        le=MOST,
        multiple_of=5,
        description="By how much on each of these sides, in percent of the picture.",
        json_schema_extra=AGENT,
    )
    strength: float | None = Field(
        default=None, gt=0.0, le=1.0, description="How freely the new part is painted; empty: the tool's own."
    )
    feather: int | None = Field(
        default=None,
        ge=0,
        le=256,
        description="Soft edge on the new side of the seam, in pixels; empty: the tool's own.",
    )


def margins(params: OutpaintParams, source: Size) -> tuple[int, int, int, int]:
    """New pixels on the left, at the top, on the right and at the bottom."""
    across, down = (max(1, round(side * params.amount / 100)) for side in source)
    grows = {side: params.sides == "all" or side in params.sides for side in ("left", "top", "right", "bottom")}
    return grows["left"] * across, grows["top"] * down, grows["right"] * across, grows["bottom"] * down


def size(params: OutpaintParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The picture's size and the margins."""
    if source is None:
        return None
    left, top, right, bottom = margins(params, source)
    return source[0] + left + right, source[1] + top + bottom


def along(params: OutpaintParams, source: Size) -> Affine:
    """What was there lies behind the margins."""
    left, top, _, _ = margins(params, source)
    return 1, 0, -left, 0, 1, -top


SPEC: Final = ToolSpec(
    name="outpaint",
    version=VERSION,
    summary="Show more around a picture: its frame grows, and what was there stays bit-identical.",
    params=OutpaintParams,
    inputs=(InputRole("source", "the picture to extend"),),
    capability="inpaint",
    words="prompt",
    inherits="setting",
    size=size,
    moves=lambda params: True,
    along=along,
)
