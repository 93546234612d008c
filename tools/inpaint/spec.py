"""Declaration of `inpaint`. Torch-free."""

from typing import Final

from pydantic import Field

from tools.base import InputRole, ToolSpec
from tools.painting import Painting

VERSION: Final = "2"


class InpaintParams(Painting):
    """Parameters of `inpaint`; `prompt` says what shall be seen in the masked place."""

    strength: float | None = Field(
        default=None, gt=0.0, le=1.0, description="How much of the masked place is forgotten; empty: the tool's own."
    )
    feather: int | None = Field(
        default=None, ge=0, le=256, description="Soft edge inside the mask, in pixels; empty: from the mask's size."
    )


SPEC: Final = ToolSpec(
    name="inpaint",
    version=VERSION,
    summary="Paint something into a masked or named place of a picture; the rest stays bit-identical.",
    params=InpaintParams,
    inputs=(
        InputRole("source", "the picture to paint into"),
        InputRole("mask", "where to paint: white is painted, black is kept"),
    ),
    capability="inpaint",
    words="prompt",
    takes_region=True,
)
