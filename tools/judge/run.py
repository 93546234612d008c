"""Runs `judge`: requirement by requirement, met or not and how surely; then what can be measured.

Refuses to count what the model cannot tell: such a requirement is neither met nor missed.
"""

from collections.abc import Mapping
from typing import Any, Final

from PIL import Image

from tools.base import Context, Result, ToolError
from tools.judge.measures import distance, looks
from tools.judge.spec import JudgeParams, Requirement
from tools.runtime.imaging import flat, painted
from tools.runtime.seeing import Judges, judge, likener

MET: Final = 0.5
"""Certainty from which a requirement counts as met."""
COUNTED: Final = {"met": True, "missed": False, "open": None}


def run(params: JudgeParams, inputs: Mapping[str, Image.Image], context: Context) -> Result:
    """No picture. Facts: `checks` (kind, text, of, met: true, false or none, certainty), how many are `met`, `missed`
    and `open`, the `measures`, and the names of the `models` asked.

    Raises:
        ToolError: there is no source, or the mask does not fit it.
        ModelBroken: the model cannot be loaded, or cannot judge.
        Cancelled: between its parts.
    """
    if "source" not in inputs or context.manifest is None:
        raise ToolError("judge needs a picture, and a model that can")
    source = flat(inputs["source"])
    sight = judge(context.manifest)
    context.check()
    checks = _checks(sight, source, params.requirements)
    context.progress(0.6)
    measures: dict[str, float | None] = dict(looks(source))
    if "reference" in inputs:
        inside = painted(inputs["mask"], source.size) if "mask" in inputs else None
        measures |= distance(source, flat(inputs["reference"]), inside)
    names = [context.manifest.name]
    words = ", ".join(one.text for one in params.requirements if one.kind in {"subject", "place", "style", "whole"})
    other = context.also("likeness")
    if words and other is not None:
        context.progress(0.8)
        measures["likeness"] = round(likener(other).likeness(source, words), 4)
        names.append(other.name)
    count = {name: sum(check["met"] is value for check in checks) for name, value in COUNTED.items()}
    return Result(facts={"checks": checks, **count, "measures": measures, "models": list(dict.fromkeys(names))})


def _checks(sight: Judges, source: Image.Image, asked: tuple[Requirement, ...]) -> list[dict[str, Any]]:
    sure = sight.certainties(source, asked)
    return [_check(one, value) for one, value in zip(asked, sure, strict=True)]


def _check(one: Requirement, sure: float | None) -> dict[str, Any]:
    told = {"kind": one.kind, "text": one.text, "of": one.of}
    if sure is None:
        return told | {"met": None, "certainty": None}
    holds = 1 - sure if one.kind == "absent" else sure
    return told | {"met": holds > MET, "certainty": round(max(holds, 1 - holds), 3)}
