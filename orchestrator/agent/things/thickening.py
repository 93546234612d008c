"""More or less of the weather that is there: 雾太大了,淡一些, "the rain should be heavier", "less snow".

A small model took the colours out of the whole picture. Owns these wordings and the weather they come to. Refuses
less of what the picture is not told to have, and wishes in which more is said.
"""

import re
from typing import Any, Final

from orchestrator.domain.language import HAN
from orchestrator.domain.prompt import Prompt

LEVELS: Final = {
    "fog": ("light fog", "fog", "thick fog"),
    "rain": ("light rain", "rain", "heavy rain"),
    "snow": ("light snow", "snow", "heavy snow"),
    "wind": ("light wind", "wind", "strong wind"),
    "cloudy": ("a few clouds", "cloudy", "thick clouds"),
}
"""Little, some and much of it."""
CALLED: Final = {
    "fog": "[大薄]?雾气?|fog|mist|haze", "rain": "[大小]?雨水?|rain", "snow": "[大小]?雪|snow(?:fall)?",
    "wind": "[大小]?风|wind", "cloudy": "云[层彩朵]?|clouds?",
}  # fmt: skip
WHAT: Final = "|".join(f"(?P<{name}>{said})" for name, said in CALLED.items())
LESS_ZH: Final = "[淡小少薄弱轻稀]"
MORE_ZH: Final = "[浓大多厚强重密]"
BIT: Final = "(?:一?点点?儿?|一?些|很多|得多)?"
CHINESE: Final = re.compile(
    f"(?:[把将让请]|帮我|画面|图里)*(?:{WHAT})(?:下得|有点儿?|有些|是|也|还|显得|感觉|能不能|可以|要)*"
    f"(?:(?:太|过于?)(?:(?P<was_much>{MORE_ZH})|(?P<was_little>{LESS_ZH}))了?"
    f"(?:[,，](?:再|要|请|把它|它|调|弄|改|变|稍微|更)*(?:{LESS_ZH}|{MORE_ZH}|减|加|增){BIT}[小少弱大多强]?{BIT})?"
    f"|(?:再|更|要|下得?|刮得?|稍微|变|弄|调|画|得)*(?:(?P<less>减?{LESS_ZH})|(?P<more>[加增]?{MORE_ZH})){BIT})[吧呢啊]?[。.!！]*"
)
FEW: Final = r"(?:a (?:little |tiny )?bit |a little |much |a lot |slightly |even |some )?"
THE: Final = re.sub(r"\?P<(\w+)>", r"?P<the_\1>", WHAT)
ENGLISH: Final = re.compile(
    r"(?:the [a-z]+ one |(?:in )?#\d+ )?"
    r"(?:(?:please|can you|could you|now|but|and|i want|i'd like|make it|make|with|have|add|it needs|needs|even)[, ]+)*"
    rf"(?:{FEW}(?:(?P<less>less|lighter|thinner)|(?P<more>more|thicker|heavier|denser)) (?:of the )?(?:{WHAT})"
    rf"|the (?:{THE}) (?:(?:is|should be|could be|to be|looks?|be) )*"
    rf"(?:{FEW}(?:(?P<thinner>lighter|thinner|weaker|less(?: thick| heavy| dense)?)"
    r"|(?P<thicker>heavier|thicker|denser|stronger))"
    r"|(?:way |far |much |a bit )?too (?:(?P<much>thick|heavy|dense|strong|much)|(?P<little>thin|light|weak))))"
    r"(?:,? please)?[.!]*",
    re.IGNORECASE,
)


def thickened(words: str, prompt: Prompt) -> dict[str, Any] | None:
    """The patch on `prompt` that such words come to; None where they say anything else."""
    found = (CHINESE if HAN.search(words) else ENGLISH).fullmatch(words.strip())
    if found is None:
        return None
    said = {name.removeprefix("the_"): one for name, one in found.groupdict().items() if one}
    name = next(one for one in LEVELS if one in said)
    levels = LEVELS[name]
    there = prompt.weather.text if prompt.weather else ""
    less = bool({"less", "thinner", "much", "was_much"} & said.keys())
    if there not in {name, *levels}:
        return None if less else {"weather": {"text": name, "from": words.strip()[:200]}}
    at = levels.index(there) if there in levels else 1
    new = levels[max(at - 1, 0) if less else min(at + 1, len(levels) - 1)]
    return None if new == there else {"weather": {"text": new, "from": words.strip()[:200]}}
