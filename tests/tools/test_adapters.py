"""Adapters of every kind in real pipelines: they are seen, weighed, found by name, and leave nothing behind."""

import numpy as np
import pytest
from PIL import Image
from skimage import data

from tests.tools.conftest import Job, Model
from tools import catalog
from tools.base import ToolError
from tools.generate.run import run
from tools.generate.spec import GenerateParams
from tools.manifest import Manifest, ModelBroken, fingerprint
from tools.restyle.run import run as restyle
from tools.restyle.spec import RestyleParams
from tools.runtime.adapting import outlines
from tools.runtime.report import fresh, report


def painted(
    model: Manifest, *adapters: Manifest, inputs: dict[str, Image.Image] | None = None, **params: object
) -> bytes:
    checked = GenerateParams.model_validate({"prompt": "a red house", "steps": 2, **params})
    return run(checked, inputs or {}, Job(7, model, adapters=adapters)).images[0].tobytes()


@pytest.mark.parametrize(("form", "name"), [("sd", "lora"), ("flux", "lora-flux")])
def test_a_lora_is_seen_by_its_weight_and_leaves_nothing_behind(model: Model, form: str, name: str) -> None:
    base, lora = model(form), model(name)
    plain = painted(base, lora)
    whole, half = (painted(base, lora, adapters={name: weight}) for weight in (1.0, 0.5))
    assert len({plain, whole, half}) == 3
    assert painted(base, lora, adapters={name: 0.0}) == plain
    assert painted(base, lora) == plain
    assert painted(base, lora, adapters={name: 1.0}) == whole


def test_a_recipe_names_the_adapters_of_the_run(model: Model) -> None:
    fresh()
    painted(model("sd"), model("lora"))
    assert "adapter lora" not in report()["libraries"]
    painted(model("sd"), model("lora"), adapters={"lora": 1.0})
    assert report()["libraries"]["adapter lora"] == fingerprint(model("lora").folder)[:12]
    fresh()
    assert "adapter lora" not in report()["libraries"]


def test_two_loras_work_together(model: Model) -> None:
    both = (model("lora"), model("lightning"))
    given = {"lora": 0.5, "lightning": 0.5}
    assert painted(model("sd"), *both, adapters=given) != painted(model("sd"), *both, adapters={"lora": 0.5})


def test_a_lora_for_few_steps_brings_its_settings(model: Model) -> None:
    job = Job(7, model("sd"), adapters=(model("lightning"),), showing=True)
    run(GenerateParams(prompt="a red house", adapters={"lightning": 1.0}), {}, job)
    assert len(job.previews) == 1  # of two steps; the model's own are four
    run(GenerateParams(prompt="a red house", steps=3, adapters={"lightning": 1.0}), {}, job)
    assert len(job.previews) == 1 + 2


def test_an_unknown_adapter_is_named_with_those_that_are_there(model: Model) -> None:
    with pytest.raises(ToolError, match=r"no adapter 'dragon' for this model; there are: lora"):
        painted(model("sd"), model("lora"), adapters={"dragon": 1.0})


def test_an_adapter_that_does_not_fit_is_said_and_the_model_stays_usable(model: Model) -> None:
    plain = painted(model("flux"))
    with pytest.raises(ModelBroken, match="lora: it does not fit this model"):
        painted(model("flux"), model("lora"), adapters={"lora": 1.0})
    assert painted(model("flux")) == plain


def test_a_controlnet_follows_the_outlines_of_a_picture(model: Model) -> None:
    cat, coffee = (Image.fromarray(getattr(data, name)()) for name in ("chelsea", "coffee"))
    base, control = model("sd"), model("controlnet")
    made = {painted(base, control), *(painted(base, control, inputs={"reference": one}) for one in (cat, coffee))}
    assert len(made) == 3
    assert painted(base, control, inputs={"reference": cat, "source": coffee}) not in made
    edges = np.asarray(outlines(cat, control))
    assert set(np.unique(edges)) == {0, 255}
    assert 0.005 < (edges > 0).mean() < 0.2


def test_a_model_without_a_controlnet_says_so(model: Model) -> None:
    with pytest.raises(ToolError, match="no ControlNet"):
        painted(model("sd"), inputs={"reference": Image.new("RGB", (64, 64))})


def test_a_style_goes_through_an_ip_adapter_where_there_is_one(model: Model) -> None:
    source, style, other = (Image.fromarray(getattr(data, name)()) for name in ("chelsea", "coffee", "astronaut"))
    small = source.resize((96, 64))

    def made(style: Image.Image, *adapters: Manifest) -> bytes:
        params, job = RestyleParams(strength=0.5, steps=3), Job(7, model("sd"), adapters=adapters)
        return restyle(params, {"source": small, "style": style}, job).images[0].tobytes()

    assert len({made(style), made(style, model("ip-adapter")), made(other, model("ip-adapter"))}) == 3
    assert made(style) == made(style)


def test_a_refiner_goes_over_the_picture(model: Model) -> None:
    assert painted(model("sdxl")) != painted(model("sdxl"), model("sdxl-refiner"))


def test_adapters_are_no_models_and_inputs_that_need_one_are_offered_with_it(model: Model) -> None:
    base, lora, control, refiner = (model(name) for name in ("sd", "lora", "controlnet", "sdxl-refiner"))
    assert "generate" not in catalog.offered([lora])
    roles = lambda *there: {role.name for role in catalog.offered(there)["generate"].inputs}  # noqa: E731
    assert roles(base) == roles(base, lora) == {"source"}
    assert roles(base, control) == {"source", "reference"}
    assert roles(model("flux"), control) == {"source"}
    assert refiner.fits(model("sdxl"))
    assert not refiner.fits(base)
