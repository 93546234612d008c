"""Declaration of `upscale`. Torch-free."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from tools.base import AGENT, InputRole, Params, Size, ToolSpec
from tools.manifest import Manifest

VERSION: Final = "3"


class UpscaleParams(Params):
    """Parameters of `upscale`."""

    scale: Literal[2, 4] = Field(default=2, description="How many times as wide and high.", json_schema_extra=AGENT)


def size(params: UpscaleParams, source: Size | None, model: Manifest | None = None) -> Size | None:
    """The source's size times the scale."""
    return (source[0] * params.scale, source[1] * params.scale) if source else None


def suits(params: Mapping[str, Any], model: Manifest) -> bool:
    """Whether `model` makes exactly this scale in one step."""
    wanted: int = params.get("scale", UpscaleParams.model_fields["scale"].default)
    return model.scale == wanted


SPEC: Final = ToolSpec(
    name="upscale",
    version=VERSION,
    summary="Make a picture two or four times as large, with new detail.",
    params=UpscaleParams,
    inputs=(InputRole("source", "the picture to enlarge"),),
    capability="upscale",
    suits=suits,
    size=size,
    seed="source",
    action="resized.proportional",
)
