"""Declaration of `combine`. Torch-free."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from tools.base import AGENT, InputRole, Params, Size, ToolSpec
from tools.manifest import Manifest

VERSION: Final = "1"

Layout = Literal["beside", "below", "blend"]
PLACES: Final[dict[Layout, tuple[str | None, str | None]]] = {
    "beside": ("on the left", "on the right"),
    "below": ("at the top", "at the bottom"),
    "blend": (None, None),
}
"""Where the source and the reference are in the result."""


class CombineParams(Params):
    """Parameters of `combine`."""

    layout: Layout = Field(
        default="beside",
        description="Where the reference goes: beside (to the right of the source), below it, or blend: over it, both "
        "seen through each other.",
        json_schema_extra=AGENT,
    )
    gap: int = Field(
        default=0, ge=0, le=256, description="Pixels of white between them; of what is transparent, none are painted."
    )
    share: float = Field(default=0.5, ge=0.05, le=0.95, description="blend: how much of the reference is seen.")


def size(params: CombineParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The source's own where they are blended; else it takes both pictures to know: see `canvas`."""
    return source if params.layout == "blend" else None


def scaled(params: CombineParams, source: Size, other: Size) -> Size:
    """The reference's size in the result: as high as the source beside it, as wide below it, in its proportions."""
    if params.layout == "beside":
        return max(1, round(other[0] * source[1] / other[1])), source[1]
    if params.layout == "below":
        return source[0], max(1, round(other[1] * source[0] / other[0]))
    return source


def canvas(params: CombineParams, source: Size, other: Size) -> Size:
    """The result's size; `other` is the reference's."""
    width, height = scaled(params, source, other)
    if params.layout == "beside":
        return source[0] + params.gap + width, source[1]
    if params.layout == "below":
        return source[0], source[1] + params.gap + height
    return source


def _places(params: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """None told for what is no layout: parameters are asked about as they came, and refused later."""
    wanted = params.get("layout") or "beside"
    return next((places for layout, places in PLACES.items() if layout == wanted), (None, None))


SPEC: Final = ToolSpec(
    name="combine",
    version=VERSION,
    summary="Put two pictures into one: side by side, one below the other, or blended.",
    params=CombineParams,
    inputs=(
        InputRole("source", "the picture that comes first; it keeps its size"),
        InputRole("reference", "the picture that is put to it; it is scaled to fit"),
    ),
    queue="cpu",
    size=size,
    seed="source",
    action="placed",
    moves=lambda params: params.get("layout") != "blend",
    joins=_places,
    canvas=canvas,
)
