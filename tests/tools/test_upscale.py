"""`upscale`: sizes, tiles without seams, the bound, alpha, both families."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from skimage import data

from tests.tools.conftest import Job, Model
from tools.base import Cancelled, ToolError
from tools.manifest import Manifest, ModelBroken, load
from tools.upscale import tiles
from tools.upscale.run import run
from tools.upscale.spec import SPEC, UpscaleParams


def cat(width: int, height: int) -> Image.Image:
    return Image.fromarray(data.chelsea()).crop((60, 20, 60 + width, 20 + height))


@pytest.mark.parametrize("form", ["swin2sr", "sd-upscale"])
@pytest.mark.parametrize("scale", [2, 4])
def test_both_families_give_the_size_that_was_said(model: Model, form: str, scale: int) -> None:
    job = Job(manifest=model(form), showing=True)
    result = run(UpscaleParams(scale=scale), {"source": cat(33, 24)}, job)
    assert result.images[0].size == (33 * scale, 24 * scale)
    assert job.fractions[-1] == 1


def test_what_is_cut_out_gets_no_rim(model: Model) -> None:
    """The same with nothing and with anything hidden beneath."""
    disc = Image.radial_gradient("L").resize((48, 48)).point([255 if level < 90 else 0 for level in range(256)])
    hidden = [Image.composite(Image.new("RGB", disc.size, "#c80000"), Image.new("RGB", disc.size, ground), disc)
              for ground in ("#c80000", "white", "blue")]  # fmt: skip
    for picture in hidden:
        picture.putalpha(disc)
    first, *others = (run(UpscaleParams(), {"source": picture}, Job(manifest=model("swin2sr"))) for picture in hidden)
    for other in others:
        assert other.images[0].tobytes() == first.images[0].tobytes()


def test_tiles_leave_no_seams(model: Model) -> None:
    """The tiled result is nearly that of the whole picture, at the seams as elsewhere."""
    source, manifest = cat(300, 260), model("swin2sr")
    tiled = run(UpscaleParams(), {"source": source}, Job(manifest=manifest)).images[0]
    from tools.runtime.cache import models
    from tools.upscale.run import _by_network

    whole = _by_network(models().get(manifest))(source)
    difference = np.abs(np.asarray(tiled, int) - np.asarray(whole, int))
    assert difference.mean() < 0.5
    assert np.quantile(difference, 0.999) <= 4


def test_tiles_are_exact_where_the_work_is_local() -> None:
    source = cat(390, 270)
    double = lambda tile: tile.resize((tile.width * 2, tile.height * 2), Image.Resampling.NEAREST)  # noqa: E731
    tiled = np.asarray(tiles.enlarged(source, 2, double), int)
    assert np.abs(tiled - np.asarray(double(source), int)).max() <= 1


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_tiles_cover_every_pixel(width: int, height: int) -> None:
    boxes = list(tiles.boxes((width, height)))
    for side, (low, high) in ((width, (0, 2)), (height, (1, 3))):
        reach = 0
        for start, end in sorted({(box[low], box[high]) for box in boxes}):
            assert start <= reach - tiles.OVERLAP or start == 0
            assert start % 8 == 0
            assert end > start
            reach = max(reach, end)
        assert reach == side


def test_an_alpha_channel_is_kept(model: Model) -> None:
    source = cat(32, 32)
    source.putalpha(Image.linear_gradient("L").resize((32, 32)))
    image = run(UpscaleParams(), {"source": source}, Job(manifest=model("swin2sr"))).images[0]
    assert image.mode == "RGBA"
    assert np.asarray(image)[..., 3].std() > 10


def test_the_bound_is_kept_before_work_starts(model: Model) -> None:
    job = Job(manifest=model("swin2sr"))
    with pytest.raises(ToolError, match=r"8000 x 6000 is over the largest size, 16\.8 megapixels"):
        run(UpscaleParams(), {"source": Image.new("RGB", (4000, 3000))}, job)
    assert not job.looks


def test_4096_by_4096_is_within_the_bound(model: Model) -> None:
    with pytest.raises(Cancelled):
        run(UpscaleParams(), {"source": Image.new("RGB", (2048, 2048))}, Job(manifest=model("swin2sr"), patience=2))


@pytest.mark.parametrize("form", ["swin2sr", "sd-upscale"])
def test_no_seam_is_stronger_than_the_picture_s_own_steps(model: Model, form: str) -> None:
    """Where tiles meet, neighbours differ no more than just beside it, where one tile made both."""
    source = Image.fromarray(data.chelsea()).crop((60, 20, 60 + 230, 20 + 40))
    made = np.asarray(run(UpscaleParams(scale=2), {"source": source}, Job(manifest=model(form))).images[0], float)
    steps = np.abs(np.diff(made, axis=1)).mean(axis=(0, 2))
    start, end = (tiles.TILE - tiles.OVERLAP) * 2, tiles.TILE * 2
    beside = np.concatenate([steps[start - 64 : start], steps[end : end + 64]])
    assert steps[start:end].max() <= 1.2 * beside.max()


def test_an_esrgan_without_its_package_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spandrel", None)  # as where it is not installed
    (tmp_path / "model.toml").write_text('name = "e"\nfamily = "esrgan"\ncapabilities = ["upscale"]\n')
    with pytest.raises(ModelBroken, match=r"need one more package: pip install spandrel"):
        run(UpscaleParams(), {"source": cat(32, 32)}, Job(manifest=load(tmp_path)))


def test_a_model_of_the_very_scale_goes_first() -> None:
    twice, four = (
        Manifest(name=f"x{scale}", family="swin2sr", capabilities=("upscale",), scale=scale) for scale in (2, 4)
    )
    assert [SPEC.suits({"scale": 4}, one) for one in (twice, four)] == [False, True]
    assert [SPEC.suits({}, one) for one in (twice, four)] == [True, False]


def test_previews_show_the_part_done(model: Model) -> None:
    job = Job(manifest=model("swin2sr"), showing=True)
    run(UpscaleParams(), {"source": cat(200, 30)}, job)
    assert len(job.previews) == 1
    assert max(job.previews[0].size) <= 1024
