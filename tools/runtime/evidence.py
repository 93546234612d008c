"""What speaks for a statement beside the eye's own answer to it, and all of it weighed into one.

One statement is answered alone; asked which of all names suits a place best, or which place, hour or style the whole
picture, the eye is surer; and how many there are can be counted where it sees them. Owns these signs, and how the
weights that its training found make one of them. Refuses statements that it has no weights or no words for: those stay
as they were answered.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import torch
from scipy.ndimage import label

from tools.runtime.eye import Eye, Seen
from tools.runtime.looking import named, spots
from tools.runtime.standing import Stand, stand

WHOLE: Final = {"place": "settings", "time": "times", "weather": "weather", "style": "styles"}
"""Kinds of statement about all of the picture, and the list that has one word for each."""
OF_A_THING: Final = frozenset({"subject", "colour"})
COUNTS: Final = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3}
COUNTED: Final = re.compile(rf"\b({'|'.join(COUNTS)})\b", re.IGNORECASE)
SEEN: Final = 0.5
"""Where the eye sees a thing at least so surely, one stands."""
SPECK: Final = 0.2
"""A piece smaller than this part of the largest one is none of its kind."""
AS: Final = {"absent": "subject"}
"""Kinds that ask what another does."""
MOST: Final = 8.0
"""Odds beyond which a sign says no more."""
SURELY: Final = 1e-4


class Evidence:
    """The signs that one look at a picture gives."""

    def __init__(self, eye: Eye, seen: Seen, words: Mapping[str, Sequence[str]]) -> None:
        self._eye, self._seen, self._words = eye, seen, words
        self._whole: dict[str, torch.Tensor] = {}
        self._stands: dict[str, Stand] = {}

    def signs(self, kind: str, text: str, thing: str | None, odds: float) -> list[float] | None:
        """One, the log odds as answered, and what else speaks for it; none where nothing can be found that does.

        `thing` is the noun in `text`, if it is one of the vocabulary's."""
        kind = AS.get(kind, kind)
        own = [1.0, _within(odds)]
        if kind in OF_A_THING:
            return [*own, *self._of_a_thing(text, thing)] if thing else None
        if kind == "count":
            return [*own, self._of_many(text, thing)] if thing else None
        if kind in WHOLE:
            share = self._of_the_whole(WHOLE[kind], text)
            return None if share is None else [*own, share]
        return own

    def stands(self, thing: str) -> Stand:
        """Where it is; several statements are about one thing."""
        if thing not in self._stands:
            self._stands[thing] = stand(self._eye, self._seen, thing, self._words["subjects"])
        return self._stands[thing]

    def _of_a_thing(self, text: str, thing: str) -> tuple[float, float]:
        """Log odds that some place is called so rather than anything else, and log of its colour's share there."""
        there = self.stands(thing)
        colours = self._words["colours"]
        said = next((at for at, colour in enumerate(colours) if _says(text, colour)), None)
        if said is None:
            return _within(there.odds), 0.0
        return _within(there.odds), _within(float((there.places * self._hues[:, said]).sum()))

    def _of_many(self, text: str, thing: str) -> float:
        """1 where as many stand apart from each other as `text` says, else -1."""
        told = COUNTED.search(text)
        numbered, _ = label(spots(self._eye, self._seen, thing) > SEEN)
        sizes = np.bincount(numbered.ravel())[1:]
        many = int((sizes >= SPECK * sizes.max(initial=0)).sum())
        return 1.0 if told and COUNTS[told[1].lower()] == many else -1.0

    def _of_the_whole(self, table: str, text: str) -> float | None:
        """Log odds that of the words in `table` the one in `text` suits the picture best."""
        said = next((at for at, word in enumerate(self._words.get(table, ())) if _says(text, word)), None)
        if said is None:
            return None
        if table not in self._whole:
            logits = named(self._eye, self._seen, self._words[table])[:, 1:].mean(0)
            self._whole[table] = logits.softmax(-1).clamp(SURELY, 1 - SURELY).logit()
        return _within(float(self._whole[table][said]))

    @cached_property
    def _hues(self) -> torch.Tensor:
        """(places, colours): log of each colour's share."""
        return named(self._eye, self._seen, self._words["colours"])[:, 1:].log_softmax(-1)


def weighed(weights: Mapping[str, Sequence[float]], kind: str, signs: Sequence[float] | None, odds: float) -> float:
    """Log odds of all the `signs` together; `odds` where nothing is known of how they weigh."""
    known = weights.get(AS.get(kind, kind))
    if signs is None or known is None or len(known) != len(signs):
        return odds
    return sum(weight * sign for weight, sign in zip(known, signs, strict=True))


def _says(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


def _within(odds: float) -> float:
    return max(-MOST, min(MOST, odds))
