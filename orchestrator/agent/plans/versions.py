"""Several versions of one picture that differ in one thing: "give me this in watercolour, ink and pastel", "#1 at
sunrise, at noon and at night", 分别改成早上、傍晚和夜里. A small model makes one of them, or all in one.

Owns what says that each of a row of values is a picture of its own, and the short wish that is read for each. Refuses
rows that describe one picture, such as a red, blue and green balloon, words that speak of several pictures, and wishes
that do not come to one step each upon the same picture.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from orchestrator.agent.language.lexicon import Heard
from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.plans.rows import ROW
from orchestrator.agent.reading.listed import COLOUR, FIRST, KIND, OF, Value, led_by, longest, never_one
from orchestrator.agent.reading.phrasing import ASKED, DENIED, tells
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

KINDS: Final = f"(?:{KIND}s|variants|variations|options|ones)"
EACH: Final = re.compile(
    rf",? ?\b(?:(?:as )?(?:one|an?|1)(?: {KIND})?(?: of| for)? each(?: one)?"
    rf"|each (?:in|as|on) (?:its|an?) (?:own|separate)(?: {KIND})?|(?:in|as) separate {KINDS}|separately"
    r"|so (?:that )?(?:i|we) can (?:choose|compare|pick)(?: (?:between |from )?them| one)?|to choose(?: from)?)\b"
    "|,? ?各(?:自|来|画|做|生成|出|要)*[一1]?[张幅个份版]?|分别(?:来|各)?|,?每[种个](?:各|来|画|做|出|要)*一?[张幅个]"
    "|,?(?:方便|供|让)?我(?:来|好)?(?:挑选?|选择?|对比|比较)(?:一下)?",
    re.IGNORECASE,
)
"""What says that each is a picture of its own."""
CALLED: Final = re.compile(rf" (?:{KIND}|one)\b|的?版", re.IGNORECASE)
"""What every one of them is called then: a foggy version and a snowy version."""
COUNTED: Final = re.compile(
    rf"\b(?:(?P<n>{NUMERAL}) )?(?:different |separate )?{KINDS}(?: (?:of|for)(?: {OF}(?!\w))?)?:?"
    rf"|\b(?P<of>both|{NUMERAL})(?: of {OF}(?!\w)|(?=:|$))|(?P<zh>{NUMERAL})[个张幅种](?:不同的?)?(?:版本?|图片?|画)?",
    re.IGNORECASE,
)
"""How many pictures are asked for: believed where there are as many values."""
ROWED: Final = re.compile(
    r"[,，]? ?(?:\b(?:and|then|all|put|placed?|show|shown|arranged?|lined|join|them|up|of|together) )*"
    rf"(?:{ROW.pattern}|\bside by side\b|\bnext to (?:each other|one another)\b)"
    "|,?(?:然后|再|最后|并|把|它们|都)*并排[放摆拼]?在?(?:一起)?",
    re.IGNORECASE,
)
"""That they shall stand in one picture in the end."""
AROUND: Final = re.compile(
    r"\b(?:what|how) (?:would |will )?(?:it|this|that|#\d+) (?:would |will )?looks?(?: like)?\b"
    r"|\b(?:actually|try|me|(?:would |'d )like|see|(?:this|that|the) one|in the styles? of)\b"
    "|[这那]张图?片?|风格|样[式子]|看看?|用",
    re.IGNORECASE,
)
"""What is said around a wish, and says nothing."""
OTHERWISE: Final = re.compile(
    rf"\b(?:in|into|on) (?:the same|a single|one|1) {KIND}\b|\ball (?:of )?(?:the|these|those|them|{KIND}s)\b|所有|全部"
    r"|\b(?:half|mix\w*|blend\w*|between|from|delete|remove|drop|undo|which|where|why|who|like|keep|back|swap|instead)\b"
    "|[同在]一[张幅]|一半|混合|融合|结合|删|[哪吗什]|撤销",
    re.IGNORECASE,
)
"""What is no wish for several versions of one picture."""
EDGE: Final = " ,;:.!。，、：；！"


def each_version(
    task: AgentTask,
    words: str,
    heard: Heard,
    named: Callable[[str], Collection[str]],
    read: Callable[[AgentTask], Plan],
) -> Plan | None:
    """A step for each value that `words` say in a row, if they ask for so many pictures; None where they do not."""
    slot, values = longest(words, heard)
    if not values or ASKED.search(words):
        return None
    around = _around(words, values)
    rowed = ROWED.search(around[1])
    around = [ROWED.sub("", part) for part in around]
    called = sum(value.one for value in values) > 1 or all(CALLED.match(words, value.end) for value in values)
    each = any(EACH.search(part) for part in around) or (slot != COLOUR and called)
    around = [EACH.sub("", part) for part in around]
    counted = any(_as_many(found, values) for part in around for found in COUNTED.finditer(part))
    around = [COUNTED.sub(lambda found: "" if _as_many(found, values) else found[0], part) for part in around]
    rest = " / ".join(around)
    told, pictures = AROUND.sub(" ", rest), named(rest)
    if DENIED.search(told) or OTHERWISE.search(told) or len(pictures) > 1 or (rowed and 2 * len(values) - 1 > STEPS):
        return None
    picture = next(iter(pictures), task.focus)
    bare = picture is not None and slot != COLOUR and not tells(_unnamed(told, heard))
    several = counted or bool(rowed) or never_one(slot, words, values)
    if not each and not (several and (bare or (slot != COLOUR and (counted or rowed or pictures)))):
        return None
    steps: list[Step] = []
    for value in values:
        text, said = _bare(words, value, values[0], slot) if bare else _framed(words, around, value, values[0])
        wish = read(replace(task, text=text, focus=picture, session=""))
        step = wish.steps[0] if wish.intent is Intent.MAKE and len(wish.steps) == 1 else None
        if step is None or task.tools[step.tool].words == "none":
            return None
        steps.append(step.model_copy(update={"words": said}))
    inputs = steps[0].inputs
    if any(step.inputs != inputs for step in steps) or inputs != ({"source": picture} if bare or inputs else {}):
        return None
    return Plan(intent=Intent.MAKE, steps=(*steps, *_joined(task, rowed, len(steps))))


def _around(words: str, values: list[Value]) -> list[str]:
    """What stands before and after the row; before it, without "one picture" and the like."""
    first = FIRST.search(words[: values[0].start])
    return [words[: first.start() if first else values[0].start], words[values[-1].end :]]


def _as_many(found: re.Match[str], values: list[Value]) -> bool:
    """Whether it says that there shall be as many pictures."""
    said = (found["n"] or found["of"] or found["zh"] or "").lower()
    return len(values) == (2 if said == "both" else number(said) if said else len(values))


def _unnamed(rest: str, heard: Heard) -> str:
    """`rest` without what names a picture."""
    plain = HANDLE.sub(" ", rest.lower())
    tables = (heard.lexicon.tables.get(name, {}) for name in ("pictures", "ordinals"))
    for one in sorted({one for table in tables for said in table.values() for one in said}, key=len, reverse=True):
        plain = plain.replace(one, " ")
    return plain


def _led(words: str, value: Value, first: Value) -> str:
    """The value with the "at" that is said once for all of them."""
    said = words[value.start : value.end]
    at = "" if led_by(said) else led_by(words[first.start : first.end])
    return f"{at} {said}" if at else said


def _bare(words: str, value: Value, first: Value, slot: str) -> tuple[str, str]:
    """The wish for one value where nothing else is said, and the part of `words` that says it."""
    said, led = words[value.start : value.end], _led(words, value, first)
    if HAN.search(said):
        return f"改成{said}", said
    return f"make it {'in ' if slot == 'style' and not led_by(led) else ''}{led}", said


def _framed(words: str, around: list[str], value: Value, first: Value) -> tuple[str, str]:
    """The wish for one value with all else that is said; the same is rewritten."""
    before, after = around[0].lstrip(EDGE), around[1].rstrip(EDGE)
    if HAN.search(words):
        whole = f"{before}{_led(words, value, first)}{after}"
    else:
        whole = " ".join(filter(None, (before.rstrip(EDGE), _led(words, value, first), after.lstrip(EDGE))))
    return whole, whole


def _joined(task: AgentTask, rowed: re.Match[str] | None, count: int) -> Iterator[Step]:
    """Steps that put the `count` pictures before them into one, if they shall stand in a row."""
    tool = next((name for name, spec in task.tools.items() if spec.joins is not None), None)
    if rowed is None or tool is None:
        return
    layout = "below" if rowed["below"] else "beside"
    for at in range(2, count + 1):
        source = f"@{count + at - 2}" if at > 2 else "@1"
        yield Step(tool=tool, inputs={"source": source, "reference": f"@{at}"}, params={"layout": layout})
