"""What is added to a prompt besides what the person said: by a preset they chose, by the taste they have shown.

Owns who wins over whom: the person's words, then a preset, then their taste, then what a language model made up.
Refuses things: subjects come from words alone.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from orchestrator.domain.prompt import ADDER, SLOTS, Phrase, Prompt, Value

Slot = Literal["setting", "time", "weather", "light", "style", "composition", "palette", "mood"]
LETTERS: Final = frozenset({"text", "letters", "lettering", "words", "captions"})
"""Not to be avoided where something is to be read in the picture."""
AVOIDED: Final = 8
"""Phrases to avoid that a prompt holds."""


class Additions(Value):
    """Phrases for gaps of a prompt, and what is not to be seen in it."""

    by: str = Field(pattern=ADDER)
    slots: Mapping[Slot, str] = {}
    avoid: tuple[str, ...] = ()

    def to(self, prompt: Prompt, words: str = "", *, invented: bool = False) -> Prompt:
        """`prompt` with its gaps filled.

        Args:
            prompt: what is there; a slot that the person or another adder has filled stays as it is.
            words: what the person said: nothing they named is avoided.
            invented: whether what stands there without anybody's words is a language model's own, which gives way.
        """
        free = [slot for slot in SLOTS if _gives_way(getattr(prompt, slot), invented=invented)]
        filled: dict[str, Any] = {"avoid": self._avoided(prompt, words)}
        filled |= {slot: Phrase(text=text, by=self.by) for slot, text in self.slots.items() if slot in free}
        return prompt.model_copy(update=filled)

    def behind(self, words: str) -> tuple[str, Prompt]:
        """Words that nobody read, with what is added behind them: the text, and the prompt that says who said what."""
        prompt = self.to(Prompt.of_words(words), words)
        more = [phrase.text for slot in SLOTS if (phrase := getattr(prompt, slot)) and phrase.by == self.by]
        return ", ".join([words, *more]), prompt

    def _avoided(self, prompt: Prompt, words: str) -> tuple[Phrase, ...]:
        known = {phrase.text for phrase in prompt.avoid}
        said = f"{words} {' '.join(sorted(prompt.meanings()))}".lower()
        more = [
            Phrase(text=text, by=self.by)
            for text in self.avoid
            if text not in known and not _named(text, said) and not (prompt.lettering and text in LETTERS)
        ]
        return (*prompt.avoid, *more)[:AVOIDED]


def _gives_way(phrase: Phrase | None, *, invented: bool) -> bool:
    return phrase is None or (invented and phrase.source is None and phrase.by is None)


def _named(text: str, said: str) -> bool:
    """Whether a phrase, or the last word of it in either number, is spoken of."""
    noun = text.lower().rsplit(" ", 1)[-1]
    stem = noun.removesuffix("s")
    return text.lower() in said or re.search(rf"\b{re.escape(stem)}(s|es)?\b", said) is not None
