"""Words to be written into a picture: an edit where nothing else is said, which a small model reads as talk, or behind
what else is done; a question where nobody says which words.

Owns these plans. Refuses to say what is lettering (`reading/lettering.py`).
"""

import re
from collections.abc import Collection
from typing import Final

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

EDIT: Final = "edit"
PAINTING: Final = frozenset({"prompt", "change"})
UNSAID: Final = re.compile(
    "(?:请|帮我|再|然后|给|在|往|把|每一?[张个幅]|所有|图片?|照片|它们?|都|分别|各自?|[上下里]面|底部|顶部|的|[左右][上下]角|底下|旁边)*"
    "(?:写|印|题|配|加)[上个些一行句]*(?:各自|它们?|他们?|对应|相应|动物|自己|的)*"
    "(?:名字|名称|标题|文字|字|题目|标语|说明|落款|签名)[吧呢。.!！]*"
    r"|(?:(?:please|now|and|can you|could you) )*(?:add|write|put|print)(?: on)? (?:(?:an?|the|some|its|their|my) )?"
    r"(?:titles?|captions?|text|names?|words|headlines?|lettering|labels?|writing)"
    r"(?: (?:on|to|at|in|under|below|over|across|for|of) [a-z #0-9]{2,30})?[.!?]*",
    re.IGNORECASE,
)
"""That something is to be written, and not what."""


def only_written(task: AgentTask, named: Collection[str]) -> Plan | None:
    """The plan, if no more is said than that, of pictures that are `named` or the one in focus."""
    sources = sorted(named, key=lambda handle: int(handle[1:])) or ([task.focus] if task.focus else [])
    if task.lettered is None or EDIT not in task.tools or not 0 < len(sources) <= STEPS:
        return None
    if tells(HANDLE.sub(" ", task.text)):
        return None
    return Plan(intent=Intent.MAKE, steps=tuple(Step(tool=EDIT, inputs={"source": one}) for one in sources))


def what_to_write(task: AgentTask) -> Plan | None:
    """The question which words, where that is all that is missing."""
    if task.lettered or task.focus is None or not may_ask(task) or not UNSAID.fullmatch(task.text.strip()):
        return None
    return Plan(intent=Intent.ASK, question=said(task.language, "ask.letters"))


def and_written(task: AgentTask, plan: Plan) -> Plan:
    """`plan` and the words written into what comes of it, where no step of it paints them."""
    tools = {**task.beyond, **task.tools}
    pictures = [step for step in plan.steps if tools[step.tool].gives == "pictures"]
    if task.lettered is None or plan.intent is not Intent.MAKE or not pictures or len(plan.steps) == STEPS:
        return plan
    if EDIT not in task.tools or any(tools[step.tool].words in PAINTING for step in pictures):
        return plan
    last = plan.steps.index(pictures[-1]) + 1
    written = Step(tool=EDIT, inputs={"source": f"@{last}"}, words=task.lettered.source)
    return plan.model_copy(update={"steps": (*plan.steps, written)})
