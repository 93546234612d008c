"""Files named by the sha256 of their content: in a folder, or under any fsspec URL (S3 and its like).

A name appears only once its content is safe, so that a row may point at it. Refuses names that are no sha256.
"""

import errno
import hashlib
import os
import re
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit

import fsspec

from orchestrator.domain.errors import NotFound, StorageFull

NAME: Final = re.compile(r"[0-9a-f]{64}")


class Blobs(Protocol):
    """A store of files by content."""

    def put(self, data: bytes) -> str:
        """Keep `data`; returns its sha256. Keeping the same content twice costs nothing.

        Raises:
            StorageFull: there is no room; nothing was changed.
        """

    def get(self, name: str) -> bytes:
        """The content.

        Raises:
            NotFound: there is no such file.
        """

    def names(self, older_than: float) -> Iterator[str]:
        """Names of files last kept more than `older_than` seconds ago."""

    def old_ones(self, names: Collection[str], older_than: float) -> Iterator[str]:
        """Those of `names` that are there and were last kept more than `older_than` seconds ago."""

    def delete(self, name: str) -> None:
        """Forget a file; it may be gone already."""


def open_blobs(url: str) -> Blobs:
    """The store at `url`: `file:///folder` or anything fsspec knows."""
    parts = urlsplit(url)
    if parts.scheme in {"", "file"}:
        return FolderBlobs(Path(unquote(parts.path)))
    return RemoteBlobs(url)


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise NotFound("There is no such file.")
    return name


class FolderBlobs:
    """A folder on this machine: temp file, fsync, rename, fsync of the folder, in this order."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes) -> str:
        """Keep `data`; returns its sha256."""
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        try:
            with suppress(FileNotFoundError):
                os.utime(path)  # it is there, and young again: a sweep that runs just now leaves it alone
                return name
            self._make(path.parent)
            with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                try:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                    Path(file.name).rename(path)
                except BaseException:  # whatever ends it, half a file must not stay
                    Path(file.name).unlink(missing_ok=True)
                    raise
            _sync(path.parent)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise StorageFull from error
            raise
        return name

    def get(self, name: str) -> bytes:
        """The content."""
        try:
            return self._path(_checked(name)).read_bytes()
        except FileNotFoundError:
            raise NotFound("There is no such file.") from None

    def names(self, older_than: float) -> Iterator[str]:
        """Names of files last kept more than `older_than` seconds ago; leftovers of killed writers are cleared too."""
        limit = time.time() - older_than
        for path in self.root.glob("??/*"):
            try:
                old = path.stat().st_mtime < limit
            except FileNotFoundError:  # a writer has renamed it meanwhile
                continue
            if old and NAME.fullmatch(path.name):
                yield path.name
            elif old:
                path.unlink(missing_ok=True)

    def old_ones(self, names: Collection[str], older_than: float) -> Iterator[str]:
        """Those of `names` that are there and were last kept more than `older_than` seconds ago."""
        limit = time.time() - older_than
        for name in names:
            with suppress(FileNotFoundError):
                if self._path(_checked(name)).stat().st_mtime < limit:
                    yield name

    def delete(self, name: str) -> None:
        """Forget a file."""
        self._path(_checked(name)).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class RemoteBlobs:
    """Any fsspec file system. Object stores show a file only once it is whole, so there is nothing to rename."""

    def __init__(self, url: str) -> None:
        self.files: Any
        self.files, self.root = fsspec.core.url_to_fs(url)

    def put(self, data: bytes) -> str:
        """Keep `data`; returns its sha256. What is there is written again: that makes it young, as in a folder."""
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(path, data)
        return name

    def get(self, name: str) -> bytes:
        """The content."""
        try:
            return bytes(self.files.cat_file(self._path(_checked(name))))
        except FileNotFoundError:
            raise NotFound("There is no such file.") from None

    def names(self, older_than: float) -> Iterator[str]:
        """Names of files last kept more than `older_than` seconds ago."""
        limit = time.time() - older_than
        for path in self.files.find(self.root):
            name = path.rpartition("/")[2]
            if NAME.fullmatch(name) and self.files.modified(path).timestamp() < limit:
                yield name

    def old_ones(self, names: Collection[str], older_than: float) -> Iterator[str]:
        """Those of `names` that are there and were last kept more than `older_than` seconds ago."""
        limit = time.time() - older_than
        for name in names:
            path = self._path(_checked(name))
            if self.files.exists(path) and self.files.modified(path).timestamp() < limit:
                yield name

    def delete(self, name: str) -> None:
        """Forget a file."""
        path = self._path(_checked(name))
        if self.files.exists(path):
            self.files.rm_file(path)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name[:2]}/{name}"
