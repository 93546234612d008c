"""Puts everything into one file, in the order that keeps it whole: pixels and label, XMP, recipe, credentials last.

Starts from the stored picture, which is pixels alone: places, cameras and people cannot come along.
"""

import io
from dataclasses import dataclass
from typing import Final

from PIL import ExifTags, Image, PngImagePlugin

from orchestrator.domain.marks import BY_MODEL, plain
from orchestrator.pixels.formats import MIME, QUALITY, Format, jpeg_bytes, opened, png_bytes, webp_bytes
from orchestrator.provenance import recipe_text, xmp
from orchestrator.provenance.label import Label, labelled
from orchestrator.provenance.signing import Signatory
from orchestrator.provenance.work import Told, Work, source_type

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
HEADER: Final = len(SIGNATURE) + 25
"""Bytes up to the end of IHDR, after which our chunks go in."""


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
        data = stored if label == "none" else png_bytes(labelled(opened(stored), label))
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", xmp.packet(work, producer))
        if theirs:  # the older chunk where its alphabet suffices: more programs read it
            texts.add_text("parameters", theirs)
        if ours:
            texts.add_itxt("pentimento", ours)
        data = data[:HEADER] + _chunks(texts) + data[HEADER:]
    else:
        data = _encoded(labelled(opened(stored), label), wish.format, xmp.packet(work, producer, ours), theirs)
    return signatory.sign(work, data, MIME[wish.format], converted=wish.format != "png", labelled=label != "none")


def _encoded(picture: Image.Image, to: Format, packet: bytes, parameters: str) -> bytes:
    exif = Image.Exif()
    if parameters:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + parameters.encode("utf-16-be")
    encoder = jpeg_bytes if to == "jpeg" else webp_bytes
    return encoder(picture, QUALITY, xmp=packet, exif=exif.tobytes())


def _chunks(texts: PngImagePlugin.PngInfo) -> bytes:
    out = io.BytesIO()
    for kind, data, *_ in texts.chunks:
        PngImagePlugin.putchunk(out, kind, data)
    return out.getvalue()
