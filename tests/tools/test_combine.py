"""`combine` puts two pictures into one: the first keeps its pixels, nothing of the other is lost, and limits hold."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.tools.conftest import Job, noise
from tools import MAX_SIDE, catalog
from tools.base import Cancelled, ToolError
from tools.combine.run import run
from tools.combine.spec import CombineParams

SPEC = catalog.spec("combine")
SIDES = st.integers(1, 60)
SIZES = st.tuples(SIDES, SIDES)


def made(source: Image.Image, other: Image.Image, **params: Any) -> Image.Image:
    checked = CombineParams.model_validate(SPEC.validate(params).model_dump())
    SPEC.check(checked, {"source", "reference"})
    image = run(checked, {"source": source, "reference": other}, Job()).images[0]
    assert SPEC.sized(checked, source.size) in {None, image.size}
    return image


@given(SIZES, SIZES, st.integers(0, 20), st.sampled_from(["beside", "below"]))
@settings(deadline=None, max_examples=40)
def test_the_first_keeps_its_pixels_and_the_other_its_proportions(
    one: tuple[int, int], two: tuple[int, int], gap: int, layout: str
) -> None:
    first, other = noise(*one), noise(*two)
    image = made(first, other, layout=layout, gap=gap)
    along, across = (0, 1) if layout == "beside" else (1, 0)
    assert image.crop((0, 0, *one)).tobytes() == first.tobytes()
    assert image.size[across] == one[across]
    room = image.size[along] - one[along] - gap
    assert room == max(1, round(two[along] * one[across] / two[across]))
    if one[across] == two[across]:
        corner = (image.width - two[0], image.height - two[1])
        assert image.crop((*corner, *image.size)).tobytes() == other.tobytes(), "where it fits as it is, no bit changes"


def test_the_gap_is_white_or_clear() -> None:
    image = np.asarray(made(noise(10, 8), noise(12, 8), gap=3))
    assert (image[:, 10:13] == 255).all()
    clear = made(noise(10, 8), noise(12, 8, 4), layout="beside", gap=3)
    assert clear.mode == "RGBA"
    assert (np.asarray(clear)[:, 10:13, 3] == 0).all()
    assert (np.asarray(clear)[:, :10, 3] == 255).all()


def test_blending_is_the_weighted_mean_over_the_first_ones_size() -> None:
    first, other = noise(20, 14), noise(20, 14)
    image = made(first, other, layout="blend", share=0.25)
    wanted = 0.75 * np.asarray(first, float) + 0.25 * np.asarray(other, float)
    assert np.abs(np.asarray(image, float) - wanted).max() <= 1
    assert made(first, noise(300, 10), layout="blend").size == (20, 14)


def test_what_is_transparent_fades_the_other_and_does_not_darken_it() -> None:
    """The hidden black of a transparent picture came through."""
    navy, clear = Image.new("RGB", (6, 4), (0, 0, 128)), Image.new("RGBA", (6, 4), (0, 0, 0, 0))
    for first, other, share in ((navy, clear, 0.25), (clear, navy, 0.75)):
        red, green, blue, alpha = np.asarray(made(first, other, layout="blend", share=share), int)[2, 2]
        assert (red, green) == (0, 0)
        assert abs(blue - 128) <= 1
        assert abs(alpha - 191) <= 1


def test_what_would_be_too_large_is_refused_before_it_is_made() -> None:
    with pytest.raises(ToolError, match=f"{MAX_SIDE} a side"):
        made(noise(100, 100), noise(3000, 4))
    with pytest.raises(ToolError, match="needs two pictures"):
        run(CombineParams(), {"source": noise(4, 4)}, Job())
    with pytest.raises(ToolError, match="reference"):
        SPEC.check(CombineParams(), {"source"})


def test_it_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        run(CombineParams(), {"source": noise(4, 4), "reference": noise(4, 4)}, Job(patience=0))
