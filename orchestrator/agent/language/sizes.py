"""Sizes as people say them: in pixels, by name, as a share of what is left, taken away or added.

Refuses to choose: what words may mean is listed, the model says which.
"""

import re
from collections.abc import Iterable
from typing import Final

from orchestrator.agent.language.numerals import NUMERAL, number

OTHERS: Final = r"(?i:dpi|ppi|[km]b|[cm]m|inch(?:es)?|megapixels?|mp)\b|厘米|毫米|英寸|兆"
"""Units of what is no side in pixels."""
FIGURE: Final = re.compile(
    rf"(?<![#@mM\d.:：之比])\d{{1,5}}(?!\d|\.\d|\s*(?:[:：%％]|比 ?\d|percent\b|per cent\b|{OTHERS})|[kK]\b"
    r"|\s*(?:times\b|[x×](?! ?\d)|倍))"
)
"""A number that is no handle, no share, no part of a ratio, no name of a size, and of no other unit or of times."""
THOUSANDS: Final = re.compile(r"(?<![#@mM\d.,:：])(\d),(?=\d{3}(?![\d,]))")
"""The comma of 1,920 behind its first digit."""
TURNED: Final = re.compile(
    r"\b(?:rotat\w+|turn(?:ed)?|spin)\b(?: it)?(?: by)? \d{1,3}\b(?! ?(?:px|pixels|%))", re.IGNORECASE
)
"""Degrees, said without the word."""
KNOWN: Final = {"4k": (3840,), "2k": (2048,), "8k": (7680,), "full hd": (1920, 1080), "全高清": (1920, 1080)}
"""Sizes that go by names."""
SHARE: Final = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:[%％]|percent\b|per cent\b)|百分之(\d{1,3})")
LEFT: Final = re.compile(r"(?:\bto|\bat|到|为|成)\s*$")
LESS: Final = re.compile(r"\s*(?:smaller|less|narrower|shorter|thinner)\b")
MORE: Final = re.compile(r"\s*(?:larger|bigger|more|wider|taller|higher|longer)\b")
TAKEN: Final = re.compile(
    r"(?:(?:shrink|reduce|decrease|down|downsize)\b[^,.;]*\bby|\bzoom out(?: by)?"
    r"|缩小|缩短|减小|减少|[小窄短矮])\s*$"
)
ADDED: Final = re.compile(
    r"(?:(?:enlarge|increase|grow|up|expand|widen)\b[^,.;]*\bby|\bzoom in(?: by)?"
    r"|放大|增大|增加|大|[再变更加拉][宽长高])\s*$"
)
"""What stands around a share of what is left, taken away and added."""
PARTLY: Final = re.compile(
    r"\b(?:shrink|reduce|decrease|down|downsize)\b[^,.;]*\bby (?:a|one) (?:third|quarter)\b"
    r"|\b(?:third|quarter) (?:smaller|less|narrower|shorter)\b"
    r"|(?:缩小|缩短|减小|减少|[小窄短矮])了?[三四]分之一"
)
"""A part in words that is taken away; "to a third" is what is left."""
GROWN: Final = re.compile(
    r"\b(?:enlarge|increase|grow|up|expand|widen)\b[^,.;]*\bby (?:a |one )?(?:half|third|quarter)\b"
    r"|\bhalf again as\b|\bhalf as (?:big|large|much|wide|tall|high|long) again\b"
    r"|\b(?:half|third|quarter) (?:larger|bigger|more|wider|taller|higher|longer)\b"
    r"|(?:放大|增大|加大|变大|大|[再变更加拉][宽长高])了?(?:一半|二分之一|[三四]分之一)"
)
"""A part in words that is added to the whole."""
OVER: Final = re.compile(r"1\.5|\band a half\b|倍半|一点五")
"""What says a part above the whole without adding it."""
UP: Final = r"\b(?:enlarge|upscale|scale|blow|magnify)\b(?:(?!down)[^,.;]){0,30}? (?:by (?:a factor of )?|to )?"
TIMES: Final = re.compile(
    rf"(?P<a>{NUMERAL})(?: ?[x×]| times)(?: as (?:large|big|wide|high|tall)\b(?! as an? | as the )"
    r"| (?:its|the) (?:\w+ )?size\b| (?:bigger|larger|wider|taller|higher)\b)"
    rf"|{UP}(?:(?P<b>{NUMERAL})(?: ?[x×]\b| times\b)|[x×](?P<c>\d{{1,3}})\b|"
    rf"(?:(?<=by )|(?<=factor of ))(?P<d>{NUMERAL})(?=[.!]?$))"
    rf"|(?:放大|扩大|变大|大)[^,，。；小亮暗]{{0,8}}?(?P<e>{NUMERAL}) ?倍|(?P<f>{NUMERAL}) ?倍(?:大|放大|大小|分辨率)",
    re.IGNORECASE,
)
"""How many times as large a picture is to be."""
TAUGHT: Final = (1, 1.5, 2, 4)
"""Those that a small model knows."""
FIGURES: Final = 8
"""Numbers in the words that are offered as sizes: of a page full of them, the first."""


def figures_in(words: str) -> tuple[int, ...]:
    """The sizes that `words` may say, in digits or by name."""
    plain = THOUSANDS.sub(r"\1", TURNED.sub(" ", words))
    named = (size for name, sizes in KNOWN.items() if name in words.lower() for size in sizes)
    return tuple(dict.fromkeys([*(int(figure) for figure in FIGURE.findall(plain)), *named]))[:FIGURES]


def times_in(words: str) -> list[re.Match[str]]:
    """Where `words` say that something is to be so many times as large, and a small model was not taught how many."""
    return [found for found in TIMES.finditer(words) if many(found) > 1 and many(found) not in TAUGHT]


def many(found: re.Match[str]) -> float:
    """How many times."""
    return number(found[str(found.lastgroup)])


def shares_in(words: str) -> tuple[int, ...]:
    """The percentages of a size that `words` may mean: "20 %" is said of what is left, taken away or added.

    "To" and "by" tell which, and so does "smaller" or "larger" behind it.
    """
    found: list[int] = []
    for share in list(SHARE.finditer(words.lower()))[:FIGURES]:
        before, behind = words[: share.start()].lower(), words[share.end() :].lower()
        said = int(share[1] or share[2])
        if LEFT.search(before):
            found.append(said)
        elif LESS.match(behind) or TAKEN.search(before):
            found.append(100 - said)
        elif MORE.match(behind) or ADDED.search(before):
            found.append(100 + said)
        else:
            found += [said, 100 - said, 100 + said]
    return tuple(dict.fromkeys(share for share in found if share > 0))


def parts_in(words: str, said: Iterable[int]) -> set[int]:
    """The percentages that are `said` in words such as "a third", as what is left of a size; the other way round where
    that part is taken away, with the whole where it is added, and above that only where the words say so."""
    parts, plain = {*said}, words.lower()
    if GROWN.search(plain):
        return {100 + min(parts)} if parts else parts
    if PARTLY.search(plain):
        return {33: {66}, 25: {75}}.get(min(parts, default=0), parts)
    return parts if OVER.search(plain) else {part for part in parts if part < 100}
