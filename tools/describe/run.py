"""Runs `describe`: a picture to a caption. Its only fact is `caption`, in English."""

from collections.abc import Mapping

from PIL import Image

from tools.base import Context, Result, ToolError
from tools.describe.spec import DescribeParams
from tools.runtime.imaging import flat
from tools.runtime.seeing import describer


def run(params: DescribeParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """No picture; the caption.

    Raises:
        ToolError: there is no source.
        ModelBroken: the model cannot be loaded, or cannot describe.
        Cancelled: before the work begins.
    """
    if "source" not in inputs or context.manifest is None:
        raise ToolError("describe needs a picture, and a model that can")
    sight = describer(context.manifest)
    context.check()
    return Result(facts={"caption": sight.caption(flat(inputs["source"]))})
