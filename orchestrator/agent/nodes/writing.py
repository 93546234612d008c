"""Words to be written into a picture, and nothing else said: an edit, which a small model reads as talk.

Owns that plan. Refuses to write what nobody put in quotes (`lettering.py`).
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
