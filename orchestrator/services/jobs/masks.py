"""Masks that come to be with a plan: a place named in words, and a mask turned along to what came of its picture.

Writes files, no rows. Refuses a mask that fits nowhere, one that is not there yet, and one that was cut away.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from orchestrator.blobs import Blobs
from orchestrator.db.models.image import UNKNOWN
from orchestrator.domain.along import way
from orchestrator.domain.errors import BadRequest
from orchestrator.domain.plan import Region
from orchestrator.pixels.formats import opened, png_bytes, thumbnail
from orchestrator.services.jobs.known import Known
from orchestrator.services.jobs.regions import region_mask
from tools import catalog
from tools.base import Size, ToolError


@dataclass(frozen=True)
class Mask:
    """A mask that is about to become a row; its files are kept already."""

    of: str
    size: Size
    blob: str
    thumb: str
    turned: Known | None = None
    """The mask that it is, turned along."""

    @property
    def told(self) -> str | None:
        """What it shows, where that is known of the mask it was."""
        return None if self.turned is None or UNKNOWN.fullmatch(self.turned.alt) else self.turned.alt


def in_words(region: Region, source: Known, blobs: Blobs, *, halves: bool) -> Mask:
    """The place that `region` names in `source`."""
    return _kept(region_mask(region, _sized(source), halves=halves), source, blobs)


def fitting(mask: Known, source: Known, known: Mapping[str, Known], blobs: Blobs) -> Known | Mask:
    """`mask` as it fits `source`: as it is, or turned along the way that the picture it belongs to has gone.

    Raises:
        BadRequest: it does not fit, or what it marks is not in `source` any more.
    """
    standings = {handle: one.standing for handle, one in known.items() if one.kind != "mask"}
    steps = way(mask.of, mask.size, source.handle, standings)
    if steps is None and mask.of is not None:
        raise BadRequest(
            f"The mask {mask.handle} marks a place in {mask.of}, not in {source.handle}: paint it on that one."
        )
    if not steps:
        _matching(mask, source)
        return mask
    there = (one for one in known.values() if one.of == steps[-1] and one.made_of.get("source") == mask.handle)
    if (before := next(there, None)) is not None:
        return before
    if mask.blob is None:
        raise BadRequest(f"{mask.handle} is not made yet, so it cannot be turned along to {steps[-1]}.")
    picture = opened(blobs.get(mask.blob)).convert("L")
    for handle in steps:
        picture = _turned(picture, known[handle])
    if picture.getbbox() is None:
        raise BadRequest(f"What {mask.handle} marks was cut away: it is not in {source.handle} any more.")
    return _kept(picture, known[steps[-1]], blobs, mask)


def _turned(mask: Image.Image, to: Known) -> Image.Image:
    """A mask of a picture in what `to` has made of that; what is new in there is not marked."""
    size = _sized(to)
    try:
        where = catalog.along(to.tool or "", to.params, mask.size, size)
    except ToolError as error:
        raise BadRequest(f"The mask cannot be turned along to {to.handle}: {error}") from error
    return mask.transform(size, Image.Transform.AFFINE, where, Image.Resampling.NEAREST)


def _sized(picture: Known) -> Size:
    if picture.size is None:
        raise BadRequest(f"The size of {picture.handle} is not known yet, so no place in it can be marked.")
    return picture.size


def _kept(picture: Image.Image, source: Known, blobs: Blobs, turned: Known | None = None) -> Mask:
    kept = (blobs.put(png_bytes(picture)), blobs.put(thumbnail(picture)))
    return Mask(source.handle, picture.size, *kept, turned)


def _matching(mask: Known, source: Known) -> None:
    if mask.size and source.size and mask.size != source.size:
        (width, height), (wide, high) = mask.size, source.size
        raise BadRequest(
            f"The mask {mask.handle} is {width} x {height}, but {source.handle} is {wide} x {high}: "
            "paint it on that one."
        )
