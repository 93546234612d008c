"""What the tools that paint with a diffusion model have in common: parameters for forms and the API, and sizes.

Torch-free. Refuses defaults of its own: None always means the chosen model's own default from its manifest.
"""

import math
from typing import Annotated, Final

from pydantic import Field

from tools.base import Params, Size
from tools.manifest import LONGEST, MOST_GUIDANCE, MOST_STEPS, SHORTEST, Defaults

GRID: Final = 16
"""Sizes that we choose are multiples of it: latents of every family we know divide it."""

MOST_REGIONS: Final = 6
"""Each is one more picture for the network at every step."""
AdapterName = Annotated[str, Field(max_length=61)]
Weight = Annotated[float, Field(ge=-2.0, le=2.0)]


class Painting(Params):
    """Parameters every painting tool takes."""

    prompt: str = Field(default="", max_length=2000, description="What the picture shall show, as the model reads it.")
    negative: str = Field(default="", max_length=2000, description="What must not be seen.")
    steps: int | None = Field(default=None, ge=1, le=MOST_STEPS, description="Denoising steps; empty: the model's own.")
    guidance: float | None = Field(
        default=None,
        ge=0.0,
        le=MOST_GUIDANCE,
        description="How closely the words are followed; empty: the model's own.",
    )
    adapters: dict[AdapterName, Weight] | None = Field(
        default=None,
        max_length=4,
        description="LoRA to use, each by its name with its weight (usually 1).",
        json_schema_extra={"names_of": "lora"},
    )


class Region(Params):
    """Words for a part of the picture."""

    prompt: str = Field(min_length=1, max_length=2000, description="What this part shall show, with what is around it.")
    left: float = Field(default=0.0, ge=0.0, le=1.0, description="Where it begins, as a share of the picture's width.")
    top: float = Field(default=0.0, ge=0.0, le=1.0, description="Where it begins, as a share of the picture's height.")
    width: float = Field(default=1.0, gt=0.0, le=1.0, description="How wide it is, as a share of the picture's width.")
    height: float = Field(
        default=1.0, gt=0.0, le=1.0, description="How high it is, as a share of the picture's height."
    )


class Parted(Painting):
    """Parameters of tools that paint a whole picture."""

    regions: tuple[Region, ...] = Field(
        default=(),
        max_length=MOST_REGIONS,
        description="Parts painted from words of their own, so that things do not run into one another; "
        "filled in from the prompt for models that want it.",
    )


def fitted(source: Size, model: Defaults) -> Size:
    """The size at which `model` works on a picture of size `source`: its own area in the picture's aspect.

    Sides are multiples of 16 between 64 and 2048, so that very long pictures lose some of their aspect.
    """
    width, height = source
    scale = math.sqrt(model.width * model.height / (width * height))
    return _snapped(width * scale), _snapped(height * scale)


def whole(source: Size, model: Defaults) -> Size:
    """The size where what `model` paints is carried to the picture: the picture's own, or larger if it is small."""
    area = fitted(source, model)
    return source if source[0] * source[1] >= area[0] * area[1] else area


def _snapped(side: float) -> int:
    return min(LONGEST, max(SHORTEST, round(side / GRID) * GRID))
