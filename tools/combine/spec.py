"""Declaration of `combine`. Torch-free."""

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from pydantic import Field

from tools.base import AGENT, InputRole, Params, Size, ToolSpec
from tools.manifest import Manifest

VERSION: Final = "1"

Layout = Literal["beside", "below", "blend", "over"]
Where = Literal["upper left", "top", "upper right", "left", "centre", "right", "lower left", "bottom", "lower right"]
ACROSS: Final = {"left": 0.0, "right": 1.0}
DOWN: Final = {"upper": 0.0, "top": 0.0, "lower": 1.0, "bottom": 1.0}
"""Shares of the free space that lie before what is put over, by the words of a place; half of it where none says."""
PLACES: Final[dict[Layout, tuple[str | None, str | None]]] = {
    "beside": ("on the left", "on the right"),
    "below": ("at the top", "at the bottom"),
    "blend": (None, None),
    "over": (None, None),
}
"""Where the source and the reference are in the result."""
SAID: Final = {
    "top": "at the top", "left": "on the left", "centre": "in the middle", "right": "on the right",
    "bottom": "at the bottom",
}  # fmt: skip
"""Places as a prompt tells them; corners are told by their name."""


class CombineParams(Params):
    """Parameters of `combine`."""

    layout: Layout = Field(
        default="beside",
        description="Where the reference goes: beside (to the right of the source), below it, blend: over it, both "
        "seen through each other, or over: on top of it, such as a thing that was cut out.",
        json_schema_extra=AGENT,
    )
    gap: int = Field(
        default=0, ge=0, le=256, description="Pixels of white between them; of what is transparent, none are painted."
    )
    share: float = Field(default=0.5, ge=0.05, le=0.95, description="blend: how much of the reference is seen.")
    where: Where = Field(default="centre", description="over: the place of the reference.")
    height: float = Field(
        default=1.0, ge=0.02, le=1.0, description="over: how high the reference is, as a share of the source."
    )


def size(params: CombineParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The source's own where one lies over the other; else it takes both pictures to know: see `canvas`."""
    return source if params.layout in {"blend", "over"} else None


def corner(where: Where, free: Size) -> Size:
    """Where the upper left of what is put over comes to lie, with `free` pixels around it across and down."""
    words = where.split()
    across = next((share for word, share in ACROSS.items() if word in words), 0.5)
    down = next((share for word, share in DOWN.items() if word in words), 0.5)
    return round(free[0] * across), round(free[1] * down)


def scaled(params: CombineParams, source: Size, other: Size) -> Size:
    """The reference's size in the result, in its proportions: as high as the source beside it, as wide below it, and
    over it as high as is asked for, and no wider than the source."""
    if params.layout == "over":
        share = min(source[1] * params.height / other[1], source[0] / other[0])
        return max(1, round(other[0] * share)), max(1, round(other[1] * share))
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
    """None told for what is no layout: parameters are asked about as they came, and refused later. What is as high as
    the source is at no place in it, though it may show something that is."""
    wanted, where = params.get("layout") or "beside", str(params.get("where"))
    if wanted == "over" and where in get_args(Where) and params.get("height", 1.0) != 1.0:
        return None, SAID.get(where, f"in the {where}")
    return next((places for layout, places in PLACES.items() if layout == wanted), (None, None))


SPEC: Final = ToolSpec(
    name="combine",
    version=VERSION,
    summary="Put two pictures into one: side by side, one below the other, blended, or one on top of the other.",
    params=CombineParams,
    inputs=(
        InputRole("source", "the picture that comes first; it keeps its size"),
        InputRole("reference", "the picture that is put to it; it is scaled to fit"),
    ),
    queue="cpu",
    size=size,
    seed="source",
    action="placed",
    moves=lambda params: params.get("layout") not in ("blend", "over"),  # what came need not be hashable
    joins=_places,
    canvas=canvas,
)
