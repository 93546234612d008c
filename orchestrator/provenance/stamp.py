"""Puts everything into one file, in the order that keeps it whole: pixels and label, XMP, recipe, credentials last.

Starts from the stored picture, which is pixels alone: places, cameras and people cannot come along.
"""

import io
from dataclasses import dataclass
from typing import Final, Literal

from PIL import ExifTags, Image, PngImagePlugin

from orchestrator.domain.marks import plain
from orchestrator.provenance import recipe_text, xmp
from orchestrator.provenance.label import Label, labelled
from orchestrator.provenance.signing import Signatory
from orchestrator.provenance.work import BY_MODEL, Told, Work, source_type

Format = Literal["png", "jpeg", "webp"]
MIME: Final[dict[Format, str]] = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
HEADER: Final = len(SIGNATURE) + 25
"""Bytes up to the end of IHDR, after which our chunks go in."""
QUALITY: Final = 92


@dataclass(frozen=True)
class Wish:
    """How a picture is to be given out."""

    format: Format = "png"
    recipe: Told = "full"
    label: Label = "none"


def stamped(work: Work, wish: Wish, signatory: Signatory, producer: str) -> bytes:
    """The file of `work` with all its marks. A label goes only on what was made with AI."""
    label: Label = wish.label if source_type(work) in BY_MODEL else "none"
    ours, theirs = recipe_text.as_json(work, wish.recipe), plain(recipe_text.as_parameters(work, wish.recipe))
    stored = work.png()
    if wish.format == "png":
        data = stored if label == "none" else _png(labelled(_opened(stored), label))
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", xmp.packet(work, producer))
        if theirs:  # the older chunk where its alphabet suffices: more programs read it
            texts.add_text("parameters", theirs)
        if ours:
            texts.add_itxt("pentimento", ours)
        data = data[:HEADER] + _chunks(texts) + data[HEADER:]
    else:
        data = _encoded(labelled(_opened(stored), label), wish.format, xmp.packet(work, producer, ours), theirs)
    return signatory.sign(work, data, MIME[wish.format], converted=wish.format != "png", labelled=label != "none")


def _opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=("PNG",))
    picture.load()
    return picture


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=2)
    return out.getvalue()


def _encoded(picture: Image.Image, to: Format, packet: bytes, parameters: str) -> bytes:
    exif = Image.Exif()
    if parameters:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + parameters.encode("utf-16-be")
    out = io.BytesIO()
    if to == "jpeg":
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if "A" in picture.mode else None)
        flat.save(out, "JPEG", quality=QUALITY, xmp=packet, exif=exif)
    else:
        whole = picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGB")
        whole.save(out, "WEBP", quality=QUALITY, method=2, xmp=packet, exif=exif.tobytes())
    return out.getvalue()


def _chunks(texts: PngImagePlugin.PngInfo) -> bytes:
    out = io.BytesIO()
    for kind, data, *_ in texts.chunks:
        PngImagePlugin.putchunk(out, kind, data)
    return out.getvalue()
