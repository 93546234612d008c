"""Computed states of a model's one sequence, kept per session within a bound of bytes, and one prefix kept on disk.

Restoring a state takes milliseconds where reading its tokens again takes as long as the tokens need.
Never LlamaRAMCache: it does not count its copies of the logits.
"""

import contextlib
import ctypes
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import llama_cpp

SEQUENCE: Final = 0
SNAPSHOTS: Final = 2
"""Prefix files kept on disk; older ones are removed."""


DIGEST: Final = 32


@dataclass(frozen=True, slots=True)
class State:
    """A state and the tokens it was computed from."""

    tokens: tuple[int, ...]
    data: bytes


def common(a: Sequence[int], b: Sequence[int]) -> int:
    """Length of what `a` and `b` begin with alike."""
    for number, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return number
    return min(len(a), len(b))


class States:
    """States by key, the least recently used dropped first; together at most `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[str, State] = OrderedDict()

    def keep(self, context: Any, name: str, tokens: Sequence[int]) -> None:
        """Copy the sequence's state, which `tokens` gave, under `name`; not if it alone is over the bound."""
        self.drop(name)
        size = llama_cpp.llama_state_seq_get_size(context, SEQUENCE)
        if size > self.limit:
            return
        buffer = (ctypes.c_uint8 * size)()
        written = llama_cpp.llama_state_seq_get_data(context, buffer, size, SEQUENCE)
        self._kept[name] = State(tuple(tokens), bytes(memoryview(buffer)[:written]))
        self.size += written
        while self.size > self.limit:
            self.drop(next(iter(self._kept)))

    def find(self, name: str) -> State | None:
        """What is kept under `name`."""
        if name in self._kept:
            self._kept.move_to_end(name)
        return self._kept.get(name)

    def drop(self, name: str) -> None:
        """Forget it."""
        if state := self._kept.pop(name, None):
            self.size -= len(state.data)


def restore(context: Any, state: State) -> bool:
    """Put `state` in place of the sequence; False when the context does not take it."""
    buffer = (ctypes.c_uint8 * len(state.data)).from_buffer_copy(state.data)
    return bool(llama_cpp.llama_state_seq_set_data(context, buffer, len(state.data), SEQUENCE))


def snapshot_path(folder: Path, model: Path, tokens: Sequence[int], size: int) -> Path:
    """Where the state of `tokens` under this model file is kept; another file, library or context has another name."""
    stat = model.stat()
    parts = (model.name, stat.st_size, stat.st_mtime_ns, llama_cpp.__version__, size, list(tokens))
    return folder / f"prefix-{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}.state"


def save_snapshot(path: Path, state: State) -> None:
    """Write `state`, beside and then in place. A full disk is no error: it is a cache."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        try:
            fresh.write_bytes(hashlib.sha256(state.data).digest() + state.data)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        kept = sorted(path.parent.glob("prefix-*.state"), key=lambda file: file.stat().st_mtime_ns)
        for old in kept[:-SNAPSHOTS]:
            old.unlink(missing_ok=True)


def load_snapshot(path: Path, tokens: Sequence[int]) -> State | None:
    """What `save_snapshot` wrote, None unless every byte of it is there: llama.cpp dies of a state that was cut off."""
    try:
        written = path.read_bytes()
    except OSError:
        return None
    digest, data = written[:DIGEST], written[DIGEST:]
    return State(tuple(tokens), data) if hashlib.sha256(data).digest() == digest else None
