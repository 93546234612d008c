"""`restyle`: what is there stays where it is, and the style moves, by as much as was asked; both are reported."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from skimage import data

from tests.tools.conftest import Job, Model
from tools.base import Result, ToolError
from tools.manifest import Manifest
from tools.restyle.run import run
from tools.restyle.spec import SPEC, RestyleParams
from tools.restyle.statistics import colour_distance, structure_kept, texture_distance


def photo(name: str) -> Image.Image:
    return Image.fromarray(getattr(data, name)()).convert("RGB")


def restyled(model: Manifest, source: Image.Image, style: Image.Image | None = None, **params: object) -> Result:
    inputs = {"source": source} | ({"style": style} if style else {})
    checked = RestyleParams.model_validate(params)
    SPEC.check(checked, inputs)
    result = run(checked, inputs, Job(7, model))
    assert result.images[0].size == SPEC.size(checked, source.size, model)
    return result


@pytest.mark.parametrize(("source", "style"), [("astronaut", "coffee"), ("chelsea", "rocket"), ("coffee", "brick")])
def test_the_style_of_a_picture_is_taken_on_and_the_structure_stays(model: Model, source: str, style: str) -> None:
    facts = restyled(model("sd"), photo(source), photo(style)).facts
    assert facts["structure_kept"] > 0.8
    assert facts["colour_from_style"] < 0.5 * facts["colour_from_style_before"]
    assert facts["texture_from_style"] < facts["texture_from_style_before"]


def test_what_is_clear_stays_clear(model: Model) -> None:
    cut = photo("chelsea").resize((90, 60))
    cut.putalpha(Image.linear_gradient("L").resize(cut.size))
    made = restyled(model("sd"), cut, photo("coffee")).images[0]
    assert made.getchannel("A").tobytes() == cut.getchannel("A").resize(made.size, Image.Resampling.BICUBIC).tobytes()


def test_strength_is_a_slider(model: Model) -> None:
    found = [
        restyled(model("sd"), photo("astronaut"), photo("coffee"), strength=strength).facts
        for strength in (0.1, 0.4, 0.7, 1.0)
    ]
    for less, more in pairwise(found):
        assert less["colour_moved"] < more["colour_moved"]
        assert less["colour_from_style"] > more["colour_from_style"]
        assert less["structure_kept"] > more["structure_kept"]


def test_a_large_photograph_keeps_its_size_and_its_detail(model: Model) -> None:
    source = photo("astronaut").resize((1800, 1800), Image.Resampling.LANCZOS)
    source.paste(photo("grass"), (100, 100))
    result = restyled(model("sd"), source, photo("coffee"))
    near = (100, 100, 612, 612)
    assert structure_kept(source.crop(near), result.images[0].crop(near)) > 0.9


@pytest.mark.parametrize("form", ["sd", "sd3"])
def test_words_are_painted_over_the_picture(model: Model, form: str) -> None:
    result = restyled(model(form), photo("chelsea"), prompt="a red boat, night", steps=2)
    assert result.facts["colour_moved"] > 0
    assert "colour_from_style" not in result.facts


def test_the_starter_painter_keeps_what_it_painted_where_it_is(model: Model) -> None:
    from tools.generate.run import run as generate
    from tools.generate.spec import GenerateParams

    source = generate(GenerateParams(prompt="a red house, lake, day"), {}, Job(7, model("paint"))).images[0]
    facts = restyled(model("paint"), source, prompt="a red house, lake, day, watercolour").facts
    assert facts["structure_kept"] > 0.5


def test_distances_measure_what_they_say() -> None:
    cat, blurred = photo("chelsea"), photo("chelsea").resize((90, 60)).resize((451, 300))
    red = Image.fromarray((np.asarray(cat) * (1.0, 0.6, 0.6)).astype(np.uint8))
    assert colour_distance(cat, cat) == texture_distance(cat, cat) == 0
    assert colour_distance(cat, red) > 10
    assert colour_distance(cat, blurred) < 3
    assert texture_distance(cat, blurred) > 0.5 > texture_distance(cat, red)
    assert structure_kept(cat, red) > 0.9 > structure_kept(cat, photo("coffee"))
    assert structure_kept(Image.new("RGB", (9, 9)), Image.new("RGB", (9, 9))) == 1


def test_a_style_is_needed(model: Model) -> None:
    with pytest.raises(ToolError, match="Say which style"):
        restyled(model("sd"), photo("chelsea"))
    with pytest.raises(ToolError, match="needs a picture"):
        run(RestyleParams(prompt="x"), {}, Job(manifest=model("sd")))
