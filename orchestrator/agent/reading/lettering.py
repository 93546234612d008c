"""Words that shall be read in the picture: a poster with the words "JAZZ AT NINE", 加上标题“夏夜之声”.

A small model painted a night in place of "SUMMER NIGHT". Owns what is in quotes behind a word for it, and how it comes
into a prompt or a change of one, letter by letter, capitals too. Refuses quotes that nothing calls lettering.
"""

import re
from typing import Any, Final

from orchestrator.agent.grammar.texts import COLOURS
from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Phrase, Prompt

QUOTED: Final = (
    r"[\"“”「『‘'](?P<text>(?:[^\"“”「『」』’']|(?<=[A-Za-z])[’'](?=[A-Za-z])){1,80}?)(?:[\"“”」』]|[’'](?![A-Za-z]))"
)
NAMED: Final = r"(?:words?|lines?|text|title|headline|caption|lettering|letters|slogan|label|inscription|name|writing)"
NAMES: Final = (
    rf"(?:(?:second |third |other |new |small |large )*{NAMED}"
    r"(?: (?:underneath|below|above|on it|at the (?:top|bottom)))?)"
)
SAYS: Final = r"(?:says?|saying|reads?|reading)"
SIDE: Final = r"(?:top|bottom|middle|cent(?:re|er)|sky|left|right)"
CORNERS: Final = (
    r"(?:(?:top|bottom|upper|lower) (?:left|right)|(?:left|right) (?:top|bottom|upper|lower))(?: (?:hand )?corner)?"
)
PLACE: Final = rf"(?P<place> (?:on (?:top|it)|across it|(?:at|on|in|along|across) the {SIDE}))?"
INK: Final = (
    "(?:bold|white|black|red|blue|green|yellow|golden|gold|pink|orange|purple|silver|dark|light"
    "|big|large|small|bigger|larger|smaller|huge|tiny)"
)
INKED: Final = (
    rf"(?P<how>(?:,? (?:and )?(?:in )?{INK}\b(?:(?: and)? {INK}\b)*)+"
    r"(?: (?:letters|type|print|text|font|lettering)\b)?)"
)
CORNER: Final = rf"(?P<place> (?:on (?:top|it)|across it|(?:at|on|in|along|across) the (?:{CORNERS}|{SIDE})\b))"
SAID_BEHIND: Final = re.sub(r"P<\w+>", ":", rf"{INKED}|{CORNER}")
BEHIND: Final = rf"(?:{INKED}|{CORNER})*"
"""How they look and where they stand, in any order."""
ENGLISH: Final = re.compile(
    r"(?:,? ?\b(?:and|with|that|which|it|also|add|write|put|give it|place|insert|include))*,? ?\b"
    rf"(?:(?:the|an?|another) {NAMES}(?: (?:that )?{SAYS})?|{NAMES}|{SAYS}|write|titled|captioned"
    r"|(?:rather |actually )*(?:call|name) it|labell?ed)(?: is|:)? ?"
    rf"{QUOTED}{BEHIND}",
    re.IGNORECASE,
)
CALLED: Final = (
    rf"(?:(?:,? ?\b(?:and|also|now|please|then))*,? ?\b(?:(?:write|letter|print)(?: (?:the )?{NAMED})?"
    rf"|(?:add|put|place|with|print|has|have|having) (?:(?:the|a) )?{NAMED}|the (?:word|words|text|name|title|letters)"
    r"|says?|saying|reads|titled|captioned)(?: is|:)? )"
)
SHOUTED: Final = re.compile(
    rf"{CALLED}(?P<text>(?-i:[A-Z][A-Z0-9'’&!-]+(?: [A-Z0-9][A-Z0-9'’&!-]*){{0,7}}))(?=$|[ ,.;!?]){BEHIND}",
    re.IGNORECASE,
)
"""Capitals in words that do not shout otherwise."""
SPELT: Final = re.compile(
    r"(?:(?:,? ?\b(?:and|also|now|please|then|can you|could you))*,? ?\b"
    rf"(?:write|(?:add|put|place|print) (?:the )?{NAMED}) (?!(?:it|that|this|them|down|about|something|everything|in|on"
    r"|out|what|how|why|my|your|his|her|our|their|some|any|code|an?|the|of|for|to|at|under|over|below|above|there|here|smaller"
    r"|bigger|larger|from|with|and|is|should|back|a|more|less|text|words?)\b)"
    rf"(?:the {NAMED} )?(?P<text>[a-z0-9][\w'’&-]*(?: (?!(?:in|on|at|across|along)\b)[\w'’&!-]+){{0,5}})"
    rf"(?={SAID_BEHIND}){BEHIND})(?=$|[ ,.;!?])",
    re.IGNORECASE,
)
"""The same of ordinary letters, where it is said how they look or where they stand."""
LETTERS: Final = re.compile(
    r"\b(?:(?:the|those|these|that|this) )?(?:letters?|lettering|text|title|words?|writing|font|headline|caption)\b",
    re.IGNORECASE,
)
SIZED: Final = {
    "too big": "small", "too large": "small", "too small": "big", "smaller": "small", "bigger": "big", "larger": "big",
}  # fmt: skip
SIZES: Final = frozenset({"small", "big", "large", "huge", "tiny"})
LOOK: Final = re.compile(
    rf"\b({'|'.join(SIZED)}|(?:dark|light|bright)(?= )|{'|'.join(sorted(COLOURS))}|gold|bold)\b", re.IGNORECASE
)
MAKING: Final = re.compile(
    r"\b(?:is|are|be|should|must|and|but|also|make|turn|paint|them|it|a bit|a little|much|please|can you"
    r"|could you|now|in|to|want|i|have)\b",
    re.IGNORECASE,
)
TOLD: Final = re.compile(
    r"(?P<words>the words “.*”)(?: in (?P<how>[a-z ]*?) ?letters)?(?P<place> (?:at|on|in|across) .*)?"
)
"""Lettering as it stands in a prompt."""
AT: Final = {
    "左上角": "in the upper left corner", "右上角": "in the upper right corner", "左下角": "in the lower left corner",
    "右下角": "in the lower right corner", "最上面": "at the top", "最下面": "at the bottom", "正中间": "in the middle",
    "上面": "at the top", "上方": "at the top", "顶部": "at the top", "顶上": "at the top", "下面": "at the bottom",
    "下方": "at the bottom", "底下": "at the bottom", "底部": "at the bottom", "中间": "in the middle",
    "正中央": "in the middle",
}  # fmt: skip
"""Where they shall stand."""
INKS: Final = {
    "白": "white", "黑": "black", "红": "red", "金": "golden", "蓝": "blue", "绿": "green", "黄": "yellow",
    "粉": "pink", "橙": "orange", "紫": "purple", "银": "silver", "灰": "grey",
}  # fmt: skip
INK_ZH: Final = rf"(?:(?P<#>[{''.join(INKS)}])色?)"
CLOSED: Final = r"(?=$|[，,。.!！])"
LOOKED: Final = (
    rf"(?:[，,]?(?:要|用|得|字体?|颜色|文字|都|是|为|选)*{INK_ZH.replace('#', 'ink2')}字?的?"
    rf"(?:字体?)?(?:就好|吧)?{CLOSED}"
    rf"|[，,]?(?:请|并|把它|字)*[放写摆置加]?[在到于]?(?:图片?|画面|照片)?的?(?P<at2>{'|'.join(AT)}){CLOSED})*"
)
"""How the words look, and where they stand, behind them."""
CHINESE: Final = re.compile(
    rf"[，,]?(?:在?(?:图片?|画面|照片)?(?P<at>{'|'.join(AT)})|并且?|再|然后|还有|在图片?上"
    r"|图片?上|请|帮我)*"
    r"(?:加[上个入]?|写[上着个]?|印[上着]?|配[上]?|带有?|题[上]?|有|用|标题?[是为]?|上书)*(?:一[个行句])?的?"
    rf"(?:{INK_ZH.replace('#', 'ink')}的?(?:字体?)?(?:写[上着]?)?)?"
    rf"(?:{QUOTED.replace('text', 'before')}(?:这?[一两三四五六七八九十几]个)?(?:大|小)?(?:字样?|文字|标题)"
    r"|(?:(?:主|副|大|小)?标题|文字|字样?|字幕|题字|标语|口号|名字|大字|写[着个]?|写上|印[着上])[为是：: ]*"
    rf"{QUOTED}(?:的?(?:字样|文字|大字|标题|几个字|字))?){LOOKED}"
)

BARE: Final = re.compile(
    "(?:(?:写|印|题)[上着](?:几个|一行|一句)?(?:大?字|文字|标题)?|加[上个]?(?:一[行句])?(?:文字|标题|字幕))[:： ]*"
    f"(?P<text>(?:(?![的字名题期话]|内容|什么|东西){HAN.pattern}){{2,12}}?)(?:[吧呢]|就好|就行)?(?=$|[,，。!！])"
)
"""The same without quotes: what is to be written ends the clause."""

MOST_TOLD: Final = 12
"""Characters of an answer that is nothing but what shall be written; words, in English, half as many."""
WISHING: Final = re.compile(
    r"[,，;；?？#]|^[把将拼改换变画加去删放缩裁转调不没算先回退撤]|一[点些下]|第.张|[这那]张|[吗吧呢]$"
    r"|^(?:no|never|undo|make|put|add|crop|remove|delete|turn|rotate|show|the|it|nothing|forget|what|how|why|as)\b",
    re.IGNORECASE,
)
"""What tells that it is none."""


def lettered(words: str) -> tuple[Phrase | None, list[Edit]]:
    """The words that shall be read in the picture, and what was said without them."""
    found = (CHINESE if HAN.search(words) else ENGLISH).search(words) or ENGLISH.search(words)
    shouted = None if words.isupper() else SHOUTED.search(words) or SPELT.search(words)
    found = found or shouted or BARE.search(words)
    said = found and (found["text"] or found.groupdict().get("before") or "").strip()
    if found is None or not said:
        return None, []
    at = found.groupdict().get("at") or found.groupdict().get("at2")
    ink = found.groupdict().get("ink") or found.groupdict().get("ink2")
    place = f" {AT[at]}" if at else found.groupdict().get("place") or ""
    how = re.sub(r"\W+", " ", found.groupdict().get("how") or "").removeprefix(" and").rstrip()
    how = re.sub(r" (?:in|letters|type|print|text|font|lettering)\b", "", how)
    how = f" {INKS[ink]}" if ink else how
    how = f" in{how} letters" if how else ""
    return Phrase(text=f"the words “{said}”{how}{place}", source=said), [(*found.span(), "")]


def lettering(words: str) -> Phrase | None:
    """`words`, all of which shall be read in the picture; None where they are rather another wish."""
    said = words.strip(" .。\"“”'‘’「」")
    long = len(said) > MOST_TOLD if HAN.search(said) else len(said.split()) > MOST_TOLD // 2
    if long or not said or WISHING.search(said):
        return None
    return Phrase(text=f"the words “{said}”", source=said)


def with_lettering(prompt: Prompt, letters: Phrase | None) -> Prompt:
    """`prompt` showing that."""
    return prompt if letters is None else prompt.model_copy(update={"lettering": letters})


def relettering(words: str, prompt: Prompt) -> dict[str, Any] | None:
    """The patch on `prompt` where `words` say no more than how its lettering shall look; None where they say more."""
    said, telling = prompt.lettering, LETTERS.search(words)
    whole = TOLD.fullmatch(said.text) if said else None
    looks = [found.lower() for found in LOOK.findall(words)]
    rest = re.sub(rf"{LETTERS.pattern}|{LOOK.pattern}|{MAKING.pattern}", " ", words, flags=re.IGNORECASE)
    if whole is None or telling is None or not looks or re.search(r"[a-z]", rest, re.IGNORECASE) or HAN.search(words):
        return None
    size = next((SIZED[look] for look in looks if look in SIZED), "")
    colour = " ".join(look for look in looks if look not in SIZED)
    had = (whole["how"] or "").split()
    kept = [look for look in had if (look in SIZES and not size) or (look not in SIZES and not colour)]
    how = " ".join(filter(None, [size, colour, *kept]))
    return {"lettering": {"text": f"{whole['words']} in {how} letters{whole['place'] or ''}", "from": words[:200]}}


def lettering_patch(letters: Phrase) -> dict[str, Any]:
    """A change that only writes."""
    return {"lettering": {"text": letters.text, "from": letters.source or letters.text}}
