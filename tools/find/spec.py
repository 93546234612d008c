"""Declaration of `find`. Torch-free."""

from collections.abc import Collection
from typing import Final, Literal

from pydantic import Field

from tools.base import AGENT, InputRole, Params, ToolSpec

VERSION: Final = "1"

Which = Literal["together", "each", "leftmost", "middle", "rightmost", "largest", "smallest"]


class FindParams(Params):
    """Parameters of `find`."""

    what: str = Field(
        default="",
        max_length=200,
        description="What to find, in English: a dog, the red house.",
        json_schema_extra={"first": True},
    )
    which: Which = Field(
        default="together",
        description="Of several: all in one mask, each in its own from left to right, or one of them.",
        json_schema_extra=AGENT,
    )
    invert: bool = Field(
        default=False, description="Mark everything but that; there is one such place only.", json_schema_extra=AGENT
    )
    grow: int = Field(default=0, ge=0, le=64, description="Pixels by which the mask reaches beyond what was found.")


def objection(params: FindParams, roles: Collection[str]) -> str | None:
    """Words are needed."""
    return None if params.what.strip() else "there are no words for what to find"


SPEC: Final = ToolSpec(
    name="find",
    version=VERSION,
    summary="Mark where a thing is in a picture, as a mask that other tools take; says so when it is not there.",
    params=FindParams,
    inputs=(InputRole("source", "the picture to look at"),),
    capability="find",
    words="target",
    seed="source",
    objection=objection,
    gives="masks",
)
