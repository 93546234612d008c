"""Short wishes as people type them day by day, read in words that a small model was taught: 宽一点.

It took 太暗 for darker, a dog's new friend for talk, and what a picture is to hang on for a thing in it. Owns these
wordings, each by itself. Refuses what no tool can do (`plans/beyond.py`), and to touch a name that is not known.
"""

import re
import tomllib
from importlib.resources import files
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import is_thing, thing
from orchestrator.agent.language.numerals import number
from orchestrator.agent.language.spelling import Edit, apart
from orchestrator.agent.ledger.showing import root_of
from orchestrator.agent.ledger.table import prompt_of
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt

ORDINAL: Final = re.compile(
    r"第(?P<zh>[一二三四五六七八九十]|\d{1,2})[张幅](?:图片?|照片|画)?"
    r"|\bthe (?P<en>first|second|third|fourth|fifth) (?:one|picture|image|photo)\b",
    re.IGNORECASE,
)
PUT: Final = re.compile(
    r"[放贴加移搬合](?:到|进|在|入)|\b(?:put|place|paste|insert|add|copy|move|bring|set)\b", re.IGNORECASE
)
STYLES: Final = ("watercolor", "oil painting", "pixel art", "ink drawing")
ADD_BESIDE: Final = re.compile(
    r"^(?=(?:an?|some|two|three) [a-z][a-z -]+ "
    r"(?:next to|beside|in front of|behind|on|under|near|to the (?:left|right) of|above) "
    r"(?P<there>(?:the|him|her|it)(?: [a-z]+)?)[.!]*$)",
    re.IGNORECASE,
)
"""A new thing, told by where it stands to one that is there."""
IT_MOVES: Final = re.compile(
    r"\b(?:make|paint|turn) the (?P<what>[a-z]+) [^,.;]+?,? and (?:then )?(?:move|put|shift|place) (?P<it>it)\b",
    re.IGNORECASE,
)
SEVERAL: Final = re.compile(
    r"^(?:make|give me|paint|show me|i want)?(?: it in| this in)? ?(?P<n>[234]|two|three|four)"
    r"(?: versions?| pictures| of (?:it|this))?(?: of (?:it|this))?,? "
    r"(?:each )?in (?:an?other |different |various )?(?:a different )?styles?[.!]*$"
    r"|^(?:用|以|换)?(?P<zh>[两二三四234])种(?:不同的?)?(?:风格|画风)(?:各|分别)?(?:来|画|给我|做|出)?"
    r"(?:一张|各一张|一版|看看)*[。.!！]*$",
    re.IGNORECASE,
)
REMOVED: Final = re.compile(
    r"^(?P<wish>(?:please )?(?:remove|delete|erase|take out|get rid of|take away) the (?P<what>[a-z]+)) "
    r"(?:next to|beside|behind|in front of|near|under|by|on|left of|right of) the (?P<there>[a-z]+)[.!]*$",
    re.IGNORECASE,
)
"""A thing that goes, told by where it stands to one that stays."""
BECOMES: Final = re.compile(
    r"^(?:(?:please|now|can you|could you|and|but|no),? )*"
    r"(?:(?:make|turn) (?:it|that|this|him|her) (?:into )?|(?:it|that|this|he|she) (?:should|must|has to|needs to) be )"
    r"an? (?P<new>[a-z]+(?: [a-z]+)?)(?: instead| now| please)*[.!]*$",
    re.IGNORECASE,
)
"""The one thing that is there, as another one."""
ORIGINAL: Final = re.compile(
    r"\b(?:the|my) original(?: (?:one|picture|photo|image|shot))?(?! (?:size|colou?rs?|prompt|style))\b"
    r"|我?的?原(?:片|图|照片?|来(?:的那[张个]|的(?=$|[吧。!！])))(?!的)",
    re.IGNORECASE,
)
THIS: Final = re.compile(r"\b(?:this|the current|the new) one\b|现在(?:的)?这[张版]|这[张版]", re.IGNORECASE)
HELD: Final = re.compile(
    r"\b(?:side by side|next to each other|compare|difference|back|return|revert|restore)\b"
    r"|比|并排|对照|[换变退]回|回到|恢复",
    re.IGNORECASE,
)
BACK: Final = re.compile(r"^(?:(?:再|请|还是)*(?:[换变退]回|恢复)(?:成|到)?)(?=#)")
EN_PLACES: Final = ("first", "second", "third", "fourth", "fifth")
OPPOSED: Final = "opposite"
OPPOSITE: Final = {
    "亮": "暗", "暗": "亮", "黑": "亮", "艳": "淡", "鲜艳": "淡", "饱和": "淡", "淡": "鲜艳", "灰": "鲜艳",
    "冷": "暖", "暖": "冷", "黄": "冷", "红": "冷", "蓝": "暖", "绿": "暖",
}  # fmt: skip
Table = tuple[tuple[re.Pattern[str], str], ...]
_TABLES: Final = tomllib.loads(
    files("orchestrator.agent").joinpath("wordings/everyday.toml").read_text(encoding="utf-8")
)
NEW, CHANGED, CHINESE, OF_THINGS = (
    tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _TABLES[name])
    for name in ("new", "changed", "chinese", "things")
)


def everyday(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of such words: of each kind the first that is said."""
    prompt = _shown(task)
    whole = _in_styles(words, task) or _by_handle(words, task) or _beside_original(words, task)
    if whole:
        return whole
    if HAN.search(words):
        return _of_things(words, prompt, lexicon) or _first(words, CHINESE)
    return apart(_first(words, NEW) + (_upon(words, prompt, lexicon) if task.focus is not None else []))


def _beside_original(words: str, task: AgentTask) -> list[Edit]:
    """The picture that the one in focus began with, and that one, where the two are held against each other."""
    found, focus = ORIGINAL.search(words), task.focus or ""
    root = root_of(task, focus) if focus in {image.handle for image in task.images} else focus
    if found is None or root == focus or not HELD.search(words):
        return []
    edits: list[Edit] = [(*found.span(), root)]
    if back := BACK.search(f"{words[: found.start()]}#"):
        return [(0, back.end(), "回到"), *edits]
    if (this := THIS.search(words)) is not None:
        edits.append((*this.span(), focus))
    return sorted(edits)


def _by_handle(words: str, task: AgentTask) -> list[Edit]:
    """Pictures by their handles, where a thing of one is put into another."""
    pictures = [image.handle for image in task.images if image.kind != "mask"]
    if not PUT.search(words) or len([*ORDINAL.finditer(words)]) != len("ab"):
        return []
    told = ((found, _place(found)) for found in ORDINAL.finditer(words))
    edits = [(*found.span(), pictures[at - 1]) for found, at in told if 0 < at <= len(pictures)]
    return edits if len(edits) == len("ab") else []


def _place(found: re.Match[str]) -> int:
    return int(number(found["zh"])) if found["zh"] else EN_PLACES.index(found["en"].lower()) + 1


def _first(words: str, table: Table) -> list[Edit]:
    for pattern, read in table:
        if found := pattern.search(words):
            return [(*found.span(), _opposite(found) if read == OPPOSED else found.expand(read))]
    return []


def _opposite(found: re.Match[str]) -> str:
    return f"{found.groupdict().get('at') or ''}{OPPOSITE[found['how']]}一点"


def _upon(words: str, prompt: Prompt | None, lexicon: Lexicon) -> list[Edit]:
    edits = _first(words, CHANGED)
    if edits or prompt is None:
        return edits
    if (found := ADD_BESIDE.match(words)) and _is_there(found["there"], prompt, lexicon):
        return [(0, 0, "add ")]
    if (found := BECOMES.match(words)) and len(prompt.subjects) == 1 and _is_one(found["new"], lexicon):
        return [(0, found.start("new"), f"replace the {prompt.subjects[0].what} with a ")]
    if (found := REMOVED.match(words)) and all(thing(found[name], prompt, lexicon) for name in ("what", "there")):
        return [(found.end("wish"), len(words), "")]
    if (found := IT_MOVES.search(words)) and thing(found["what"], prompt, lexicon):
        return [(*found.span("it"), f"the {found['what']}")]
    return []


def _is_one(said: str, lexicon: Lexicon) -> bool:
    """Whether that is another thing, and no hour, weather, place or style."""
    heard = lexicon.heard(said.lower())
    return is_thing(said, lexicon) and not any(heard[slot] for slot in ("style", "time", "weather", "setting"))


def _is_there(said: str, prompt: Prompt, lexicon: Lexicon) -> bool:
    one = len(prompt.subjects) == 1
    return one if said.lower() in {"him", "her", "it"} else thing(said, prompt, lexicon) is not None


def _of_things(words: str, prompt: Prompt | None, lexicon: Lexicon) -> list[Edit]:
    for pattern, read in OF_THINGS:
        found = pattern.search(words) if prompt else None
        if found is None or prompt is None:
            continue
        there, adds = thing(found["what"], prompt, lexicon), read.startswith("再加")
        if (is_thing(found["what"], lexicon) and there is None) if adds else there is not None:
            return [(*found.span(), found.expand(read))]
    return []


def _in_styles(words: str, task: AgentTask) -> list[Edit]:
    """Versions in styles that nobody names, as ones that the model of pictures draws."""
    found = SEVERAL.match(words.strip()) if task.focus is not None else None
    if found is None:
        return []
    count = int(number((found["n"] or found["zh"]).lower()))
    names = [f"one in {style}" for style in STYLES[:count]]
    return [(0, len(words), f"{', '.join(names[:-1])} and {names[-1]}")]


def _shown(task: AgentTask) -> Prompt | None:
    image = next((one for one in task.images if one.handle == task.focus and one.kind != "mask"), None)
    return prompt_of(image) if image else None
