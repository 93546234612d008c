"""Choosing the next token under a grammar, over llama.cpp's own grammar engine.

The likeliest token is tried against the grammar first, and the whole vocabulary only where the likeliest forty fail:
checking all of it at every token costs a third more time at 8 000 entries and far more at 128 000.
"""

import ctypes
from typing import Any, Final

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from orchestrator.agent.chat.errors import ChatFailed

LIKELY: Final = 40
ENTRY: Final = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True)

Allowed = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Tokens the grammar allows, likeliest first, and their logits."""


class GrammarSampler:
    """One decoding under one grammar; close it afterwards."""

    def __init__(self, vocabulary: Any, grammar: str) -> None:
        self._vocabulary = vocabulary
        self._grammar = llama_cpp.llama_sampler_init_grammar(vocabulary, grammar.encode(), b"root")
        if not self._grammar:
            raise ChatFailed("the grammar cannot be read")

    def close(self) -> None:
        """Free the grammar."""
        if self._grammar:
            llama_cpp.llama_sampler_free(self._grammar)
            self._grammar = None

    def choose(self, logits: NDArray[np.float32], *, temperature: float, random: np.random.Generator) -> int:
        """The next token: the likeliest that is allowed, or one drawn at `temperature`."""
        if temperature <= 0:
            best = int(logits.argmax())
            if self.allows(best):
                return best
            return int(self.likely(logits)[0][0])
        tokens, values = self._filter(np.arange(logits.size, dtype=np.int32), logits)
        weights = np.exp((values - values.max(initial=-np.inf)) / temperature, dtype=np.float64)
        if not tokens.size:
            raise ChatFailed("the grammar allows no next token")
        return int(random.choice(tokens, p=weights / weights.sum()))

    def likely(self, logits: NDArray[np.float32]) -> Allowed:
        """What is allowed among the likeliest tokens; of the whole vocabulary if none of them is."""
        most = min(LIKELY, logits.size)
        top = np.argpartition(logits, -most)[-most:].astype(np.int32)
        found = self._filter(top, logits)
        if not found[0].size:
            found = self._filter(np.arange(logits.size, dtype=np.int32), logits)
        if not found[0].size:
            raise ChatFailed("the grammar allows no next token")
        return found

    def accept(self, token: int) -> None:
        """Advance the grammar."""
        llama_cpp.llama_sampler_accept(self._grammar, token)

    def allows(self, token: int) -> bool:
        """Whether the grammar takes this token next."""
        return bool(self._filter(np.array([token], np.int32), np.zeros(token + 1, np.float32))[0].size)

    def finished(self, end: int) -> bool:
        """Whether nothing but the end may follow (`end` is the model's end token)."""
        return end >= 0 and self.allows(end)

    def _filter(self, tokens: NDArray[np.int32], logits: NDArray[np.float32]) -> Allowed:
        entries = np.empty(tokens.size, ENTRY)
        entries["id"], entries["logit"], entries["p"] = tokens, logits[tokens], 0.0
        data = entries.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data))
        array = llama_cpp.llama_token_data_array(data=data, size=tokens.size, selected=-1, sorted=False)
        llama_cpp.llama_sampler_apply(self._grammar, ctypes.byref(array))
        kept = entries[np.isfinite(entries["logit"])]
        kept = kept[np.lexsort((kept["id"], -kept["logit"]))]
        return kept["id"], kept["logit"]
