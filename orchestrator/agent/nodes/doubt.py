"""Whether a small model means what it answered to words of which it knows none: an insult, a cat on the keyboard.

Asked the same again, warmer, it says the same of "sharpen" and something else each time of "asdfgh". Owns that test and
the answer in place of a plan that fails it. Refuses to look at words of which any is known.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from orchestrator.agent.chat.decode import Question, decoded
from orchestrator.agent.grammar.wire import WireError
from orchestrator.agent.nodes.thinking import Mind
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan

TAKES: Final = 8
AGREE: Final = 4
"""Of so many answers more, so many say the same: to a wish most do, to gibberish fewer than half."""
NOTHING: Final = Plan(intent=Intent.ANSWER, about="other")


def stands(mind: Mind, task: AgentTask, question: Question, read: Callable[[dict[str, Any]], Plan], plan: Plan) -> bool:
    """Whether the model stands by `plan`; talk may be answered either way."""
    if plan.intent not in {Intent.MAKE, Intent.SELECT, Intent.DECLINE}:
        return True
    agreeing = 0
    for seed in range(1, TAKES + 1):
        if agreeing + TAKES - seed + 1 < AGREE or agreeing == AGREE:
            break
        try:
            other, _ = decoded(mind.chat, replace(question, seed=seed, session=""), task, read)
        except WireError:
            continue
        agreeing += other == plan
    return agreeing == AGREE
