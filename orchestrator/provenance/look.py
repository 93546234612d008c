"""Reads the marks of one file in a process of its own: `python -m orchestrator.provenance.look`.

On stdin: a line of JSON with the trusted roots, then the file. On stdout: the Marks as JSON. Limits itself as the
reader of uploads does, so that a hostile file costs this process at most.
"""

import io
import json
import sys
from collections.abc import Callable
from typing import Any, Final

from PIL import ExifTags, Image, PngImagePlugin

from orchestrator.domain.marks import FoundRecipe, Marks, plain
from orchestrator.pixels.decode import limit
from orchestrator.pixels.png_texts import NAME, thinned
from orchestrator.provenance import credentials, xmp
from orchestrator.provenance.readers import a1111, comfyui, invokeai, own
from tools import MAX_PIXELS

TEXT: Final = 4 * 1024 * 1024
"""Bytes of all texts in a PNG, and of any XMP, that are read; ComfyUI's workflows may have hundreds of kilobytes."""
MIME: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp"}
DESCRIBED: Final = (ExifTags.Base.ImageDescription, ExifTags.Base.Make, ExifTags.Base.Model)
XMP: Final = "XML:com.adobe.xmp"


def marks(data: bytes, anchors: str) -> Marks:
    """All that can be found; a file that is no picture has none."""
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = TEXT
    legible, unread = thinned(data, TEXT)
    try:
        picture = Image.open(io.BytesIO(legible), formats=("PNG", "JPEG", "WEBP"))
        info = _info(picture)
        comment = _comments(picture)
    except Exception:  # noqa: BLE001  # Pillow raises nearly anything on malformed files
        return Marks()
    packet = info.pop("xmp", None) or info.pop(XMP, b"")
    if len(packet) > TEXT:  # in a WebP, which has no bound of its own
        packet, unread = b"", (*unread, XMP)
    said = xmp.read(packet.encode(errors="replace") if isinstance(packet, str) else packet)
    texts = {str(name): value for name, value in info.items() if isinstance(value, str)} | comment
    found = [*_recipes(texts), *_maybe(own.read, said.recipe)]
    return Marks(
        credentials=credentials.read(data, MIME[picture.format or ""], anchors),
        source_type=said.source_type,
        aigc=said.aigc,
        creator=said.creator,
        unread=tuple(plain(name, NAME) or "?" for name in unread),
        recipes=tuple({one.writer: one for one in reversed(found)}.values())[::-1],
    )


def _info(picture: Image.Image) -> dict[Any, Any]:
    """What stands beside the pixels, behind them too where they can be read."""
    before = dict(picture.info)
    if picture.width * picture.height > MAX_PIXELS:
        return before
    try:
        picture.load()
    except Exception:  # noqa: BLE001  # as above
        return before
    return before | dict(picture.info) | dict(getattr(picture, "text", {}))


def _comments(picture: Image.Image) -> dict[str, str]:
    """Texts that EXIF holds: A1111's comment, and ComfyUI's graphs behind a word and a colon."""
    exif = picture.getexif()
    texts = {}
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    if isinstance(comment, bytes) and comment[:7] == b"UNICODE":
        texts["parameters"] = _wide(comment[8:])
    elif isinstance(comment, bytes | str):
        plain = comment if isinstance(comment, str) else comment.removeprefix(b"ASCII\0\0\0").decode("utf-8", "replace")
        texts["parameters"] = plain
    for tag in DESCRIBED:
        name, colon, value = str(exif.get(tag) or "").partition(":")
        if colon and name.lower() in {"prompt", "workflow"}:
            texts[name.lower()] = value
    return texts


def _wide(data: bytes) -> str:
    """UTF-16 whose byte order nobody agrees on: the one whose spaces are in the right place."""
    order = "utf-16-le" if data[0::2].count(0) < data[1::2].count(0) else "utf-16-be"
    return data.decode(order, "replace")


def _recipes(texts: dict[str, str]) -> list[FoundRecipe]:
    readers = (
        ("pentimento", own.read),
        ("invokeai_metadata", invokeai.read),
        ("prompt", comfyui.read),
        ("workflow", comfyui.drawn),
        ("parameters", a1111.read),
    )
    return [one for name, read in readers if name in texts for one in _maybe(read, texts[name])]


def _maybe(read: Callable[[str], FoundRecipe | None], text: str) -> list[FoundRecipe]:
    """What a reader finds; nothing where the text is built to break it or could not be told on."""
    try:
        found = read(text)
        if found is not None:
            found.model_dump_json()
    except Exception:  # noqa: BLE001  # the other marks are still to be read
        return []
    return [found] if found else []


def main() -> None:
    """Read, look, answer."""
    limit()
    asked = json.loads(sys.stdin.buffer.readline())
    sys.stdout.write(marks(sys.stdin.buffer.read(), asked["anchors"]).model_dump_json())


if __name__ == "__main__":
    main()
