"""Words as a small model was taught to read them, and as they were typed again in what it copies from them.

Slips of the finger are put right where one known word lies one slip away: two letters that changed places, one doubled,
left out or too many, in a long word one beside the right one. Chinese punctuation becomes plain. Owns both. Refuses
words that are known, or correct although nobody taught them (a tablet is no table, a dessert no desert), names (a
capital inside a sentence), and anything that could be two words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from orchestrator.agent.language.correct import correct
from orchestrator.agent.language.lexicon import Lexicon
from orchestrator.agent.language.words import normalise
from orchestrator.domain.language import PLAIN
from orchestrator.domain.rewrite import FUNCTION_WORDS

WORD: Final = re.compile(r"(?<![#\w'’-])[A-Za-z]{3,}(?![\w'’-])")
INSIDE: Final = "(?<=[A-Za-z])(?=[A-Za-z])"
"""A place within a word."""
Edit = tuple[int, int, str]
"""From and to in a text, and what is read there."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
LONG: Final = 5
"""Letters from which one may be missing or too many."""
LONGER: Final = 7
"""Letters from which one may be another."""
LONGEST: Final = 32
"""Letters up to which it may be a slip: what is near a word of thousands fills the memory."""


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """From left to right those that do not overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


@dataclass(frozen=True)
class Spelled:
    """`text` as it is read, and what was typed."""

    text: str
    typed: str
    slips: tuple[tuple[int, int], ...] = ()
    """Where in `text` a word stands that was typed otherwise, and how many letters it has more."""

    def edited(self, edits: Iterable[Edit]) -> "Spelled":
        """Read otherwise still: `edits` of `text`, from left to right."""
        text, at, slips = "", 0, list[tuple[int, int]]()

        def kept(until: int) -> str:
            slips.extend((slip - at + len(text), more) for slip, more in self.slips if at <= slip < until)
            return self.text[at:until]

        for start, end, new in edits:
            text += kept(start)
            before = sum(more for slip, more in self.slips if start <= slip < end)
            slips.append((len(text), len(new) - (end - start) + before))
            text, at = text + new, end
        text += kept(len(self.text))
        return Spelled(text, self.typed, tuple(slips))

    @property
    def changed(self) -> bool:
        """Whether it is read otherwise than it was typed."""
        return self.typed != self.text

    def unspelled(self, data: Any) -> Any:
        """`data` with what was typed wherever it copies the person's words: under "from" and "words"."""
        if not self.changed:
            return data
        if isinstance(data, list | tuple):
            return [self.unspelled(part) for part in data]
        if not isinstance(data, Mapping):
            return data
        return {
            name: self.as_typed(part) if name in {"from", "words"} and isinstance(part, str) else self.unspelled(part)
            for name, part in data.items()
        }

    def as_typed(self, copied: str) -> str:
        """What was typed where `copied` was read; of other words, as of those asked about, no letter is touched."""
        if not self.text or not copied:
            return copied or self.typed
        whole = rf"(?!{INSIDE}){re.escape(copied)}(?!{INSIDE})"
        found = re.search(whole, self.text, re.IGNORECASE)  # what shouts is read in small letters
        if found is None:
            return copied.replace(self.text, self.typed)
        start, end = (at - sum(more for slip, more in self.slips if slip < at) for at in found.span())
        return self.typed[start:end]


def spelled(text: str, lexicon: Lexicon) -> Spelled:
    """`text`, one line of it, with plain punctuation and its slips put right."""
    slips: list[tuple[int, int]] = []

    def right(found: re.Match[str]) -> str:
        word = found[0]
        name = word[0].isupper() and not word.isupper() and found.start() > 0
        meant = None if name else _meant(word.lower(), lexicon)
        if meant is None:
            return word
        meant = meant.upper() if word.isupper() else meant.capitalize() if word[0].isupper() else meant
        slips.append((found.start() + sum(more for _, more in slips), len(meant) - len(word)))
        return meant

    typed = normalise(text)
    read = WORD.sub(right, typed.translate(PLAIN))
    return Spelled(read, typed, tuple(slips))


def _meant(word: str, lexicon: Lexicon) -> str | None:
    """The one known word that `word` is a slip of; None where it is known, or where there is none or more than one."""
    known = lexicon.english
    if not lexicon.spoken or len(word) > LONGEST or word in known or word in lexicon.spoken or word in FUNCTION_WORDS:
        return None
    if {word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("er"), word.removesuffix("ed")} & known:
        return None
    if correct(word):
        return None
    if word.endswith("z") and {f"{word[:-1]}s", word[:-1]} & known:
        return f"{word[:-1]}s"
    for near in (slip(word) for slip in (_sounding, _turned, _counted, _beside)):
        if found := near & (known | FUNCTION_WORDS):
            return found.pop() if len(found) == 1 else None
    return None


def _sounding(word: str) -> set[str]:
    """As it sounds: an elefant is no elegant."""
    return {word.replace("f", "ph"), word.replace("ph", "f")} - {word}


def _turned(word: str) -> set[str]:
    """Two letters that stand in each other's place."""
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word}


def _counted(word: str) -> set[str]:
    """One letter too many or too few, behind the first."""
    if len(word) < LONG:
        return set()
    fewer = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    more = {word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in LETTERS}
    return {one for one in fewer | more if len(one) >= LONG}


def _beside(word: str) -> set[str]:
    """One letter that is another, in a long word, behind the first."""
    if len(word) < LONGER:
        return set()
    return {word[:at] + letter + word[at + 1 :] for at in range(1, len(word)) for letter in LETTERS} - {word}
