"""What a chosen preset and a known taste do to a plan: steps that are not allowed, gaps that are filled.

Asks no model, so it holds for every one of them. Refuses to touch what the person said.
"""

from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Creativity, Intent, Plan
from orchestrator.domain.preset import Preset
from orchestrator.domain.prompt import SLOTS, Prompt


def within(task: AgentTask, plan: Plan) -> Plan:
    """The plan, declined as a whole where the preset does not allow a tool of it."""
    if task.preset is None or all(task.preset.allows(step.tool, task.tools[step.tool].gives) for step in plan.steps):
        return plan
    return Plan(intent=Intent.DECLINE, reason=task.preset.key)


def invention(task: AgentTask) -> Creativity:
    """How much the language model itself may add: a preset fills the gaps that it would fill."""
    return "low" if task.preset is not None and task.creativity != "high" else task.creativity


def named(task: AgentTask, prompt: Prompt) -> Preset | None:
    """The preset of which the person said the style: the model's reading of their words, looked up in the shelf."""
    style = prompt.style
    return task.kinds.get(style.text.lower()) if style is not None and style.source is not None else None


def said(prompt: Prompt) -> Prompt:
    """`prompt` without what the language model made up: a preset that is named fills these gaps, as a chosen one."""
    own = {slot: None for slot in SLOTS if (phrase := getattr(prompt, slot)) is not None and phrase.source is None}
    return prompt.model_copy(update=own)


def filled(task: AgentTask, prompt: Prompt, words: str) -> Prompt:
    """The prompt of a new picture, its gaps filled: by the preset first, then by the taste."""
    for more in (task.preset.additions if task.preset else None, task.taste):
        prompt = more.to(prompt, words, invented=True) if more else prompt
    return prompt
