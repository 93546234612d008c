"""More or less of the weather that is there: "more snow", 雾淡一点.

A small model found nothing to change, or made the colours paler. Owns these wordings and the weather they come to.
Refuses weather that the picture does not show, and wishes in which more is said.
"""

import re
from typing import Any, Final

from orchestrator.agent.phrasing import tells
from orchestrator.agent.showing import HANDLE
from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt

KINDS: Final = {"snow": "snow", "rain": "rain", "fog": "fog", "mist": "fog", "雪": "snow", "雨": "rain", "雾": "fog"}
KIND: Final = rf"(?P<kind>{'|'.join(one for one in KINDS if one.isascii())})"
MORE, LESS = (
    "more|heavier|thicker|denser|deeper|stronger",
    "less|lighter|thinner|fainter|weaker|too much|too heavy|too thick",
)
HOW: Final = rf"(?:(?:even|much|a lot|a bit|a little|far|some) )*(?:(?P<more>{MORE})|(?P<less>{LESS}))"
ENGLISH: Final = re.compile(
    rf"(?<!no )(?<!not )\b{HOW} {KIND}\b"
    rf"|\b{KIND.replace('kind', 'of')} (?:(?:is|are|should|could|can|be|look|a bit|a little|much) )*"
    rf"(?:(?P<so>{MORE})|(?P<not>{LESS}))\b",
    re.IGNORECASE,
)
WISH: Final = re.compile(r"\b(?:needs?|use|fall(?:ing)?|there|deep|having|makes?)\b", re.IGNORECASE)
CHINESE: Final = re.compile(
    "(?:[把让将])?(?P<kind>[雪雨雾])(?:下得|再|更|要|可以|能不能|稍微|有点儿?|太)*"
    "(?:(?P<more>[大浓厚密多])|(?P<less>[小淡薄少轻]))了?"
    "(?:[,，](?:请|要|再|把它|稍微|能不能)*(?:(?P<so>[大浓厚密多])|(?P<not>[小淡薄少轻])))?(?:一?[点些])?[吧吗呢。.!！?？]*"
)
HEAVY, LIGHT, VERY = "heavy ", "light ", "very heavy "


def heavier(words: str, prompt: Prompt) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say something else."""
    chinese = HAN.search(words) is not None
    found = CHINESE.fullmatch(words.strip()) if chinese else ENGLISH.search(words)
    if found is None or prompt.weather is None:
        return None
    said = found.groupdict()
    kind = KINDS[(said["kind"] or said.get("of") or "").lower()]
    rest = WISH.sub(" ", HANDLE.sub(" ", words.replace(found[0], " ", 1)))
    had = prompt.weather.text
    if (
        had.split()[-1] != kind
        or (not chinese and tells(rest))
        or ("太" in found[0] and not (said["so"] or said["not"]))
    ):
        return None
    grows = bool(said["so"] or (said["more"] and not said["not"]))
    grown = VERY if had.startswith(HEAVY) else "" if had.startswith(LIGHT) else HEAVY
    text = f"{grown}{kind}" if grows else kind if had.startswith((HEAVY, VERY)) else f"{LIGHT}{kind}"
    return None if text == had else {"weather": {"text": text, "from": words.strip()[:200]}}
