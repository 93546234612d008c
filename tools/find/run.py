"""Runs `find`: words to masks of the source's size, or to none, and why. Refuses to mark what it does not see."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image

from tools.base import Context, Result, ToolError
from tools.find.pieces import Piece, chosen, pieces, together, told_apart
from tools.find.spec import FindParams
from tools.runtime.adapting import OUTLINE, adapter
from tools.runtime.imaging import flat
from tools.runtime.seeing import finder


def run(params: FindParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """One mask, one for each thing, or none. Facts: `there`, `known` (whether the model knows the words), `certainty`
    and, left to right, the `places` with box, score and share of the picture.

    Raises:
        ToolError: there is no source.
        ModelBroken: the model cannot be loaded, or cannot find.
        Cancelled: before the work begins.
    """
    if "source" not in inputs or context.manifest is None:
        raise ToolError("find needs a picture to look at, and a model that can")
    source = flat(inputs["source"])
    sight = finder(context.manifest, adapter(context, OUTLINE))
    context.check()
    facts: dict[str, Any] = {"what": params.what, "there": False, "known": sight.knows(params.what), "places": []}
    if not facts["known"]:
        return Result((), facts | {"certainty": 0.0})
    spot = sight.spot(source, params.what)
    context.progress(0.8)
    found = told_apart([(part.where, part.score) for part in spot.parts])
    found = found or (pieces(spot.heat, spot.threshold) if spot.there else [])
    which = "together" if params.invert and params.which == "each" else params.which
    masks = [together(some, params.grow) for some in chosen(found, which)]
    facts["places"] = [_told(piece, source.width * source.height) for piece in found]
    shown = [mask for mask in ((~mask if params.invert else mask) for mask in masks) if mask.any()]
    facts |= {"there": bool(shown), "certainty": round(spot.certainty, 3)}
    return Result(tuple(Image.fromarray(mask.astype(np.uint8) * 255, "L") for mask in shown), facts)


def _told(piece: Piece, pixels: int) -> dict[str, Any]:
    return {"box": list(piece.box), "score": round(piece.score, 3), "share": round(piece.area / pixels, 4)}
