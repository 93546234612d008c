"""The same done to several pictures, of which a small model takes one or all: "crop #1 and #2", "make both brighter".

Owns which pictures are meant by a row of handles, "both", "all of them" and 这三张. Refuses plans in which more than
one thing is done, and words that may speak of things in a picture.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEP_REF, STEPS, Intent, Plan, Step

ROW: Final = re.compile(rf"{HANDLE.pattern}(?:(?:, ?(?:and )?|[，、和与跟]|,? and |,? & ){HANDLE.pattern})+")
"""Pictures to which the same is done."""
PICTURES: Final = r"(?:pictures|images|photos|paintings)"
NUMBERS: Final = {
    "both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5,
}  # fmt: skip
EVERY: Final = re.compile(
    rf"\b(?P<both>both)(?: of (?:them|these|those)| (?:the )?{PICTURES})?\b"
    rf"|\b(?:all|each|every one)(?: of)?(?: (?:them|these|those|the|my)\b)?"
    rf"(?: (?P<n>two|three|four|five|[2-5])\b)?(?: {PICTURES})?"
    r"(?= (?:to|into|in|as)\b|[.!]?$| (?:black|brighter|darker|sharper|larger|smaller|square|upright)\b)"
    rf"|\b(?:each|every) (?:picture|image|photo)\b|\b(?:them|these|those) all\b"
    "|(?:[这那]|最后)?(?<!第)(?P<zh>[两二三四五2-5])[张幅](?:图片?|照片|画)?(?=[都全也一])"
    "|(?:所有|全部)的?(?:图片?|照片|画)|每一?[张幅]",
    re.IGNORECASE,
)

WHOLE: Final = re.compile(r"\ball of (?:it|this)\b", re.IGNORECASE)


def to_each(task: AgentTask, plan: Plan, words: str, heard: Heard) -> Plan:
    """`plan`, what it does done to every picture that `words` mean, and to no other."""
    if plan.intent is not Intent.MAKE or not plan.steps:
        return plan
    plan = _once_each(task, plan)
    step = plan.steps[0]
    spec, sources = task.tools.get(step.tool), [one.inputs.get("source", "") for one in plan.steps]
    same = len({(one.tool, str(one.params), *one.inputs) for one in plan.steps}) == 1
    apart = len({*sources}) == len(sources) and not STEP_REF.match(sources[-1])
    if (
        spec is None
        or spec.gives != "pictures"
        or not same
        or {*step.inputs} != {"source"}
        or not (apart or EVERY.search(words))  # "both" of one picture is that picture twice
    ):
        return plan
    meant = _meant(task, words, heard, step.inputs["source"])
    steps = [step.model_copy(update={"inputs": {"source": one}}) for one in meant]
    return plan.model_copy(update={"steps": tuple(steps)}) if 0 < len(steps) <= STEPS else plan


def _once_each(task: AgentTask, plan: Plan) -> Plan:
    """`plan` without what it does exactly again to a picture that is there."""
    kept: list[Step] = []
    for step in plan.steps:
        exact = step.tool in task.tools and task.tools[step.tool].words == "none"
        if not exact or step not in kept or any("@" in one for other in plan.steps for one in other.inputs.values()):
            kept.append(step)
    return plan.model_copy(update={"steps": tuple(kept)})


def _meant(task: AgentTask, words: str, heard: Heard, source: str) -> list[str]:
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    if row := ROW.search(words):
        named = list(dict.fromkeys(one for one in HANDLE.findall(row[0]) if one in pictures))
        return named if source in named else []
    if WHOLE.search(words) and task.focus and not HANDLE.search(words):
        return [task.focus]
    found = EVERY.search(words)
    if found is None or heard.things - heard["crops"] or HANDLE.search(words):
        return []
    said = (found["both"] or found["n"] or found["zh"] or "").lower()
    count = NUMBERS.get(said) or (int(said) if said.isdigit() else len(pictures))
    return pictures[-count:] if count <= len(pictures) else []
