"""`generate` on tiny real pipelines of every form: pictures, seeds, slots, variations, previews, refusals."""

from itertools import combinations
from typing import Literal

import numpy as np
import pytest
from PIL import Image

from tests.tools.conftest import STARTER, Job, Model
from tools import catalog
from tools.base import ToolError
from tools.generate.run import run
from tools.generate.spec import GenerateParams
from tools.manifest import ModelBroken, load

WORDS = {"prompt": "a red house"}


@pytest.mark.parametrize("form", ["sd", "sdxl", "sd3", "flux", "qwen"])
def test_every_form_paints_by_the_same_code(model: Model, form: str) -> None:
    job = Job(manifest=model(form), showing=True)
    result = run(GenerateParams(**WORDS, steps=2), {}, job)
    assert [image.size for image in result.images] == [(64, 64)]
    assert np.asarray(result.images[0]).std() > 1
    assert job.fractions == sorted(job.fractions)
    assert 0 < job.fractions[-1] < 1


def test_a_model_of_one_step_and_no_guidance_is_a_matter_of_its_manifest(model: Model) -> None:
    """As SDXL Turbo and Lightning want it."""
    slow = model("sdxl")
    own = slow.defaults.model_copy(update={"steps": 1, "guidance": 0.0})
    turbo = slow.model_copy(update={"defaults": own, "scheduler": {"timestep_spacing": "trailing"}})
    given = GenerateParams(**WORDS, steps=1, guidance=0.0)
    fast = run(GenerateParams(**WORDS), {}, Job(7, turbo)).images[0].tobytes()
    assert fast != run(given, {}, Job(7, slow)).images[0].tobytes()  # the scheduler's spacing
    assert fast == run(given, {}, Job(7, turbo)).images[0].tobytes()
    assert run(GenerateParams(**WORDS), {"source": Image.new("RGB", (64, 64))}, Job(7, turbo)).images


def test_an_unknown_scheduler_is_named(model: Model) -> None:
    strange = model("sd").model_copy(update={"scheduler": {"class": "StableDiffusionPipeline"}})
    with pytest.raises(ModelBroken, match="no scheduler 'StableDiffusionPipeline'"):
        run(GenerateParams(**WORDS), {}, Job(7, strange))


def test_the_same_seed_gives_the_same_bits(model: Model) -> None:
    first, second = (run(GenerateParams(**WORDS), {}, Job(7, model("sd"))).images[0] for _ in range(2))
    other = run(GenerateParams(**WORDS), {}, Job(8, model("sd"))).images[0]
    assert first.tobytes() == second.tobytes() != other.tobytes()


@pytest.mark.parametrize("form", ["sd", "sdxl"])
def test_a_slot_can_be_made_again_alone(model: Model, form: str) -> None:
    three = run(GenerateParams(**WORDS, count=3, steps=2), {}, Job(7, model(form))).images
    alone = run(GenerateParams(**WORDS, steps=2), {}, Job(9, model(form))).images[0]
    assert three[2].tobytes() == alone.tobytes()
    assert len({image.tobytes() for image in three}) == 3


def test_seeds_wrap_at_the_end(model: Model) -> None:
    last = run(GenerateParams(**WORDS, count=2, steps=1), {}, Job(2**63 - 1, model("sd"))).images[1]
    assert last.tobytes() == run(GenerateParams(**WORDS, steps=1), {}, Job(0, model("sd"))).images[0].tobytes()


def test_variations_keep_more_of_the_source_when_subtle() -> None:
    manifest = load(STARTER / "paint")
    source = run(GenerateParams(prompt="two dogs, meadow, day", steps=8), {}, Job(1, manifest)).images[0]

    def far(variation: Literal["subtle", "strong"]) -> tuple[float, float]:
        """Mean difference from the source, and among each other."""
        params = GenerateParams(prompt="two dogs, meadow, day", steps=8, variation=variation, count=3)
        made = [np.asarray(image, float) for image in run(params, {"source": source}, Job(3, manifest)).images]
        away = np.mean([np.abs(one - np.asarray(source, float)).mean() for one in made])
        apart = np.mean([np.abs(one - other).mean() for one, other in combinations(made, 2)])
        return float(away), float(apart)

    subtle, strong = far("subtle"), far("strong")
    assert subtle[0] < strong[0]
    assert subtle[1] < strong[1]


def test_a_variation_keeps_the_aspect(model: Model) -> None:
    source = Image.new("RGBA", (400, 200), (200, 30, 30, 128))
    image = run(GenerateParams(**WORDS, steps=2), {"source": source}, Job(manifest=model("sd"))).images[0]
    assert image.size == (96, 64)


def test_a_wished_size_is_kept(model: Model) -> None:
    image = run(GenerateParams(**WORDS, steps=1, width=72, height=128), {}, Job(manifest=model("sd"))).images[0]
    assert image.size == (72, 128)


def test_a_format_is_met_at_the_models_own_area() -> None:
    painter, spec = load(STARTER / "paint"), catalog.spec("generate")
    area = painter.defaults.width * painter.defaults.height
    for aspect, ratio in (("3:4", 3 / 4), ("16:9", 16 / 9), ("square", 1)):
        size = spec.sized(spec.validate({**WORDS, "aspect": aspect}), None, painter)
        assert size is not None
        assert abs(size[0] / size[1] / ratio - 1) < 0.1
        assert abs(size[0] * size[1] / area - 1) < 0.1
    for roles, more in ({"source"}, {}), (set[str](), {"width": 64}):
        with pytest.raises(ToolError, match="in place of a width"):
            spec.check(spec.validate({**WORDS, "aspect": "3:4", **more}), roles)


def test_a_size_the_model_would_change_is_refused(model: Model) -> None:
    with pytest.raises(ToolError, match="multiples of 16: try 64 x 128"):
        run(GenerateParams(**WORDS, width=72, height=128), {}, Job(manifest=model("flux")))


def test_previews_come_only_when_wanted(model: Model) -> None:
    quiet, shown = Job(manifest=model("sd")), Job(manifest=model("sd"), showing=True)
    plain = run(GenerateParams(**WORDS), {}, quiet).images[0]
    seen = run(GenerateParams(**WORDS), {}, shown).images[0]
    assert not quiet.previews
    assert {image.size for image in shown.previews} == {(64, 64)}
    assert len(shown.previews) == 3
    assert plain.tobytes() == seen.tobytes()


def test_a_model_that_cannot_start_from_a_picture_says_so(model: Model) -> None:
    with pytest.raises(ToolError, match="tiny-instruct cannot start from a picture"):
        run(GenerateParams(**WORDS), {"source": Image.new("RGB", (64, 64))}, Job(manifest=model("instruct")))
