"""Declaration of `cutout`. Torch-free."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from tools.base import InputRole, Params, Size, ToolSpec
from tools.manifest import Manifest

VERSION: Final = "3"
Backdrop = Literal[
    "white", "grey", "black", "red", "orange", "yellow", "green", "turquoise", "blue", "purple", "pink", "brown",
    "light grey", "dark grey", "light blue", "dark blue", "beige"
]  # fmt: skip


class CutoutParams(Params):
    """Parameters of `cutout`."""

    trim: bool = Field(default=True, description="Crop to what stays; else it stays at its place in the whole picture.")
    backdrop: Backdrop | None = Field(
        default=None, description="A plain colour behind what stays; else it is transparent there."
    )
    feather: int = Field(default=1, ge=0, le=64, description="Pixels over which the edge fades out.")


def size(params: CutoutParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The source's own, unless the mask decides it."""
    return None if params.trim else source


def _moves(params: Mapping[str, Any]) -> bool:
    return params.get("trim") is not False


SPEC: Final = ToolSpec(
    name="cutout",
    version=VERSION,
    summary="Cut a thing out of a picture: what the mask shows stays, the rest becomes transparent or one colour.",
    params=CutoutParams,
    inputs=(
        InputRole("source", "the picture to cut from"),
        InputRole("mask", "what stays: white stays, black becomes transparent"),
    ),
    queue="cpu",
    size=size,
    seed="source",
    moves=_moves,
    shows="masked",
)
