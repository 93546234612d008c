"""Which of two pictures comes first where they are put into one, and all of them in a row: a small model puts "#1 below
#2" on top, and joins two of six.

Owns what the words say of that. Refuses anything else they say of the pictures.
"""

import re
from collections.abc import Callable, Collection
from typing import Final

from orchestrator.agent.grammar.offer import may_ask
from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.plans.together import joins
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.replies import said as ask
from orchestrator.agent.task import AgentTask
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

PLACED: Final = re.compile(
    r"\b(?:(?:(?:to|on|at) the )?(?:(?P<left>left)|right)(?:[ -]hand)?(?: side)? of|(?P<above>above|over)"
    r"|below|under(?:neath)?|beneath)\b"
    "|放[在到](?P<of>[^放,，。]+?)的?(?:(?P<zleft>左[边侧面]|上[面方边])|右[边侧面]|下[面方边]|底下)",
    re.IGNORECASE,
)
"""How one picture stands to another; of what is named first, unless it stands right of or below the other."""
PICTURES: Final = r"(?:pictures|images|photos|paintings|ones)"
ALL: Final = re.compile(
    rf"\b(?:all|every)(?: of)?(?: (?:the|my|these|those|them))?(?: (?P<n>{NUMERAL}))?(?: of them)?(?: {PICTURES})?\b"
    rf"|\bthem all\b|(?:所有|全部)的?(?:图片?|照片|画)?|[这那]?(?P<zh>{NUMERAL})[张幅](?:图片?|照片|画)?(?=全?[都全])"
    "|把它们(?:全部?|都)",
    re.IGNORECASE,
)
ROW: Final = re.compile(
    r"\bin (?:a|one) (?:single )?(?:row|line)\b|(?:排|拼|放)成一[排行]|一字排开"
    r"|(?P<below>\bin (?:a|one) (?:single )?column\b|(?:排|拼|放)成一列)",
    re.IGNORECASE,
)
MOST: Final = STEPS + 1
"""Pictures that one plan puts into one."""
JOINING: Final = re.compile(
    r"\b(?:put|place|arrange|lay|line|set|join|stitch|combine|show|up|together)\b|[把将请排拼放接在一起到]",
    re.IGNORECASE,
)


def in_their_places(plan: Plan, task: AgentTask, words: str, named: Callable[[str], Collection[str]]) -> Plan:
    """`plan`, two pictures that it puts beside each other in the order that `words` say; `named` tells which pictures a
    part of them means."""
    found = PLACED.search(words)
    if found is None or len(list(PLACED.finditer(words))) > 1:
        return plan
    one, other = named(words[: found.start()]), named(found["of"] or words[found.end() :])
    if len(one) != 1 or len(other) != 1 or {*one} == {*other}:
        return plan
    before = found["left"] or found["above"] or found["zleft"]
    source, reference = (*one, *other) if before else (*other, *one)
    steps = [
        step.model_copy(update={"inputs": {**step.inputs, "source": source, "reference": reference}})
        if joins(task, step)
        and {step.inputs.get("source"), step.inputs.get("reference")} == {source, reference}
        and step.params.get("layout", "beside") in {"beside", "below"}
        else step
        for step in plan.steps
    ]
    return plan.model_copy(update={"steps": tuple(steps)})


def all_in_one(task: AgentTask, heard: Heard, named: Collection[str]) -> Plan | None:
    """The plan, if the words say no more than that all pictures, or a number of them, are put into one."""
    words = task.text.rsplit(":", 1)[-1]
    tool = next((name for name, spec in task.tools.items() if spec.joins is not None), None)
    said, row = ALL.search(words), ROW.search(words)
    if tool is None or said is None or named or (row is None and not heard["layouts"]):
        return None
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    count = int(number(counted)) if (counted := said["n"] or said["zh"]) else len(pictures)
    rest = JOINING.sub(" ", ROW.sub(" ", ALL.sub(" ", words.lower())))
    for word in sorted(
        {one for each in heard.lexicon.tables["layouts"].values() for one in each}, key=len, reverse=True
    ):
        rest = rest.replace(word, " ")
    if tells(rest) or not 2 < count <= len(pictures):
        return None
    if count > MOST and may_ask(task):
        return Plan(intent=Intent.ASK, question=ask(task.language, "ask.joined", most=MOST))
    layout = (
        "below" if row and row["below"] else "beside" if row or "beside" in heard["layouts"] else min(heard["layouts"])
    )
    first, *others = pictures[-min(count, MOST) :]
    steps = (
        Step(
            tool=tool,
            inputs={"source": f"@{at}" if at else first, "reference": one},
            params={"layout": layout},
        )
        for at, one in enumerate(others)
    )
    return Plan(intent=Intent.MAKE, steps=tuple(steps))
