"""Cancelling takes at most one denoising step or one tile, and what was loaded stays loaded."""

import numpy as np
import pytest
from PIL import Image

from tests.tools.conftest import Job, Model
from tools import catalog
from tools.base import Cancelled
from tools.runtime.cache import loaded, models

SOURCE = Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8))
MASK = Image.new("L", (64, 64))
MASK.paste(255, (10, 10, 40, 40))


@pytest.mark.parametrize("form", ["sd", "sdxl", "sd3", "flux"])
@pytest.mark.parametrize("tool", ["generate", "edit", "inpaint"])
def test_within_one_step_with_weights_still_loaded(model: Model, form: str, tool: str) -> None:
    manifest, spec, run = model(form), catalog.spec(tool), catalog.runner(tool)
    inputs = {"generate": {}, "edit": {"source": SOURCE}, "inpaint": {"source": SOURCE, "mask": MASK}}[tool]
    params = spec.validate({"prompt": "a red house", "steps": 50})
    pipe = models().get(manifest)
    networks = {name: id(part) for name, part in pipe.components.items()}
    job = Job(manifest=manifest, patience=5)
    with pytest.raises(Cancelled):
        run(params, inputs, job)
    assert job.looks == 6, "it went on after it was cancelled"
    assert manifest.name in loaded()
    assert models().get(manifest) is pipe
    assert {name: id(part) for name, part in pipe.components.items()} == networks
    few = spec.validate({"prompt": "a red house", "steps": 2})
    after = run(few, inputs, Job(3, manifest)).images[0]
    assert after.tobytes() == run(few, inputs, Job(3, manifest)).images[0].tobytes()


@pytest.mark.parametrize("form", ["swin2sr", "sd-upscale"])
def test_between_tiles(model: Model, form: str) -> None:
    run, params = catalog.runner("upscale"), catalog.spec("upscale").validate({"scale": 2})
    job = Job(manifest=model(form), patience=2)
    with pytest.raises(Cancelled):
        run(params, {"source": SOURCE.resize((400, 200))}, job)
    assert job.looks == 3
    assert model(form).name in loaded()


def test_before_anything_is_loaded(model: Model) -> None:
    with pytest.raises(Cancelled):
        catalog.runner("generate")(
            catalog.spec("generate").validate({"prompt": "a"}), {}, Job(manifest=model("sd"), patience=0)
        )
