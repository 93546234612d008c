"""Opens a zip from somewhere and lets nothing through that is not exactly a bundle: refused whole, with a sentence.

Names are compared with the few that a bundle has and never used as paths. Sizes are bounded before anything is read.
"""

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from orchestrator.carry.bundle import MOST_IMAGES, Bundle
from orchestrator.carry.pack import GRAPH
from orchestrator.carry.reading import parsed
from orchestrator.domain.errors import BadRequest, TooLarge
from tools import MAX_PIXELS

NAMES: Final = re.compile(r"pentimento\.json|index\.html|images/[0-9a-f]{64}\.png|recipes/m?[1-9][0-9]{0,5}\.json")
MOST_ENTRIES: Final = 2 * MOST_IMAGES + 2
MOST_BYTES: Final = 2 * 1024**3
"""Of all files unpacked; the zip itself cannot be larger, since pictures do not shrink."""
LARGEST_TEXT: Final = 48 * 1024**2
"""A picture with its turn and its job takes some 7 kB in the graph, so that the most pictures take 35 MB."""
LARGEST_PICTURE: Final = 4 * MAX_PIXELS + 8 * 1024**2
"""The largest picture there is, with an alpha channel, stored as it is; and room for its chunks."""
RATIO: Final = 100
"""Unpacked over packed, of files over a megabyte: texts shrink thirtyfold at most."""
DIRECTORY: Final = 4 * 1024**2
END: Final = b"PK\x05\x06"
LONGER: Final = b"PK\x06\x07"
"""Says where the other end of a zip64 is; right before the end itself, 20 bytes long."""
ENCRYPTED: Final = 0x1


class Unpacked:
    """A bundle whose graph was read and whose files are all there; pictures are read one by one."""

    def __init__(self, file: BinaryIO) -> None:
        """Look at everything but the pictures.

        Raises:
            BadRequest, TooLarge: it is not exactly a bundle; the sentence says what is wrong.
        """
        count = _directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise BadRequest("This is not a zip that can be read.") from error
        if len(self._zip.infolist()) != count:
            raise BadRequest("The zip's list of contents is not the one that its end speaks of.")
        self._entries = _seen(self._zip.infolist())
        if GRAPH not in self._entries:
            raise BadRequest("This zip was not made by Pentimento: there is no pentimento.json in it.")
        data = self._read(GRAPH)
        self.digest = _digest(data)
        self.bundle: Bundle = parsed(data)
        wanted = {f"images/{image.sha256}.png" for image in self.bundle.images if image.sha256}
        there = {name for name in self._entries if name.startswith("images/")}
        if wanted - there:
            raise BadRequest("A picture of the graph is missing in the zip.")
        if there - wanted:
            raise BadRequest("There is a picture in the zip that the graph does not know.")

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Each picture's sha256 and bytes, checked against each other.

        Raises:
            BadRequest: a file is not what its name says, or cannot be read.
        """
        for name in self._entries:
            if name.startswith("images/"):
                data, digest = self._read(name), name[7:-4]
                if hashlib.sha256(data).hexdigest() != digest:
                    raise BadRequest(f"The picture {digest[:12]} in the zip is not the one the graph speaks of.")
                yield digest, data

    def _read(self, name: str) -> bytes:
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise BadRequest("A file in the zip is damaged.") from error
        if len(data) != entry.file_size:
            raise BadRequest("A file in the zip has another size than the zip says.")
        return data


def _digest(graph: bytes) -> str:
    """What a bundle is, apart from when it was written: the same session carried away twice has the same."""
    return hashlib.sha256(re.sub(rb'"exported": ?[0-9.e+]+', b"", graph, count=1)).hexdigest()


def _directory(file: BinaryIO) -> int:
    """How many files the zip says it holds.

    The list of contents must be short before anybody reads it into memory, and stand where a zip has it; a second,
    longer one (zip64) would be believed instead of it.
    """
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise TooLarge("The zip is over 2 GB.")
    file.seek(0)
    if file.read(4) not in {b"PK\x03\x04", END}:
        raise BadRequest("This is not a zip.")
    file.seek(max(0, size - 42))
    longer, tail = (read := file.read(42))[:4], read[-22:]
    if longer == LONGER:
        raise BadRequest("This is not a zip as Pentimento writes it: it has two lists of contents.")
    if tail[:4] != END or tail[20:22] != b"\0\0":
        raise BadRequest(
            "The zip is incomplete, or not one that Pentimento wrote: its end is missing. Save it once more."
        )
    _, _, here, count, length, start, _ = struct.unpack("<4H2LH", tail[4:22])
    if count > MOST_ENTRIES or here > MOST_ENTRIES:
        raise TooLarge(f"There are more than {MOST_ENTRIES} files in the zip.")
    if length > DIRECTORY or start + length != size - 22:
        raise BadRequest("This is not a zip as Pentimento writes it: its list of contents does not fit.")
    file.seek(0)
    return int(count)


def _seen(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    total, end = 0, 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        shown = entry.orig_filename[:60].encode("ascii", "replace").decode()
        if entry.orig_filename != entry.filename or not NAMES.fullmatch(entry.filename):
            raise BadRequest(f"There is a file in the zip that is none of a bundle's: {shown!r}.")
        if entry.filename in found:
            raise BadRequest(f"The zip holds {shown!r} twice.")
        if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
            raise BadRequest(f"{shown!r} in the zip is a link or no plain file.")
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise BadRequest(f"{shown!r} in the zip is encrypted or packed in an unknown way.")
        if entry.file_size > (LARGEST_PICTURE if entry.filename.endswith(".png") else LARGEST_TEXT):
            raise TooLarge(f"{shown!r} in the zip is too large.")
        if entry.file_size > 1024**2 and entry.file_size > RATIO * max(1, entry.compress_size):
            raise TooLarge(f"{shown!r} in the zip would unpack to far more than it is.")
        if entry.header_offset < end:
            raise BadRequest("Files in the zip lie over each other.")
        end = entry.header_offset + entry.compress_size
        total += entry.file_size
        if total > MOST_BYTES:
            raise TooLarge("The zip would unpack to more than 2 GB.")
        found[entry.filename] = entry
    return found
