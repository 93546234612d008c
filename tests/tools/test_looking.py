"""Finding, judging and describing with a real tiny model of every family, loaded from a folder in the hub's layout."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from orchestrator.carry.judgements import Scores
from tests.tools import lookers
from tests.tools.conftest import Job, Model
from tools import catalog
from tools.base import Result
from tools.manifest import Manifest, ModelBroken, load
from tools.runtime.devices import device
from tools.runtime.loading import load as open_model
from tools.runtime.looking import named, shown

DOG = {"kind": "subject", "text": "a dog", "of": "dog"}
DRAGON = {"kind": "subject", "text": "a dragon", "of": "dragon"}
READ = {"kind": "lettering", "text": "hello"}


def picture(width: int = 90, height: int = 60) -> Image.Image:
    noise = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    return Image.fromarray(noise)


def ran(tool: str, manifest: Manifest, params: dict[str, Any], job: Job | None = None, **inputs: Image.Image) -> Result:
    spec = catalog.spec(tool)
    given = spec.validate(params)
    shown = {"source": picture(), **inputs}
    spec.check(given, shown)
    return catalog.runner(tool)(given, shown, job or Job(manifest=manifest))


@pytest.fixture
def sure(tmp_path: Path) -> Callable[[float, float], Manifest]:
    """The tiny eye, made so sure of everything, and of every place, as is asked for."""
    return lambda holds, everywhere: load(lookers.sure("eye", tmp_path, holds, everywhere))


def test_what_is_there_is_marked_at_the_pictures_own_size(sure: Callable[..., Manifest]) -> None:
    made = ran("find", sure(5.0, 50.0), {"what": "the red dog"})
    (mask,) = made.images
    assert (mask.mode, mask.size) == ("L", (90, 60))
    assert np.asarray(mask).min() == 255
    assert made.facts["there"]
    assert made.facts["places"] == [{"box": [0, 0, 90, 60], "score": 1.0, "share": 1.0}]


def test_everything_but_that(model: Model) -> None:
    made = ran("find", model("clipseg"), {"what": "a dog", "invert": True, "which": "each"})
    assert len(made.images) == 1
    straight = ran("find", model("clipseg"), {"what": "a dog"})
    assert (np.asarray(made.images[0]) + np.asarray(straight.images[0]) == 255).all()


@pytest.mark.parametrize("what", ["a dog", "the two houses"])
def test_what_is_not_there_gives_no_mask(sure: Callable[..., Manifest], what: str) -> None:
    made = ran("find", sure(-5.0, 50.0), {"what": what})
    assert not made.images
    assert made.facts == {"what": what, "there": False, "known": True, "places": [], "certainty": 0.007}


def test_a_word_that_the_model_was_not_taught_is_said(sure: Callable[..., Manifest]) -> None:
    made = ran("find", sure(5.0, 50.0), {"what": "the dogma of a dragon"})
    assert not made.images
    assert not made.facts["known"]


@pytest.mark.parametrize("family", ["eye", "clip", "siglip"])
def test_every_requirement_is_answered(model: Model, family: str) -> None:
    manifest = model(family)
    job = Job(manifest=manifest, others={"likeness": model("clip")})
    colour = {"kind": "colour", "text": "two red dogs", "of": "dog"}
    facts = ran("judge", manifest, {"requirements": [DOG, colour, DRAGON, READ]}, job).facts
    assert [check["text"] for check in facts["checks"]] == ["a dog", "two red dogs", "a dragon", "hello"]
    assert facts["checks"][1]["of"] == "dog"
    assert Scores.model_validate(facts).model_dump(mode="json") == facts, "a bundle carries all of it"
    assert all(0.5 <= check["certainty"] <= 1 for check in facts["checks"] if check["met"] is not None)
    unknown = {"eye": [True, True, False, False]}.get(family, [True, True, True, False])
    assert [check["met"] is not None for check in facts["checks"]] == unknown
    assert facts["met"] + facts["missed"] + facts["open"] == 4
    assert -1 <= facts["measures"]["likeness"] <= 1
    assert facts["models"] == list(dict.fromkeys((manifest.name, "tiny-clip")))
    json.dumps(facts)


def test_what_shall_not_be_seen_is_met_when_it_is_not(sure: Callable[..., Manifest]) -> None:
    asked = {"requirements": [DOG, {"kind": "absent", "text": "a house"}]}
    checks = ran("judge", sure(-5.0, 0.0), asked).facts["checks"]
    assert [(check["met"], check["certainty"]) for check in checks] == [(False, 0.993), (True, 0.993)]


def test_a_picture_without_requirements_is_measured_all_the_same(model: Model) -> None:
    facts = ran("judge", model("eye"), {}).facts
    assert (facts["checks"], facts["met"]) == ([], 0)
    assert set(facts["measures"]) == {"sharpness", "exposure", "clipped"}


def test_the_comparison_leaves_out_what_was_masked(model: Model) -> None:
    before = picture()
    after = before.copy()
    after.paste((255, 0, 0), (10, 10, 40, 40))
    mask = Image.new("L", before.size, 0)
    mask.paste(255, (10, 10, 40, 40))
    inside = ran("judge", model("eye"), {}, source=after, reference=before).facts["measures"]
    outside = ran("judge", model("eye"), {}, source=after, reference=before, mask=mask).facts["measures"]
    assert inside["psnr"] < 20
    assert inside["ssim"] < 0.9
    assert (outside["psnr"], outside["ssim"]) == (None, 1.0)


@pytest.mark.parametrize("family", ["eye", "blip", "florence2"])
def test_a_caption_is_a_sentence(model: Model, family: str) -> None:
    caption = ran("describe", model(family), {}).facts["caption"]
    assert caption[0].isupper()
    assert caption.endswith(".")
    assert not caption.endswith("..")
    assert caption == ran("describe", model(family), {}).facts["caption"]


def test_a_heat_map_becomes_a_mask(model: Model) -> None:
    made = ran("find", model("clipseg"), {"what": "a dragon"})
    assert made.facts["known"]
    assert made.facts["there"] == bool(made.images)
    assert all(mask.size == (90, 60) and {*np.asarray(mask).flat} <= {0, 255} for mask in made.images)


@pytest.mark.parametrize("family", sorted(lookers.LOOKERS))
def test_only_what_a_model_can_do_is_offered(model: Model, family: str) -> None:
    offered = set(catalog.offered([model(family)])) & {"find", "judge", "describe"}
    assert offered == {"find", "judge", "describe"} & set(lookers.LOOKERS[family][1])


def test_a_promise_that_the_family_cannot_keep_is_named(model: Model) -> None:
    lying = model("blip").model_copy(update={"capabilities": ("find",)})
    with pytest.raises(ModelBroken, match="promises to find, which 'blip' cannot"):
        ran("find", lying, {"what": "a dog"})


def test_missing_weights_are_not_made_up(model: Model, tmp_path: Path) -> None:
    shutil.copytree(model("clip").folder, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "model.safetensors"
    weights = load_file(file)
    weights.pop("visual_projection.weight")
    save_file(weights, file, {"format": "pt"})
    with pytest.raises(ModelBroken, match="weights are missing"):
        ran("judge", load(tmp_path), {"requirements": [DOG]})


def test_the_hubs_older_layout_is_read(model: Model, tmp_path: Path) -> None:
    """`preprocessor_config.json` beside the tokenizer's files, as most folders on the hub still have it."""
    shutil.copytree(model("clip").folder, tmp_path, dirs_exist_ok=True)
    whole = json.loads((tmp_path / "processor_config.json").read_text())
    (tmp_path / "processor_config.json").unlink()
    kinds = {"image_processor_type": "CLIPImageProcessor", "processor_class": "CLIPProcessor"}
    (tmp_path / "preprocessor_config.json").write_text(json.dumps(whole["image_processor"] | kinds))
    asked = {"requirements": [DOG]}
    assert ran("judge", load(tmp_path), asked).facts["checks"] == ran("judge", model("clip"), asked).facts["checks"]


def test_nothing_of_it_needs_gradients(model: Model) -> None:
    with torch.enable_grad():
        ran("find", model("clipseg"), {"what": "a dog"})


def test_what_is_described_is_what_its_places_are_named(model: Model) -> None:
    """Names compete for a place: of two that suit it, it has the better one."""
    manifest = model("eye")
    eye = open_model(manifest, device())
    with torch.inference_mode():
        seen = eye.see(shown(eye.where, picture()))
        alone, both = named(eye, seen, ["a dog"]), named(eye, seen, ["a dog", "a house"])
    assert both.shape == (256, 3)
    assert torch.allclose(both[:, :2], alone, atol=1e-5)
    assert (both.softmax(-1)[:, 1] < alone.softmax(-1)[:, 1]).all()
