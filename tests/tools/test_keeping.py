"""What an edit left alone is the source to the bit, at the source's own size; what it changed is carried there."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import data
from skimage.metrics import peak_signal_noise_ratio

from tests.tools.conftest import Model
from tools.runtime.cache import models
from tools.runtime.imaging import resized
from tools.runtime.keeping import carried, echo

LARGE, SMALL = (512, 512), (128, 128)
PLACE = (20, 20, 60, 60)  # in the small picture


@pytest.fixture
def photo() -> Image.Image:
    return Image.fromarray(data.astronaut())


def pixels(picture: Image.Image) -> NDArray[np.float64]:
    return np.asarray(picture, float)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_local_change_leaves_the_rest_to_the_bit(photo: Image.Image, size: tuple[int, int]) -> None:
    source, small = resized(photo, size), resized(photo, SMALL)
    made = small.copy()
    made.paste((220, 30, 40), PLACE)
    found = carried(source, small, made)
    scale = size[0] // SMALL[0]
    image = found.image
    assert image.size == size
    assert 0.08 < found.changed < 0.25
    same = (pixels(image) == pixels(source)).all(axis=2)
    assert same[80 * scale :].all()
    assert same[:, 80 * scale :].all()
    inside = pixels(image)[26 * scale : 54 * scale, 26 * scale : 54 * scale]
    assert np.abs(inside - (220, 30, 40)).max() <= 40  # the photograph's own detail is gone from under it
    assert np.abs(inside - (220, 30, 40)).mean() <= 2


def test_a_photograph_that_turns_dark_keeps_its_detail(photo: Image.Image) -> None:
    night = lambda picture: Image.fromarray((pixels(picture) * (0.3, 0.35, 0.5)).astype(np.uint8))  # noqa: E731
    small = resized(photo, SMALL)
    made = night(small)
    found = carried(photo, small, made)
    enlarged = made.resize(LARGE, Image.Resampling.BICUBIC)
    better, plain = (
        peak_signal_noise_ratio(pixels(night(photo)), pixels(one), data_range=255) for one in (found.image, enlarged)
    )
    assert found.changed > 0.8
    assert better > plain + 4


def test_an_autoencoder_s_losses_are_no_change(model: Model) -> None:
    from tests.tools.conftest import Job
    from tools.generate.run import run
    from tools.generate.spec import GenerateParams

    manifest = model("paint")
    pipe = models().get(manifest)
    params = GenerateParams(prompt="a red house, lake, sunset", steps=8)
    source = run(params, {}, Job(7, manifest)).images[0]
    changed = source.copy()
    side = source.width // 4
    changed.paste((20, 200, 60), (side, side, 2 * side, 2 * side))
    found = carried(source, echo(pipe, source), echo(pipe, changed))
    different = (pixels(found.image) != pixels(source)).any(axis=2)
    assert different[side : 2 * side, side : 2 * side].all()
    assert not different[3 * side :].any()
    assert found.changed < 0.4


@pytest.mark.parametrize("form", ["instruct", "sd", "sd3", "flux", "qwen"])
def test_every_autoencoder_gives_an_echo(model: Model, form: str) -> None:
    made = echo(models().get(model(form)), Image.new("RGB", (64, 48), "teal"))
    assert made.size == (64, 48)
