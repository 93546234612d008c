"""Several things, each in a new picture of its own: 分别画猫、狗、鸟, "four cards: a cat, a dog, a bird and a fish".

A small model painted all of them into each. Owns what asks for that, and the row of things. Refuses rows in which
something is no thing that it knows, numbers of pictures that are not those of the things, and changes of pictures.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import STEPS, Intent, Plan, Step

GENERATE: Final = "generate"
CARD: Final = "(?:pictures?|images?|cards?|flash ?cards?|stickers?|icons?|drawings?|paintings?|photos?|posters?|ones?)"
CARD_ZH: Final = "(?:识字|单词|认知)?(?:图片|图卡|卡片|小卡|卡|照片|贴纸|图标|插画|插图|海报|头像|图|画)"
OPEN: Final = (
    re.compile(
        rf"(?:(?:please|can you|could you|draw|paint|make|create|generate|give|i want|i need|me|a set of)[, ]+)*"
        rf"(?P<n>{NUMERAL}) (?:different |separate |single |little |small )*{CARD}"
        r"(?P<sure>:| - |, (?:one|each) (?:of|with|showing) (?:each )?:?)? ?(?:(?:of|with|showing) )?(?P<row>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?:please|can you|could you|draw|paint|make|create|generate|give|i want|i need|me)[, ]+)*"
        r"(?P<row>(?:an?|the|some|one|two|three|\d) .+?),? "
        rf"(?P<sure>each (?:in|on|as) (?:its|an?|their) (?:own|separate|single) {CARD}|(?:in|as|on) separate {CARD}"
        rf"|separately|one {CARD} (?:for )?each|one per {CARD})(?P<rest>,? .+)?",
        re.IGNORECASE,
    ),
)
MAKING: Final = "(?:请|帮我|给我|麻烦|我?想?要|做|画|来|弄|生成|设计|制作|一[套组批系列]+|几[张个]|的)*"
OPEN_ZH: Final = (
    re.compile(
        rf"{MAKING}(?:(?P<n>{NUMERAL})[张幅个份套])?(?:不同的?|单独的?)?(?:{CARD_ZH})?[,，:：]?(?:内容)?"
        r"(?P<sure>分别|各自?|依次)(?:给我|帮我|来|画|做|生成|出|印|是|为|一?[张幅个份])+[:：]?(?P<row>.+)"
    ),
    re.compile(
        rf"{MAKING}(?P<n>{NUMERAL})[张幅个份](?:不同的?|单独的?)?(?:{CARD_ZH})?(?P<sure>[:：])(?:画|是)?(?P<row>.+)"
    ),
    re.compile(
        rf"{MAKING}(?P<row>.+?)[,，]?(?P<sure>每[张个种只样](?:都|各|画|来|做|单独|占|一)*[张幅只个]?(?:{CARD_ZH})?|各(?:画|来|做|一)+[张幅]"
        rf"(?:{CARD_ZH})?|单独成[张图])(?P<rest>[,，].+)?"
    ),
)
BETWEEN: Final = re.compile(r"、|[,，]|(?:以及|还有|[和与跟])|,? and | & ", re.IGNORECASE)
MOST: Final = 12
"""Characters of a thing in such a row, in Chinese; words, in English, half as many."""
EACH: Final = re.compile(r"^[ ,，、.。]*(?:都|全部?|均|all|every one)*[ ]*", re.IGNORECASE)
OTHER: Final = re.compile(
    "(?:one|the other|another|the (?:first|second))(?: one)? |[一另那][外个]?一?[张幅]", re.IGNORECASE
)
"""How the model was taught to be told of pictures one by one."""


def singly(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if new pictures are asked for, one of each of several things."""
    words = task.text.strip(" .。!！")
    if GENERATE not in task.tools or task.answers is not None or task.mask or HANDLE.search(words):
        return None
    chinese = HAN.search(words) is not None
    for pattern in OPEN_ZH if chinese else OPEN:
        found = pattern.fullmatch(words)
        things, rest = _row(found["row"], lexicon) if found else ([], "")
        if found is None or not 1 < len(things) <= STEPS:
            continue
        said = found.groupdict()
        many = int(number(said["n"].strip())) if said.get("n") else len(things)
        if many != len(things) or not (said["sure"] or many > 2):
            continue
        rest = EACH.sub("", rest + (said.get("rest") or "")).strip()
        steps = tuple(Step(tool=GENERATE, words=_wish(one, rest, chinese=chinese)) for one in things)
        return Plan(intent=Intent.MAKE, steps=steps)
    return None


def _wish(thing: str, rest: str, *, chinese: bool) -> str:
    if chinese:
        return f"画{thing},{rest}" if rest else f"画{thing}"
    return f"{thing}, {rest}" if rest else thing


def _row(words: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """The things that `words` begin with, and what is said behind them."""
    things: list[str] = []
    at = 0
    for joint in (*BETWEEN.finditer(words), None):
        part = words[at : joint.start() if joint else len(words)].strip()
        long = len(part) > MOST if HAN.search(part) else len(part.split()) > MOST // 2
        if OTHER.match(part):
            return [], words
        if part and (long or not lexicon.heard(part.lower())["nouns"]):
            return things, words[at:]
        things += [part] if part else []
        at = joint.end() if joint else len(words)
    return things, ""
