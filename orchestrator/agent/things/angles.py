"""Turns said in degrees, which a small model knows in quarters only: ten degrees became a half turn.

Owns which angles the words say, clockwise: what leans to the left is turned to the right. Refuses degrees of what
neither turns nor leans.
"""

import re
from itertools import islice
from typing import Final

from orchestrator.agent.language.numerals import NUMERAL, number
from orchestrator.agent.ledger.showing import HANDLE
from orchestrator.domain.language import HAN

QUARTERS: Final = {90.0: "right", 180.0: "half", 270.0: "left"}
"""What the picture's exact turns are called, by degrees clockwise."""
LEFT: Final = r"(?:anti|counter)[ -]?clockwise|(?:to|towards) the left|left(?:wards?)?\b|逆时针|[向往朝]?左"
RIGHT: Final = r"clockwise|(?:to|towards) the right|right(?:wards?)?\b|顺时针|[向往朝]?右"
SIDE: Final = re.compile(rf"(?P<left>{LEFT})|(?P<right>{RIGHT})", re.IGNORECASE)
CLOCK: Final = re.compile("clock|时针", re.IGNORECASE)
"""Which way beyond doubt: "the left one" is none."""
ANGLE: Final = re.compile(rf"(?P<minus>[-−]|minus )?(?P<n>{NUMERAL}) ?(?:°|degrees?\b|deg\b|度)", re.IGNORECASE)
STRAIGHTENING: Final = re.compile(
    r"\b(?:straighten(?: (?:out|up))?|level|fix|correct)\b|扶正|摆正|拉直|校正|弄正|转正|矫正|调正", re.IGNORECASE
)
TURNING: Final = re.compile(
    r"\b(?:rotat(?:e|ed|ion)|turn(?:ed)?(?!\b.*\binto\b)|spin|tilt|twist|straighten)\b|旋|转|扭|倾斜|扶正|摆正"
    "|clockwise|时针",
    re.IGNORECASE,
)
LEANING: Final = re.compile(
    r"\b(?:leans?|leaning|tilts)\b"
    r"|(?:\b(?:is|are|looks?)|'s)(?: \w+){0,2}? (?:tilted|tilting|slanted|crooked|skewed|off)\b|[歪斜倾]",
    re.IGNORECASE,
)
TURNED: Final = re.compile(r"\b(?:rotate|turn)\b|[旋转]")
"""What is to be done about what leans, in a clause of its own."""
DONE: Final = re.compile(r"[把将]")
"""What leans then is to: 把它倾斜5度."""
MOST: Final = 8
"""Angles that are read: a page full of them is no wish."""
PART: Final = re.compile(r"[,;!?，；。！？、:：]|\.(?!\d)|\b(?:and|then|but)\b|然后|接着|并|再")
"""Where the words for one turn end."""
AROUND: Final = re.compile(
    rf"{STRAIGHTENING.pattern}|{TURNING.pattern}|{LEANING.pattern}|{SIDE.pattern}|{ANGLE.pattern}|\bby\b|\bhorizon\b"
    "|\\b(?:direction|tilted|leaning|about|around|roughly|exactly|scan)\\b|方向|大约|大概|地平线|照片|图片|一点+|稍微|画面|地方|因为|[动约了]"
    "|\\b(?:crooked|slightly|a bit|a little)\\b",
    re.IGNORECASE,
)
"""All that is said around an angle."""


def angles(words: str) -> list[float | None]:
    """The turns that `words` say, clockwise in degrees; None for one of which they do not say which way."""
    found: list[tuple[bool, float | None]] = []
    all_said = list(islice(ANGLE.finditer(words), MOST))
    for said in all_said:
        start = max((part.end() for part in PART.finditer(words, 0, said.start())), default=0)
        end = next((part.start() for part in PART.finditer(words, said.end())), len(words))
        clause = words[start:end] if len(all_said) > 1 or TURNING.search(words[start:end]) else words
        leans = LEANING.search(clause) is not None and not (clause == words and TURNED.search(words))
        if HAN.search(clause) and DONE.search(clause) and not STRAIGHTENING.search(clause):
            leans = False
        again = bool(found) and HANDLE.search(clause) is not None  # rotate #1 by 5 degrees and #2 by 10
        if not leans and not TURNING.search(clause) and not again:
            continue
        sides = {side.lastgroup for side in SIDE.finditer(clause)}
        sides = {side.lastgroup for side in SIDE.finditer(clause) if CLOCK.search(side[0])} or sides
        by = number(said["n"]) * (-1 if said["minus"] else 1) * (-1 if "left" in sides else 1)
        found.append((leans, (-by if leans else by) if sides or not leans else None))
    turns = [by for leans, by in found if not leans]
    return turns or [by for _, by in found]  # who says how to turn it has said enough of how it leans


def around(words: str) -> str:
    """`words` without what says a turn by an angle."""
    return AROUND.sub(" ", words)


def otherwise(words: str) -> bool:
    """Whether they speak of a turn by no angle, too."""
    clauses = PART.split(words)
    told = [clause for clause in clauses if ANGLE.search(clause)]
    if len(told) == 1 and not TURNING.search(told[0]):
        return False  # turn it to the right, about 3 degrees
    rest = [clause for clause in clauses if not ANGLE.search(clause)]
    return any(SIDE.search(clause) or TURNING.search(STRAIGHTENING.sub(" ", clause)) for clause in rest)
