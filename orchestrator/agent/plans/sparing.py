"""Everything but one thing changed: the whole picture is, and the thing is laid upon it as it was.

Owns the steps that this takes beside the change itself. Refuses changes that move what is seen.
"""

from typing import Final

from orchestrator.agent.ledger.showing import fits
from orchestrator.agent.reading.excepting import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.cutting import which_of
from orchestrator.domain.plan import STEP_REF, STEPS, Intent, Plan, Step

FIND, CUT, COMBINE = "find", "cutout", "combine"
CHANGES: Final = frozenset({"enhance", "edit", "restyle"})
"""Tools that leave everything where it is."""


def can_spare(task: AgentTask, name: str) -> bool:
    """Whether `name` can be left as it is in the picture in focus."""
    tools = {CUT, COMBINE} if HANDLE.fullmatch(name) else {FIND, CUT, COMBINE}
    masks = {image.handle for image in task.images if image.kind == "mask"}
    return task.focus is not None and tools <= {*task.tools, *task.beyond} and (FIND in tools or name in masks)


def with_spared(task: AgentTask, plan: Plan) -> Plan:
    """`plan` with what is spared left as it is by the first change of a whole picture."""
    first = next((at for at, step in enumerate(plan.steps) if _is_change(step)), None)
    if not task.spared or plan.intent is not Intent.MAKE or first is None:
        return plan
    step = plan.steps[first]
    source, before, more = step.inputs["source"], list(plan.steps[:first]), list[Step]()
    mask = next((image for image in task.images if image.handle == task.spared), None)
    if mask is not None and not fits(task, mask, source):
        return plan
    if mask is None:
        found = {**which_of(task.spared), "invert": True} if step.tool == "enhance" else which_of(task.spared)
        more.append(Step(tool=FIND, inputs={"source": source}, params=found, words=task.spared))
    place = mask.handle if mask else f"@{first + 1}"
    if step.tool == "enhance" and mask is None:
        more.append(step.model_copy(update={"inputs": {"source": source, "mask": place}}))
    else:
        more.append(Step(tool=CUT, inputs={"source": source, "mask": place}))
        cut, changed = f"@{first + len(more)}", f"@{first + len(more) + 1}"
        over = Step(tool=COMBINE, inputs={"source": changed, "reference": cut}, params={"layout": "over"})
        more += [step, over]
    rest = [one.behind(len(more) - 1, since=first + 1) for one in plan.steps[first + 1 :]]
    steps = (*before, *more, *rest)
    return plan.model_copy(update={"steps": steps}) if len(steps) <= STEPS else plan


def lies_where_it_was(plan: Plan, step: Step) -> bool:
    """Whether `step` lays a thing upon a change of the very picture that it was cut out of."""
    made = [plan.steps[int(one[1:]) - 1] for one in step.inputs.values() if STEP_REF.match(one)]
    same = len({one.inputs.get("source") for one in made}) == 1
    return len(made) == len(step.inputs) and same and made[-1].tool == CUT and "where" not in step.params


def _is_change(step: Step) -> bool:
    return step.tool in CHANGES and {*step.inputs} <= {"source", "style"} and step.region is None
