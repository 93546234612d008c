"""`edit`: a revision along the path of the same seed, or an instruction model's own pipeline."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.tools.conftest import Job, Model
from tools.base import ToolError
from tools.edit.run import run
from tools.edit.spec import EditParams
from tools.manifest import load


@pytest.fixture
def source() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8))


@pytest.mark.parametrize("form", ["sd", "sdxl", "sd3", "flux", "qwen", "instruct", "sdxl-instruct", "kontext"])
def test_every_form_edits_by_the_same_code(model: Model, source: Image.Image, form: str) -> None:
    job = Job(manifest=model(form))
    result = run(EditParams(prompt="a red house, night", steps=4), {"source": source}, job)
    assert result.images[0].size == (64, 64)
    assert result.images[0].tobytes() != source.tobytes()


@pytest.mark.parametrize("form", ["sd", "instruct"])
def test_what_is_cut_out_stays_cut_out_unless_a_ground_is_wanted(model: Model, source: Image.Image, form: str) -> None:
    cut = source.copy()
    cut.putalpha(Image.linear_gradient("L").resize(source.size))
    kept, painted = (
        run(EditParams(prompt="a blue house", steps=2, ground=ground), {"source": cut}, Job(manifest=model(form)))
        for ground in (False, True)
    )
    assert kept.images[0].getchannel("A").tobytes() == cut.getchannel("A").tobytes()
    assert kept.images[0].convert("RGB").tobytes() == painted.images[0].tobytes()


def test_qwen_image_edit_sees_the_picture_and_needs_no_torchvision(
    model: Model, source: Image.Image, tmp_path: Path
) -> None:
    """Saved as the hub has it, whose `processor` is one for films as well."""
    folder = Path(shutil.copytree(model("qwen-edit").folder, tmp_path / "qwen-edit"))
    index = json.loads((folder / "model_index.json").read_text())
    index["processor"] = ["transformers", "Qwen2VLProcessor"]
    (folder / "model_index.json").write_text(json.dumps(index))
    told = EditParams(prompt="make it night", steps=2)
    one, same, other = (
        run(told, {"source": picture}, Job(manifest=load(folder))).images[0]
        for picture in (source, source, Image.new("RGB", source.size, "red"))
    )
    assert one.size == (64, 64)
    assert one.tobytes() == same.tobytes()
    assert one.tobytes() != other.tobytes()


def test_an_edit_can_be_replayed(model: Model, source: Image.Image) -> None:
    params = EditParams(prompt="a red house, night")
    first, second = (run(params, {"source": source}, Job(5, model("sd"))).images[0] for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_less_strength_stays_nearer(model: Model, source: Image.Image) -> None:
    smooth = source.resize((8, 8)).resize((64, 64))

    def distance(strength: float) -> float:
        params = EditParams(prompt="a red house, night", strength=strength, steps=10)
        made = run(params, {"source": smooth}, Job(5, model("sd"))).images[0]
        whole = run(
            EditParams(prompt="a red house, night", strength=1.0, steps=10), {"source": smooth}, Job(5, model("sd"))
        )
        return float(np.abs(np.asarray(made, float) - np.asarray(whole.images[0], float)).mean())

    assert distance(0.2) > distance(0.9)


def test_an_instruction_model_reads_the_instruction(model: Model, source: Image.Image) -> None:
    by_words = [
        run(EditParams(prompt=prompt, instruction=words, steps=2), {"source": source}, Job(5, model("instruct")))
        for prompt, words in (("a house", "night"), ("a lake", "night"), ("a house", "sunset"))
    ]
    first, same, other = (result.images[0].tobytes() for result in by_words)
    assert first == same != other


def test_a_large_picture_gets_the_size_the_plan_said(model: Model) -> None:
    from tools.edit.spec import SPEC

    source = Image.new("RGB", (1200, 800), "teal")
    params = EditParams(prompt="a red house", steps=2)
    manifest = model("sd")
    image = run(params, {"source": source}, Job(manifest=manifest)).images[0]
    assert image.size == SPEC.size(params, source.size, manifest) == (80, 64)


def test_an_instruction_model_keeps_the_size_of_a_photograph(model: Model) -> None:
    from tools.edit.spec import SPEC

    source, params, manifest = Image.new("RGB", (300, 200), "teal"), EditParams(prompt="night", steps=2), model("hole")
    image = run(params, {"source": source}, Job(manifest=manifest)).images[0]
    assert image.size == SPEC.size(params, source.size, manifest) == (300, 200)


def test_no_source_is_said(model: Model) -> None:
    with pytest.raises(ToolError, match="needs a picture"):
        run(EditParams(prompt="a"), {}, Job(manifest=model("sd")))
