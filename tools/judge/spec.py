"""Declaration of `judge`. Torch-free."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from tools.base import InputRole, Params, ToolSpec

VERSION: Final = "1"


class Requirement(BaseModel):
    """A statement that shall hold of the picture; of the kind `absent`, one that shall not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = Field(max_length=20, description="subject, colour, count, look, place, time, weather, style, ...")
    text: str = Field(min_length=1, max_length=300, description="The statement: two red houses.")
    of: str = Field(default="", max_length=80, description="The noun it is about; empty: the whole picture.")


class JudgeParams(Params):
    """Parameters of `judge`."""

    requirements: tuple[Requirement, ...] = Field(
        default=(), max_length=40, description="The check list; empty: that of the picture's structured prompt."
    )


SPEC: Final = ToolSpec(
    name="judge",
    version=VERSION,
    summary="Check a picture against what was asked for, and measure how far it is from the one it was made from.",
    params=JudgeParams,
    inputs=(
        InputRole("source", "the picture to judge"),
        InputRole("mask", "where it was to change: the comparison is made outside", required=False),
        InputRole("reference", "what it is compared with; left out: what it was made from", required=False),
    ),
    capability="judge",
    seed="source",
    gives="facts",
    tells="scores",
    compares=True,
)
