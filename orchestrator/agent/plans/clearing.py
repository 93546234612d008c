"""A new picture without a background: painted, what it shows found, and cut out of it.

Owns the wording beside such a wish and the two steps behind it. Refuses pictures that are there: those are cut out in
words of their own (`cutting.py`).
"""

import re
from typing import Final

from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.reading.avoiding import NEW
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

FIND, CUT = "find", "cutout"
GROUND: Final = re.compile(
    r",? ?(?:\b(?:with|on|and|has|having|against)\b ?)?(?:\ban? |\bthe )?(?:\b(?:transparent|see-through)\b(?: png)?"
    r"|\bno\b|\bwithout(?: an?| any)?\b) ?background\b|,? ?\bbackground transparent\b"
    r"|[，,]?(?:带|要|用|有)?(?:背景(?:要|是)?透明|透明(?:的)?背景|无背景|不要背景|没有背景|不带背景)的?",
    re.IGNORECASE,
)


def cleared(words: str, task: AgentTask) -> list[Edit]:
    """`words` without that, where they wish for a new picture of something."""
    found = GROUND.search(words)
    new = task.focus is None or NEW.search(words)
    if found is None or not new or task.answers is not None or not {FIND, CUT} <= {*task.tools, *task.beyond}:
        return []
    rest = words[: found.start()] + words[found.end() :]
    return [(*found.span(), "")] if tells(rest) else []


def with_clear_ground(task: AgentTask, plan: Plan) -> Plan:
    """`plan`, what its first step paints anew cut out of it."""
    first = next(
        (at for at, step in enumerate(plan.steps) if "prompt" in _fields(task, step) and not step.inputs), None
    )
    if not task.cleared or plan.intent is not Intent.MAKE or first is None or len(plan.steps) + 2 > STEPS:
        return plan
    painted = f"@{first + 1}"
    words = plan.steps[first].words
    more = (
        Step(tool=FIND, inputs={"source": painted}, params={}, words=words),
        Step(tool=CUT, inputs={"source": painted, "mask": f"@{first + 2}"}),
    )
    rest = [_whole(step.behind(len(more), since=first + 1)) for step in plan.steps[first + 1 :]]
    return plan.model_copy(update={"steps": (*plan.steps[: first + 1], *more, *rest)})


def _fields(task: AgentTask, step: Step) -> set[str]:
    return {*task.tools[step.tool].params.model_fields} if step.tool in task.tools else set()


def _whole(step: Step) -> Step:
    """`step` with all of the thing kept inside the size that it asks for: to cover that would cut off of it."""
    both = {"width", "height"} <= step.params.keys()
    return step.model_copy(update={"params": {**step.params, "fit": "within"}}) if both else step
