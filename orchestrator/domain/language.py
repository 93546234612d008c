"""Which of the two spoken languages a text is in. Refuses more than that: it is a count of characters, no model."""

import re
from typing import Final, Literal

Language = Literal["en", "zh"]
HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
PLAIN: Final = str.maketrans("，；：！？（）", ",;:!?()")
"""Chinese punctuation as plain, character for character."""
WIDE: Final = str.maketrans(",;:!?()", "，；：！？（）")
"""The other way round."""
LATIN_WORD: Final = re.compile(r"[A-Za-z]+")


def spoken(text: str, before: Language = "en") -> Language:
    """`zh` when Chinese characters outweigh Latin words, else `en`; `before` where there are neither, as in *#2*."""
    chinese, latin = len(HAN.findall(text)), len(LATIN_WORD.findall(text))
    return before if chinese == latin == 0 else "zh" if chinese > latin else "en"
