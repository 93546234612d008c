"""`outpaint`: the frame grows by what was said, the picture in it keeps its bits, and nothing of the margin is left."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.tools.conftest import Job, Model, noise
from tools import catalog
from tools.base import ToolError
from tools.outpaint.run import mirrored, run, strips
from tools.outpaint.spec import SPEC, OutpaintParams, margins


@pytest.mark.parametrize("form", ["sd", "flux", "sd-inpaint", "hole"])
@pytest.mark.parametrize("bands", [3, 4])
def test_the_picture_stays_and_the_margin_is_painted(model: Model, form: str, bands: int) -> None:
    source, manifest = noise(60, 44, bands), model(form)
    params = OutpaintParams(prompt="a lake", steps=2, sides="left and right", amount=50)
    job = Job(manifest=manifest)
    image = run(params, {"source": source}, job).images[0]
    assert image.size == SPEC.size(params, source.size, manifest) == (120, 44)
    assert image.crop((30, 0, 90, 44)).tobytes() == source.tobytes()
    mirrored = np.pad(np.asarray(source), ((0, 0), (30, 30), (0, 0)), mode="symmetric")
    outside = np.asarray(image) != mirrored
    outside[:, 30:90] = True
    assert outside[..., :3].any(axis=2).mean() > 0.95
    assert job.fractions == sorted(job.fractions)


@pytest.mark.parametrize(
    ("sides", "size"),
    [("all", (128, 80)), ("left", (96, 40)), ("top", (64, 60)), ("top and bottom", (64, 80)), ("right", (96, 40))],
)
def test_the_frame_grows_as_said(sides: str, size: tuple[int, int]) -> None:
    params = OutpaintParams.model_validate({"sides": sides, "amount": 50})
    assert SPEC.size(params, (64, 40)) == size


@given(st.data())
def test_strips_add_up_to_the_margins_and_are_seen_with_more_of_the_picture(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 60))
    left, top, right, bottom = (data.draw(st.integers(0, 70)) for _ in range(4))
    added = np.zeros(4, int)
    for strip in strips(size, (left, top, right, bottom)):
        length = size[1] + added[1] + added[3] if strip[0] or strip[2] else size[0] + added[0] + added[2]
        assert max(strip) <= max(1, round(length / 2))
        added += strip
    assert tuple(added) == (left, top, right, bottom)


def test_a_strip_is_mirrored_from_what_is_there() -> None:
    image, where = mirrored(noise(5, 4, 4), (0, 9, 0, 0))
    assert image.size == (5, 13)
    assert where[:9].all()
    assert not where[9:].any()
    assert (np.asarray(image)[:9, :, 3] == 255).all()


def test_it_can_be_replayed(model: Model) -> None:
    source, params = noise(48, 48), OutpaintParams(prompt="a lake", steps=1)
    first, second = (run(params, {"source": source}, Job(4, model("sd"))).images[0] for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_no_source_is_said(model: Model) -> None:
    with pytest.raises(ToolError, match="needs a picture"):
        run(OutpaintParams(), {}, Job(manifest=model("sd")))


@pytest.mark.parametrize("sides", ["all", "left", "right", "top and bottom"])
def test_what_was_there_is_found_behind_the_margins(sides: Any) -> None:
    params = OutpaintParams(prompt="x", sides=sides)
    source, (left, top, _, _) = noise(20, 10), margins(params, (20, 10))
    size = catalog.spec("outpaint").sized(params, source.size)
    assert size is not None
    where = catalog.along("outpaint", params.model_dump(), source.size, size)
    frame = source.transform(size, Image.Transform.AFFINE, where, Image.Resampling.NEAREST)
    assert frame.crop((left, top, left + 20, top + 10)).tobytes() == source.tobytes()
    assert catalog.moved("outpaint", {}), "a place in the frame is another than it was"


def test_of_two_pictures_in_one_nobody_tells_where_places_go() -> None:
    assert not catalog.follows("combine", {"layout": "beside"})
    assert catalog.along("upscale", {"scale": 2}, (20, 10), (40, 20)) == (0.5, 0, 0, 0, 0.5, 0)
    with pytest.raises(ToolError, match="where things go"):
        catalog.along("combine", {"layout": "beside"}, (20, 10), (40, 10))
