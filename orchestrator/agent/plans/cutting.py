"""A thing cut out of its picture, and a thing of one picture put into another: found, cut, and laid on.

Owns these two wishes for models that were taught neither; the first of them they know as one they cannot meet. A mask
that is there is used as it is. Refuses what nobody here can find.
"""

import re
from itertools import product
from typing import Any, Final

from orchestrator.agent.grammar.offer import may_ask, offer_of
from orchestrator.agent.language.lexicon import Heard, Lexicon
from orchestrator.agent.ledger.showing import fits, masks_named
from orchestrator.agent.ledger.table import prompt_of, utterance
from orchestrator.agent.plans.wishes import parts_of_words
from orchestrator.agent.reading.narrowing import named_pictures, plain
from orchestrator.agent.reading.pointing import POINTER, just_found
from orchestrator.agent.replies import said
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.backdrops import backdrop_in
from orchestrator.agent.things.cutting import HERE, MAIN, answered, cut_in, put_in, which_of
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

BACKGROUND: Final = "background removal"
"""What a small model declines a cut as."""
FIND, CUT, COMBINE = "find", "cutout", "combine"
BY_RULE: Final = frozenset({CUT})
"""Tools that are called here whether or not the model was taught them."""
SHARE: Final = 0.45
"""How high a thing becomes that is put to a place, of the picture."""
NOT: Final = re.compile(r"\bnot\b|n't\b|不|别")
CUTTING: Final = re.compile(
    r"\b(?:cut|clip|remov|delet|eras|isolat|extract|clear|drop|separat)|\b(?:transparent|see-through|gone|rid|no|without"
    r"|only|just|alone)\b|[去抠剪删除移]|透明|没有|只留|只要|只保留",
    re.IGNORECASE,
)
"""What is said of a background that shall not be there: a blue one is declined by the same name."""


def put_into(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if a thing of one picture is to be put into another, and that can be done here."""
    wish = put_in(task.text, lexicon)
    pictures = {image.handle for image in task.images if image.kind != "mask"}
    if wish is None or not _can(task, FIND, CUT, COMBINE) or not {wish.source, wish.target} <= pictures:
        return None
    placed: dict[str, Any] = {"where": wish.region, "height": SHARE} if wish.region else {}
    return Plan(
        intent=Intent.MAKE,
        steps=(
            Step(tool=FIND, inputs={"source": wish.source}, params=which_of(wish.thing), words=wish.thing),
            Step(tool=CUT, inputs={"source": wish.source, "mask": "@1"}, params={"trim": wish.region is not None}),
            Step(tool=COMBINE, inputs={"source": wish.target, "reference": "@2"}, params={"layout": "over", **placed}),
        ),
    )


def plainly_cut(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if something is to be cut out and nothing else is said, here or in answer to what."""
    words = task.text
    asked_what = task.answers is not None and task.answers[1] == said(task.language, "ask.cut")
    thing = answered(words, lexicon) if asked_what else None
    if thing is not None and task.answers is not None:
        words = task.answers[0]
    if task.focus is not None and (backdrop := backdrop_in(words)) is not None:
        colour, named, of = backdrop
        picture = of or task.focus
        plan = None if _is_cut(task, picture) else _cut(task, [picture], (thing or (named and f"the {named}"),))
        return plan and _before(plan, colour)
    wish = cut_in(words, lexicon, masked=bool(masks_named(task, words)))
    if wish is None or task.focus is None:
        return None
    things = (thing,) if thing else wish.things
    pictures = _pictures(task, wish.of, lexicon)
    if not pictures and wish.whole:
        return _cut(task, [task.focus], (wish.whole,))
    return _cut(task, pictures, things) if pictures else None


def cut_out(task: AgentTask, plan: Plan, heard: Heard | None) -> Plan:
    """`plan`, or in place of its refusal to cut something out the steps that do: the one thing that is `heard` of, or
    the one of those that the picture shows; where none is named its main thing; a question where nobody knows that."""
    if heard is None or plan.intent is not Intent.DECLINE or plan.reason != BACKGROUND or task.focus is None:
        return plan
    words = utterance(task)
    if len(parts_of_words(words, heard.lexicon)) > 1 or NOT.search(words) or not CUTTING.search(words):
        return plan
    pictures = sorted(named_pictures(offer_of(task, words), heard, task)) or [task.focus]
    nouns = heard["nouns"] - MAIN
    if len(nouns) > 1:
        told = [prompt_of(image) for image in task.images if image.handle in pictures]
        nouns &= {one.what for prompt in told if prompt for one in prompt.subjects}
        if len(nouns) != 1:
            return plan
    return _cut(task, pictures, (f"the {min(nouns)}" if nouns else "",)) or plan


def _pictures(task: AgentTask, of: str, lexicon: Lexicon) -> list[str]:
    """The pictures that are called so; none where that is no picture."""
    if task.focus is None or plain(of) in HERE:
        return [task.focus] if task.focus else []
    return sorted(named_pictures(offer_of(task, of), lexicon.heard(of), task))


def _cut(task: AgentTask, pictures: list[str], things: tuple[str, ...]) -> Plan | None:
    """The steps, or the question what is to be cut out; None where that can't be done or asked. Each thing comes to be
    a picture of its own; "it" is what was just found."""
    shown = {image.handle: image for image in task.images if image.kind != "mask"}
    if 2 * len(pictures) * len(things) > STEPS or not {*pictures} <= shown.keys() or not _can(task, CUT):
        return None
    masks = masks_named(task, task.text)
    if not masks and things == ("",) and POINTER.search(task.text):
        masks = just_found(task)
    if len(masks) == 1 and len(pictures) == 1:
        on = next((one for one in (pictures[0], masks[0].of) if one in shown and fits(task, masks[0], one)), None)
        if on is not None:
            return Plan(intent=Intent.MAKE, steps=(Step(tool=CUT, inputs={"source": on, "mask": masks[0].handle}),))
    if not _can(task, FIND):
        return None
    steps: list[Step] = []
    for picture, thing in product(pictures, things):
        told = prompt_of(shown[picture])
        what = thing or (f"the {told.subjects[0].what}" if told and told.subjects else "")
        if not what:
            question = said(task.language, "ask.cut")
            return Plan(intent=Intent.ASK, question=question) if may_ask(task) else None
        mask = f"@{len(steps) + 1}"
        steps += [
            Step(tool=FIND, inputs={"source": picture}, params=which_of(what), words=what),
            Step(tool=CUT, inputs={"source": picture, "mask": mask}),
        ]
    return Plan(intent=Intent.MAKE, steps=tuple(steps))


def _is_cut(task: AgentTask, picture: str) -> bool:
    """Whether it is a thing cut out, of which no mask tells any more where it is."""
    return any(image.tool == CUT for image in task.images if image.handle == picture)


def _before(plan: Plan, colour: str) -> Plan:
    """`plan` with what it cuts left at its place, before one plain colour."""
    params = {"trim": False, "backdrop": colour}
    steps = (step.model_copy(update={"params": params}) if step.tool == CUT else step for step in plan.steps)
    return plan.model_copy(update={"steps": tuple(steps)})


def _can(task: AgentTask, *tools: str) -> bool:
    return {*tools} <= {*task.tools, *task.beyond}
