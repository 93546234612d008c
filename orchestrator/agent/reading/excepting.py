"""What is to stay as it is while everything else changes: "blur everything but the house", 除了房子其他都变暗.

A small model blurred the house. Owns these wordings, the thing that is spared in them, and what is read in their place:
the whole picture. Refuses wishes to find, to remove and to keep only, which are about the thing itself.
"""

import re
from typing import Final

from orchestrator.agent.language.lexicon import Lexicon, tokens
from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.language import HAN

ALL: Final = (
    r"\b(?:everything|all of it|(?:all )?the rest|the (?:whole|entire|rest of the) (?:picture|image|scene)|all)\b"
    r"(?: else)?"
)
BUT: Final = r",? (?:except(?:ing)?(?: for)?|apart from|other than|besides|excluding|(?P<but>but)(?: not)?) "
SHALL: Final = r"(?P<shall> (?:should|shall|to|must|needs to) (?:be|become|look))?"
ENGLISH: Final = re.compile(
    rf"(?P<all>{ALL})(?P<how>(?: [^,.;]{{2,40}}?)?)(?P<spared>{BUT}(?P<name>[^,.;!?]+))", re.IGNORECASE
)
AROUND: Final = re.compile(
    r"(?P<all>\b(?:everything|all|(?:the )?background|the (?:area|part|rest|surroundings?)))"
    r"(?P<spared> (?:that is |which is )?(?:behind|around|surrounding|in front of) (?P<name>[^,.;!?]+))"
    r"|把?(?:(?P<of>#[1-9]\d*)(?:里面?|中)?的?)?(?P<zh>[^，,。把#\d]{1,8}?)(?:后面|周围|四周|身后|以外)的?(?:背景|东西|地方|部分|画面|一切)",
    re.IGNORECASE,
)
"""All around a thing is all but that."""
FIRST: Final = re.compile(
    rf"^(?P<spared>(?:please )?(?:except(?: for)?|apart from|other than) (?P<name>[^,;]{{2,40}}),) "
    rf"(?:.{{0,20}}?)(?P<all>{ALL}){SHALL}",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    r"把?(?:除了?(?P<name>[^，,。把都]{1,12}?)(?:以外|之外|外)?|(?P<bare>[^，,。把都]{1,12}?)(?:以外|之外))[，,]?的?"
    r"(?:请?(?:把|将))?(?:(?:其他|其它|其余|别的|剩下|所有|一切|整个)的?)?(?:东西|地方|部分|区域|画面|内容)?[都全]{1,2}部?"
)
COLOURED: Final = re.compile(
    r"^(?:(?:please|make it so|keep|leave|have|i want|show),? )*(?:only|just) "
    r"(?P<name>(?:the|my|his|her) [a-z ]{2,30}?) (?:(?:should )?(?:be|stays?|remains?|is|keeps?|left) )?"
    r"(?:(?:in|with) )?(?:its |their )?(?:full )?colou?r(?:s|ed)?"
    r"(?:,? (?:and |with |while )?(?:make |turn )?(?:everything else|all else|the rest)(?: of (?:it|the picture))?"
    r"(?: (?:in|to|should be|turns?|is|goes|shall be))*(?: (?:black[ -]and[ -]white|b&w|gr[ae]y(?:scale)?))?)?[.!]?$",
    re.IGNORECASE,
)
COLOURED_ZH: Final = re.compile(
    r"^(?:请|我想|让)?[只仅](?:有|让|把|给)?(?P<name>[^，,。把都只]{1,8}?)(?:保留|留着|保持|留下|是|有|的)*"
    r"(?:彩色|颜色|色彩|上色)的?(?:保留)?(?:[，,](?:其[他它余]的?|别的|剩下的?|背景)?(?:东西|部分|地方|画面)?(?:都|全部?)*"
    r"(?:[变改转调]成?|是|为|用)?(?:黑白|灰色|灰度)的?)?[吧。!！]*$"
)
"""One thing that keeps its colours."""
GREY, GREY_ZH = "make the whole picture black and white", "把整张图变黑白"
ADJUSTED: Final = re.compile(
    r"\b(?:blur|darken|brighten|lighten|sharpen|desaturate|gr[ae]y|black and white|darker|brighter|blurry|blurred)\b"
    "|模糊|虚化|[调变]?[暗亮]|黑白|灰",
    re.IGNORECASE,
)
"""Changes that are none of things."""
ABOUT_IT: Final = re.compile(
    r"\b(?:find|mark|mask|select|show|highlight|remove|delete|erase|clear|cut|crop|keep|isolate|get rid)\b"
    r"|\b(?:where|is|are|was)\b|[找标选圈删抠裁留]|去掉|去除|移除|不[需]?要|蒙版",
    re.IGNORECASE,
)
LEAD: Final = frozenset({"the", "a", "an", "my", "his", "her", "its", "their", "this", "that", "these", "those"})
LONGEST: Final = 4
"""Words of a name behind its article."""
HANDLE: Final = re.compile(r"m[1-9]\d*")
WHOLE, WHOLE_ZH = "the whole picture", "把整张图"


def spared(words: str, lexicon: Lexicon) -> tuple[str, list[Edit]]:
    """The thing that is spared, or the handle of a mask, and what is read in place of saying so; "" if nothing is."""
    if coloured := COLOURED_ZH.match(words) or COLOURED.match(words):
        name = coloured["name"]
        known = _told(name, lexicon) if HAN.search(words) else _named(name, lexicon) == name
        return (name, [(0, len(words), GREY_ZH if HAN.search(words) else GREY)]) if known else ("", [])
    if ABOUT_IT.search(words):
        return "", []
    if (around := AROUND.search(words)) and ADJUSTED.search(words):
        return _all_around(around, lexicon)
    if HAN.search(words):
        found = CHINESE.search(words)
        name = found and (found["name"] or found["bare"])
        if not found or not name or not (HANDLE.fullmatch(name) or _told(name, lexicon)):
            return "", []
        return name, [(*found.span(), WHOLE_ZH)]
    if first := FIRST.search(words):
        name = _named(first["name"], lexicon)
        edits: list[Edit] = [(*first.span("spared"), ""), _whole(first)]
        return (name, edits) if name == first["name"] else ("", [])
    found = ENGLISH.search(words)
    name = _named(found["name"], lexicon) if found else ""
    if not found or not name or (found["but"] and found["how"]):
        return "", []
    end = found.start("name") + len(name)
    shall = re.compile(SHALL).match(words, end)
    if shall and shall["shall"]:
        return name, [(found.start("all"), found.end("all"), f"make {WHOLE}"), (found.start("spared"), shall.end(), "")]
    return name, [(*found.span("all"), WHOLE), (found.start("spared"), end, "")]


def _all_around(found: re.Match[str], lexicon: Lexicon) -> tuple[str, list[Edit]]:
    if found["zh"]:
        whole = f"把{found['of']}" if found["of"] else WHOLE_ZH
        return (found["zh"], [(*found.span(), whole)]) if _told(found["zh"], lexicon) else ("", [])
    name = _named(found["name"], lexicon)
    end = found.start("name") + len(name)
    return (name, [(found.start("all"), end, WHOLE)]) if name else ("", [])


def _whole(found: re.Match[str]) -> Edit:
    """Everything as the whole picture: it "should be" so, or is made so."""
    if found["shall"]:
        return found.start("all"), found.end("shall"), f"make {WHOLE}"
    return (*found.span("all"), WHOLE)


def _told(name: str, lexicon: Lexicon) -> bool:
    heard = lexicon.heard(name)
    return bool(heard["nouns"]) or name in heard.names


def _named(said: str, lexicon: Lexicon) -> str:
    """The beginning of `said` that is the name of a thing: up to the first noun that is known, else one word."""
    words = said.split()
    led = 1 if words[0].lower() in LEAD else 0
    for end in range(led + 1, min(led + LONGEST, len(words)) + 1):
        last = " ".join(tokens(words[end - 1]))
        if HANDLE.fullmatch(last) or (last and lexicon.heard(last)["nouns"]):
            return " ".join(words[:end])
    return " ".join(words[: led + 1]) if led and len(words) > led else ""
