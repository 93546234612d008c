"""What was said beside the wishes, carried out: the gap between pictures, the format of a new one, one picture twice.

Owns what that adds to a plan. Refuses to decide which pictures are meant.
"""

import re
from typing import Any, Final

from orchestrator.agent.lexicon import Heard
from orchestrator.agent.nodes.together import joins
from orchestrator.agent.nodes.wishes import parts_of_words
from orchestrator.agent.phrasing import Asides, Format
from orchestrator.agent.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Step
from tools.base import ToolError

SHAPING: Final = "transform"
ITSELF: Final = re.compile(r"\bitself\b|自己|自身|它本身")


def with_asides(task: AgentTask, plan: Plan, said: Asides) -> Plan:
    """`plan` with what was `said` beside it, where a step can take it."""
    steps = [_apart(task, step, said.gap) for step in plan.steps]
    if said.format is not None and plan.intent is Intent.MAKE:
        steps = _shaped(task, steps, said.format)
    return plan.model_copy(update={"steps": tuple(steps)})


def twice(task: AgentTask, words: str, heard: Heard) -> Plan | None:
    """The plan, if `words` say no more than that one picture is put beside, below or over itself."""
    named = [handle for handle in HANDLE.findall(words) if handle.startswith("#")]
    again = len(named) > 1 or ITSELF.search(words) is not None
    one, layouts = named[0] if named else task.focus, heard["layouts"]
    tool = next((name for name, spec in task.tools.items() if spec.joins is not None), None)
    if tool is None or not again or not layouts or heard["nouns"] or len(parts_of_words(words, heard.lexicon)) > 1:
        return None
    if one not in {image.handle for image in task.images} or {*named} - {one}:
        return None
    layout = "beside" if "beside" in layouts else min(layouts)
    step = Step(tool=tool, inputs={"source": one, "reference": one}, params={"layout": layout})
    return Plan(intent=Intent.MAKE, steps=(step,))


def _apart(task: AgentTask, step: Step, gap: int | None) -> Step:
    if gap is None or not joins(task, step) or "gap" in step.params:
        return step
    params: dict[str, Any] = {**step.params, "gap": gap}
    try:
        task.tools[step.tool].validate(params)
    except ToolError:  # wider than there may be between two pictures
        return step
    return step.model_copy(update={"params": params})


def _shaped(task: AgentTask, steps: list[Step], shape: Format) -> list[Step]:
    """New pictures are painted so; of what is there the middle is kept."""
    if any({"crop", "aspect"} & step.params.keys() for step in steps):
        return steps
    fields = {name: spec.params.model_fields.keys() for name, spec in task.tools.items()}
    new = [step for step in steps if "source" not in step.inputs and "aspect" in fields.get(step.tool, ())]
    if new:
        return [
            step.model_copy(update={"params": {**step.params, "aspect": shape}}) if step in new else step
            for step in steps
        ]
    last = task.tools.get(steps[-1].tool) if steps else None
    if last is None or last.gives != "pictures" or SHAPING not in task.tools or len(steps) == STEPS:
        return steps
    return [*steps, Step(tool=SHAPING, inputs={"source": f"@{len(steps)}"}, params={"crop": shape})]
