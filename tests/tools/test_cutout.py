"""`cutout` leaves of a picture what a mask shows, and `combine` lays it on another: to the bit, and at its place."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.tools.conftest import Job, noise
from tools import catalog
from tools.base import Result, ToolError

SIDES = st.integers(8, 60)
PLACES = {
    "upper left": (0, 0), "top": (1, 0), "upper right": (2, 0), "left": (0, 1), "centre": (1, 1), "right": (2, 1),
    "lower left": (0, 2), "bottom": (1, 2), "lower right": (2, 2),
}  # fmt: skip


def ran(tool: str, params: dict[str, Any], **inputs: Image.Image) -> Result:
    spec = catalog.spec(tool)
    given = spec.validate(params)
    spec.check(given, inputs)
    made = catalog.runner(tool)(given, inputs, Job())
    assert spec.size(given, inputs["source"].size) in {None, made.images[0].size}
    return made


def masked(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", size, 0)
    mask.paste(255, box)
    return mask


@given(SIDES, SIDES, st.integers(0, 3))
@settings(deadline=None, max_examples=30)
def test_what_stays_keeps_its_colours_and_the_rest_is_clear(width: int, height: int, feather: int) -> None:
    source, box = noise(width, height), (2, 3, width - 2, height - 1)
    mask = masked(source.size, box)
    (whole,) = ran("cutout", {"trim": False, "feather": feather}, source=source, mask=mask).images
    alpha = np.asarray(whole.getchannel("A"))
    seen = alpha > 0
    assert np.array_equal(np.asarray(whole)[seen, :3], np.asarray(source.convert("RGB"))[seen])
    assert not alpha[np.asarray(mask) == 0].any()
    if not feather:
        assert (alpha[np.asarray(mask) > 0] == 255).all()
    (part,) = ran("cutout", {"feather": feather}, source=source, mask=mask).images
    assert part.tobytes() == whole.crop(box).tobytes()


def test_nobody_brings_back_what_was_cut_away() -> None:
    source, box = Image.new("RGB", (40, 40), "blue"), (10, 10, 20, 30)
    source.paste("red", box)
    (made,) = ran("cutout", {"trim": False}, source=source, mask=masked(source.size, box)).images
    assert made.convert("RGB").getcolors() == [(1600, (255, 0, 0))]


def test_an_empty_mask_is_refused() -> None:
    with pytest.raises(ToolError, match="empty"):
        ran("cutout", {}, source=noise(20, 20), mask=Image.new("L", (20, 20), 0))


def test_what_was_clear_stays_clear() -> None:
    source = noise(20, 20).convert("RGBA")
    source.putalpha(Image.new("L", (20, 20), 0))
    (made,) = ran("cutout", {"trim": False}, source=source, mask=Image.new("L", (20, 20), 255)).images
    assert not np.asarray(made.getchannel("A")).any()


def test_a_thing_keeps_its_place_in_a_picture_of_the_same_size() -> None:
    source, ground, mask = noise(64, 64), Image.new("RGB", (64, 64), "blue"), masked((64, 64), (10, 20, 30, 50))
    (cut,) = ran("cutout", {"trim": False, "feather": 0}, source=source, mask=mask).images
    (made,) = ran("combine", {"layout": "over"}, source=ground, reference=cut).images
    assert (made.mode, made.size) == ("RGB", ground.size)
    inside = np.asarray(mask) > 0
    assert np.array_equal(np.asarray(made)[inside], np.asarray(source.convert("RGB"))[inside])
    assert (np.asarray(made)[~inside] == (0, 0, 255)).all()


@pytest.mark.parametrize("where", PLACES)
def test_a_thing_is_laid_where_it_is_wanted(where: str) -> None:
    ground, thing = Image.new("RGB", (90, 90), "blue"), Image.new("RGBA", (10, 20), "red")
    (made,) = ran("combine", {"layout": "over", "where": where, "height": 0.2}, source=ground, reference=thing).images
    rows, columns = np.nonzero((np.asarray(made) == (255, 0, 0)).all(2))
    across, down = PLACES[where]
    assert (columns.min(), columns.max()) == ((0, 8), (40, 48), (81, 89))[across]
    assert (rows.min(), rows.max()) == ((0, 17), (36, 53), (72, 89))[down]


def test_what_is_laid_on_a_clear_picture_leaves_the_rest_clear() -> None:
    ground, thing = Image.new("RGBA", (40, 40), (0, 0, 0, 0)), Image.new("RGBA", (40, 10), "red")
    (made,) = ran("combine", {"layout": "over", "height": 0.25}, source=ground, reference=thing).images
    assert made.mode == "RGBA"
    assert np.asarray(made.getchannel("A")).sum() == 255 * 40 * 10


@pytest.mark.parametrize("trim", [True, False])
def test_a_plain_colour_may_stand_behind_what_stays(trim: bool) -> None:
    source, mask = noise(40, 30), masked((40, 30), (10, 5, 30, 25))
    (made,) = ran("cutout", {"backdrop": "white", "trim": trim, "feather": 0}, source=source, mask=mask).images
    assert (made.mode, made.size) == ("RGB", (20, 20) if trim else (40, 30))
    kept = made if trim else made.crop((10, 5, 30, 25))
    assert (np.asarray(kept) == np.asarray(source.convert("RGB").crop((10, 5, 30, 25)))).all()
    if not trim:
        assert (np.asarray(made.crop((0, 0, 40, 5))) == 255).all()


@pytest.mark.parametrize(("colour", "rgb"), [("light grey", (211, 211, 211)), ("dark grey", (105, 105, 105))])
def test_it_may_be_a_shade(colour: str, rgb: tuple[int, int, int]) -> None:
    source, mask = noise(40, 30), masked((40, 30), (10, 5, 30, 25))
    (made,) = ran("cutout", {"backdrop": colour, "trim": False, "feather": 0}, source=source, mask=mask).images
    assert made.getpixel((0, 0)) == rgb
