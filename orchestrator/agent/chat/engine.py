"""One llama.cpp model and the one thread that may touch it: reading a prompt, reusing what it has read, decoding.

A `Llama` holds one sequence and is not thread-safe. Refuses to wait for ever: every decoding has a bound in tokens,
a bound in seconds and a way to stop it.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from orchestrator.agent.chat.errors import ChatFailed, TooLong
from orchestrator.agent.chat.gguf import trained_context
from orchestrator.agent.chat.messages import Message
from orchestrator.agent.chat.sampler import GrammarSampler
from orchestrator.agent.chat.states import States, common, load_snapshot, restore, save_snapshot, snapshot_path
from orchestrator.agent.chat.template import ChatTemplate

CONTEXT: Final = 4096
"""Tokens at most: the system prompt takes some 1 500, a full ledger 600, an answer 500."""
BATCH: Final = 256
WORTH: Final = 64
"""Tokens a stored state must save before it is put in place, and a prefix must have before it is kept on disk."""
HANDLE: Final = re.compile(r'"(?:source|image)":"([^"]*)$')
POLL: Final = 0.02
SMALL: Final = 64 << 20
"""Bytes of a model file below which one thread decodes: two that share the cores with a painting model wait for each
other at every layer (7 ms a token with one thread beside busy cores, 65 ms with two, measured)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to decode and within which bounds."""

    messages: tuple[Message, ...]
    grammar: str
    max_tokens: int
    temperature: float = 0.0
    seed: int = 0
    session: str = ""
    """Key under which the state after the prompt is kept; empty: not kept."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What was decoded, and at what cost."""

    text: str
    complete: bool
    """The grammar came to its end; False when max_tokens did first."""
    prompt_tokens: int
    reused: int
    tokens: int
    seconds: float
    rivals: tuple[tuple[str, float], ...]
    """At the first handle: what could have stood there, likeliest first, with probabilities."""


class Engine:
    """A loaded model. Calls may come from any thread; they are served one by one."""

    def __init__(
        self, path: Path, *, threads: int | None = None, cache: Path | None = None, keep: int = 256 << 20
    ) -> None:
        self._owner = ThreadPoolExecutor(1, thread_name_prefix="llama")
        self._states = States(keep)
        self._cache = cache
        self._path = path
        self._prefix: tuple[int, ...] = ()
        small = path.is_file() and path.stat().st_size < SMALL
        self._owner.submit(self._load, threads or (1 if small else None)).result()

    def _load(self, threads: int | None) -> None:
        try:
            context = min(CONTEXT, trained_context(self._path) or CONTEXT)
            self._llama = llama_cpp.Llama(
                str(self._path), n_ctx=context, n_batch=BATCH, n_threads=threads, n_threads_batch=threads, verbose=False
            )
        except (ValueError, RuntimeError, OSError) as error:
            raise ChatFailed(f"the language model {self._path.name} cannot be loaded") from error
        vocabulary = llama_cpp.llama_model_get_vocab(self._llama.model)
        self._vocabulary = vocabulary
        control = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
        special = [
            text
            for token in range(self._llama.n_vocab())
            if llama_cpp.llama_vocab_get_attr(vocabulary, token) & control and (text := self._token_text(token))
        ]
        self._bos = self._token_text(self._llama.token_bos())
        self._template = ChatTemplate(
            self._llama.metadata.get("tokenizer.chat_template", ""),
            bos=self._bos,
            eos=self._token_text(self._llama.token_eos()),
            control=special,
        )

    def _token_text(self, token: int) -> str:
        return llama_cpp.llama_vocab_get_text(self._vocabulary, token).decode(errors="replace") if token >= 0 else ""

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the model's file says of itself."""
        found: Mapping[str, str] = self._llama.metadata
        return found

    @property
    def context(self) -> int:
        """Tokens of prompt and answer together."""
        return int(self._llama.n_ctx())

    def close(self) -> None:
        """Free the model."""
        self._owner.submit(self._llama.close).result()
        self._owner.shutdown()

    def tokens(self, messages: Sequence[Message]) -> list[int]:
        """The prompt the model reads for `messages`."""
        text = self._template.render(messages)
        add_bos = not (self._bos and text.startswith(self._bos))
        return list(self._llama.tokenize(text.encode("utf-8", "replace"), add_bos=add_bos, special=True))

    def warm(self, messages: Sequence[Message], other: Sequence[Message]) -> int:
        """Read what the prompts for `messages` and `other` begin with alike, from disk if it is there; its length."""
        return self._owner.submit(self._warm, messages, other).result()

    def _warm(self, messages: Sequence[Message], other: Sequence[Message]) -> int:
        first, second = self.tokens(messages), self.tokens(other)
        prefix = first[: common(first, second)]
        if len(prefix) < WORTH or len(prefix) + WORTH > self.context:
            return 0
        self._prefix = tuple(prefix)
        path = snapshot_path(self._cache, self._path, prefix, self.context) if self._cache else None
        found = load_snapshot(path, prefix) if path else None
        if found and restore(self._llama.ctx, found):
            self._holds(prefix)
            self._states.keep(self._llama.ctx, "", prefix)
            return len(prefix)
        self._read(prefix, Event(), "")
        self._states.keep(self._llama.ctx, "", prefix)
        if path and (state := self._states.find("")):
            save_snapshot(path, state)
        return len(prefix)

    def complete(
        self, request: Request, *, stopped: Callable[[], bool] | None = None, timeout: float = 120.0
    ) -> Completion:
        """Decode.

        Args:
            request: the messages and bounds.
            stopped: asked every 20 ms, on the caller's thread; True ends the decoding.
            timeout: seconds until it is given up.

        Raises:
            TooLong: prompt and answer do not fit the context.
            ChatFailed: it took too long, or was stopped.
        """
        stop = Event()
        work = self._owner.submit(self._complete, request, stop, time.monotonic() + timeout)
        while True:
            try:
                return work.result(POLL if stopped else None)
            except NotYet:
                if stopped and stopped():
                    stop.set()

    def _complete(self, request: Request, stop: Event, deadline: float) -> Completion:
        prompt = self.tokens(request.messages)
        if len(prompt) + request.max_tokens > self.context:
            raise TooLong
        start = time.perf_counter()
        reused = self._read(prompt, stop, request.session)
        sampler = GrammarSampler(self._vocabulary, request.grammar)
        try:
            text, count, complete, rivals = self._decode(request, sampler, stop, deadline)
        finally:
            sampler.close()
        return Completion(text, complete, len(prompt), reused, count, time.perf_counter() - start, tuple(rivals))

    def _decode(
        self, request: Request, sampler: GrammarSampler, stop: Event, deadline: float
    ) -> tuple[str, int, bool, list[tuple[str, float]]]:
        random = np.random.default_rng(request.seed)
        written = b""
        rivals: list[tuple[str, float]] = []
        for count in range(request.max_tokens):
            if stop.is_set() or time.monotonic() > deadline:
                raise ChatFailed("stopped" if stop.is_set() else "the language model takes too long")
            logits = self._logits()
            if not rivals and (partial := HANDLE.search(written[-24:].decode(errors="ignore"))):
                rivals = self._rivals(sampler, logits, partial[1])
            token = sampler.choose(logits, temperature=request.temperature, random=random)
            if llama_cpp.llama_vocab_is_eog(self._vocabulary, token):
                return written.decode(errors="replace"), count, True, rivals
            sampler.accept(token)
            written += self._llama.detokenize([token])
            if sampler.finished(self._llama.token_eos()):
                return written.decode(errors="replace"), count + 1, True, rivals
            self._llama.eval([token])
        return written.decode(errors="replace"), request.max_tokens, False, rivals

    def _rivals(self, sampler: GrammarSampler, logits: NDArray[np.float32], partial: str) -> list[tuple[str, float]]:
        """What a handle may go on with, once there is a choice."""
        tokens, values = sampler.likely(logits)
        if tokens.size < 2:  # no choice yet
            return []
        weights = np.exp(values - values.max())
        pieces = [self._llama.detokenize([int(token)]).decode(errors="ignore") for token in tokens]
        shares = (weights / weights.sum()).tolist()
        return [(partial + piece, share) for piece, share in zip(pieces, shares, strict=True)]

    def _logits(self) -> NDArray[np.float32]:
        row = llama_cpp.llama_get_logits_ith(self._llama.ctx, -1)
        return np.ctypeslib.as_array(row, shape=(self._llama.n_vocab(),))

    def _read(self, tokens: Sequence[int], stop: Event, session: str) -> int:
        """Bring the sequence to exactly `tokens`, reusing the most that is there; how many were reused."""
        live = common(self._llama.input_ids[: self._llama.n_tokens].tolist(), tokens)
        best, stored = live, None
        for name in dict.fromkeys((session, "")):
            state = self._states.find(name)
            if state and (length := common(state.tokens, tokens)) >= best + WORTH:
                best, stored = length, state
        if stored and restore(self._llama.ctx, stored):
            self._holds(stored.tokens)
            live = best
        reused = min(live, len(tokens) - 1)
        memory = llama_cpp.llama_get_memory(self._llama.ctx)
        if not llama_cpp.llama_memory_seq_rm(memory, 0, reused, -1):  # recurrent models keep no part of a sequence
            llama_cpp.llama_memory_clear(memory, True)  # a C function
            reused = 0
        self._llama.n_tokens = reused
        for start in range(reused, len(tokens), BATCH):
            if stop.is_set():
                raise ChatFailed("stopped")
            self._llama.eval(tokens[start : start + BATCH])
        if session and len(tokens) - len(self._prefix) >= WORTH:
            self._states.keep(self._llama.ctx, session, tokens)
        return reused

    def _holds(self, tokens: Sequence[int]) -> None:
        self._llama.n_tokens = len(tokens)
        self._llama.input_ids[: len(tokens)] = tokens
