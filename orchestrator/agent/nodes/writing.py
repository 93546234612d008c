"""Words to be written into a picture, and nothing else said: an edit, which a small model reads as talk; beside another
wish, an edit of what that comes to.

Owns these plans. Refuses to write what nobody put in quotes (`lettering.py`).
"""

from collections.abc import Collection
from typing import Final

from orchestrator.agent.phrasing import tells
from orchestrator.agent.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

EDIT: Final = "edit"


def only_written(task: AgentTask, named: Collection[str]) -> Plan | None:
    """The plan, if no more is said than that, of pictures that are `named` or the one in focus."""
    sources = sorted(named, key=lambda handle: int(handle[1:])) or ([task.focus] if task.focus else [])
    if task.lettered is None or EDIT not in task.tools or not 0 < len(sources) <= STEPS:
        return None
    if tells(HANDLE.sub(" ", task.text)):
        return None
    return Plan(intent=Intent.MAKE, steps=tuple(Step(tool=EDIT, inputs={"source": one}) for one in sources))


def also_written(task: AgentTask, plan: Plan) -> Plan:
    """`plan`, and the writing behind it where none of its steps takes words."""
    if task.lettered is None or plan.intent is not Intent.MAKE or EDIT not in task.tools or len(plan.steps) == STEPS:
        return plan
    exact = all(step.tool in task.tools and task.tools[step.tool].words == "none" for step in plan.steps)
    if not plan.steps or not exact or len({step.inputs.get("source") for step in plan.steps}) < len(plan.steps):
        return plan
    write = Step(tool=EDIT, inputs={"source": f"@{len(plan.steps)}"}, words=task.lettered.source)
    return plan.model_copy(update={"steps": (*plan.steps, write)})
