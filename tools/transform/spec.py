"""Declaration of `transform`. Torch-free."""

from collections.abc import Collection, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from tools import MAX_PIXELS, MAX_SIDE
from tools.base import AGENT, Action, Affine, InputRole, Params, Size, ToolError, ToolSpec
from tools.manifest import Manifest
from tools.transform.geometry import (
    Box,
    after,
    centred,
    covering,
    cropped,
    from_box,
    from_flip,
    from_straight,
    from_turn,
    resized,
    shared,
    upright,
)

VERSION: Final = "1"

Crop = Literal[
    "square", "4:3", "3:4", "16:9", "9:16", "left half", "right half", "top half", "bottom half", "middle"
]  # fmt: skip
Turn = Literal["left", "right", "half"]
Flip = Literal["horizontal", "vertical"]
Fit = Literal["cover", "within", "stretch"]
SIDES: Final = [256, 512, 768, 1024, 1080, 1280, 1600, 1920, 2048, 2560, 3840, 4096]
"""Sizes that are asked for by other words than their number."""


PERCENTS: Final = [10, 20, 25, 30, 33, 40, 50, 60, 66, 70, 75, 80, 90, 110, 120, 125, 133, 150]
"""The same of shares."""


class CutOut(Params):
    """A part of a picture, in its own pixels."""

    left: int = Field(default=0, ge=0, le=MAX_PIXELS, description="Pixels left of it.")
    top: int = Field(default=0, ge=0, le=MAX_PIXELS, description="Pixels above it.")
    width: int = Field(ge=1, le=MAX_PIXELS, description="How wide it is.")
    height: int = Field(ge=1, le=MAX_PIXELS, description="How high it is.")


class TransformParams(Params):
    """Parameters of `transform`, in the order in which they are carried out."""

    crop: Crop | None = Field(
        default=None,
        description="What is kept: the middle part of these proportions, a half, or the middle half of each side.",
        json_schema_extra=AGENT,
    )
    box: CutOut | None = Field(
        default=None,
        description="What is kept, in pixels of the source; in place of a crop by name.",
        json_schema_extra={"first": True, "drawn": "source"},
    )
    turn: Turn | None = Field(
        default=None,
        description="A quarter turn to the left (counter-clockwise) or to the right, or a half turn.",
        json_schema_extra=AGENT,
    )
    flip: Flip | None = Field(
        default=None,
        description="Mirrored: horizontal swaps left and right, vertical top and bottom.",
        json_schema_extra=AGENT,
    )
    degrees: float | None = Field(
        default=None,
        ge=-45,
        le=45,
        description="Straightened: turned clockwise by so many degrees, and cropped to where there are pixels.",
    )
    width: int | None = Field(
        default=None,
        ge=8,
        le=MAX_SIDE,
        examples=SIDES,
        description="New width in pixels; alone it keeps the proportions.",
        json_schema_extra=AGENT,
    )
    height: int | None = Field(
        default=None,
        ge=8,
        le=MAX_SIDE,
        examples=SIDES,
        description="New height in pixels; alone it keeps the proportions.",
        json_schema_extra=AGENT,
    )
    percent: int | None = Field(
        default=None,
        ge=1,
        le=400,
        examples=PERCENTS,
        description="New size as a share of the old one, both sides; of the width and height asked for, if any are.",
        json_schema_extra=AGENT,
    )
    fit: Fit | None = Field(
        default=None,
        description="Where width and height ask for other proportions: cover (so unless said otherwise) cuts off what "
        "is over, within stays inside both, stretch distorts.",
    )


def kept(params: TransformParams, source: Size) -> Box:
    """The part of a picture of this size that is kept.

    Raises:
        ToolError: the box reaches beyond the picture.
    """
    if params.box is None:
        return cropped(params.crop, source) if params.crop else (0, 0, *source)
    box = params.box
    left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
    if right > source[0] or bottom > source[1]:
        raise ToolError(f"The box reaches beyond the picture, which is {source[0]} x {source[1]} pixels.")
    return left, top, right, bottom


def straight(params: TransformParams, size: Size) -> Box:
    """Of a cropped, turned and mirrored picture, what is kept where it is straightened."""
    return centred(upright(size, params.degrees), size) if params.degrees else (0, 0, *size)


def sized(params: TransformParams, size: Size) -> Size:
    """The size that a cropped, turned and straightened picture is brought to."""
    goal = resized(size, params.width, params.height, params.fit or "cover")
    return shared(goal, params.percent) if params.percent else goal


def drawn(params: TransformParams, size: Size) -> tuple[float, float, float, float]:
    """The part of a picture of `size` that is brought to the size asked for: where both sides are, what covers it."""
    covers = params.width and params.height and params.fit in {None, "cover"}
    return covering(size, sized(params, size)) if covers else (0, 0, *size)


def size(params: TransformParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The picture's size after every step."""
    return _steps(params, source)[1] if source else None


def along(params: TransformParams, source: Size) -> Affine:
    """Where a place in the result was in a source of this size."""
    return _steps(params, source)[0]


def _steps(params: TransformParams, source: Size) -> tuple[Affine, Size]:
    """Where places were, and the size, after every step."""
    box = kept(params, source)
    now = _size(box)
    found = after(from_box(box, now), from_turn(params.turn, now))
    now = now[::-1] if params.turn in {"left", "right"} else now
    found = after(after(found, from_flip(params.flip, now)), from_straight(now, params.degrees or 0))
    box = straight(params, now)
    found, now = after(found, from_box(box, _size(box))), _size(box)
    goal = sized(params, now)
    return after(found, from_box(drawn(params, now), goal)), goal


def _size(box: Box) -> Size:
    return box[2] - box[0], box[3] - box[1]


def objection(params: TransformParams, roles: Collection[str]) -> str | None:
    """A sentence where nothing is asked for, or two things that do not go together."""
    if params.crop and params.box:
        return "Say what is kept either by name or by a box, not both."
    if params.fit and not (params.width and params.height):
        return "How a size is to be met (fit) needs both a width and a height."
    asked = (
        params.crop,
        params.box,
        params.turn,
        params.flip,
        params.degrees,
        params.width,
        params.height,
        params.percent,
    )
    return None if any(asked) else "Say what is to be done: crop, turn, mirror, straighten, or a new size."


def moves(params: Mapping[str, Any]) -> bool:
    """Whether anything but the scale changes: a size in other proportions does, one side alone does not."""
    asked = any(params.get(name) for name in ("crop", "box", "turn", "flip", "degrees"))
    return asked or _covers(params)


def _covers(params: Mapping[str, Any]) -> bool:
    return bool(params.get("width") and params.get("height") and params.get("fit") in (None, "cover"))


def actions(params: Mapping[str, Any]) -> tuple[Action, ...]:
    """What C2PA calls it, in order."""
    both = params.get("width") and params.get("height")
    scaled = any(params.get(name) for name in ("width", "height", "percent"))
    stretched = both and params.get("fit") == "stretch"
    done: dict[Action, Any] = {
        "cropped": params.get("crop") or params.get("box") or _covers(params),
        "orientation": params.get("turn") or params.get("flip") or params.get("degrees"),
        "resized": stretched,
        "resized.proportional": scaled and not stretched,
    }
    return tuple(action for action, was in done.items() if was) or ("edited",)


SPEC: Final = ToolSpec(
    name="transform",
    version=VERSION,
    summary="Crop, turn, mirror, straighten or resize a picture, exactly; quarter turns and mirroring keep every bit.",
    params=TransformParams,
    inputs=(InputRole("source", "the picture to transform"),),
    queue="cpu",
    size=size,
    seed="source",
    action=actions,
    moves=moves,
    along=along,
    objection=objection,
)
