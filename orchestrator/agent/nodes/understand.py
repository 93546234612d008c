"""Call 1: the words and the ledger to a plan of tool calls on existing handles."""

from collections.abc import Callable
from typing import Any, Final

from langchain_core.messages import AIMessage

from orchestrator.agent.chat.errors import TooLong
from orchestrator.agent.decode import Constraint, Question, decoded
from orchestrator.agent.ledger import plan_message, utterance
from orchestrator.agent.narrowing import narrowed
from orchestrator.agent.nodes.second_look import heard
from orchestrator.agent.nodes.thinking import Mind, Thinking
from orchestrator.agent.offer import PICTURES_SHOWN, offer_of
from orchestrator.agent.plan_grammar import plan_grammar
from orchestrator.agent.schema import plan_schema
from orchestrator.agent.wire import read_plan
from orchestrator.domain.plan import Plan

NODE: Final = "understand"
ANSWER: Final = 320
"""Tokens of a plan, besides the words it copies."""


def understand(mind: Mind, state: Thinking) -> Thinking:
    """The plan as the model sees it: parameters it set, inputs, words; no prompts yet."""
    task, words = state["task"], utterance(state["task"])
    offer = offer_of(task, words)
    if found := state["stored"].get(NODE):
        return {"words": words, "offer": offer, "plan": Plan.model_validate(found["plan"]), "rivals": found["rivals"]}
    meant = heard(mind, words)
    allowed = offer if meant is None else narrowed(offer, meant, state["task"])
    constraint = Constraint(plan_grammar(allowed).text(), plan_schema(offer), ANSWER + len(words))
    plan, answer = _asked(mind, state, words, constraint, lambda data: read_plan(data, offer))
    rivals: list[Any] = list(answer.response_metadata.get("rivals", ()))
    state["store"](NODE, {"plan": plan.model_dump(mode="json"), "rivals": rivals})
    return {"words": words, "offer": offer, "plan": plan, "rivals": rivals}


def _asked(
    mind: Mind, state: Thinking, words: str, constraint: Constraint, read: Callable[[dict[str, Any]], Plan]
) -> tuple[Plan, AIMessage]:
    """The model's answer; with half the pictures as often as the ledger does not fit its context."""
    task, most = state["task"], PICTURES_SHOWN
    while True:
        question = Question(mind.system, plan_message(task, words, most), constraint, session=task.session)
        try:
            return decoded(mind.chat, question, task, read)
        except TooLong:
            if most == 1:
                raise
            most //= 2
