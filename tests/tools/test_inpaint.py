"""`inpaint`: what is painted changes, and every other pixel keeps its bits, whatever the mask, size and model."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from tests.tools.conftest import Job, Model, noise
from tools.base import ToolError
from tools.inpaint.run import run
from tools.inpaint.spec import InpaintParams
from tools.runtime.crop import HOLE, LATENTS, View, around
from tools.runtime.imaging import PAINTED, bounds, painted, pasted


def square(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", size)
    mask.paste(255, box)
    return mask


def changed(before: Image.Image, after: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    assert before.size == after.size
    difference: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (np.asarray(before) != np.asarray(after)).any(axis=-1)
    return difference


@pytest.mark.parametrize("form", ["sd", "sdxl", "sd3", "flux", "qwen", "sd-inpaint", "flux-fill", "hole"])
def test_every_form_paints_inside_and_only_there(model: Model, form: str) -> None:
    source, mask = noise(64, 64), square((64, 64), (8, 16, 40, 48))
    result = run(InpaintParams(prompt="a boat"), {"source": source, "mask": mask}, Job(manifest=model(form)))
    where = changed(source, result.images[0])
    inside = np.asarray(mask) > 0
    assert not where[~inside].any()
    assert where[inside].mean() > 0.9


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrays(np.uint8, st.tuples(st.integers(20, 90), st.integers(20, 90))), st.integers(0, 9))
def test_outside_any_mask_the_bits_stay(model: Model, values: np.ndarray, feather: int) -> None:
    mask = Image.fromarray(values)
    source = noise(*mask.size)
    inputs = {"source": source, "mask": mask}
    params = InpaintParams(prompt="a boat", steps=1, feather=feather)
    if values.max() < PAINTED:
        with pytest.raises(ToolError, match="empty"):
            run(params, inputs, Job(manifest=model("sd")))
        return
    image = run(params, inputs, Job(manifest=model("sd"))).images[0]
    assert not changed(source, image)[values < PAINTED].any()


@settings(deadline=None)
@given(
    arrays(np.bool_, st.tuples(st.integers(1, 40), st.integers(1, 40)), fill=st.just(False)),
    st.floats(0, 12),
    st.sampled_from([1, 2, 3, 4]),
    st.data(),
)
def test_pasting_is_exact(where: np.ndarray, feather: float, bands: int, data: st.DataObject) -> None:
    height, width = where.shape
    left, upper = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    box = (left, upper, data.draw(st.integers(left + 1, width)), data.draw(st.integers(upper + 1, height)))
    modes = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
    image = noise(width, height, 4).convert(modes[bands])
    patch = noise(box[2] - box[0], box[3] - box[1])
    result = pasted(image, patch, box, where, feather)
    assert result.mode == ("RGBA" if bands in (2, 4) else "RGB")
    inside = np.zeros_like(where)
    inside[upper : box[3], left : box[2]] = where[upper : box[3], left : box[2]]
    assert not changed(image.convert(result.mode), result)[~inside].any()
    if feather < 1:
        new = np.asarray(result.convert("RGB"))[inside]
        assert (new == np.asarray(patch)[inside[upper : box[3], left : box[2]]]).all()


def test_a_large_picture_keeps_its_size_and_alpha(model: Model) -> None:
    source, mask = noise(1600, 1200, 4), square((1600, 1200), (1200, 100, 1500, 300))
    image = run(InpaintParams(steps=2), {"source": source, "mask": mask}, Job(manifest=model("sd"))).images[0]
    assert image.mode == "RGBA"
    assert not changed(source, image)[np.asarray(mask) == 0].any()
    assert np.asarray(image)[200, 1350, 3] == 255


def test_it_can_be_replayed(model: Model) -> None:
    source, mask = noise(64, 64), square((64, 64), (8, 16, 40, 48))
    inputs = {"source": source, "mask": mask}
    first, second = (run(InpaintParams(prompt="a boat"), inputs, Job(4, model("sd"))).images[0] for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_a_model_that_fills_holes_sees_nothing_of_what_was_there(model: Model) -> None:
    """Two pictures that differ in the hole only come back the same."""
    first, mask = noise(64, 64), square((64, 64), (8, 16, 40, 48))
    second = first.copy()
    second.paste((12, 200, 90), (8, 16, 40, 48))
    params = InpaintParams(prompt="a boat", feather=0)
    made = [run(params, {"source": one, "mask": mask}, Job(4, model("hole"))).images[0] for one in (first, second)]
    assert made[0].tobytes() == made[1].tobytes()
    assert not changed(first, made[0])[np.asarray(mask) == 0].any()


def test_a_painted_layer_with_transparency_is_a_mask() -> None:
    layer = Image.new("RGBA", (10, 10), (255, 255, 255, 0))
    layer.paste((255, 255, 255, 255), (2, 3, 5, 7))
    assert bounds(painted(layer, (10, 10))) == (2, 3, 5, 7)


def test_a_mask_of_another_size_is_refused(model: Model) -> None:
    with pytest.raises(ToolError, match="the mask is 32 x 32, the picture 64 x 64"):
        run(
            InpaintParams(), {"source": noise(64, 64), "mask": Image.new("L", (32, 32), 255)}, Job(manifest=model("sd"))
        )


@pytest.mark.parametrize("view", [LATENTS, HOLE])
@given(st.data())
def test_the_part_worked_on_holds_the_mask_and_lies_in_the_picture(view: View, data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 5000)), data.draw(st.integers(1, 5000))
    left, upper = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    mask = (left, upper, data.draw(st.integers(left + 1, width)), data.draw(st.integers(upper + 1, height)))
    box = around(mask, (width, height), (128, 128), view)
    assert 0 <= box[0] <= mask[0]
    assert 0 <= box[1] <= mask[1]
    assert mask[2] <= box[2] <= width
    assert mask[3] <= box[3] <= height
