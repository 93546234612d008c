"""What takes no language model to be understood, where that is a small one: an undo said by itself, and a handle that
stands for nothing. The one was taken for talk in some sessions, the other for some picture that is there.

Owns both. Refuses to read anything into words around them.
"""

import re
from typing import Final

from orchestrator.agent.narrowing import plain
from orchestrator.agent.offer import before_of
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan

SAID: Final = (
    "undo|undo it|undo this|undo that|undo please|please undo|undo last|undo the last step|undo the last change|ctrl z"
    "|撤销|撤消|撤回|撤销一下|撤回一下|请撤销|撤销吧|撤销上一步|撤销这一步|返回上一步|退回上一步|回退|后退|退一步"
)
UNDO: Final = frozenset(SAID.split("|"))
"""An undo and nothing else, as `plain` has it."""
HANDLE: Final = re.compile(r"(?<![A-Za-z0-9_&#])#[1-9][0-9]{0,3}(?![0-9A-Za-z])")
"""A picture's handle as people write it; longer numbers are colours."""
OFFERED: Final = 4
"""Pictures that are offered in place of one that is not there: the newest."""


def plainly(task: AgentTask) -> Plan | None:
    """The plan, if that is so; an undo where nothing comes before is declined."""
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    if plain(task.text) in UNDO:
        back = before_of(task, task.focus) if task.focus in pictures else task.focus
        if back == task.focus:
            return Plan(intent=Intent.DECLINE, reason="undo")
        return Plan(intent=Intent.SELECT, image=back)
    missing = [handle for handle in HANDLE.findall(task.text) if handle not in pictures]
    if pictures and missing:
        question = said(task.language, "ask.missing", handle=missing[0])
        return Plan(intent=Intent.ASK, question=question, choices=tuple(pictures[-OFFERED:]))
    return None
