"""Pictures between tools and models: colour modes, sizes, masks, and pasting that leaves the rest bit-identical.

All of it works on stored pixels (uint8). Refuses masks of another size than their picture.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import distance_transform_edt

from tools.base import Size, ToolError

PAINTED: Final = 128
"""A mask pixel of this value or more is painted."""

Box = tuple[int, int, int, int]
"""Left, upper, right, lower."""


def flat(image: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white, as a browser shows it."""
    if "A" in image.getbands() or "transparency" in image.info:
        whole = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")
    return image.convert("RGB")


def bled(image: Image.Image) -> Image.Image:
    """RGB; where nothing is seen, the nearest colour that is: what is done to pixels draws no rim then. Black if
    nothing is seen at all."""
    if "A" not in image.getbands():
        return image.convert("RGB")
    hidden = np.asarray(image.getchannel("A")) == 0
    pixels = np.array(image.convert("RGB"))
    if hidden.all():
        pixels[:] = 0
    elif hidden.any():
        rows, columns = distance_transform_edt(hidden, return_distances=False, return_indices=True)
        pixels = pixels[rows, columns]
    return Image.fromarray(pixels, "RGB")


def as_clear(image: Image.Image, source: Image.Image) -> Image.Image:
    """`image`, transparent where `source` is; what covers all of it stays RGB."""
    if "A" in source.getbands():
        image = image.copy()
        image.putalpha(source.getchannel("A").resize(image.size, Image.Resampling.BICUBIC))
    return image


def resized(image: Image.Image, size: Size) -> Image.Image:
    """`image` at exactly `size`."""
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def painted(mask: Image.Image, size: Size) -> NDArray[np.bool_]:
    """Where the mask is painted: bright and not transparent. Height x width.

    Raises:
        ToolError: it is not `size`, or nothing is painted.
    """
    if mask.size != size:
        raise ToolError(f"the mask is {mask.width} x {mask.height}, the picture {size[0]} x {size[1]}: paint it again")
    if "A" in mask.getbands():
        whole = mask.convert("RGBA")
        mask = Image.alpha_composite(Image.new("RGBA", whole.size, "black"), whole)
    where: NDArray[np.bool_] = np.asarray(mask.convert("L")) >= PAINTED
    if not where.any():
        raise ToolError("the mask is empty: paint over the place that shall change")
    return where


def bounds(where: NDArray[np.bool_]) -> Box:
    """The smallest box around what is painted."""
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def pasted(image: Image.Image, patch: Image.Image, box: Box, where: NDArray[np.bool_], feather: float) -> Image.Image:
    """`image` with `patch` laid into `box` where it is painted; every other pixel keeps its value to the bit.

    `feather` is the width in pixels, inside the mask, over which the patch fades in. An alpha channel is kept outside
    and made opaque inside.
    """
    left, upper, right, lower = box
    inside = where[upper:lower, left:right]
    mode = "RGBA" if "A" in image.getbands() else "RGB"
    result = image.copy() if image.mode == mode else image.convert(mode)
    old = np.asarray(result.crop(box))
    new = np.asarray(patch.convert(mode))
    if feather >= 1 and not inside.all():
        # Seen from outside the box the mask may go on, so only its own edge counts.
        depth = distance_transform_edt(np.pad(inside, 1, mode="edge"))[1:-1, 1:-1]
        share = np.clip(depth / (feather + 1), 0, 1)[..., None]
        new = np.rint(old * (1 - share) + new * share).astype(np.uint8)
    result.paste(Image.fromarray(np.where(inside[..., None], new, old), mode), (left, upper))
    return result
