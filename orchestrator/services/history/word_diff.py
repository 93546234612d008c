"""Two texts as runs of words that stayed, went and came. Chinese counts by characters. Pure."""

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from threading import BoundedSemaphore
from typing import Final

from orchestrator.services.history.diff_views import Op, WordView

WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\s,\u3400-\u9fff]+|,")
WORDS: Final = 1000
"""Words of either text, apart from what is the same at both ends, that are compared one by one: half a second."""
AT_ONCE: Final = BoundedSemaphore(2)
"""Long texts are compared two at a time, so that others are served meanwhile."""


def word_diff(a: str, b: str) -> tuple[WordView, ...]:
    """What turns text `a` into text `b`, in reading order."""
    runs = groupby(_runs(WORD.findall(a), WORD.findall(b)), key=lambda run: run[0])
    joined = [(op, _joined([word for _, some in parts for word in some])) for op, parts in runs]
    return tuple(WordView(text=text, op=op) for op, text in joined)


def _runs(one: list[str], two: list[str]) -> Iterator[tuple[Op, list[str]]]:
    """What is the same at both ends first: most edits change one place."""
    head = _alike(one, two)
    tail = _alike(one[head:][::-1], two[head:][::-1])
    before, after = one[head : len(one) - tail], two[head : len(two) - tail]
    changes: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(before), 0, len(after))]
    if max(len(before), len(after)) <= WORDS:
        with AT_ONCE:  # words that come again and again are passed over (autojunk): with them the time is cubic
            changes = difflib.SequenceMatcher(None, before, after).get_opcodes()
    parts: list[tuple[Op, list[str]]] = [("same", one[:head])]
    for tag, i, j, k, n in changes:
        parts += [("same", before[i:j])] if tag == "equal" else [("removed", before[i:j]), ("added", after[k:n])]
    yield from (part for part in [*parts, ("same", one[len(one) - tail :])] if part[1])


def _alike(one: list[str], two: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" ,", ",")
