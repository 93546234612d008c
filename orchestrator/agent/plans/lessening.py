"""Less of what the tools can only make more of: "pull the contrast down" raised it.

Owns these wordings and what is declined. Refuses nothing else: less blur, colour and noise can be had.
"""

import re
from typing import Final

from orchestrator.domain.plan import Intent, Plan

CONTRAST: Final = re.compile(
    r"\b(?:less|lower|reduce|decrease|drop|soften|pull|turn|bring|take|too much)\b[^,.;]{0,20}\bcontrast\b(?! up)"
    r"|\bcontrast\b[^,.;]{0,12}\b(?:down|lower|less|softer|too (?:high|strong|harsh))\b"
    r"|(?:降低|减[小少弱]?|调低|弱化)[^，,。；]{0,6}对比度?|对比度?[^，,。；]{0,4}(?:降|减|低|弱|小|太[高强大])",
    re.IGNORECASE,
)


def without_more(plan: Plan, words: str) -> Plan:
    """`plan` without a step that gives more contrast where less is said; declined where more hangs on it."""
    more = [step for step in plan.steps if step.params.get("adjust") == "contrast"]
    if not more or not CONTRAST.search(words) or plan.intent is not Intent.MAKE:
        return plan
    if plan.steps[-1] in more and len(plan.steps) > 1:
        return plan.model_copy(update={"steps": plan.steps[:-1]})
    return Plan(intent=Intent.DECLINE, reason="lowering contrast")
