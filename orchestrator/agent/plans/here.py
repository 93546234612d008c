"""The picture that is meant where the words name none: the one in focus.

A small model took up the change that had just been undone, and compared the original with a picture long left. Owns
when the picture in focus stands in the place of another. Refuses that where words name or call another one, or where
only another shows what they speak of.
"""

import re
from collections.abc import Collection
from typing import Final

from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.reading.narrowing import shown_in
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan

ANOTHER: Final = re.compile(
    r"\b(?:previous|last|next|other|another|before|earlier|original|first|old|older|back|again|undo|redo|instead|both|two"
    r"|all|these|those|them|each|every|ones?)\b|[前上后另]|原|其他|两|都|全|每|刚|之|再|回|撤",
    re.IGNORECASE,
)
THIS: Final = re.compile(
    r"\b(?:this|the current)(?: one| picture| image| version)?\b|这一?[张幅个]|现在", re.IGNORECASE
)


def in_focus(task: AgentTask, plan: Plan, words: str, heard: Heard, named: Collection[str]) -> Plan:
    """`plan` upon the picture in focus, where another was taken that nothing calls for."""
    pictures = {image.handle: image for image in task.images if image.kind != "mask"}
    if task.focus not in pictures or HANDLE.search(words):
        return plan
    focus = task.focus
    if plan.about == "compare" and THIS.search(words) and focus not in plan.images and len({*named} - {focus}) == 1:
        return plan.model_copy(update={"images": tuple(one if one in named else focus for one in plan.images)})
    if plan.intent is not Intent.MAKE or named or ANOTHER.search(words):
        return plan
    said = heard["nouns"] | heard["looks"]
    has = shown_in(pictures[focus])

    def taken(source: str) -> bool:
        return source in pictures and source != focus and not (said & shown_in(pictures[source])) - has

    if not any(taken(step.inputs.get("source", "")) for step in plan.steps) or any(
        {*step.inputs} - {"source"} for step in plan.steps
    ):
        return plan
    steps = (
        step.model_copy(update={"inputs": {"source": focus}}) if taken(step.inputs.get("source", "")) else step
        for step in plan.steps
    )
    return plan.model_copy(update={"steps": tuple(steps)})
