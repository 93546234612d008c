"""Pictures to bytes and back: the stored form, the thumbnail, the formats given out. Decodes only what we encoded."""

import hashlib
import io
from typing import Any, Final, Literal

from PIL import Image

Format = Literal["png", "jpeg", "webp"]
MIME: Final[dict[Format, str]] = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
THUMB_SIDE: Final = 384
PNG_LEVEL: Final = 2
"""zlib level: level 6 takes three times as long for a few percent."""

QUALITY: Final = 92
"""Of what is given out as JPEG or WebP."""


def png_bytes(picture: Image.Image) -> bytes:
    """The stored form, without metadata."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=PNG_LEVEL)
    return out.getvalue()


def pixel_hash(picture: Image.Image) -> str:
    """sha256 over mode, size and pixels: the same whoever encodes them, and with which library."""
    digest = hashlib.sha256(f"{picture.mode} {picture.width} x {picture.height}\n".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def thumbnail(picture: Image.Image) -> bytes:
    """A WebP of at most 384 pixels a side."""
    small = picture.convert("RGBA" if picture.mode in {"RGBA", "LA"} else "RGB")
    small.thumbnail(
        (THUMB_SIDE, THUMB_SIDE), Image.Resampling.BOX if picture.width > 4096 else Image.Resampling.LANCZOS
    )
    out = io.BytesIO()
    small.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()


def jpeg_bytes(picture: Image.Image, quality: int = 80, **marks: Any) -> bytes:
    """A JPEG, transparency on white; `marks` as Pillow takes them (xmp, exif)."""
    out = io.BytesIO()
    _flat(picture).save(out, "JPEG", quality=quality, **marks)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """A stored picture, decoded."""
    picture = Image.open(io.BytesIO(data), formats=("PNG", "WEBP"))
    picture.load()
    return picture


def converted(data: bytes, to: Format) -> bytes:
    """A stored picture in another format."""
    picture = opened(data)
    if picture.format == to.upper():
        return data
    if to == "jpeg":
        return jpeg_bytes(picture, QUALITY)
    if to == "png":
        return png_bytes(picture)
    return webp_bytes(picture)


def webp_bytes(picture: Image.Image, quality: int = QUALITY, **marks: Any) -> bytes:
    """A WebP, transparency kept; `marks` as Pillow takes them (xmp, exif)."""
    out = io.BytesIO()
    plain = picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGB")
    plain.save(out, "WEBP", quality=quality, method=2, **marks)
    return out.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGBA", "LA"}:
        rgba = picture.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("RGB")
    return picture.convert("RGB")
