"""Words that shall be read in the picture: a poster with the words "JAZZ AT NINE", 加上标题“夏夜之声”.

A small model painted a night in place of "SUMMER NIGHT". Owns what is in quotes behind a word for it, and how it comes
into a prompt or a change of one, letter by letter. Refuses quotes that nothing calls lettering.
"""

import re
from typing import Any, Final

from orchestrator.agent.spelling import Edit
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Phrase, Prompt

QUOTED: Final = r"[\"“”「『‘'](?P<text>[^\"“”「」『』’']{1,80}?)[\"“”」』’']"
NAMES: Final = r"(?:words?|text|title|headline|caption|lettering|letters|slogan|label|inscription|name|writing)"
SAYS: Final = r"(?:says?|saying|reads?|reading)"
SIDE: Final = r"(?:top|bottom|middle|cent(?:re|er)|sky|left|right)"
PLACE: Final = rf"(?P<place> (?:on (?:top|it)|across it|(?:at|on|in|along|across) the {SIDE}))?"
ENGLISH: Final = re.compile(
    r"(?:,? ?\b(?:and|with|that|which|it|also|add|write|put|give it|place|insert|include))*,? ?\b"
    rf"(?:(?:the|a) {NAMES}(?: (?:that )?{SAYS})?|{NAMES}|{SAYS}|write|titled|captioned|labell?ed)(?: is|:)? ?"
    rf"{QUOTED}{PLACE}",
    re.IGNORECASE,
)
CHINESE: Final = re.compile(
    r"[，,]?(?:并且?|再|然后|还有|上面|下面|顶部|底部|中间|在图片?上|在上面|在下面|图片?上|请|帮我)*"
    r"(?:加[上个入]?|写[上着]?|印[上着]?|配[上]?|带有?|题[上]?|有|标题?[是为]?|上书)*(?:一[个行句])?的?"
    r"(?:(?:主|副)?标题|文字|字样?|字幕|题字|标语|口号|名字|大字|写着?|写上|印着)[为是：: ]*"
    rf"{QUOTED}(?:的?(?:字样|文字|大字|标题|几个字|字))?"
)


def lettered(words: str) -> tuple[Phrase | None, list[Edit]]:
    """The words that shall be read in the picture, and what was said without them."""
    found = (CHINESE if HAN.search(words) else ENGLISH).search(words) or ENGLISH.search(words)
    if found is None or not found["text"].strip():
        return None, []
    place = found.groupdict().get("place") or ""
    return Phrase(text=f"the words “{found['text'].strip()}”{place}", source=found["text"]), [(*found.span(), "")]


def with_lettering(prompt: Prompt, letters: Phrase | None) -> Prompt:
    """`prompt` showing that."""
    return prompt if letters is None else prompt.model_copy(update={"lettering": letters})


def lettering_patch(letters: Phrase) -> dict[str, Any]:
    """A change that only writes."""
    return {"lettering": {"text": letters.text, "from": letters.source or letters.text}}
