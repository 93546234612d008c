"""One plain colour in place of what is behind a thing: "make the background white", 换成白底.

Owns these wordings. Refuses backgrounds that would have to be painted, and wishes in which more is said.
"""

import re
from typing import Final

COLOURS: Final = {
    "white": "白", "grey": "灰", "gray": "灰", "black": "黑", "red": "红", "orange": "橙", "yellow": "黄",
    "green": "绿", "turquoise": "青", "blue": "蓝", "purple": "紫", "pink": "粉", "brown": "棕",
    "light grey": "浅灰", "light gray": "淡灰", "dark grey": "深灰", "dark gray": "暗灰", "light blue": "浅蓝",
    "pale blue": "淡蓝", "dark blue": "深蓝", "beige": "米色",
}  # fmt: skip
NAMED: Final = {"gray": "grey", "light gray": "light grey", "dark gray": "dark grey", "pale blue": "light blue"}
"""Colours that have another name."""
PLAIN: Final = r"(?:(?:plain|pure|solid|clean|simple|completely|all|flat|uniform) )*"
COLOUR: Final = rf"{PLAIN}(?P<{{}}>{'|'.join(COLOURS)})"
CHINESE: Final = f"(?:{'|'.join(sorted({*COLOURS.values()}))})"
MADE: Final = (
    r"(?:(?:make|turn|set|change|replace|swap|paint)\s+)?(?:the|its)\s+background(?:\s+(?:of|in)\s+(?P<of>#[1-9]\d*))?\s+"
    rf"(?:(?:with|to|into|for|by|be|in)\s+)?(?:an?\s+)?{COLOUR.format('made')}(?:\s+(?:one|background|colou?r))?"
)
PUT: Final = (
    r"(?:put|place|show|set|i (?:want|need))\s+(?:it|this|the (?P<thing>[a-z]{2,20}))\s+"
    rf"(?:in|on|onto|against|with|in front of)\s+(?:an?\s+)?{COLOUR.format('put')}"
    r"(?:\s+(?:background|backdrop|one|instead))*"
)
RID: Final = (
    r"(?:get rid of|remove|delete|erase|lose|drop|take (?:out|away)|cut (?:out|away)) (?:the|its) background"
    r"(?:,? and|[,.;])? ?(?:(?:i (?:want|need)|i'd like"
    r"|(?:make|turn)(?= it (?:plain|pure|white|black|gr[ea]y))|have|put|set|replace"
    r"|leave|just)\b"
    r"(?: (?:it|that))?(?: (?:to be|to|with|in|on))? )?"
    rf"(?:an? )?{COLOUR.format('rid')}(?: (?:one|background|backdrop|instead))*"
)
BARE: Final = rf"(?:(?:on|with|give (?:it|this))\s+)?(?:an?\s+)?{COLOUR.format('bare')}\s+(?:background|backdrop)"
BECOMES: Final = (
    "(?:把|将)?(?:(?P<zh>#[1-9]\\d*)的?)?背景(?:换|改|弄|变|做|设|调|涂|处理)?[成为]?(?:一?个)?(?:纯|全|干净的?)*"
    rf"(?P<becomes>{CHINESE})色?的?(?:背景)?"
)
GROUND: Final = rf"(?:换|改|弄|做|变|要|配|用)?[成个为]?(?:纯|全)?(?P<ground>{CHINESE})色?的?(?:底|背景)(?:图|色)?"
BACKED: Final = re.compile(
    rf"(?:(?:please|now|ok|and|can you|could you),? )*(?:{MADE}|{PUT}|{RID}|{BARE}|{BECOMES}|{GROUND})"
    r"(?:,? please)?[.!。！吧]*",
    re.IGNORECASE,
)


def backdrop_in(words: str) -> tuple[str, str, str] | None:
    """The colour that is to be behind what a picture shows, the thing, and the picture if it has a handle; if nothing
    else is said."""
    found = BACKED.fullmatch(words.strip())
    if found is None:
        return None
    said = next(found[name] for name in ("made", "put", "rid", "bare", "becomes", "ground") if found[name]).lower()
    colour = next(english for english, chinese in COLOURS.items() if said in {english, chinese})
    return NAMED.get(colour, colour), found["thing"] or "", found["of"] or found["zh"] or ""
