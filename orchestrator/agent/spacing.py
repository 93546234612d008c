"""Room that a new picture shall leave for words: "leave space at the top for text", with empty space on the left.

A small model painted leaves and a text there, or cut the picture in half. Owns these wordings and the phrase of a
prompt that they come to. Refuses pictures that are there: there a place can be painted over.
"""

import re
from typing import Final

from orchestrator.agent.spelling import Edit
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


def room_in(words: str, *, new: bool) -> tuple[Phrase | None, list[Edit]]:
    """The room that is to be left, and the words without that; `new`: there is no picture that could be changed."""
    found = next((one for one in ROOM.finditer(words) if one["use"]), None) if new else None
    if found is None or not words.replace(found[0], "").strip(" .,!"):
        return None, []
    return Phrase(text=f"empty space{found['at'] or ''}", source=found[0].strip(" ,.")[:200]), [(*found.span(), "")]


def with_room(prompt: Prompt, room: Phrase | None) -> Prompt:
    """`prompt` leaving it, where nothing else is said of its composition."""
    return prompt if room is None or prompt.composition else prompt.model_copy(update={"composition": room})
