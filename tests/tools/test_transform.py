"""`transform` does exactly what it says: sizes, bits, proportions, transparency, and nothing where nothing is asked."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from tests.tools.conftest import Job, noise
from tools import catalog
from tools.base import ToolError
from tools.transform.run import run
from tools.transform.spec import TransformParams

SPEC = catalog.spec("transform")
SIZES = st.tuples(st.integers(1, 70), st.integers(1, 70))
CROPS = ("square", "4:3", "3:4", "16:9", "9:16", "left half", "right half", "top half", "bottom half", "middle")


def made(source: Image.Image, **params: Any) -> Image.Image:
    checked = TransformParams.model_validate(SPEC.validate(params).model_dump())
    SPEC.check(checked, {"source"})
    image = run(checked, {"source": source}, Job()).images[0]
    assert image.size == SPEC.sized(checked, source.size), "the declaration tells the size before it is made"
    return image


@given(SIZES, st.sampled_from(["RGB", "RGBA"]))
@settings(deadline=None, max_examples=25)
def test_quarter_turns_and_mirroring_keep_every_bit(size: tuple[int, int], mode: str) -> None:
    source = noise(*size, bands=len(mode))
    image = source
    for _ in range(4):
        image = made(image, turn="left")
    assert (image.mode, image.tobytes()) == (mode, source.tobytes())
    assert made(made(source, turn="left"), turn="right").tobytes() == source.tobytes()
    assert made(made(source, turn="left"), turn="left").tobytes() == made(source, turn="half").tobytes()
    for flip in ("horizontal", "vertical"):
        assert made(made(source, flip=flip), flip=flip).tobytes() == source.tobytes()
    both = made(made(source, flip="horizontal"), flip="vertical")
    assert both.tobytes() == made(source, turn="half").tobytes()


def test_left_is_counter_clockwise_and_horizontal_swaps_the_sides() -> None:
    source = noise(30, 20)
    pixels = np.asarray(source)
    assert (np.asarray(made(source, turn="left")) == np.rot90(pixels)).all()
    assert (np.asarray(made(source, turn="right")) == np.rot90(pixels, -1)).all()
    assert (np.asarray(made(source, flip="horizontal")) == pixels[:, ::-1]).all()
    assert (np.asarray(made(source, flip="vertical")) == pixels[::-1]).all()


@given(st.tuples(st.integers(2, 90), st.integers(2, 90)))
@settings(deadline=None, max_examples=25)
def test_halves_belong_together(size: tuple[int, int]) -> None:
    source = noise(*size)
    left, right = (np.asarray(made(source, crop=f"{side} half")) for side in ("left", "right"))
    top, bottom = (np.asarray(made(source, crop=f"{side} half")) for side in ("top", "bottom"))
    assert (np.concatenate([left, right], axis=1) == np.asarray(source)).all()
    assert (np.concatenate([top, bottom], axis=0) == np.asarray(source)).all()


@pytest.mark.parametrize(("percent", "size"), [(50, (15, 10)), (33, (10, 7)), (1, (1, 1)), (150, (45, 30))])
def test_a_share_is_of_both_sides(percent: int, size: tuple[int, int]) -> None:
    assert made(noise(30, 20), percent=percent).size == size
    assert made(noise(30, 40), crop="square", percent=percent).size == (size[0], size[0])
    assert made(noise(90, 60), width=30, percent=percent).size == size
    assert SPEC.actions({"percent": percent}) == ("resized.proportional",)


@pytest.mark.parametrize("crop", CROPS)
@pytest.mark.parametrize("size", [(64, 48), (48, 64), (301, 7), (7, 301), (1, 1), (2, 1)])
def test_a_crop_is_a_part_of_the_picture_in_its_own_bits(crop: str, size: tuple[int, int]) -> None:
    source = noise(*size)
    if SPEC.size(SPEC.validate({"crop": crop}), size) == size:
        with pytest.raises(ToolError, match="nothing would change"):
            made(source, crop=crop)
        return
    image = made(source, crop=crop)
    found = [
        (left, top)
        for left in range(size[0] - image.width + 1)
        for top in range(size[1] - image.height + 1)
        if source.crop((left, top, left + image.width, top + image.height)).tobytes() == image.tobytes()
    ]
    assert found
    if ":" in crop and min(size) >= 48:
        across, down = map(int, crop.split(":"))
        assert abs(image.width / image.height - across / down) < 0.05
        assert image.width == size[0] or image.height == size[1]


def test_a_box_is_cut_out_in_pixels_and_must_lie_inside() -> None:
    source = noise(64, 48)
    box = {"left": 10, "top": 5, "width": 20, "height": 30}
    assert made(source, box=box).tobytes() == source.crop((10, 5, 30, 35)).tobytes()
    for wrong in ({"left": 50}, {"top": 30}, {"width": 65}):
        with pytest.raises(ToolError, match="64 x 48"):
            made(source, box=box | wrong)


def test_sizes() -> None:
    source = noise(64, 48)
    assert made(source, width=128).size == (128, 96)
    assert made(source, height=24).size == (32, 24)
    assert made(source, width=100, height=100).size == (100, 100)
    assert made(source, width=100, height=100, fit="within").size == (100, 75)
    assert made(source, crop="square", turn="left", width=30).size == (30, 30)
    assert made(source, turn="left", width=24).size == (24, 32)
    with pytest.raises(ToolError, match="megapixels"):
        made(source, width=8192)


def test_of_other_proportions_the_middle_is_kept_unless_stretching_is_asked_for() -> None:
    source = Image.new("RGB", (90, 30), "red")
    source.paste((0, 0, 255), (30, 0, 60, 30))
    covered = np.asarray(made(source, width=60, height=60))
    assert (covered[:, 8:-8] == (0, 0, 255)).all(), "but for the edge, only the blue middle is left"
    stretched = np.asarray(made(source, width=60, height=60, fit="stretch"))
    assert (stretched[30, 2] == (255, 0, 0)).all()
    assert (stretched[30, 30] == (0, 0, 255)).all()


@given(st.tuples(st.integers(3, 60), st.integers(3, 60)), st.floats(-45, 45).filter(lambda n: abs(n) > 0.01))
@settings(deadline=None, max_examples=60)
def test_what_is_straightened_has_no_empty_corners_and_keeps_its_proportions(
    size: tuple[int, int], degrees: float
) -> None:
    image = made(Image.new("RGBA", size, (255, 255, 255, 255)), degrees=degrees)
    assert np.asarray(image).min() == 255
    if min(image.size) > 20:
        assert abs(image.width / image.height - size[0] / size[1]) < 0.15 * size[0] / size[1]


def test_straightening_turns_clockwise() -> None:
    source = Image.new("L", (101, 101), 0)
    source.paste(255, (48, 0, 53, 101))
    pixels = np.asarray(made(source, degrees=10))[..., 0]
    assert pixels[2].argmax() > pixels[-3].argmax(), "the top of an upright line goes to the right"


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGBA", "CMYK", "1"])
def test_any_mode_is_taken_and_transparency_kept(mode: str) -> None:
    source = noise(40, 30).convert(mode)
    if mode in ("RGBA", "LA"):
        source.putalpha(Image.linear_gradient("L").resize((40, 30)))
    image = made(source, turn="left", width=15)
    assert image.mode == ("RGBA" if mode in ("RGBA", "LA") else "RGB")
    turned = made(source, turn="half")
    assert turned.tobytes() == source.convert(turned.mode).transpose(Image.Transpose.ROTATE_180).tobytes()


def test_what_is_transparent_gives_no_colour_when_resized() -> None:
    source = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    source.paste((0, 0, 255, 255), (0, 0, 32, 64))
    pixels = np.asarray(made(source, width=24)).astype(int)
    seen = pixels[pixels[..., 3] > 8]
    assert seen[:, 0].max() <= 8, "no red comes in from what cannot be seen"


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({}, "what is to be done"),
        ({"degrees": 0}, "what is to be done"),
        ({"fit": "cover"}, "both a width and a height"),
        ({"width": 64, "fit": "cover"}, "both a width and a height"),
        ({"crop": "square", "box": {"width": 1, "height": 1}}, "not both"),
        ({"width": 64}, "nothing would change"),
        ({"crop": "4:3"}, "nothing would change"),
        ({"width": 64, "height": 48}, "nothing would change"),
        ({"box": {"width": 64, "height": 48}}, "nothing would change"),
        ({"width": 7}, "width"),
        ({"height": 8193}, "height"),
        ({"degrees": 46}, "degrees"),
        ({"degrees": float("nan")}, "degrees"),
        ({"box": {"left": -1, "width": 1, "height": 1}}, "box"),
        ({"crop": "circle"}, "crop"),
    ],
)
def test_nothing_to_do_and_nonsense_are_refused_with_a_sentence(params: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ToolError, match=sentence):
        made(noise(64, 48), **params)


@pytest.mark.parametrize(
    ("params", "actions", "moves"),
    [
        ({"crop": "square"}, ("cropped",), True),
        ({"box": {"left": 0, "top": 0, "width": 1, "height": 1}, "turn": "left"}, ("cropped", "orientation"), True),
        ({"flip": "vertical", "width": 100}, ("orientation", "resized.proportional"), True),
        ({"degrees": 2.5}, ("orientation",), True),
        ({"height": 100}, ("resized.proportional",), False),
        ({"width": 9, "height": 9}, ("cropped", "resized.proportional"), True),
        ({"width": 9, "height": 9, "fit": "within"}, ("resized.proportional",), False),
        ({"width": 9, "height": 9, "fit": "stretch"}, ("resized",), False),
    ],
)
def test_what_it_does_has_its_names(params: dict[str, Any], actions: tuple[str, ...], moves: bool) -> None:
    assert SPEC.actions(params) == actions
    assert SPEC.moves(params) is moves


@pytest.mark.parametrize("anything", [["x"], {"a": ["b"]}, "x", 5, 1e308, True, None])
def test_what_it_does_is_told_of_any_recipe(anything: object) -> None:
    """Of those that came from elsewhere too, which nobody has checked."""
    for name in TransformParams.model_fields:
        for params in ({name: anything}, {"width": 8, "height": 8, name: anything}):
            assert isinstance(SPEC.moves(params), bool)
            assert SPEC.actions(params)


SPOTS = Image.new("RGB", (71, 52), "black")
for x, y in ((9, 7), (40, 20), (55, 41), (33, 30)):
    ImageDraw.Draw(SPOTS).ellipse((x - 8, y - 5, x + 8, y + 5), fill="white")


@pytest.mark.parametrize(
    ("params", "exact"),
    [
        ({"crop": "square"}, True),
        ({"box": {"left": 3, "top": 4, "width": 30, "height": 21}}, True),
        ({"turn": "left"}, True),
        ({"turn": "right", "flip": "vertical", "crop": "left half"}, True),
        ({"turn": "half"}, True),
        ({"flip": "horizontal"}, True),
        ({"degrees": 13}, False),
        ({"degrees": -7.5, "turn": "left", "crop": "4:3"}, False),
        ({"width": 142}, False),
        ({"width": 50, "height": 50}, False),
        ({"width": 50, "height": 50, "fit": "within"}, False),
        ({"width": 50, "height": 50, "fit": "stretch"}, False),
        ({"percent": 150, "crop": "left half", "flip": "horizontal"}, False),
    ],
)
def test_where_places_go_is_where_their_pixels_go(params: dict[str, Any], exact: bool) -> None:
    """A mask brought along is the mask that would be seen if the picture itself were one."""
    picture = np.asarray(made(SPOTS, **params).convert("L")) > 127
    where = catalog.along("transform", params, SPOTS.size, picture.shape[::-1])
    mask = SPOTS.convert("L").transform(picture.shape[::-1], Image.Transform.AFFINE, where, Image.Resampling.NEAREST)
    differing = (np.asarray(mask) > 127) != picture
    assert picture.any()
    assert differing.mean() <= (0 if exact else 0.012), "resampling rounds the edges"
