"""Plan and drafts to the proposal: every step with the parameters its tool will be given. Asks no model."""

from typing import Any, Final

from orchestrator.agent.language.words import normalise
from orchestrator.agent.nodes.thinking import Draft, Thinking
from orchestrator.agent.reading.unmet import told_unmet
from orchestrator.agent.task import AgentTask, Proposal
from orchestrator.domain.modest import LONGEST_TEXT
from orchestrator.domain.plan import Step
from orchestrator.domain.rewrite import joined

TEXT_LIMIT: Final = 2000
"""Characters of a prompt that tools take."""


def plan(state: Thinking) -> Thinking:
    """The proposal. Prompt text goes to the parameters that the tool has for it, and to no others."""
    task, proposed = state["task"], state["plan"]
    drafts = state.get("drafts", [])
    whole = normalise(task.text) if task.answers is None else state["words"]
    steps = tuple(
        _step(task, step.words or whole, step, draft) for step, draft in zip(proposed.steps, drafts, strict=True)
    )
    rewrites = told_unmet(task, steps, joined(draft.rewrite for draft in drafts if draft.rewrite))
    preset = next((draft.preset for draft in drafts if draft.preset), None)
    settled = proposed.model_copy(update={"steps": steps, "preset": preset})
    return {"proposal": Proposal(plan=settled, rewrite=rewrites)}


def _step(task: AgentTask, words: str, step: Step, draft: Draft) -> Step:
    spec = task.tools[step.tool]
    texts: dict[str, Any] = {"what" if spec.words == "target" else "prompt": draft.text}
    if task.negative and draft.avoid:
        texts["negative"] = draft.avoid
    fields = spec.params.model_fields
    given = {name: text[:TEXT_LIMIT] for name, text in texts.items() if name in fields and spec.words != "none"}
    return step.model_copy(
        update={
            "params": {**step.params, **given},
            "prompt": draft.prompt,
            "patch": draft.patch,
            "words": words[:LONGEST_TEXT],
        }
    )
