"""One thing of a picture made larger or smaller: "make the cat half as big", 猫画小一点.

A small model made the whole picture half as big. Owns these wordings and the look that the thing takes of them: how
many times it is told by no painter. Refuses the parts of things, and pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.named import is_thing, thing
from orchestrator.agent.language.sizes import GROWN
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt, Subject

WHAT: Final = r"(?P<what>(?:(?:only|just) )?(?:the|that|this|these|those|my|his|her|our|their) [a-z][a-z -]{1,40}?)"
PART: Final = r"(?:half|(?:(?:one|a) )?(?:third|quarter)|0?\.\d+ ?(?:x|times)|[1-9]\d? ?(?:%|percent))"
TIMES: Final = (
    r"(?:twice|double|triple|thrice|(?:\d+(?:\.\d+)?|two|three|four|five|six|ten) ?(?:x|times)|\d{3} ?(?:%|percent))"
)
WIDTH: Final = r"(?:big|large|tall|high|wide|long|small|little)"
MORE: Final = (
    rf"(?:(?:{PART}|{TIMES}|much|a bit|a little(?: bit)?|a lot|slightly|somewhat|way|even|far|still) )*"
    r"(?:bigger|larger|taller|higher|wider|longer|smaller|shorter|narrower|tinier)\b"
)
HOW: Final = (
    rf"(?P<how>(?:{PART}|{TIMES})(?: as {WIDTH}\b(?: again\b)?"
    r"| (?:of )?(?:the|its|their) (?:\w+ )?(?:size|height|width)\b)"
    rf"|{MORE})"
)
MADE: Final = re.compile(
    rf"\b(?:make|draw|paint|render|let|have|scale|show|want|need|like) {WHAT}"
    rf" (?:to )?(?:be |become |look |appear )?{HOW}"
    rf"|\b{WHAT.replace('what', 'it')} (?:should|shall|must|could|has to|needs to) (?:be|become|look|get)"
    rf" {HOW.replace('how', 'so')}"
    rf"|\b{WHAT.replace('what', 'one')} (?:is|are|looks?)(?: \w+)? too (?P<too>big|large|tall|high|small|little)\b",
    re.IGNORECASE,
)
"""A thing that is made so; there need be no other in the picture."""
SCALED: Final = re.compile(
    r"\b(?P<how>shrink|enlarge|grow|downsize|magnify|blow up|scale (?:up|down)|halve|double|triple|reduce|increase"
    r"|(?:scale|resize)(?=.* (?:up|down|by|to)\b))(?P<of> the (?:size|height|width) of)? "
    rf"{WHAT}(?:'s size| in size)?(?P<way> up\b| down\b)?"
    rf"(?P<by> (?:by|to) (?:a factor of )?(?:{PART}|{TIMES}|\w+)(?: (?:its|the) (?:\w+ )?size)?)?"
    r"(?=$|[.,;!?]| (?:and|then|please|but)\b)",
    re.IGNORECASE,
)
"""What is said of pictures, too: it is about a thing where that is one of several."""
NUMBER: Final = r"[\d.一二两三四五六七八九十]+"
AMOUNT: Final = f"(?:了?(?:一?[点些]|[许很]多|{NUMBER}倍|一半|二分之一|[三四]分之一|百分之{NUMBER}|{NUMBER} ?[%％]))?"
WHAT_ZH: Final = "(?P<what>[^，,。；;！!？?、把将让]{1,12}?)(?:的(?:大小|尺寸|个头))?"
ENDS: Final = "[吧呢啊了]?(?=$|[，,。；;！!？?])"
MOVED_ZH: Final = re.compile(
    "[，,](?:再|并|然后|把|将|它|他|她)*(?:往|向|朝|放|移|挪|摆|靠|站)[动到在去]?(?:画面|图片?|照片)?的?最?"
    "(?P<side>左|右|正?中)[边侧面间央]?(?:去|[移挪靠放站](?:一?[点些]|过去)?|一?[点些])?(?=$|[，,。；;！!？?])"
)
"""Where the thing stands then, said right behind it."""
PLACES: Final = {"左": "on the left", "右": "on the right"}
MADE_ZH: Final = re.compile(
    rf"(?:[把将让]|使)?{WHAT_ZH}[都也要再应该可以请]*(?:[画变弄改做调搞](?:得|成|到)?)(?:更|再|稍微|稍|略微?)?"
    rf"(?P<how>(?:原来的)?(?:一半|二分之一|[三四]分之一|{NUMBER}倍)?(?:大小|[大小高矮]){AMOUNT}"
    rf"|(?:原来的)?(?:一半|二分之一|[三四]分之一|{NUMBER}倍)){ENDS}"
    "|(?:[把将让])?(?P<one>[^，,。；;！!？?、把将让]{1,12}?)(?:画得)?(?:有点儿?)?太(?P<too>[大小高矮])"
    "(?:了?[，,；;](?:要|请|再|把它|它|应该|可以|稍微|画|变|改|弄|缩|放)*[大小高矮]一?(?:点点?|些)(?:吧|就好|就行)?(?=$|[，,。；;！!？?]))?"
)
SCALED_ZH: Final = re.compile(
    rf"(?:[把将让]|使)?{WHAT_ZH}[都也要再应该可以请]*(?P<how>(?:放大|缩小|扩大|增大|加高)(?:到|成|为)?(?:原来的)?{AMOUNT}"
    rf"|缩(?:到|成|为)(?:原来的)?{AMOUNT}|[大小高矮](?:一?[点些]|一[半倍])){ENDS}"
    rf"|(?:只|仅|单独)?(?P<so>放大|缩小)(?:一下)?(?P<it>[^，,。；;！!？?、到成为\d]{{1,12}}?){AMOUNT}{ENDS}"
)
GROWS: Final = re.compile(
    r"\b(?:bigger|larger|taller|higher|wider|longer|enlarge|grow|magnify|blow|double|triple|increase|up)\b|[放扩增加]",
    re.IGNORECASE,
)
SHRINKS: Final = re.compile(
    r"\b(?:small|smaller|little|shorter|narrower|tinier|shrink|downsize|halve|reduce|down)\b"
    rf"|(?<![\w.]){PART}|[小矮缩]|一半|分之一",
    re.IGNORECASE,
)
TALL: Final = re.compile(r"\b(?:tall|taller|high|higher|height)\b|高", re.IGNORECASE)
MEASURED: Final = re.compile(
    rf"\b(?:make|resize|scale|shrink|enlarge|have|set|want|need) {WHAT} (?:(?:to|be|at|by) )*"
    r"\d+ ?(?:px|pixels?|[x×] ?\d)"
    rf"|(?:[把将让]|使)?{WHAT_ZH.replace('what', 'it')}(?:放大|缩小|缩放|调整|[改变设])?[到成为]? ?\d+ ?(?:像素|px)",
    re.IGNORECASE,
)
AND: Final = re.compile(r" and |[和与跟、]")
LOOKS: Final = 6
"""That a thing can have."""
SIZES: Final = frozenset({"small", "little", "tiny", "big", "large", "huge", "tall", "short", "wide", "narrow"})
FURTHER: Final = {"small": "tiny", "big": "huge", "tall": "very tall"}
"""What a thing becomes that is so already."""


@dataclass(frozen=True, slots=True)
class Resized:
    """Things of a picture, the look that they take, and the words for that; `surely` where no picture can be meant."""

    things: tuple[Subject, ...]
    look: str
    words: str
    surely: bool
    where: str = ""
    """The place it goes to."""


def resized(words: str, prompt: Prompt, lexicon: Lexicon) -> Resized | None:
    """The things of `prompt` that `words` make larger or smaller."""
    for found, surely in _told(words):
        named = [thing(one, prompt, lexicon) for one in AND.split(_named(found))]
        things = tuple(one for one in named if one is not None)
        if len(things) == len(named):
            moved = MOVED_ZH.match(words, found.end())
            said = words[found.start() : moved.end() if moved else found.end()].strip()
            where = PLACES.get(moved["side"], "in the middle") if moved else ""
            return Resized(things, _look(found), said, surely or bool(moved) or len(prompt.subjects) > 1, where)
    return None


def sizes_one(words: str, lexicon: Lexicon) -> bool:
    """Whether `words` speak of the size of a thing, also of one that nobody said is there, or in pixels."""
    measured = MEASURED.finditer(words)
    return any(is_thing(_named(found), lexicon) for found in (*(one for one, _ in _told(words)), *measured))


def resizing(words: str, prompt: Prompt, lexicon: Lexicon) -> dict[str, Any] | None:
    """The patch on `prompt` for that; None where nothing of it would change."""
    wish = resized(words, prompt, lexicon)
    if wish is None:
        return None
    new = {one: _with_look(one, wish) for one in wish.things}
    if all(one.attributes == other.attributes for one, other in new.items()):
        return None
    things = (new.get(one, one) for one in prompt.subjects)
    return {"subjects": [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in things]}


def _with_look(one: Subject, wish: Resized) -> Subject:
    look = FURTHER[wish.look] if wish.look in one.attributes else wish.look
    looks = [*(other for other in one.attributes if other not in SIZES), look]
    where = wish.where or one.where
    return one.model_copy(update={"attributes": tuple(looks[-LOOKS:]), "where": where, "source": wish.words[:200]})


def _told(words: str) -> Iterator[tuple[re.Match[str], bool]]:
    patterns = ((MADE_ZH, True), (SCALED_ZH, False)) if HAN.search(words) else ((MADE, True), (SCALED, False))
    for pattern, surely in patterns:
        yield from ((found, surely) for found in pattern.finditer(words))


def _named(found: re.Match[str]) -> str:
    parts = found.groupdict()
    return parts["what"] or parts.get("it") or parts.get("one") or ""


def _look(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if parts.get("too"):
        return "big" if SHRINKS.search(parts["too"]) else "small"
    said = " ".join(parts[name] for name in ("how", "so", "of", "way", "by") if parts.get(name)).replace("大小", "")
    grows = GROWN.search(said.lower()) or GROWS.search(said) or not SHRINKS.search(said)
    return "small" if not grows else "tall" if TALL.search(said) else "big"
