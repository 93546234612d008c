"""What is asked of one thing, and of no picture: it is made larger, trades places, is turned or mirrored.

A small model did it to the whole picture, or took the thing away. Owns the steps in place of that, and what is
declined: a thing turned by itself leaves a hole where it stood. Refuses pictures of which nobody said what they show,
and to read what else is wished.
"""

import re
from typing import Any, Final

from orchestrator.agent.ledger import prompt_of, utterance
from orchestrator.agent.lexicon import Lexicon
from orchestrator.agent.phrasing import tells
from orchestrator.agent.resizing import resized, resizing
from orchestrator.agent.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things import thing
from orchestrator.agent.trading import trade, trading
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt

EDIT: Final = "edit"
TURNING, TRADING, COLOURS = "turning one thing", "swapping places", "swapping colours"
RESIZING: Final = "resizing one thing"
"""What is declined, by the names that the replies know."""
SHAPED: Final = {"transform": {"percent", "width", "height"}, "upscale": {"scale"}}
TURNED: Final = frozenset({"turn", "flip", "degrees"})
WAY: Final = (
    r"(?:around|round|over|upside|back|away|left|right|sideways|horizontally|vertically|clockwise|counter|anti|by \d"
    r"|\d|by (?:a|ninety|twenty|thirty|ten|forty)|(?:to|towards) (?:the (?:left|right|side|other)|face)|the other way"
    r"|(?:a )?(?:half|quarter)|so )"
)
ENDS: Final = r"$|[.,;!?]| (?:and|then|please|but|only|alone|by itself|on its own)\b"
WHAT: Final = r"(?P<only>only |just )?(?P<what>(?:the|that|this|these|those|my|his|her|our|their) [a-z][a-z -]{1,40}?)"
ENGLISH: Final = (
    rf"\b(?:rotat(?:e|ing)|flip(?:ping)?|mirror(?:ing)?|spin|tilt|twist|invert|reverse) {WHAT}(?={ENDS}| {WAY})",
    rf"\bturn {WHAT}(?= {WAY})",
    (
        rf"\b(?:make|let|have) {WHAT} (?:to )?(?:face|look|turn)"
        r" (?:(?:to|towards) (?:the )?)?(?:left|right|away|backwards?|around|round|the other (?:way|side)|sideways)\b"
    ),
)
ASIDE: Final = "(?:左右|上下|水平|垂直|[向往朝][左右后上下]边?|[顺逆]时针|横着?|竖着?|自己|单独|稍微|再|都|也|要)*"
TURN: Final = (
    "(?:翻转|翻个|翻过|旋转|镜像|颠倒|反转|反过来|倒过来|掉个?头|转(?![成为作化到换晴阴])|倾斜|横过来|[翻倒](?=一下|$))"
)
CHINESE: Final = (
    (
        rf"(?P<only>[只仅]|单独)?{ASIDE}(?:翻转|旋转|镜像|颠倒|转动)(?:一下)?(?P<what>[^，,。；;！!？?、\d]{{1,12}}?)"
        r"(?=$|[，,。；;！!？?\d]|[一二三四五六七八九十]+度)"
    ),
    rf"(?P<only>[只仅]|单独)?[把将让使给]?(?P<what>[^，,。；;！!？?、把将让]{{1,12}}?){ASIDE}{TURN}",
    r"(?P<only>只)?让(?P<what>[^，,。；;！!？?、]{1,12}?)(?:面?[朝向对]|看)(?:着|向)?(?:左|右|另一|反|后|相反)",
)
ON: Final = re.compile(
    rf" (?:in|of|on|from) (?:(?:the )?(?:picture|image|photo) )?{HANDLE.pattern}|{HANDLE.pattern}(?:[里中上]面?的?|的)"
)
"""In which picture."""


def of_one_thing(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if the words say no more than that; declined where it cannot be done."""
    source, prompt = _picture(task)
    if prompt is None or task.answers is not None:
        return None
    words = ON.sub("", task.text)
    if (places := trade(words, prompt, lexicon)) is not None:
        if places.patch is None:
            return Plan(intent=Intent.DECLINE, reason=COLOURS if places.colours else TRADING)
        return None if tells(_besides(words, places.words)) else _edit(task, source, words, TRADING)
    if turns_one(words, prompt, lexicon):
        return Plan(intent=Intent.DECLINE, reason=TURNING)
    size = resized(words, prompt, lexicon) if task.mask is None else None
    if size is None or not size.surely or tells(_besides(words, size.words)):
        return None
    return _edit(task, source, words, RESIZING)


def of_no_picture(task: AgentTask, plan: Plan, lexicon: Lexicon | None) -> Plan:
    """`plan`, without a step that does to the whole picture, or with one of two things, what was not asked of it."""
    source, prompt = _picture(task)
    words = ON.sub("", utterance(task))
    if lexicon is None or prompt is None or plan.intent is not Intent.MAKE:
        return plan
    ours = [step for step in plan.steps if step.inputs.get("source") == source]
    if any(TURNED & step.params.keys() for step in ours) and turns_one(words, prompt, lexicon):
        return Plan(intent=Intent.DECLINE, reason=TURNING)
    places = trade(words, prompt, lexicon)
    if places is not None and not any(places.words in (step.words or words) for step in ours if step.tool == EDIT):
        return Plan(intent=Intent.DECLINE, reason=TRADING)
    size = resized(words, prompt, lexicon)
    if size is None or not size.surely:
        return plan
    whole = [step for step in ours if SHAPED.get(step.tool, set()) & step.params.keys()]
    if not whole:
        return plan
    rest = {name: value for name, value in whole[0].params.items() if name not in SHAPED[whole[0].tool]}
    if EDIT not in task.tools or (rest and len(plan.steps) > 1):
        return Plan(intent=Intent.DECLINE, reason=RESIZING)
    edit = Step(tool=EDIT, inputs=whole[0].inputs, words=size.words)
    steps = [edit if step is whole[0] else step for step in plan.steps]
    if rest:
        steps.append(whole[0].model_copy(update={"inputs": {"source": "@1"}, "params": rest}))
    return plan.model_copy(update={"steps": tuple(steps)})


def patched(words: str, prompt: Prompt, lexicon: Lexicon | None) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say none of it."""
    if lexicon is None:
        return None
    return trading(words, prompt, lexicon) or resizing(words, prompt, lexicon)


def turns_one(words: str, prompt: Prompt, lexicon: Lexicon) -> bool:
    """Whether `words` turn or mirror one thing of several in the picture of `prompt`, or nothing but that."""
    patterns = CHINESE if HAN.search(words) else ENGLISH
    return any(
        thing(found["what"], prompt, lexicon) is not None and (found["only"] or len(prompt.subjects) > 1)
        for pattern in patterns
        for found in re.finditer(pattern, words, re.IGNORECASE)
    )


def _picture(task: AgentTask) -> tuple[str, Prompt | None]:
    """The one picture that is named by its handle, else the one in focus, and what it shows."""
    named = {*HANDLE.findall(task.text)}
    handle = task.focus or "" if not named else named.pop() if len(named) == 1 else ""
    image = next((one for one in task.images if one.handle == handle and one.kind != "mask"), None)
    return handle, prompt_of(image) if image else None


def _besides(words: str, said: str) -> str:
    return HANDLE.sub(" ", words.replace(said, " ", 1))


def _edit(task: AgentTask, source: str, words: str, reason: str) -> Plan:
    if EDIT not in task.tools:
        return Plan(intent=Intent.DECLINE, reason=reason)
    return Plan(intent=Intent.MAKE, steps=(Step(tool=EDIT, inputs={"source": source}, words=words),))
