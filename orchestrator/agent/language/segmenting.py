"""Which Chinese characters in a row may be the name of a thing, by where a dictionary of the language parts them.

A small model that may copy any characters painted 狗坐 for 让狗坐下. The dictionary is jieba's, with its parts of
speech. Owns what of these no name has. Refuses to say what a name means, and whether it is one that can be painted.
"""

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Final

import rjieba

OTHER: Final = frozenset({"v", "d", "p", "c", "r", "u", "uj", "ul", "uz", "ug", "uv", "y", "f", "df", "zg", "m", "q"})
"""Verbs, adverbs, numbers and what holds a sentence together: a name neither begins nor ends with one of these."""
OWN: Final = ("绘本", "手办", "盲盒", "国潮", "手账", "表情包", "国风", "二次元")
"""Words of pictures that it does not have."""
COLOURED: Final = "色白黑红黄蓝绿紫粉橙灰金银的"
"""What is told of a colour beside it."""
COINED: Final = 3
"""Characters from which a row of them that are no words is taken for a name that the dictionary does not have."""


def nameable(words: str, names: Collection[str]) -> frozenset[str]:
    """Those of `names`, parts of `words`, that begin and end where words do and are made of nouns and their looks."""
    if not names:
        return frozenset()
    told = list(_told(words))
    begins = {start: number for number, (start, _, _) in enumerate(told)}
    ends = {end: number for number, (_, end, _) in enumerate(told)}

    def fits(name: str) -> bool:
        at = words.find(name)
        while at >= 0:
            first, last = begins.get(at), ends.get(at + len(name))
            if first is not None and last is not None and _is_name(told[first : last + 1]):
                return True
            at = words.find(name, at + 1)
        return False

    return frozenset(name for name in names if fits(name))


def within_a_name(words: str, at: int, nouns: Collection[str]) -> bool:
    """Whether the character at `at` is no colour but part of a noun: 绿 of 绿洲, and not that of 绿树, where 树 is one
    of `nouns`."""
    for start, end, kind in _told(words):
        if start <= at < end:
            rest = words[start:at] + words[at + 1 : end]
            return bool(rest) and kind.startswith("n") and not {rest, *rest} & {*nouns, *COLOURED}
    return False


def _is_name(parts: list[tuple[int, int, str]]) -> bool:
    """Whether these words, one behind the other, are a name."""
    lengths = [end - start for start, end, _ in parts]
    if len(parts) >= COINED and set(lengths) == {1}:
        return True
    kinds = [kind for _, _, kind in parts]
    if set(lengths) == {1} and kinds[0].startswith("nr"):  # as people and places are called
        return True
    inside = all(kind not in OTHER for kind, length in zip(kinds, lengths, strict=True) if length > 1)
    return inside and kinds[0] not in OTHER and kinds[-1] not in OTHER


@cache
def _dictionary() -> rjieba.Jieba:
    known = rjieba.Jieba()
    for word in OWN:
        known.add_word(word, None, "n")
    return known


@lru_cache(maxsize=16)
def _parted(words: str) -> tuple[tuple[str, str], ...]:
    return tuple(_dictionary().tag(words, hmm=False))  # without guesses: what it does not know stays single characters


def _told(words: str) -> Iterator[tuple[int, int, str]]:
    """Where each word begins and ends, and its part of speech."""
    at = 0
    for word, kind in _parted(words):
        yield at, at + len(word), kind
        at += len(word)
