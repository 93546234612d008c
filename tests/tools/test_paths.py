"""Whether a seed leads to a picture: measured on the starter's own pictures and on others."""

from collections.abc import Callable

import pytest
import torch
from PIL import Image
from skimage import data

from tests.tools.conftest import Job
from tools.edit.run import PAINTED_OVER, REVISED
from tools.edit.run import run as edit
from tools.edit.spec import EditParams
from tools.enhance.run import run as enhance
from tools.enhance.spec import EnhanceParams
from tools.generate.run import run as generate
from tools.generate.spec import GenerateParams
from tools.manifest import Manifest
from tools.runtime.cache import models
from tools.runtime.paths import leads, likeness

Model = Callable[[str], Manifest]


@pytest.fixture(scope="module")
def house(model: Model) -> Image.Image:
    return generate(GenerateParams(prompt="a red house, lake, sunset"), {}, Job(7, model("paint"))).images[0]


def test_a_seed_leads_to_what_it_painted_and_to_nothing_else(model: Model, house: Image.Image) -> None:
    pipe = models().get(model("paint"))
    assert leads(pipe, 7, house)
    assert not any(leads(pipe, seed, house) for seed in range(100, 140))
    photo = Image.fromarray(data.coffee()).resize((128, 128))
    assert not any(leads(pipe, seed, photo) for seed in range(100, 120))


def test_it_holds_across_resizing_and_light(model: Model, house: Image.Image) -> None:
    pipe = models().get(model("paint"))
    brighter = enhance(EnhanceParams(adjust="brighten"), {"source": house}, Job()).images[0]
    larger = house.resize((256, 256), Image.Resampling.BICUBIC).resize((128, 128), Image.Resampling.LANCZOS)
    assert leads(pipe, 7, brighter)
    assert leads(pipe, 7, larger)


def test_an_edit_repaints_its_own_path_further(model: Model, house: Image.Image) -> None:
    params = EditParams(prompt="a red house, lake, night", steps=4)
    own, other = (edit(params, {"source": house}, Job(seed, model("paint"))).facts["strength"] for seed in (7, 8))
    assert (own, other) == (REVISED, PAINTED_OVER)


def test_an_autoencoder_with_dice_of_its_own_is_not_guessed(model: Model) -> None:
    assert not leads(models().get(model("sd")), 1, Image.new("RGB", (64, 64)))


def test_unlike_latents_are_unlike() -> None:
    first, second = torch.randn(2, 1, 8, 16, 16, generator=torch.Generator().manual_seed(1))
    assert abs(likeness(first, second)) < 0.1
    assert likeness(first, first) > 0.9
