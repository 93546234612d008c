"""Remembers what was set up from which files, so that a second run does nothing. Owns the stamp files."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *words: str) -> str:
    """sha256 over the contents of files (names count) and some words, this Python's version among them."""
    whole = hashlib.sha256(repr((sys.version_info[:3], words)).encode())
    for file in sorted(files):
        whole.update(f"\0{file.name}\0".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    """Whether `stamp` says that `value` is already in place."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == value


def write(stamp: Path, value: str) -> None:
    """Say that `value` is in place."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="ascii")
