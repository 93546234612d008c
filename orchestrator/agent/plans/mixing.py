"""The composition of one picture with the colours of another: 用第一版的构图配现在的颜色.

The one takes on the other's style. A small model only evened the light. Owns these wordings and which picture is
which. Refuses pictures that are not told apart.
"""

import re
from collections.abc import Callable, Collection
from typing import Final

from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt

RESTYLE: Final = "restyle"
MIXED: Final = re.compile(
    r"(?:请|帮我)*[用拿以把](?P<one>[^,，]{1,8}?)的(?:构图|布局|内容|画面|线条)[,，]?"
    r"(?:来?(?:配|加|搭配?|用|结合|和|套))上?(?:用)?(?P<other>[^,，]{1,8}?)"
    r"的(?:颜色|色调|配色|色彩|风格|画风)"
    r"|(?:please )?(?:(?:use|take|keep|combine) )?the (?:composition|layout|contents?) "
    r"(?:of|from) (?P<first>[^,]{2,24}?)(?:,? and|,? with| but)*"
    r" (?:use )?the (?:colou?rs?|palette|style|look) (?:of|from) (?P<second>[^,]{2,24})",
    re.IGNORECASE,
)
ALL_SAID: Final = ""
"""Words of a step that its pictures say all of: nothing is read out of the message for it."""
HERE: Final = re.compile(
    r"现在(?:这)?[张版]?|当前(?:这)?[张版]?|这[张版幅]?|它|this(?: one| picture)?|the current one", re.IGNORECASE
)


def mixed(task: AgentTask, pictures: Callable[[str], Collection[str]]) -> Plan | None:
    """The plan, if the words say no more than that. `pictures` tells which a part of them names."""
    found = MIXED.fullmatch(task.text.strip(" .。!！"))
    if found is None or task.focus is None or RESTYLE not in task.tools or task.answers is not None:
        return None
    one, other = (
        {task.focus} if HERE.fullmatch(said.strip()) else {*(HANDLE.findall(said) or pictures(said))}
        for said in (found["one"] or found["first"], found["other"] or found["second"])
    )
    if len(one) != 1 or len(other) != 1 or one == other:
        return None
    step = Step(tool=RESTYLE, inputs={"source": one.pop(), "style": other.pop()}, words=ALL_SAID)
    return Plan(intent=Intent.MAKE, steps=(step,))


def with_looks_of(prompt: Prompt | None, other: Prompt | None) -> Prompt:
    """What is seen in a picture of `prompt` that takes on the style and the colours of one of `other`."""
    looks = {slot: told for slot in ("style", "palette") if other and (told := getattr(other, slot))}
    return (prompt or Prompt()).model_copy(update=looks)
