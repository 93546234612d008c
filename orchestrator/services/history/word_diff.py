"""Two texts as runs of words that are the same, removed or added. Chinese counts by characters. Pure."""

import difflib
import re
from typing import Final

from orchestrator.services.history.diff_views import WordView

WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\s,\u3400-\u9fff]+|,")


def word_diff(a: str, b: str) -> tuple[WordView, ...]:
    """What turns text `a` into text `b`, in reading order."""
    one, two = WORD.findall(a), WORD.findall(b)
    runs: list[WordView] = []
    for tag, i, j, k, n in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(WordView(text=_joined(one[i:j]), op="same"))
            continue
        if j > i:
            runs.append(WordView(text=_joined(one[i:j]), op="removed"))
        if n > k:
            runs.append(WordView(text=_joined(two[k:n]), op="added"))
    return tuple(runs)


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" ,", ",")
