"""What was said beside the wishes, carried out: the gap between pictures, the format of a new one, one picture twice.

Owns what that adds to a plan, and what is said to a format that is no wish. Refuses to decide which pictures are meant.
"""

import re
from collections.abc import Collection
from math import log
from typing import Any, Final, get_args

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.plans.enlarge import as_large, size_of
from orchestrator.agent.plans.together import joins
from orchestrator.agent.reading.phrasing import ASKED, FORMAT, Asides, Format, formats, tells
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Step
from tools.base import Size, ToolError

SHAPING, PAINTING = "transform", "generate"
ITSELF: Final = re.compile(r"\bitself\b|它自己|自身|它本身")
OTHER: Final = re.compile(r"\b(?:previous|last|next|other)\b|[上前后另]一?[张个幅]")
"""A picture that is called by where it stands, and not the one in focus."""


def with_asides(task: AgentTask, plan: Plan, beside: Asides, words: str) -> Plan:
    """`plan` with what was said `beside` it in `words`, where a step can take it."""
    plan = as_large(task, plan, beside.times)
    steps = [_apart(task, step, beside.gap) for step in plan.steps]
    if beside.size is not None and task.focus is None and [step.tool for step in steps] == [PAINTING]:
        return plan.model_copy(update={"steps": _sized(task, steps[0], beside.size)})
    if beside.format is None:
        return plan.model_copy(update={"steps": tuple(steps)})
    if plan.intent is Intent.SELECT and task.answers is None:
        cut = Step(tool=SHAPING, inputs={"source": plan.image or ""}, params={"crop": beside.format})
        fits = SHAPING not in task.tools or _longer(_size(task, [], plan.image or ""), beside.format)
        return plan if fits else Plan(intent=Intent.MAKE, steps=(cut,))
    if plan.intent is Intent.MAKE:
        steps = _shaped(task, _exactly(steps, beside.format), beside.format)
    return plan.model_copy(update={"steps": tuple(steps)})


def which_way(task: AgentTask) -> Plan | None:
    """The plan, if no more is said than a format, and that it is not wanted, or whether the picture has it."""
    words = task.text
    if not FORMAT.search(words) or formats(words) or tells(FORMAT.sub("", words)) or task.focus is None:
        return None
    if ASKED.search(words):
        named = [handle for handle in HANDLE.findall(words) if handle in {image.handle for image in task.images}]
        return Plan(intent=Intent.ANSWER, about="recipe", image=next(iter(named), task.focus))
    return Plan(intent=Intent.ASK, question=said(task.language, "ask.crop")) if may_ask(task) else None


def twice(task: AgentTask, heard: Heard, named: Collection[str]) -> Plan | None:
    """The plan, if the words say no more than that one picture, `named` or in focus, is put beside, below or over
    itself."""
    words, layouts = task.text, heard["layouts"]
    again = len(HANDLE.findall(words)) > 1 or ITSELF.search(words) is not None
    one = next(iter(named), task.focus)
    tool = next((name for name, spec in task.tools.items() if spec.joins is not None), None)
    if tool is None or one is None or not again or not layouts or len(named) > 1:
        return None
    rest = ITSELF.sub(" ", words.lower())
    for said_so in sorted({word for each in heard.lexicon.tables["layouts"].values() for word in each}, key=len):
        rest = rest.replace(said_so, " ")
    if tells(rest) or (not named and OTHER.search(rest)):
        return None
    layout = "beside" if "beside" in layouts else min(layouts)
    step = Step(tool=tool, inputs={"source": one, "reference": one}, params={"layout": layout})
    return Plan(intent=Intent.MAKE, steps=(step,))


def _sized(task: AgentTask, new: Step, size: Size) -> tuple[Step, ...]:
    """A new picture, painted in the format next to that of `size` and brought to it."""
    shapes = get_args(Format)
    shape = min(shapes, key=lambda one: abs(log(size[0] / size[1]) - log(_share(one))))
    if SHAPING not in task.tools or new.params.get("count", 1) != 1 or "aspect" in new.params:
        return (new,)
    params: dict[str, Any] = {"width": size[0], "height": size[1]}
    try:
        task.tools[SHAPING].validate(params)
    except ToolError:
        return (new,)
    painted = new.model_copy(update={"params": {**new.params, "aspect": shape}})
    return painted, Step(tool=SHAPING, inputs={"source": "@1"}, params=params)


def _share(shape: Format) -> float:
    across, down = (1, 1) if shape == "square" else map(int, shape.split(":"))
    return across / down


def _apart(task: AgentTask, step: Step, gap: int | None) -> Step:
    if gap is None or not joins(task, step) or "gap" in step.params:
        return step
    params: dict[str, Any] = {**step.params, "gap": gap}
    try:
        task.tools[step.tool].validate(params)
    except ToolError:  # wider than there may be between two pictures
        return step
    return step.model_copy(update={"params": params})


def _exactly(steps: list[Step], shape: Format) -> list[Step]:
    """Cuts to a format are to `shape`: a small model reads "#3 4:3" the other way."""
    if any(step.tool != SHAPING or {*step.params} != {"crop"} for step in steps):
        return steps
    return [step.model_copy(update={"params": {"crop": shape}}) for step in steps]


def _shaped(task: AgentTask, steps: list[Step], shape: Format) -> list[Step]:
    """New pictures are painted so; of what is there the middle is kept, unless it has that format already."""
    if any({"crop", "aspect"} & step.params.keys() for step in steps):
        return steps
    fields = {name: spec.params.model_fields.keys() for name, spec in task.tools.items()}
    new = [step for step in steps if "source" not in step.inputs and "aspect" in fields.get(step.tool, ())]
    if new:
        return [
            step.model_copy(update={"params": {**step.params, "aspect": shape}}) if step in new else step
            for step in steps
        ]
    last, spec = steps[-1], task.tools.get(steps[-1].tool)
    if spec is None or spec.gives != "pictures" or SHAPING not in task.tools or len(steps) == STEPS:
        return steps
    if _longer(_size(task, steps, f"@{len(steps)}"), shape):
        return steps
    if last.tool == SHAPING and "turn" not in last.params:  # it crops before it makes a size
        return [*steps[:-1], last.model_copy(update={"params": {"crop": shape, **last.params}})]
    if spec.slots(spec.validate(last.params)) == 1:
        return [*steps, Step(tool=SHAPING, inputs={"source": f"@{len(steps)}"}, params={"crop": shape})]
    if len(steps) > 1 or {*last.inputs} != {"source"}:
        return steps
    cut = Step(tool=SHAPING, inputs=last.inputs, params={"crop": shape})  # of which several come in its format
    return [cut, last.model_copy(update={"inputs": {"source": "@1"}})]


def _size(task: AgentTask, steps: list[Step], picture: str) -> Size | None:
    """Of a picture of the session, or one that is made by `steps`; whose size a model decides has its source's form."""
    sizes: dict[str, Size | None] = {one.handle: (one.width, one.height) for one in task.images if one.width}
    for number, step in enumerate(steps, start=1):
        source = sizes.get(step.inputs.get("source", ""))
        sizes[f"@{number}"] = size_of(task, step, source, sizes.get(step.inputs.get("reference", ""))) or source
    return sizes.get(picture)


def _longer(size: Size | None, shape: Format) -> bool:
    """Whether a picture of this size is longer that way; of a format that is told in numbers, whether it is that."""
    if size is None:
        return False
    if shape in {"3:4", "4:3"}:
        return size[0] < size[1] if shape == "3:4" else size[0] > size[1]
    across, down = (1, 1) if shape == "square" else map(int, shape.split(":"))
    return abs(size[0] * down - size[1] * across) <= max(across, down)
