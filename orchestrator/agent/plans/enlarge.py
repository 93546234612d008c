"""A size larger than the picture has pixels for: the upscaler makes them first, where there is one. Two pictures that
would be too large in one: the first, by whose size the other goes, is made smaller before.

Asks no model, and goes by the sizes of pictures that are there. Refuses to enlarge what no words asked to be larger.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.language.sizes import TIMES, many, times_in
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Role, Step
from tools import MAX_PIXELS, MAX_SIDE, MEGAPIXELS
from tools.base import Size, ToolError

SIZED, ENLARGING = "transform", "upscale"
ENOUGH: Final = 1.2
"""Up to so many times as wide or high, resampling shows no lack of detail."""
PIXELS: Final = re.compile(
    r"(?<![#\d.,])(\d{4,9})(?= ?(?:px\b|pixels?\b|wide\b|high\b|tall\b|[x×*]|by \d|像素|宽|高))"
    r"|(?:\bto|\bwidth|\bheight|\bby|[x×*宽高成为到])(?: of| to)? ?(\d{4,9})(?![\d%])",
    re.IGNORECASE,
)
"""Sides of a picture."""
LEAST: Final = 64
"""Pixels a side of a picture of which nobody knows the size yet, at least."""


def with_detail(task: AgentTask, plan: Plan) -> Plan:
    """`plan`, an enlarging step put before each that asks for many more pixels than its source has, and one that
    shrinks before each that would make more than a picture may have."""
    there = [task.tools[tool] for tool in (SIZED, ENLARGING) if tool in task.tools]
    may = {spec.name for spec in there if not task.preset or task.preset.allows(spec.name, spec.gives)}
    if SIZED not in may:
        return plan
    known = [image for image in task.images if image.width and image.height]
    sizes: dict[str, Size | None] = {image.handle: (image.width, image.height) for image in known}
    steps: list[Step] = []
    now: dict[str, str] = {}
    for number, planned in enumerate(plan.steps, start=1):
        step = _on(planned, {role: now.get(handle, handle) for role, handle in planned.inputs.items()})
        source = step.inputs.get("source", "")
        step = _in_pixels(task, step, sizes.get(source)) if ENLARGING in may else step
        scale = _scale(task, step, sizes.get(source)) if ENLARGING in may else None
        other = sizes.get(step.inputs.get("reference", ""))
        first = _enlarging(source, scale) if scale else _shrinking(task, step, sizes.get(source), other)
        if first and len(steps) + len(plan.steps) - number < STEPS - 1:
            steps.append(first)
            sizes[f"@{len(steps)}"] = size_of(task, steps[-1], sizes[source])
            source = f"@{len(steps)}"
            step = _on(step, {**step.inputs, "source": source})
        found = size_of(task, step, sizes.get(source), other)
        if not (scale and found == sizes.get(source) and {*step.params} <= {"width", "height"}):
            steps.append(step)
        now[f"@{number}"] = f"@{len(steps)}"
        sizes[f"@{len(steps)}"] = found
    return plan.model_copy(update={"steps": tuple(steps)})


def as_large(task: AgentTask, plan: Plan, times: float | None) -> Plan:
    """`plan`, what it enlarges made so many `times` as large, or as its own words say; a
    question where that is larger than a picture may be."""
    sizes: dict[str, Size | None] = {
        one.handle: (one.width, one.height) for one in task.images if one.width and one.height
    }
    steps: list[Step] = []
    for number, planned in enumerate(plan.steps if SIZED in task.tools else (), start=1):
        step, source = planned, sizes.get(planned.inputs.get("source", ""))
        own = [many(found) for found in times_in(step.words or "")]
        by = own[-1] if own else times if TIMES.search(step.words or "2x bigger") else None
        if by and step.tool == ENLARGING:
            params = {"width": round(by * source[0])} if source else {"percent": round(by * 100)}
            step = step.model_copy(update={"tool": SIZED, "params": params})
            if size_of(task, step, source or (LEAST, LEAST)) is None:
                return _too_large(task, by)
        steps.append(step)
        sizes[f"@{number}"] = size_of(task, step, source, sizes.get(step.inputs.get("reference", "")))
    return plan if steps == [*plan.steps] or not steps else plan.model_copy(update={"steps": tuple(steps)})


def too_many_pixels(task: AgentTask) -> Plan | None:
    """The question, where the words say more pixels a side than a picture may have; none where they don't."""
    sides = [int(side) for found in PIXELS.findall(task.text) for side in found if side]
    if not may_ask(task) or task.focus is None or max(sides, default=0) <= MAX_SIDE:
        return None
    facts = {"pixels": max(sides), "side": MAX_SIDE, "most": MEGAPIXELS if task.language == "en" else MAX_PIXELS}
    return Plan(intent=Intent.ASK, question=said(task.language, "ask.pixels", **facts))


def _too_large(task: AgentTask, times: float) -> Plan:
    if not may_ask(task):
        return Plan(intent=Intent.DECLINE, reason="enlarging")
    facts = {"times": f"{times:g}", "side": MAX_SIDE, "most": MEGAPIXELS if task.language == "en" else MAX_PIXELS}
    return Plan(intent=Intent.ASK, question=said(task.language, "ask.large", **facts))


def _on(step: Step, inputs: Mapping[Role, str]) -> Step:
    return step.model_copy(update={"inputs": inputs})


def _in_pixels(task: AgentTask, step: Step, source: Size | None) -> Step:
    """A share above the whole as a width: once the upscaler has made more pixels, it would be another's share."""
    params: dict[str, Any] = dict(step.params)
    percent = params.pop("percent", None)
    before = size_of(task, step.model_copy(update={"params": params}), source)
    if step.tool != SIZED or before is None or not isinstance(percent, int) or percent <= 100:
        return step
    params |= {"width": round(before[0] * percent / 100)}
    params |= {"height": round(before[1] * percent / 100)} if "height" in params else {}
    return step.model_copy(update={"params": params})


def _scale(task: AgentTask, step: Step, source: Size | None) -> int | None:
    """How many times as large its source has to be made first; None where it is large enough, or nobody knows."""
    asked = {"width", "height"} & step.params.keys()
    if step.tool != SIZED or source is None or not asked:
        return None
    rest: dict[str, Any] = {name: value for name, value in step.params.items() if name not in asked}
    before = size_of(task, step.model_copy(update={"params": rest}), source)
    after = size_of(task, step, source)
    if before is None or after is None:
        return None
    times = max(after[0] / before[0], after[1] / before[1])
    scale = 0 if times <= ENOUGH else 2 if times <= 2 else 4
    while scale > 1 and size_of(task, _enlarging(step.inputs["source"], scale), source) is None:
        scale //= 2
    return scale if scale > 1 else None


def _shrinking(task: AgentTask, step: Step, source: Size | None, other: Size | None) -> Step | None:
    """What makes the source small enough for both to have room; None where they have it, or nobody knows."""
    spec = task.tools.get(step.tool)
    if spec is None or spec.canvas is None or source is None or other is None:
        return None
    width, height = spec.canvas(spec.validate(step.params), source, other)
    room = min(MAX_SIDE / max(width, height), (MAX_PIXELS / (width * height)) ** 0.5)
    side = "width" if source[0] >= source[1] else "height"
    for share in (room, 0.99 * room, 0.9 * room) if room < 1 else ():  # of narrow pictures, rounding may take more
        params = {side: int(share * max(source))}
        smaller = Step(tool=SIZED, inputs={"source": step.inputs["source"]}, params=params)
        if size_of(task, step, size_of(task, smaller, source), other) is not None:
            return smaller
    return None


def _enlarging(source: str, scale: int) -> Step:
    return Step(tool=ENLARGING, inputs={"source": source}, params={"scale": scale})


def size_of(task: AgentTask, step: Step, source: Size | None, reference: Size | None = None) -> Size | None:
    """Of what the step makes; None where that takes a model to know, or cannot be."""
    spec = task.tools.get(step.tool)
    try:
        return spec.sized(spec.validate(step.params), source, reference=reference) if spec else None
    except ToolError:
        return None
