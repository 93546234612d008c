"""A picture turned by an angle, and no turn that nobody said: the model is not offered degrees, and makes quarters of
them.

Owns the plan where nothing else is said, the degrees in place of a quarter in the model's own, and what is asked where
the picture cannot be turned so, or nobody says how far. Refuses to decide which pictures are meant.
"""

import re
from collections.abc import Collection
from typing import Final

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.plans.beside import OTHER
from orchestrator.agent.plans.each import EVERY, ROW
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.angles import QUARTERS, angles, around, otherwise
from orchestrator.domain.plan import STEPS, Intent, Plan, Step
from tools.base import ToolError

SHAPING: Final = "transform"
STRAIGHTENED: Final = re.compile(
    r"\bstraighten(?: (?:out|up))? (?:it|this|that|the (?:\w+ )?(?:one|picture|photo|image|horizon))\b"
    rf"|\bstraighten(?: (?:out|up))? {HANDLE.pattern}|扶正|摆正",
    re.IGNORECASE,
)
"""A turn of which the words have to say how far."""
TURNS: Final = re.compile(
    r"\b(?:rotat\w+|turn(?:ed)?(?!\b.*\binto\b)|spin|tilt\w*|straighten\w*"
    r"|flip\w*|mirror\w*|revers\w+|swap\w*|other way|side|way up)\b"
    "|旋|转|翻|镜|倒|反|颠|对调|互换|调换|横过来|竖过来|正过来|躺|扶正|摆正",
    re.IGNORECASE,
)
"""What speaks of a turn or of mirroring without saying which, besides the words for each."""


def by_degrees(task: AgentTask, named: Collection[str]) -> Plan | None:
    """The plan, if the words say no more than that pictures, `named` or the one in focus, are turned by an angle."""
    words, said_so = task.text, angles(task.text)
    if SHAPING not in task.tools or task.focus is None or not (said_so or STRAIGHTENED.search(words)):
        return None
    if not named and (EVERY.search(words) or OTHER.search(words)):
        return None
    if not said_so or not all(_can(task, angle) for angle in said_so):
        bare = not tells(around(HANDLE.sub(" ", words)))
        return _asked(task) if said_so or bare else None
    if otherwise(words) or (len(named) > 1 and not ROW.search(words)):
        return None
    sources = sorted(named, key=lambda handle: int(handle[1:])) or [task.focus]
    angle = said_so[0]
    if angle is None or len({*said_so}) > 1 or len(sources) > STEPS or tells(around(HANDLE.sub(" ", words))):
        return None
    steps = (Step(tool=SHAPING, inputs={"source": one}, params=_params(angle)) for one in sources)
    return Plan(intent=Intent.MAKE, steps=tuple(steps))


def with_angles(plan: Plan, words: str) -> Plan:
    """`plan`, its turns by the angles that `words` say: each by its own, or all by the one."""
    said_so = [angle for angle in angles(words) if angle is not None]
    turning = [at for at, step in enumerate(plan.steps) if "turn" in step.params]
    each = said_so if len(said_so) == len(turning) else said_so[:1] * len(turning) if len({*said_so}) == 1 else []
    steps = list(plan.steps)
    for angle, at in zip(each, turning, strict=False):
        if len(said_so) == len(turning) or not steps[at].words or angles(steps[at].words or ""):
            rest = {name: value for name, value in steps[at].params.items() if name != "turn"}
            steps[at] = steps[at].model_copy(update={"params": {**rest, **_params(angle)}})
    return plan.model_copy(update={"steps": tuple(steps)})


def unsaid(plan: Plan, heard: Heard, words: str) -> bool:
    """Whether a step turns or mirrors what no words ask to be turned or mirrored."""
    turned = any({"turn", "flip"} & step.params.keys() for step in plan.steps)
    return turned and not heard["turns"] and not heard["flips"] and not TURNS.search(words) and not angles(words)


def _can(task: AgentTask, angle: float | None) -> bool:
    try:
        return bool(angle) and bool(task.tools[SHAPING].validate(_params(angle or 0)))
    except ToolError:
        return False


def _params(angle: float) -> dict[str, str | float]:
    quarter = QUARTERS.get(angle % 360)
    return {"turn": quarter} if quarter else {"degrees": angle}


def _asked(task: AgentTask) -> Plan:
    if not may_ask(task):
        return Plan(intent=Intent.DECLINE, reason="rotation")
    return Plan(intent=Intent.ASK, question=said(task.language, "ask.angle"))
