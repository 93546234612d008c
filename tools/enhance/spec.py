"""Declaration of `enhance`. Torch-free."""

from typing import Final, Literal

from pydantic import Field

from tools.base import AGENT, InputRole, Params, ToolSpec

VERSION: Final = "3"

Adjust = Literal[
    "auto",
    "brighten",
    "darken",
    "contrast",
    "saturate",
    "desaturate",
    "warmer",
    "cooler",
    "balance",
    "sharpen",
    "deblur",
    "denoise",
    "blur",
]
Amount = Literal["slight", "medium", "strong"]


class EnhanceParams(Params):
    """Parameters of `enhance`."""

    adjust: Adjust = Field(description="What to adjust.", json_schema_extra=AGENT)
    amount: Amount = Field(default="medium", description="How much.", json_schema_extra=AGENT)


SPEC: Final = ToolSpec(
    name="enhance",
    version=VERSION,
    summary="Adjust light, contrast, colour, sharpness, blur or noise of a picture, or of a place in it, in full size.",
    params=EnhanceParams,
    inputs=(
        InputRole("source", "the picture to adjust"),
        InputRole("mask", "where to adjust it: white is adjusted, black is kept", required=False),
    ),
    takes_region=True,
    queue="cpu",
    seed="source",
    action="enhanced",
)
