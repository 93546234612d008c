"""Room that a new picture shall leave for words: "leave space at the top for text", with empty space on the left.

A small model painted leaves and a text there, or cut the picture in half. Owns these wordings and the phrase of a
prompt that they come to. Refuses pictures that are there: there a place can be painted over.
"""

import re
from typing import Final

from orchestrator.agent.language.spelling import Edit
from orchestrator.domain.prompt import Phrase, Prompt

ROOM: Final = re.compile(
    r"(?:,? ?\b(?:and|but|with|please|also))*,? ?(?:\b(?:leave|leaving|keep|keeping|have|having|with) (?:me |us )?)?"
    r"(?:\b(?:some|enough|a bit of|a little|plenty of|lots of|an?|the) )*\b"
    r"(?:(?:empty|free|blank|clear|white|extra|copy) )*"
    r"(?:space|room)\b(?P<at> (?:at|on|in|along|above|below)(?: the)?"
    r" (?:top|bottom|left|right|middle|cent(?:re|er)|sky|side)"
    r"(?: side| half| third)?)?(?P<use> (?:for|to (?:add|put|write)) (?:(?:the|my|our|some|a) )*"
    r"(?:text|title|words|writing|lettering|headline|caption|copy|logo|details|date|names?)(?: (?:later|on it))?)?",
    re.IGNORECASE,
)


EMPTY: Final = re.compile(
    r"(?:,? ?\b(?:and|but|with|please|also|leave|leaving))*,? ?"
    r"(?:\b(?:some|lots of|plenty of|a lot of|much|enough) )?\b"
    r"empty (?:sky|space|room|area)\b(?P<at> (?:at|on|in|along|above|below)(?: the)? (?:top|bottom|left|right|middle)"
    r"(?: side| half| third)?)?"
    r"|[,，]?(?:(?P<zat>[左右上下])[边面方]|中间|周围)?多?留(?:点|些|一[点些])?(?:空白|白|空间|空地)(?:[放写][^,，。]{1,4})?",
    re.IGNORECASE,
)
SIDES: Final = {"左": " on the left", "右": " on the right", "上": " at the top", "下": " at the bottom"}


def room_in(words: str, *, new: bool) -> tuple[Phrase | None, list[Edit]]:
    """The room that is to be left, and the words without that; `new`: there is no picture that could be changed."""
    found = next((one for one in ROOM.finditer(words) if one["use"]), None) or EMPTY.search(words) if new else None
    if found is None or not words.replace(found[0], "").strip(" .,!，。"):
        return None, []
    at = found["at"] or SIDES.get(found.groupdict().get("zat") or "", "")
    return Phrase(text=f"empty space{at}", source=found[0].strip(" ,.，。")[:200]), [(*found.span(), "")]


def with_room(prompt: Prompt, room: Phrase | None) -> Prompt:
    """`prompt` leaving it, where nothing else is said of its composition."""
    return prompt if room is None or prompt.composition else prompt.model_copy(update={"composition": room})
