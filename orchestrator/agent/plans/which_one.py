"""One of several things of a kind, told by where it stands: 左边那只狗去掉, "make the middle boat blue".

A small model changed all of them, or took all away. Owns these wordings and the two steps: that one is found, and
painted anew in its place. Refuses a thing of which the picture is told to show just one (its name is enough), and what
is read in more words than these.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import is_thing, thing
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.task import AgentTask
from orchestrator.agent.things.relations import TOLD
from orchestrator.domain.english import plural
from orchestrator.domain.language import HAN
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.prompt import Prompt

FIND, INPAINT = "find", "inpaint"
SIDES: Final = {"左": "leftmost", "l": "leftmost", "右": "rightmost", "r": "rightmost"}
"""`find`'s word for the place, by how it begins; of anything else, the middle."""
ONE: Final = (
    r"the (?:(?P<side>far left|left|right|middle|leftmost|rightmost|left-?hand|right-?hand|cent(?:re|er|ral))"
    r" (?P<what>[a-z]+(?: [a-z]+)?)"
    r"|(?P<what2>[a-z]+(?: [a-z]+)?) (?:(?:that|which) is |standing |sitting )?(?:on|to|at|in) the (?:far |very )?"
    r"(?P<side2>left|right|middle|cent(?:re|er))(?:[- ](?:hand )?side)?)"
)
ENGLISH: Final = (
    rf"(?P<gone>remove|delete|erase|drop|lose|get rid of|take (?:out|away)) {ONE}",
    rf"(?:make|paint|turn|colou?r|dye) {ONE} (?:into )?(?P<new>[a-z][a-z ]{{1,40}})",
    rf"(?:replace|swap|exchange|substitute|change) {ONE} (?:with|for|by|to|into) (?P<new>[a-z][a-z ]{{1,40}})",
    rf"{ONE} (?:should|could|must|can) be (?P<new>[a-z][a-z ]{{1,40}})",
)
ONE_ZH: Final = (
    "[把将让给]?(?:图片?|画面?|照片)?[里中上]?面?的?(?:站|坐|停)?在?最?(?P<side>左|右|正?中)手?[边侧面间央]?的?[那这]?一?"
    "[只个座辆条头匹棵艘朵栋幢位架张]?(?P<what>[^,，。;；的换改变涂染]{0,6}?)"
)
MADE: Final = "(?:颜色)?(?:能不能|可不可以|可以|应该|给我|都|也|要)*(?:替?换|改|变|弄|涂|染|画|刷|做)[成为作]"
CHINESE: Final = (
    f"{ONE_ZH}(?P<gone>(?:能不能|可不可以|可以|帮我|给我|给|都|也|要)*(?:[去删移擦抹弄拿抠清消][除]?[掉走]|[去删移消]除|不要)了?)",
    f"(?P<gone>[去删移擦抹弄拿抠清消][除]?[掉走]|[去删移消]除){ONE_ZH}",
    f"{ONE_ZH}{MADE}(?P<new>[^,，。;；]{{1,12}}?)",
)
LEAD: Final = "(?:(?:please|now|then|and|can you|could you|i want you to|ok|okay)[, ]+|请|帮我|麻烦|那就?|能不能|可以)*"
END: Final = r"(?: please| instead|[吗吧呢啊]|一下|就好|就行)*[.!?。！？]*"
PATTERNS: Final = {
    chinese: tuple(re.compile(f"{LEAD}{one}{END}", re.IGNORECASE) for one in every)
    for chinese, every in ((True, CHINESE), (False, ENGLISH))
}


def which_one(task: AgentTask, lexicon: Lexicon) -> Plan | None:
    """The plan, if the words say no more than that one of several is to go, or to be otherwise."""
    words = task.text.strip()
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    wish = _wish(words)
    if wish is None or image is None or not {FIND, INPAINT} <= task.tools.keys():
        return None
    if task.mask is not None or task.answers is not None:
        return None
    said = wish.groupdict()
    name = _name(said.get("what") or said.get("what2") or "", prompt_of(image), lexicon)
    new = said.get("new")
    if name is None or (new and not _seen(new, lexicon)) or (not new and _untold(name, prompt_of(image), lexicon)):
        return None
    side = SIDES.get((said["side"] or said.get("side2") or "").removeprefix("far ")[0].lower(), "middle")
    steps = (
        Step(tool=FIND, inputs={"source": image.handle}, params={"which": side}, words=name),
        Step(tool=INPAINT, inputs={"source": image.handle, "mask": "@1"}, words=_change(wish, name, lexicon)),
    )
    return Plan(intent=Intent.MAKE, steps=steps)


def _wish(words: str) -> re.Match[str] | None:
    patterns = PATTERNS[HAN.search(words) is not None]
    return next((found for one in patterns if (found := one.fullmatch(words))), None)


def _change(wish: re.Match[str], name: str, lexicon: Lexicon) -> str:
    """What is read of the place that was found: without where it is."""
    words, said = wish.string, wish.groupdict()
    if not said.get("new"):
        return words if HAN.search(words) else f"remove the {name.removeprefix('the ')}"
    if lexicon.heard(said["new"].lower())["nouns"]:
        bare = TOLD.match(said["new"]) is None
        return f"{'一个' if bare else ''}{said['new']}" if HAN.search(words) else words[wish.start("new") :]
    if not HAN.search(words):
        return words
    called = said["what"] or lexicon.chinese.get(name.removeprefix("the "), "它")
    return f"{called}改成{said['new']}"


def _name(said: str, prompt: Prompt | None, lexicon: Lexicon) -> str | None:
    """What is looked for: the thing that is named, or the only kind there is; None where it is none of several."""
    there = prompt.subjects if prompt else ()
    if not said.strip():
        return f"the {there[0].what}" if len(there) == 1 and there[0].count > 1 else None
    one = thing(said, prompt, lexicon) if prompt else None
    if one is not None:
        return said if one.count > 1 else None
    return said if is_thing(said, lexicon) else None


def _untold(name: str, prompt: Prompt | None, lexicon: Lexicon) -> bool:
    """Whether nobody knows how many there are: of trees, one that goes leaves them told as they are."""
    several = {plural(noun) for noun in lexicon.heard(name.lower())["nouns"]}
    return prompt is not None and any(one.count == 1 and one.what in several for one in prompt.subjects)


def _seen(said: str, lexicon: Lexicon) -> bool:
    heard = lexicon.heard(said.lower())
    return bool(heard["nouns"] or heard["looks"])
