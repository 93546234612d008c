"""Declaration of `describe`. Torch-free."""

from typing import Final

from tools.base import InputRole, Params, ToolSpec

VERSION: Final = "1"


class DescribeParams(Params):
    """`describe` takes no parameters."""


SPEC: Final = ToolSpec(
    name="describe",
    version=VERSION,
    summary="Say in a sentence what a picture shows.",
    params=DescribeParams,
    inputs=(InputRole("source", "the picture to describe"),),
    capability="describe",
    seed="source",
    gives="facts",
    tells="alt",
)
