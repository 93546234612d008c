"""The starter models in every tool that they serve, loaded by the same code as any other folder."""

import numpy as np
import pytest
from PIL import Image

from starter.world import paint, sample
from tests.tools.conftest import Job, Model
from tools import catalog


def make(tool: str, inputs: dict[str, Image.Image], job: Job, **params: object) -> Image.Image:
    spec = catalog.spec(tool)
    checked = spec.validate(params)
    spec.check(checked, inputs)
    image = catalog.runner(tool)(checked, inputs, job).images[0]
    source = inputs["source"].size if "source" in inputs else None
    assert job.manifest is not None
    assert image.size == spec.size(checked, source, job.manifest)
    return image


@pytest.fixture(scope="module")
def house(model: Model) -> Image.Image:
    return make("generate", {}, Job(7, model("paint")), prompt="a red house, lake, sunset", steps=8)


def test_what_it_paints_follows_words_and_seed(model: Model, house: Image.Image) -> None:
    same = make("generate", {}, Job(7, model("paint")), prompt="a red house, lake, sunset", steps=8)
    seed = make("generate", {}, Job(8, model("paint")), prompt="a red house, lake, sunset", steps=8)
    words = make("generate", {}, Job(7, model("paint")), prompt="a palm tree, beach, night", steps=8)
    assert house.tobytes() == same.tobytes()
    assert len({house.tobytes(), seed.tobytes(), words.tobytes()}) == 3


def test_its_own_preview_map_is_used(model: Model) -> None:
    job = Job(7, model("paint"), showing=True)
    final = np.asarray(make("generate", {}, job, prompt="a red house, lake, sunset"), float)
    steps = model("paint").defaults.steps
    assert len(job.previews) == steps - 1
    near = [float(np.abs(np.asarray(image, float) - final).mean()) for image in (job.previews[0], job.previews[-1])]
    assert near[1] < near[0]
    assert near[1] < 40


def test_an_edit_changes_the_picture(model: Model, house: Image.Image) -> None:
    night = make("edit", {"source": house}, Job(7, model("paint")), prompt="a red house, lake, night", steps=8)
    assert night.tobytes() != house.tobytes()


def test_inpainting_a_large_photograph(model: Model) -> None:
    source = Image.effect_noise((4000, 3000), 60).convert("RGB")
    mask = Image.new("L", source.size)
    mask.paste(255, (1000, 2000, 1800, 2600))
    image = make("inpaint", {"source": source, "mask": mask}, Job(7, model("paint")), prompt="a boat, lake", steps=4)
    different = (np.asarray(image) != np.asarray(source)).any(axis=-1)
    assert not different[np.asarray(mask) == 0].any()
    assert different[np.asarray(mask) > 0].mean() > 0.9


def test_the_upscaler_beats_interpolation(model: Model) -> None:
    """On a picture of the kind it was trained for, made small and large again."""
    large = paint(sample(900), 256).convert("RGB")
    small = large.resize((large.width // 2, large.height // 2), Image.Resampling.BOX)
    made = make("upscale", {"source": small}, Job(1, model("upscale")), scale=2)
    plain = small.resize(large.size, Image.Resampling.BICUBIC)
    errors = [float(np.square(np.asarray(image, float) - np.asarray(large, float)).mean()) for image in (made, plain)]
    assert errors[0] < errors[1]
