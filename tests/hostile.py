"""Files made to be a burden."""

import io
import struct
import zlib

from PIL import PngImagePlugin


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    PngImagePlugin.putchunk(out, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    PngImagePlugin.putchunk(out, b"IDAT", zlib.compress(bytes(10_000)))
    PngImagePlugin.putchunk(out, b"IEND")
    return out.getvalue()
