"""Writes a bundle as a zip, piece by piece: never more than one picture in memory."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, Final, cast

from orchestrator.carry.bundle import Bundle
from orchestrator.carry.page import page
from orchestrator.domain.language import Language
from orchestrator.provenance.recipe_text import wrapped

GRAPH: Final = "pentimento.json"
PAGE: Final = "index.html"
FILE_MODE: Final = 0o100644


class _Pipe:
    """Takes what the zip writes and gives it on: a zip can be written without going back."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._written = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self._written += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def tell(self) -> int:
        """How much has been written."""
        return self._written

    def drain(self) -> bytes:
        given, self._waiting = b"".join(self._waiting), []
        return given


def packed(bundle: Bundle, picture: Callable[[str], bytes], language: Language = "en") -> Iterator[bytes]:
    """The zip's bytes; `picture` reads the file of a sha256. Graph and page first, pictures as they are asked for."""
    pipe = _Pipe()
    stamp = datetime.fromtimestamp(max(bundle.exported, 315_532_800.0), UTC).timetuple()[:6]
    texts = {GRAPH: bundle.model_dump_json(by_alias=True, exclude_none=True, indent=1), PAGE: page(bundle, language)}
    for image in bundle.images:
        if image.recipe is not None:
            recipe = image.recipe.model_dump(mode="json", by_alias=True)
            texts[f"recipes/{image.handle.lstrip('#')}.json"] = wrapped(recipe)
    with zipfile.ZipFile(cast("IO[bytes]", pipe), "w", allowZip64=False) as archive:
        for name, text in texts.items():
            archive.writestr(_entry(name, stamp, zipfile.ZIP_DEFLATED), text.encode())
            yield pipe.drain()
        for digest in dict.fromkeys(image.sha256 for image in bundle.images if image.sha256):
            archive.writestr(_entry(f"images/{digest}.png", stamp, zipfile.ZIP_STORED), picture(digest))
            yield pipe.drain()
    yield pipe.drain()


def _entry(name: str, stamp: tuple[int, ...], how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]  # six numbers
    entry.compress_type = how
    entry.external_attr = FILE_MODE << 16
    return entry
