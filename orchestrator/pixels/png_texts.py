"""A PNG without the texts that are too much: bounded before Pillow, which refuses the whole picture for one of them.

A colour profile, which Pillow bounds as a text and nobody here reads, is left out too.

Owns walking the chunks. Refuses to read texts, and leaves what is no PNG, or is cut off, to whoever decodes it.
"""

import zlib
from collections.abc import Collection
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
AROUND: Final = 12
"""Bytes of a chunk beside its data: length, kind, checksum."""
NAME: Final = 79
"""Bytes of a text's name at most."""
MOST: Final = 200
"""Texts looked at: each may have to be unpacked as far as the budget goes. Further ones are left out."""
MOST_NAMES: Final = 20


def thinned(data: bytes, budget: int, names: Collection[bytes] | None = None) -> tuple[bytes, tuple[str, ...]]:
    """`data` with those of its texts that fit, in the order they stand; and the names of those that do not.

    Args:
        data: a file, PNG or not.
        budget: bytes of all texts together, as they are once unpacked.
        names: of the only texts that are wanted; the others are left out and not spoken of. None: all are.
    """
    if not data.startswith(SIGNATURE):
        return data, ()
    kept, left_out = bytearray(SIGNATURE), dict[str, None]()
    at, seen = len(SIGNATURE), 0
    while at + AROUND <= len(data):
        end = at + AROUND + int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            name, _, text = data[at + 8 : end - 4].partition(b"\0")
            if names is None or name in names:
                seen += 1
                size = _size(kind, text, budget) if seen <= MOST else budget + 1
                if size <= budget:
                    budget -= size
                    kept += data[at:end]
                elif len(left_out) < MOST_NAMES:
                    left_out[name[:NAME].decode("latin-1")] = None
        elif kind != b"iCCP":
            kept += data[at:end]
        at = end
    return bytes(kept + data[at:]), tuple(left_out)


def _size(kind: bytes, text: bytes, most: int) -> int:
    """Bytes of a text behind its name, or anything over `most`; nothing is unpacked any further."""
    packed = text[1:] if kind == b"zTXt" else b""
    if kind == b"iTXt" and text[:1] == b"\1":
        packed = text[2:].split(b"\0", 2)[-1]
    if not packed:
        return len(text)
    try:
        return max(len(text), len(zlib.decompressobj().decompress(packed, most + 1)))
    except zlib.error:
        return most + 1
