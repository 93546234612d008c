"""Reads uploaded pictures in a process of its own: `python -m orchestrator.pixels.decode`.

Pictures come on stdin, each behind a line with its kind (`upload` or `mask`) and its length in bytes; for each, a line
of JSON goes to stdout, then the clean PNG and its thumbnail. Takes PNG, JPEG and WebP with one frame; turns it upright,
drops all metadata, keeps transparency. Limits itself to 2 GiB and, for each picture, 10 seconds of computing, so that a
hostile file costs this process at most.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any, Final

from PIL import Image, ImageOps

from orchestrator.pixels.formats import png_bytes, thumbnail
from orchestrator.pixels.png_texts import thinned
from tools import MAX_PIXELS, MAX_SIDE, MEGAPIXELS

MAX_BYTES: Final = 25 * 1024 * 1024
MEGABYTES: Final = f"{MAX_BYTES // 2**20} MB"
"""The same, to be said."""
MEMORY: Final = 2 * 1024**3
SECONDS: Final = 10
UPRIGHT: Final = 256 * 1024
"""Bytes of the texts in a PNG that may say how it is turned; of no others anything is read here."""
FORMATS: Final = ("PNG", "JPEG", "WEBP")
WHITE_FROM: Final = 128
"""Greys from here on count as painted."""


class Refused(Exception):
    """Why the picture is not taken, in one sentence; `large` when its size alone is the reason."""

    def __init__(self, why: str, *, large: bool = False) -> None:
        super().__init__(why)
        self.large = large


def limit() -> None:
    """Give up what a hostile picture could use."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def decode(data: bytes) -> Image.Image:
    """The picture, upright, RGB or RGBA, without metadata.

    Raises:
        Refused: it is none that we take.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    data, _ = thinned(data, UPRIGHT, (b"XML:com.adobe.xmp", b"Raw profile type exif"))
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(f"The picture is too large: the most is {MEGAPIXELS}.", large=True) from None
    except Exception:  # noqa: BLE001  # Pillow raises nearly anything on malformed files
        raise Refused("This is not a PNG, JPEG or WebP picture that can be read.") from None
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refused(f"The picture is {width} x {height}: the most is {MEGAPIXELS}, {MAX_SIDE} a side.", large=True)
    # Phones put a depth map or a second view behind the photograph (MPO): the first picture is the one that was taken.
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) != 1:
        raise Refused("The picture moves: please send a single frame.")
    try:
        picture.load()
    except Exception:  # noqa: BLE001  # as above
        raise Refused("The picture is damaged and cannot be read.") from None
    return _plain(_upright(picture))


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says; as it is where that is broken, which says nothing of the pixels."""
    try:
        return ImageOps.exif_transpose(picture)
    except MemoryError:  # says nothing of the EXIF: it would lie on its side
        raise
    except Exception:  # noqa: BLE001  # as above
        return picture


def _plain(picture: Image.Image) -> Image.Image:
    """Eight bits a channel, sRGB as it comes, alpha only where there is some; nothing but pixels."""
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        picture = picture.point(lambda value: value / 256.0, "F").convert("L") if picture.mode != "F" else picture
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    plain = picture.convert("RGBA" if clear else "RGB")
    if clear and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def binary(picture: Image.Image) -> Image.Image:
    """A mask: white where it was painted. Transparent parts count as not painted.

    Raises:
        Refused: nothing is painted.
    """
    ground = Image.new("RGBA", picture.size, "black")
    grey = Image.alpha_composite(ground, picture.convert("RGBA")).convert("L")
    mask = grey.point(lambda value: 255 if value >= WHITE_FROM else 0)
    if mask.getbbox() is None:
        raise Refused("The mask is empty: paint the place in white first.")
    return mask


def answer(data: bytes, kind: str) -> tuple[dict[str, Any], bytes]:
    """The line of JSON, and the bytes that follow it."""
    try:
        picture = decode(data)
        if kind == "mask":
            picture = binary(picture)
        png, small = png_bytes(picture), thumbnail(picture)
    except Refused as error:
        return {"refused": str(error), "large": error.large}, b""
    except (MemoryError, OSError, ValueError):
        return {"refused": "The picture is damaged and cannot be read."}, b""
    return {"width": picture.width, "height": picture.height, "png": len(png)}, png + small


def main() -> None:
    """Read, decode, answer."""
    limit()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    for line in iter(sys.stdin.buffer.readline, b""):
        kind, length = line.split()
        _give_time()
        head, body = answer(sys.stdin.buffer.read(int(length)), kind.decode())
        sys.stdout.buffer.write(json.dumps(head | {"body": len(body)}).encode() + b"\n" + body)
        sys.stdout.buffer.flush()


def _give_time() -> None:
    """Ten more seconds of computing, for the next picture."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS + 1, hard))


if __name__ == "__main__":
    main()
