"""The person's words as the language model sees them, and the contiguous pieces of them it may copy.

Owns normalising and cutting into atoms (a word, or one Chinese character). Refuses to read meaning into them.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from orchestrator.domain.language import HAN

LONGEST: Final = 1200
"""Characters of an utterance shown to the language model; of longer ones the beginning and the end."""
TAIL: Final = 300
JOINERS: Final = frozenset("'’-._")
"""May stand inside a word, not at its ends."""


def normalise(text: str) -> str:
    """One line, single spaces, no control characters or lone surrogates."""
    clean = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in text)
    return re.sub(r"\s+", " ", clean).strip()


def calm(text: str) -> str:
    """`text` in small letters if it shouts."""
    return text.lower() if text.isupper() else text


def shown(text: str) -> str:
    """`text` normalised, not shouting, and cut in the middle when it is longer than LONGEST."""
    line = calm(normalise(text))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - TAIL]} … {line[-TAIL:]}"


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece that is copied whole; `gap` is what stands between it and the next atom."""

    text: str
    gap: str


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM" and not HAN.match(char)


def atoms(words: str) -> list[Atom]:
    """Words and Chinese characters in order. Punctuation and spaces are gaps; those before the first are dropped."""
    pieces: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        start = position
        char = words[position]
        if HAN.match(char):
            position += 1
        elif _is_word(char) or (char == "#" and words[position + 1 : position + 2].isdigit()):
            position += 1
            while position < len(words) and (
                _is_word(words[position])
                or (words[position] in JOINERS and position + 1 < len(words) and _is_word(words[position + 1]))
            ):
                position += 1
        else:
            position += 1
            continue
        pieces.append((start, position))
    following = [*(start for start, _ in pieces[1:]), len(words)]
    return [Atom(words[start:end], words[end:after]) for (start, end), after in zip(pieces, following, strict=False)]


def find_span(words: str, copy: str) -> str | None:
    """`copy` as it stands in `words` (letter case aside), or None when it is no contiguous part of them."""
    wanted = normalise(copy)
    if not wanted:
        return None
    start = words.find(wanted)
    if start < 0:
        found = re.search(re.escape(wanted), words, re.IGNORECASE)
        return found[0] if found else None
    return wanted
