"""What is asked of one thing, and of no picture: it is made larger, trades places, is turned or mirrored.

A small model did it to the whole picture, or took the thing away. Owns the steps in place of that, and what is
declined: a thing turned by itself leaves a hole where it stood. One that shall go the other way does so in the mirror.
Refuses pictures of which nobody said what they show, and to read what else is wished.
"""

import re
from typing import Any, Final

from orchestrator.agent.grammar.exchanging import exchanged
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import is_thing, thing
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.ledger.table import prompt_of, utterance
from orchestrator.agent.plans.tinting import tinting
from orchestrator.agent.reading.lettering import relettering
from orchestrator.agent.reading.phrasing import tells
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.adding import beside
from orchestrator.agent.things.dropping import dropping
from orchestrator.agent.things.materials import remade
from orchestrator.agent.things.recounting import recounted
from orchestrator.agent.things.resizing import resized, resizing, sizes_one
from orchestrator.agent.things.thickening import thickened
from orchestrator.agent.things.trading import trade, trading
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt, Subject

REPLACING: Final = re.compile(r"^(?:please )?(?:replace|swap|exchange|substitute) the ", re.IGNORECASE)
EDIT, TRANSFORM = "edit", "transform"
TURNING, TRADING, COLOURS = "turning one thing", "swapping places", "swapping colours"
RESIZING: Final = "resizing one thing"
"""What is declined, by the names that the replies know."""
SHAPED: Final = {"transform": {"percent", "width", "height"}, "upscale": {"scale"}}
TURNED: Final = frozenset({"turn", "flip", "degrees"})
WAY: Final = (
    r"(?:around|round|over|upside|back|away|left|right|sideways|horizontally|vertically|clockwise|counter|anti|by \d|\d"
    r"|by (?:a|ninety|twenty|thirty|ten|forty)|(?:to|towards) (?:the (?:left|right|side|other)|face)|the other way"
    r"|(?:a )?(?:half|quarter)|a (?:little|bit)|slightly|so )"
)
ENDS: Final = r"$|[.,;!?]| (?:and|then|please|but|only|alone|by itself|on its own)\b"
WHAT: Final = r"(?P<only>only |just )?(?P<what>(?:the|that|this|these|those|my|his|her|our|their) [a-z][a-z -]{1,40}?)"
THERE: Final = (
    r"(?:(?:(?:to|towards) (?:the )?)?(?:left|right|side)\b|away|backwards?|around|round|sideways"
    r"|(?:in )?the (?:other|opposite) (?:way|side|direction))"
)
OTHER_WAY: Final = re.compile(
    rf"^(?:(?:please|now|can you|could you|i want|i'd like|can|could|should),? )*(?:(?:make|let|have) )?{WHAT} (?:to )?"
    r"(?:drive|go|walk|run|fly|swim|sail|move|travel|head|come|(?P<faces>face|look|point))(?:ing)?"
    r" (?:(?:in|to|from) )?the (?:other|opposite) (?:way|direction|side)(?: around| please| instead)*[.!?]*$",
    re.IGNORECASE,
)
"""The whole picture mirrored shows it so."""
ENGLISH: Final = (
    rf"\b(?:rotat(?:e|ing)|flip(?:ping)?|mirror(?:ing)?|spin|tilt|twist|invert|reverse) {WHAT}(?={ENDS}| {WAY})",
    rf"\bturn {WHAT}(?= {WAY})",
    rf"\b(?:turn|flip|spin|rotate) (?:over|around|round|upside down) {WHAT}(?={ENDS}| {WAY})",
    rf"\bstraighten(?: (?:up|out))? {WHAT}(?={ENDS})",
    rf"\bface {WHAT} {THERE}",
    rf"\b(?:make|let|have) {WHAT} (?:to )?(?:face|look|turn|point|head) {THERE}",
)
ASIDE: Final = "(?:左右|上下|水平|垂直|[向往朝][左右后上下]边?|[顺逆]时针|横着?|竖着?|自己|单独|稍微|再|都|也|要)*"
TURN: Final = (
    "(?:翻转|翻个|翻过|旋转|镜像|颠倒|反转|反过来|倒过来|掉个?头|转(?![成为作化到换晴阴])|倾斜|横过来|扶正|摆正"
    "|[翻倒](?=一下|$))"
)
CHINESE: Final = (
    (
        rf"(?P<only>[只仅]|单独)?{ASIDE}(?:翻转|旋转|镜像|颠倒|转动|扶正|摆正)(?:一下)?(?P<what>[^，,。；;！!？?、\d]{{1,12}}?)"
        r"(?=$|[，,。；;！!？?\d]|[一二三四五六七八九十]+度)"
    ),
    rf"(?P<only>[只仅]|单独)?[把将让使给]?(?P<what>[^，,。；;！!？?、把将让]{{1,12}}?){ASIDE}{TURN}",
    r"(?P<only>只)?让(?P<what>[^，,。；;！!？?、]{1,12}?)(?:面?[朝向对]|看)(?:着|向)?(?:左|右|另一|反|后|相反)",
)
FACED: Final = (
    re.compile(
        r"(?:(?:please|can you|could you|can|could|now) )*(?:make|let|have) "
        r"(?P<what>it|them|him|her|they|the [a-z]+(?: [a-z]+)?)"
        r" (?:to )?(?:face|look|swim|walk|run|fly|drive|sail|go|move|point|head) "
        r"(?:(?:to(?:wards)? )?(?:the )?(?:left|right)(?:wards)?|(?:in )?the (?:other|opposite) (?:way|direction))"
        r"(?: instead)?[.!?]*",
        re.IGNORECASE,
    ),
    re.compile(
        "(?:能不能|可不可以|能否|可以|请|帮我)*(?:[让叫使把将])(?P<what>[它他她]们?|[^,，。；;！!？?、]{1,8}?)(?:都|全|改成|换成|掉头|转过来)*"
        "(?:面?[往向朝对]|看)(?:着|向)?(?:左|右|另一|相反|反)(?:[边侧面方]|方向|个方向)?(?:边|方向)?的?(?:游|走|跑|飞|看|开|行驶|站|坐)?"
        "(?:[吗呢吧么]|好吗)?[。.!！?？]*"
    ),
)
"""That what is seen faces the other way: where it is all that is seen, the picture mirrored."""
THEM: Final = frozenset({"it", "them", "they", "him", "her", *"它他她", *(f"{one}们" for one in "它他她")})
MANY: Final = frozenset({"them", "they", *(f"{one}们" for one in "它他她")})
ON: Final = re.compile(
    rf" (?:in|of|on|from) (?:(?:the )?(?:picture|image|photo) )?{HANDLE.pattern}|{HANDLE.pattern}(?:[里中上]面?的?|的)"
)
"""In which picture."""


def of_one_thing(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if the words say no more than that; declined where it cannot be done."""
    words = ON.sub("", task.text)
    source, prompt, known = _picture(task, words, lexicon)
    if prompt is None or task.answers is not None:
        return None
    if (places := trade(words, prompt, lexicon)) is not None:
        if places.patch is None:
            return Plan(intent=Intent.DECLINE, reason=COLOURS if places.colours else TRADING)
        return None if tells(words.replace(places.words, " ", 1)) else _edit(task, source, words, TRADING)
    way = OTHER_WAY.match(words)
    alone = way is not None and (way["only"] or (way["faces"] and len(prompt.subjects) > 1))
    if way and not alone and TRANSFORM in task.tools and (not known or thing(way["what"], prompt, lexicon)):
        step = Step(tool=TRANSFORM, inputs={"source": source}, params={"flip": "horizontal"})
        return Plan(intent=Intent.MAKE, steps=(step,))
    if known and task.mask is None and EDIT in task.tools and dropping(words, prompt, lexicon) is not None:
        return _edit(task, source, words, RESIZING)
    if turns_one(words, prompt, lexicon, known=known):
        return Plan(intent=Intent.DECLINE, reason=TURNING)
    size = resized(words, prompt, lexicon) if task.mask is None else None
    if size is None or not size.surely or tells(words.replace(size.words, " ", 1)):
        return None
    return _edit(task, source, words, RESIZING) if known else None


def of_new_or_remade(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if the words say no more than that a thing is added beside one that is there, or that
    things that are told of change in a way that is told by rule."""
    words = ON.sub("", task.text)
    source, prompt, known = _picture(task, words, lexicon)
    if prompt is None or not known or task.mask or EDIT not in task.tools:
        return None
    told = beside(words, prompt, lexicon) or remade(words, prompt, lexicon) or recounted(words, prompt, lexicon)
    told = told or relettering(words, prompt) or thickened(words, prompt)
    return _edit(task, source, words, EDIT) if told else None


def of_exchange(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if a part of the words says no more than that a thing that is there is replaced by another."""
    words = ON.sub("", task.text)
    source, prompt, known = _picture(task, words, lexicon)
    if prompt is None or not known or task.mask or EDIT not in task.tools or not REPLACING.match(words):
        return None
    gone = exchanged(words, lexicon.heard(words), [one.what for one in prompt.subjects])
    return _edit(task, source, words, EDIT) if gone else None


def faced(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if the words say no more than that what the picture shows is to face, or go, another way."""
    words = task.text.strip()
    found = FACED[HAN.search(words) is not None].fullmatch(words)
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    if found is None or image is None or "transform" not in task.tools or task.answers is not None or task.mask:
        return None
    prompt, said = prompt_of(image), found["what"].lower()
    several = prompt is not None and len(prompt.subjects) > 1
    if said not in THEM and (prompt is None or thing(said, prompt, lexicon) is None):
        return None
    if several and said not in MANY:
        return Plan(intent=Intent.DECLINE, reason=TURNING)
    step = Step(tool="transform", inputs={"source": image.handle}, params={"flip": "horizontal"})
    return Plan(intent=Intent.MAKE, steps=(step,))


def of_no_picture(task: AgentTask, plan: Plan, lexicon: Lexicon | None) -> Plan:
    """`plan`, without a step that does to the whole picture, or with one of two things, what was not asked of it."""
    if lexicon is None or plan.intent is not Intent.MAKE:
        return plan
    words = ON.sub("", utterance(task))
    source, prompt, known = _picture(task, words, lexicon)
    if prompt is None or OTHER_WAY.match(words):
        return plan
    ours = [step for step in plan.steps if step.inputs.get("source") == source]
    turned = any(TURNED & step.params.keys() for step in ours)
    if turned and turns_one(words, prompt, lexicon, known=known, there=False):
        return Plan(intent=Intent.DECLINE, reason=TURNING)
    places = trade(words, prompt, lexicon)
    if places is not None and not any(places.words in (step.words or words) for step in ours if step.tool == EDIT):
        return Plan(intent=Intent.DECLINE, reason=TRADING)
    whole = [step for step in ours if SHAPED.get(step.tool, set()) & step.params.keys()]
    if not whole:
        return plan
    size = resized(words, prompt, lexicon)
    if size is None or not size.surely:
        others = known and len(prompt.subjects) > 1 and sizes_one(words, lexicon)
        return Plan(intent=Intent.DECLINE, reason=RESIZING) if others else plan
    return _instead(task, plan, whole[0], size.words) if known else Plan(intent=Intent.DECLINE, reason=RESIZING)


def _instead(task: AgentTask, plan: Plan, whole: Step, words: str) -> Plan:
    """`plan` with the thing in `words` made smaller or larger in the place of the `whole` picture."""
    rest = {name: value for name, value in whole.params.items() if name not in SHAPED[whole.tool]}
    if EDIT not in task.tools or (rest and len(plan.steps) > 1):
        return Plan(intent=Intent.DECLINE, reason=RESIZING)
    steps = [Step(tool=EDIT, inputs=whole.inputs, words=words) if step is whole else step for step in plan.steps]
    if rest:
        steps.append(whole.model_copy(update={"inputs": {"source": "@1"}, "params": rest}))
    return plan.model_copy(update={"steps": tuple(steps)})


def patched(words: str, prompt: Prompt, lexicon: Lexicon | None) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say none of it."""
    if lexicon is None:
        return None
    said_so = trading(words, prompt, lexicon) or remade(words, prompt, lexicon) or recounted(words, prompt, lexicon)
    return said_so or relettering(words, prompt) or resizing(words, prompt, lexicon)


def wholly_patched(words: str, prompt: Prompt, lexicon: Lexicon | None) -> dict[str, Any] | None:
    """The same of words that say nothing else: nothing more is read out of them."""
    return (
        None
        if lexicon is None
        else dropping(words, prompt, lexicon) or tinting(words, prompt, lexicon) or thickened(words, prompt)
    )


def turns_one(words: str, prompt: Prompt, lexicon: Lexicon, *, known: bool, there: bool = True) -> bool:
    """Whether `words` turn or mirror one thing of several in the picture of `prompt`, or nothing but that. `there`: it
    must be one that the picture is told to show."""
    several = known and len(prompt.subjects) > 1

    def meant(said: str, *, only: bool) -> bool:
        if thing(said, prompt, lexicon) is not None:
            return only or several
        return several and not there and is_thing(said, lexicon)

    patterns = CHINESE if HAN.search(words) else ENGLISH
    return any(
        meant(found["what"], only=bool(found["only"]))
        for pattern in patterns
        for found in re.finditer(pattern, words, re.IGNORECASE)
    )


def _picture(task: AgentTask, words: str, lexicon: Lexicon) -> tuple[str, Prompt | None, bool]:
    """The one picture that is named by its handle, else the one in focus; what it shows, and whether anybody said so:
    else the things that are named are there."""
    named = {*HANDLE.findall(task.text)}
    handle = task.focus or "" if not named else named.pop() if len(named) == 1 else ""
    image = next((one for one in task.images if one.handle == handle and one.kind != "mask"), None)
    if image is None:
        return handle, None, False
    if (prompt := prompt_of(image)) is not None:
        return handle, prompt, True
    nouns = sorted(lexicon.heard(words)["nouns"])[:2]
    return handle, Prompt(subjects=tuple(Subject(what=one) for one in nouns)) if nouns else None, False


def _edit(task: AgentTask, source: str, words: str, reason: str) -> Plan:
    if EDIT not in task.tools:
        return Plan(intent=Intent.DECLINE, reason=reason)
    return Plan(intent=Intent.MAKE, steps=(Step(tool=EDIT, inputs={"source": source}, words=words),))
