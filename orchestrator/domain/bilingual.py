"""A stretch of Chinese taken apart into words that have English names: prompts are English, whoever looks for them.

Owns the taking apart: the longest word first, and what only joins them passed over. Refuses a stretch of which any part
has no name: half of what was asked for would be found for the whole.
"""

from collections.abc import Collection, Mapping
from typing import Final

Names = Mapping[str, Collection[str]]
"""What Chinese words are called in English; most have one name."""
JOINING: Final = frozenset("的了在里上下中边旁和与跟着有是一两二三几个只条张座栋朵棵匹辆艘位名")
"""Particles, places and counts around a name: 一只狗在海滩上."""


def in_english(run: str, names: Names) -> list[tuple[str, ...]]:
    """The names of each word in `run`, in order; none unless all of it is known."""
    found: list[tuple[str, ...]] = []
    longest = max(map(len, names), default=0)
    at = 0
    while at < len(run):
        word = next((run[at:end] for end in range(min(len(run), at + longest), at, -1) if run[at:end] in names), None)
        if word is not None:
            found.append(tuple(names[word]))
        elif run[at] not in JOINING:
            return []
        at += len(word or run[at])
    return found
