"""`enhance` helps where it says so, measured on photographs, and works on twelve megapixels band by band."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter
from skimage import data
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from tests.tools.conftest import Job
from tools.base import Cancelled, ToolError
from tools.enhance.adjust import noise
from tools.enhance.run import run
from tools.enhance.spec import Adjust, EnhanceParams

Pixels = NDArray[np.float64]
PHOTOS = ("astronaut", "coffee", "chelsea")


def photo(name: str) -> Pixels:
    pixels: Pixels = getattr(data, name)() / 255.0
    return pixels


def stored(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(pixels, 0, 1) * 255).astype(np.uint8))


def enhanced(source: Image.Image, adjust: Adjust, amount: str = "medium") -> Image.Image:
    params = EnhanceParams.model_validate({"adjust": adjust, "amount": amount})
    return run(params, {"source": source}, Job()).images[0]


def grey(pixels: Pixels) -> Pixels:
    luma: Pixels = (pixels @ [0.299, 0.587, 0.114])[..., None]
    return luma


HARM: dict[str, tuple[Adjust, Callable[[Pixels], Pixels]]] = {
    "darkened": ("brighten", lambda p: p**1.6),
    "overexposed": ("darken", lambda p: p**0.65),
    "flattened": ("contrast", lambda p: 0.5 + (p - 0.5) * 0.7),
    "pale": ("saturate", lambda p: grey(p) + (p - grey(p)) * 0.6),
    "garish": ("desaturate", lambda p: grey(p) + (p - grey(p)) * 2.0),
    "cold": ("warmer", lambda p: p * [0.9, 1.0, 1.1]),
    "warm": ("cooler", lambda p: p * [1.1, 1.0, 0.9]),
    "blurred": ("sharpen", lambda p: gaussian_filter(p, (0.9, 0.9, 0))),
    "out of focus": ("deblur", lambda p: gaussian_filter(p, (1.3, 1.3, 0))),
    "tinted": ("balance", lambda p: p * [1.2, 1.0, 0.8]),
    "bluish": ("balance", lambda p: p * [0.8, 0.95, 1.2]),
    "noisy": ("denoise", lambda p: p + np.random.default_rng(0).normal(0, 0.05, p.shape)),
    "underexposed": ("auto", lambda p: 0.1 + 0.4 * p),
}

SEEN = ("darkened", "overexposed", "flattened", "blurred", "out of focus", "noisy", "underexposed")
"""Those that harm structure, where SSIM must rise as well."""


@pytest.mark.parametrize("name", PHOTOS)
@pytest.mark.parametrize("harm", HARM)
def test_the_matching_adjustment_brings_a_harmed_photo_nearer(harm: str, name: str) -> None:
    adjust, spoil = HARM[harm]
    right = photo(name)
    worse = stored(spoil(right))
    better = enhanced(worse, adjust)
    before, after = (peak_signal_noise_ratio(right, np.asarray(image) / 255.0) for image in (worse, better))
    assert after > before + 0.3, f"{harm} {name}: {before:.2f} dB, then {after:.2f} dB"
    if harm in SEEN:
        alike = [
            structural_similarity(right, np.asarray(image) / 255.0, channel_axis=2, data_range=1.0)
            for image in (worse, better)
        ]
        assert alike[1] > alike[0], f"{harm} {name}: {alike}"


@pytest.mark.parametrize("name", PHOTOS)
def test_a_blur_takes_edges_and_leaves_the_light(name: str) -> None:
    source = stored(photo(name))
    edges = [np.abs(np.diff(np.asarray(image, float), axis=1)).mean() for image in (source, enhanced(source, "blur"))]
    assert edges[1] < 0.7 * edges[0]
    assert np.asarray(enhanced(source, "blur"), float).mean() == pytest.approx(np.asarray(source, float).mean(), abs=1)


@pytest.mark.parametrize("adjust", sorted({adjust for adjust, _ in HARM.values()} | {"blur"}))
def test_amounts_are_in_order(adjust: Adjust) -> None:
    source = stored(photo("chelsea") * 0.8)
    moved = [
        np.abs(np.asarray(enhanced(source, adjust, amount), int) - np.asarray(source, int)).mean()
        for amount in ("slight", "medium", "strong")
    ]
    assert 0 < moved[0] < moved[1] < moved[2]


def test_bands_leave_no_seams() -> None:
    from tools.enhance.adjust import adjustment, pixels

    picture = np.asarray(stored(photo("astronaut")))
    for adjust in ("sharpen", "deblur", "denoise", "auto", "balance", "blur"):
        how = adjustment(adjust, "strong", picture)
        whole, banded = (pixels(picture, how, rows, lambda share: None) for rows in (512, 37))
        assert np.abs(whole.astype(int) - banded).max() <= 1, adjust


def test_noise_is_measured() -> None:
    clean = photo("coffee")
    for sigma in (5, 15, 30):
        noisy = np.asarray(stored(clean + np.random.default_rng(0).normal(0, sigma / 255, clean.shape)))
        assert noise(noisy) * 255 == pytest.approx(sigma, abs=max(2.5, sigma * 0.15))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK"])
def test_any_mode_is_taken_and_alpha_kept(mode: str) -> None:
    source = stored(photo("chelsea")).resize((60, 40)).convert(mode)
    if mode in ("RGBA", "LA"):
        source.putalpha(Image.linear_gradient("L").resize((60, 40)))
    image = enhanced(source, "auto")
    assert image.size == (60, 40)
    assert image.mode == ("RGBA" if mode in ("RGBA", "LA") else "RGB")
    if image.mode == "RGBA":
        assert image.getchannel("A").tobytes() == source.getchannel("A").tobytes()


def test_what_is_hidden_does_not_come_to_light() -> None:
    red, blue, disc = Image.new("RGB", (60, 60), "red"), Image.new("RGB", (60, 60), "blue"), Image.new("L", (60, 60))
    disc.paste(255, (20, 20, 40, 40))
    cut = Image.composite(red, blue, disc)
    cut.putalpha(disc)
    seen = np.asarray(enhanced(cut, "blur", "strong"))[np.asarray(disc) > 0]
    assert (seen == (255, 0, 0, 255)).all()


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (5000, 1), (1, 5000)])
def test_the_smallest_pictures_pass(size: tuple[int, int]) -> None:
    for adjust in ("auto", "sharpen", "deblur", "balance", "denoise", "contrast", "blur"):
        assert enhanced(Image.new("RGB", size, (90, 60, 30)), adjust).size == size


def test_twelve_megapixels_are_worked_in_bands() -> None:
    source = stored(photo("astronaut")).resize((4000, 3000))
    job = Job()
    image = run(EnhanceParams(adjust="brighten"), {"source": source}, job).images[0]
    assert image.size == (4000, 3000)
    assert len(job.fractions) > 20


def test_it_can_be_cancelled_between_bands() -> None:
    with pytest.raises(Cancelled):
        run(EnhanceParams(adjust="denoise"), {"source": Image.new("RGB", (4000, 3000))}, Job(patience=2))


def test_only_the_masked_place_is_adjusted_and_its_edge_is_soft() -> None:
    """Outside, every bit is the source's; inside it is as strong as without a mask; between, it grows."""
    source = stored(np.full((120, 160, 3), 0.4))
    mask = Image.new("L", source.size, 0)
    mask.paste(255, (40, 30, 120, 90))
    params = EnhanceParams(adjust="brighten")
    given = {"source": source, "mask": mask}
    made = np.asarray(run(params, given, Job()).images[0], np.int16)[..., 0]
    whole = np.asarray(enhanced(source, "brighten"), np.int16)[..., 0]
    outside = np.asarray(mask) == 0
    assert (made[outside] == np.asarray(source)[..., 0][outside]).all()
    assert made[60, 80] == whole[60, 80]
    row = made[60, 40:80]
    assert (np.diff(row) >= 0).all()
    assert row[0] < row[-1]


def test_a_mask_of_another_size_is_refused() -> None:
    given = {"source": stored(np.zeros((8, 8, 3))), "mask": Image.new("L", (9, 9), 255)}
    with pytest.raises(ToolError):
        run(EnhanceParams(adjust="brighten"), given, Job())
