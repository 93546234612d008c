"""Expressions that a small model was not taught, read as ones that it was; what is quoted stays as it was typed.

"Portrait format" became a style, and a gap of 20 pixels a width. Owns them: the format of a picture, a triptych, the
gap between pictures. Refuses whole sentences: what is to be done with the rest of the words is the model's to tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.sizes import TIMES, many, times_in
from orchestrator.agent.language.spelling import Edit
from orchestrator.agent.language.words import normalise
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.agent.reading.crowd import fewer
from orchestrator.agent.task import AgentTask
from orchestrator.domain.language import HAN
from orchestrator.domain.rewrite import COURTESY, FUNCTION_CHARACTERS, FUNCTION_WORDS, TOKEN
from tools.base import ToolError

Format = Literal["3:4", "4:3", "16:9", "9:16", "square"]
UPRIGHT, WIDE = "portrait|upright|vertical", "landscape|horizontal"
RATIO: Final = r"(?:16 ?[:：比] ?9|9 ?[:：比] ?16|4 ?[:：比] ?3|3 ?[:：比] ?4|1 ?[:：比] ?1)(?![\d:：])"
PICTURE: Final = r"(?:picture|image|photo|painting|canvas|drawing)\b"
VERSION: Final = (
    r"version(?=(?: of (?:it|this|that))?(?: (?:too|as well|please|now|instead))*(?:,? for\b|\s*[,.;!?]|\s*$))"
)
FORMAT: Final = re.compile(
    r"(?:,? ?\b(?:not|instead of|rather than))?(?:,? ?\b(?:in|into|to|as|with))?(?: ?\b(?:an?|the))? ?\b"
    rf"(?:(?P<kind>{UPRIGHT}|{WIDE}|square)[ -](?:format|orientation|aspect(?: ratio)?|{VERSION})\b"
    rf"|(?P<wide>(?:wide|widescreen|panoram(?:a|ic)|banner)[ -](?:format|aspect(?: ratio)?|{VERSION})|widescreen)\b"
    rf"|(?P<square>square)(?= {PICTURE})|(?P<ratio>{RATIO})(?:[ -](?:format|aspect(?: ratio)?|ratio)\b)?)"
    r"|(?<=\bit )(?P<bare>portrait|landscape)(?= ?[.!]*$)"
    r"|[,，、]? ?(?:不要|不是|别)?(?:[改变做换转调弄画裁]成?|用|要)?"
    r"(?P<zh>竖(?:版|图|幅|构图|向构图)|横(?:版|图|构图|向构图))(?: ?[34][:：比][34])?的?(?:格式|画幅|版式)?(?:好?吗)?"
    rf"|[,，、]? ?(?:[改变做换转调弄画裁]成?|用|按|要)?(?P<also>{RATIO}|正方形(?=的?(?:图|画|照片|构图|版|格式)))"
    "的?(?:格式|画幅|版式|比例|构图)?",
    re.IGNORECASE,
)
"""Which way a picture is longer."""
SIZE: Final = re.compile(
    r",? ?(?:\b(?:in|at|size|sized|as) )*(?<![A-Za-z\d#.])(?P<width>\d{3,4}) ?[x×*] ?(?P<height>\d{3,4})(?!\d)"
    r"(?: ?(?:px|pixels?|像素))?(?![A-Za-z])",
    re.IGNORECASE,
)
"""How large a new picture is to be."""
CROPPING: Final = re.compile(r"\b(?:crop|cut|trim)|[裁剪]", re.IGNORECASE)
ASKED: Final = re.compile(
    r"^(?:is|are|was|were|isn't|does|did|has|which)\b|^(?!.*(?:能|可以|好)).*(?:吗|是不是)", re.IGNORECASE
)
"""Who says so wants to know it, and nothing done."""
DENIED: Final = re.compile(
    r"\b(?:not|no|never|without|instead of|rather than)\b|n't\b|(?<![能可])不|(?<![分特])别|没", re.IGNORECASE
)
"""What stands before a format that is not wanted."""
NEAR: Final = 40
"""Characters in which it does."""
CLAUSE: Final = re.compile(r"[,;.，；。]|\bbut\b|而")
SILENT: Final = (
    (FUNCTION_WORDS - {"another", "back"})
    | {"crop", "convert", "use", "two", "three"}
    | {*"图片照张幅画裁成版不别没二两三四可以能"}
)
"""Words that change nothing about a picture but its format."""
PANELS: Final = {"triptych": 3, "diptych": 2, "三联画": 3, "双联画": 2}
PANEL: Final = r"(?:\b(?:into|as|in|to) )?\ba (?P<kind>triptych|diptych)\b(?: (?:of|from|with|out of)\b)?"
MAKE: Final = r"(?:\b(?:make|create|build|do|give me|show me|show|arrange|turn|put|combine) )?"
THEM: Final = r"(?:it|this|them|(?:all of )?(?:these|those)|(?:these|the last) (?:two|three)(?: pictures| images)?)"
MADE: Final = r"(?:[做拼组合]{1,2}成?|来)?(?:一?[个幅张])?(?P<zh>三联画|双联画)"
SPOKEN_OF: Final = re.compile(rf"{MAKE}{PANEL}|{MADE}", re.IGNORECASE)
"""Pictures side by side, by their number: of those that are named."""
TRIPTYCH: Final = re.compile(
    rf"^(?:please |can you |could you )?{MAKE}(?:{THEM} )?{PANEL}(?: {THEM})?"
    r"(?=(?:,? please)?[.!]*$|,? (?:and )?then |,? with a gap\b)"
    rf"|^请?[把将用]?(?:[这那]|最后|它们)?[三两23]?[张幅]?(?:图片|照片|图)?{MADE}(?=[.。!！]*$|[,，]?(?:然后|再|接着|中间))",
    re.IGNORECASE,
)
"""The same of the last ones: a whole wish, with nothing said of what they show."""
GAP: Final = re.compile(
    r",? ?(?:\b(?:(?P<no>without|no)|with|and|leave|leaving)\b ?)?(?:\ban?\b ?)?(?:\b(?:small|white)\b ?)?"
    r"(?:\b(?:gap|space|spacing|distance|margin)\b(?: ?\bof\b)? ?(?P<after>\d{1,3}) ?(?:px|pixels?)\b"
    r"|\b(?P<before>\d{1,3}) ?(?:px|pixels?)(?: wide)? ?"
    r"(?:(?:gap|spacing|apart)\b|(?:of )?(?:gap|space|distance)\b(?= between)))"
    r"(?: ?\bbetween (?:them|both|the two|the pictures)\b)?"
    r"|[,，]? ?(?:中间|之间)?(?:相?[隔距空留]开?出?|间[隔距]为?|缝隙为?) ?"
    r"(?P<zh>\d{1,3}) ?个?(?:px|像素)的?(?:间[隔距]|空[隙白]|缝隙)?"
    r"|[,，]? ?(?:中间|之间)?(?P<also>\d{1,3}) ?个?(?:px|像素)的?(?:间[隔距]|空[隙白]|缝隙)",
    re.IGNORECASE,
)
"""What stands between pictures that are put beside each other."""


SAYS_SIZE: Final = re.compile(r"\d|倍|一半|\b(?:twice|double|times|half)\b", re.IGNORECASE)
"""An answer that says another size than was said before."""
SIDE: Final = {
    "左侧": "左边",
    "左面": "左边",
    "右侧": "右边",
    "右面": "右边",
    "上方": "上面",
    "下方": "下面",
    "底下": "下面",
}
BESIDE: Final = re.compile(rf"{HANDLE.pattern} ?的?(?P<zh>{'|'.join(SIDE)})")
OVER: Final = re.compile(rf"{HANDLE.pattern} (?P<over>over) {HANDLE.pattern}", re.IGNORECASE)
"""Where one picture is put to another, by words that it was taught no such way."""
BLURRED: Final = re.compile(r"(?<=[^\s，,的])模糊掉(?!的)")
"""Read as the contrary: the blur of a picture shall go."""


@dataclass(frozen=True, slots=True)
class Asides:
    """What is said beside a wish that the model need not read: how far apart, which way longer, how many times as
    large, and how large a new picture shall be."""

    gap: int | None = None
    format: Format | None = None
    times: float | None = None
    size: tuple[int, int] | None = None


def phrased(words: str, task: AgentTask, lexicon: Lexicon) -> list[Edit]:
    """What is read in place of such expressions; only they are touched, for the rest may be another wish."""
    heard = lexicon.heard(words)
    edits = [] if heard["nouns"] else [*_panels(words, task)]
    if heard["layouts"] or edits:
        edits += [(*found.span(), "") for found in _gaps(words) if _may(task, _wide(found))]
    factors = [] if heard["nouns"] or len([*TIMES.finditer(words)]) > 1 else times_in(words)
    edits += [(*found.span(str(found.lastgroup)), "2") for found in factors]
    edits += [] if heard["layouts"] else [*fewer(words, task.tools)]
    edits += [(*found.span("zh"), SIDE[found["zh"]]) for found in BESIDE.finditer(words)]
    edits += [(*found.span("over"), "above") for found in OVER.finditer(words) if not heard["layouts"]]
    edits += [(*found.span(), "变模糊") for found in BLURRED.finditer(words)]
    edits += [(*found.span(), "") for found in SIZE.finditer(words) if task.focus is None]
    wished = {found.start() for found in formats(words)}
    alone = not heard["layouts"] and not tells(FORMAT.sub("", words))
    if not alone and CROPPING.search(words):
        wished = set()  # a cut to a format, which it was taught
    for found in FORMAT.finditer(words) if wished or not alone else ():
        if found.start() not in wished:
            edits += [(*found.span(), "")] if DENIED.search(found[0]) else []
        else:
            edits.append((_said(found), found.end(), _format(found)) if alone else (*found.span(), ""))
    return sorted(edits)


def asides(*texts: str) -> Asides:
    """What `texts`, as they were typed, say beside; the last counts, as in "from portrait to landscape format"."""
    lines = [normalise(text) for text in texts]
    gaps = [_wide(found) for line in lines for found in _gaps(line)]
    shapes = [_format(found) for line in lines for found in formats(line)]
    sized = lines[-1:] if lines and SAYS_SIZE.search(HANDLE.sub("", lines[-1])) else lines
    times = [many(found) for line in sized for found in times_in(line) if len([*TIMES.finditer(line)]) == 1]
    sizes = [(int(found["width"]), int(found["height"])) for line in lines for found in SIZE.finditer(line)]
    last = (sizes[-1] if sizes else None, shapes[-1] if shapes else None, times[-1] if times else None)
    return Asides(gaps[-1] if gaps else None, last[1], last[2], last[0])


def formats(words: str) -> list[re.Match[str]]:
    """The formats that are wished for."""
    if ASKED.search(words):
        return []
    before = ((found, words[max(_said(found) - NEAR, 0) : _said(found)]) for found in FORMAT.finditer(words))
    return [found for found, clause in before if not DENIED.search(CLAUSE.split(clause)[-1])]


def tells(words: str) -> bool:
    """Whether they say anything but that something is to be done to a picture."""
    silent = SILENT | COURTESY | FUNCTION_CHARACTERS
    return any(token.lower() not in silent and not token.isdigit() for token in TOKEN.findall(words))


def _said(found: re.Match[str]) -> int:
    """Where the format itself begins, behind what leads to it."""
    return found.start(str(found.lastgroup))


def _format(found: re.Match[str]) -> Format:
    said = re.sub("[：比]", ":", found[str(found.lastgroup)].lower()).replace(" ", "")
    if said in {"square", "1:1", "正方形"}:
        return "square"
    if found.lastgroup == "wide":
        return "16:9"
    named = next((one for one in get_args(Format) if one == said), None)
    return named or ("3:4" if said in UPRIGHT.split("|") or said.startswith("竖") else "4:3")


def _gaps(words: str) -> Iterator[re.Match[str]]:
    return (found for found in GAP.finditer(words) if not found["no"])


def _wide(found: re.Match[str]) -> int:
    return int(found[str(found.lastgroup)])


def _may(task: AgentTask, gap: int) -> bool:
    """Whether there may be so much between two pictures; else it stays in the words."""
    joining = next((spec for spec in task.tools.values() if spec.joins is not None), None)
    try:
        return joining is None or bool(joining.validate({"gap": gap}))
    except ToolError:
        return False


def _panels(words: str, task: AgentTask) -> Iterator[Edit]:
    chinese = HAN.search(words) is not None
    if len(set(HANDLE.findall(words))) > 1 and (found := SPOKEN_OF.search(words)):
        yield (*found.span(), "并排" if chinese else "put side by side" if not found.start() else "side by side")
    elif found := TRIPTYCH.search(words):
        count = PANELS[str(found[str(found.lastgroup)]).lower()]
        last = "把最后{}张并排" if chinese else "put the last {} pictures side by side"
        if sum(image.kind != "mask" for image in task.images) >= count:
            yield (*found.span(), last.format({2: ("two", "两"), 3: ("three", "三")}[count][chinese]))
