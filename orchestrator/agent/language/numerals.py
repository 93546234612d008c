"""Numbers as people write them: in digits, and in English or Chinese words below a hundred or a thousand.

Owns reading them. Refuses to say what they count.
"""

from typing import Final

ONES: Final = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ENGLISH: Final = {
    **{word: at for at, word in enumerate(ONES.split("|"))},
    **{word: 10 * at for at, word in enumerate(TENS.split("|"), start=2)},
    "dozen": 12,
    "hundred": 100,
}
CHINESE: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2}
UNIT: Final = "[一二两三四五六七八九]"
NUMERAL: Final = (
    r"(?:(?<![A-Za-z0-9_#.])\d{1,4}(?:\.\d{1,2})?"
    rf"|\b(?:(?:{TENS})(?:[ -](?:{ONES}))?|{ONES}|dozen|hundred)\b"
    rf"|(?<![第零一二两三四五六七八九十百千万])(?:(?:{UNIT}百零?)?(?:{UNIT}?十{UNIT}?|{UNIT})|{UNIT}百))"
)
"""One of them; a handle, a place in a row and a part of a longer number are none."""


def number(said: str) -> float:
    """What `said`, a NUMERAL, comes to."""
    if said[0].isdigit():
        return float(said)
    if said[0] not in CHINESE and said[0] != "十":
        return sum(ENGLISH[word] for word in said.lower().replace("-", " ").split())
    hundreds, _, rest = said.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return (
        100 * CHINESE.get(hundreds, 0) + (10 * CHINESE.get(tens, 1) if ten else 0) + CHINESE.get(ones.lstrip("零"), 0)
    )
