"""Several pictures, each with a wish of its own: "the house blue in the first one and the dog purple in the second".

Owns which part of the words is about which picture, the verb that is said once for all of them, and how what the parts
come to stands beside each other. Refuses words of which a part names no picture or more than one, or points to what
another part is about, and parts that come to anything but steps upon their own picture.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from orchestrator.agent.plans.each import ROW
from orchestrator.agent.plans.rows import JOINING
from orchestrator.agent.plans.together import joins
from orchestrator.agent.plans.wishes import MOST, Part
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEP_REF, STEPS, Intent, Plan, Step

BACK: Final = re.compile(r"\b(?:it|its|them|they|that|there|both|all|each)\b|[它其]|[这那]里|两者", re.IGNORECASE)
"""What speaks of something another part is about."""
VERB: Final = re.compile(r"^(?:please |请)?(?P<verb>[a-z]+ (?=\S)|[把将给])", re.IGNORECASE)
VERBLESS: Final = re.compile(r"^(?:the|a|an|#\d+|第|图)", re.IGNORECASE)


def picture_by_picture(
    task: AgentTask,
    plan: Plan,
    parts: list[Part],
    named: Callable[[str], Collection[str]],
    read: Callable[[AgentTask], Plan],
) -> Plan:
    """`plan`, or what each of the `parts` comes to upon the one picture that it names."""
    whose = [sorted(named(part.words)) for part in parts]
    pictures = [of[0] for of in whose if len(of) == 1]
    if not 1 < len(parts) <= MOST or len({*pictures}) != len(parts):
        return plan
    if any(joins(task, step) for step in plan.steps) and not all(_by_itself(part.words) for part in parts):
        return plan
    if any(BACK.search(part.words) for part in parts[1:]) or ROW.search(task.text):
        return plan
    verb = VERB.match(parts[0].words)
    steps: list[Step] = []
    for part, picture in zip(parts, pictures, strict=True):
        lacks = verb is not None and VERBLESS.match(part.words) is not None
        words = f"{verb['verb']}{part.words}" if verb is not None and lacks else part.words
        wish = read(replace(task, text=words, focus=picture, session=""))
        if wish.intent is not Intent.MAKE or not all(_upon(step, picture) for step in wish.steps):
            return plan
        more = list[Step]()
        for step in wish.steps:
            said = part.words if step.words in {None, words} else step.words
            more.append(step.behind(len(steps)).model_copy(update={"words": said}))
        steps += more
    return Plan(intent=Intent.MAKE, steps=tuple(steps)) if len(steps) <= STEPS else plan


def _by_itself(words: str) -> bool:
    """Whether they begin with a verb that puts nothing together: the "left" of "rotate #2 to the left" is no place."""
    verb = VERB.match(words)
    return verb is not None and not VERBLESS.match(words) and not JOINING.search(verb["verb"])


def _upon(step: Step, picture: str) -> bool:
    """Whether it is done to that picture, or to what an earlier step of the same wish has made of it."""
    source = step.inputs.get("source", "")
    return step.inputs.keys() <= {"source", "mask"} and (source == picture or STEP_REF.match(source) is not None)
