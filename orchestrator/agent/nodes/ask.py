"""One question, and only where two readings are nearly equally likely: which picture is meant.

Refuses to ask about anything else, to ask twice, and to ask at high creativity.
"""

from typing import Final

from orchestrator.agent.nodes.thinking import Thinking
from orchestrator.agent.replies import said
from orchestrator.domain.plan import Intent, Plan

TIED: Final = 0.9
"""The second reading is at least this likely beside the first."""


def ask(state: Thinking) -> Thinking:
    """The plan as it is, or a question in its place."""
    plan, offer = state["plan"], state["offer"]
    tied = _tied(state["rivals"], offer.pictures)
    used = {plan.image, *plan.images, *(handle for step in plan.steps for handle in step.inputs.values())}
    if plan.intent in {Intent.ASK, Intent.DECLINE} or not offer.may_ask or not tied or {*tied} <= used:
        return {"plan": plan}
    question = said(state["task"].language, "ask.which")
    return {"plan": Plan(intent=Intent.ASK, question=question, choices=tied)}


def _tied(rivals: list[tuple[str, float]], pictures: tuple[str, ...]) -> tuple[str, ...]:
    likely = [(handle.rstrip('"'), share) for handle, share in rivals if handle.rstrip('"') in pictures][:2]
    if len(likely) < 2 or likely[1][1] < TIED * likely[0][1]:  # a tie takes two
        return ()
    return tuple(sorted((handle for handle, _ in likely), key=lambda handle: int(handle[1:])))
