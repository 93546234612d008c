"""Which things of a picture a change leaves, and which it replaces: "replace the house with a castle", 再加两只天鹅.

A small model kept the house beside the castle, and put swans in the place of a campfire. Owns the words that tell.
Refuses to say anything of changes of looks.
"""

import re
from collections.abc import Collection
from typing import Final

from orchestrator.agent.lexicon import Heard
from orchestrator.agent.texts import INDEFINITE
from orchestrator.domain.language import HAN

OLD: Final = r"(?:the |my |that )?(?P<{}>[a-z][a-z -]{{1,30}}?)"
EXCHANGED: Final = (
    re.compile(
        rf"\b(?:replace|swap|exchange|substitute) {OLD.format('old')} (?:with|for|by) (?P<new>.{{2,40}})"
        rf"|\b(?:turn|change|transform|make|convert) {OLD.format('old2')} in?to (?P<new2>.{{2,40}})",
        re.IGNORECASE,
    ),
    re.compile("(?P<old>[^，,。；;把将]{1,10}?)(?:替?换成?|[变改][成为]|变作|替换[成为])(?P<new>[^，,。；;]{1,12})"),
)
GOES: Final = re.compile(
    r"\b(?:remove|delete|erase|without|no|not|rid|lose|drop|instead|rather|replace|swap|change|turn|away|only|just|out|take)\b"
    r"|n't\b|[换变改去删除没别移擦]|不要|代替|只[要有留]",
    re.IGNORECASE,
)
"""What may be said where a thing goes."""

MORE: Final = re.compile("[多加添冒飘]|再[画来]|出现")
"""What is said in Chinese where something comes that needs no number: 烟囱冒点烟."""


def exchanged(words: str, heard: Heard, there: Collection[str]) -> str | None:
    """The thing of those that are `there` in the place of which another one is asked for."""
    found = EXCHANGED[HAN.search(words) is not None].search(words)
    if found is None:
        return None
    parts = {name.rstrip("2"): part for name, part in found.groupdict().items() if part}
    old, new = (heard.lexicon.heard(parts[name])["nouns"] for name in ("old", "new"))
    gone = old & {*there}
    return min(gone) if len(gone) == 1 and new - gone - {*there} else None


def only_adds(words: str, heard: Heard, there: Collection[str]) -> bool:
    """Whether `words` speak of a new thing, of none that is there, and of nothing that goes."""
    new = bool(heard["counts"]) or bool(INDEFINITE & {*words.lower().split()}) or MORE.search(words) is not None
    return new and bool(heard["nouns"]) and not heard["nouns"] & {*there} and GOES.search(words) is None
