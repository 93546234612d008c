"""Numbers between two pictures, held against scikit-image; diffs and verdicts made of them."""

import numpy as np
import pytest
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from orchestrator.domain.recipe import Recipe
from orchestrator.services.compare import distance
from orchestrator.services.pictures import pixel_hash
from orchestrator.services.requests import JobRequest
from orchestrator.services.results import Circumstances
from orchestrator.services.verdicts import UNKNOWN, compared, since
from tests.orchestrator.hands import Hands

RECIPE = Recipe(tool="enhance", version="1", params={}, seed=1, slot=0, libraries={"torch": "2.13"}, threads=2)


def noisy(seed: int, size: tuple[int, int] = (90, 70)) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels)


@pytest.mark.parametrize("size", [(90, 70), (7, 7), (40, 1100)])
def test_as_scikit_image_says(size: tuple[int, int]) -> None:
    one = noisy(1, size)
    two = Image.blend(one, noisy(2, size), 0.2)
    a, b = np.asarray(one), np.asarray(two)
    found = distance(one, two)
    assert found.ssim == pytest.approx(structural_similarity(a, b, channel_axis=2), abs=1e-6)
    assert found.psnr == pytest.approx(peak_signal_noise_ratio(a, b))


def test_one_pixel() -> None:
    one = noisy(1)
    two = one.copy()
    two.putpixel((10, 20), (0, 0, 0))
    found = distance(one, two)
    assert (found.box, found.identical) == ((10, 20, 11, 21), False)
    assert distance(one, one).identical


def test_verdicts() -> None:
    around = Circumstances(version="1", libraries={"torch": "2.13"}, threads=2)
    assert since(RECIPE, around) == []
    assert compared(noisy(1), noisy(1), RECIPE, []).verdict == "identical"
    near = noisy(1)
    near.putpixel((0, 0), (0, 0, 0))
    assert compared(noisy(1), near, RECIPE, []).because == ("the computation itself is not repeatable on this machine",)
    assert compared(noisy(1), near, RECIPE, []).verdict == "same"
    newer = Circumstances(version="2", libraries={"torch": "2.14"}, threads=4)
    far = compared(noisy(1), noisy(2), RECIPE, since(RECIPE, newer))
    assert (far.verdict, far.because) == (
        "different",
        ("version of enhance: 1 then, 2 now", "threads: 2 then, 4 now", "torch: 2.13 then, 2.14 now"),
    )
    assert compared(noisy(1), noisy(1, (8, 8)), RECIPE, []).because[0] == "size: 90 x 70 then, 8 x 8 now"


def test_a_verdict_without_the_original() -> None:
    known = RECIPE.model_copy(update={"pixels": pixel_hash(noisy(1))})
    assert compared(None, noisy(1), known, []).verdict == "identical"
    unlike = compared(None, noisy(2), known, [])
    assert (unlike.verdict, unlike.score, unlike.changes) == ("different", None, (UNKNOWN,))
    assert compared(None, noisy(1), RECIPE, []).changes == (UNKNOWN,), "nothing is known of what it looked like"


def test_transparency_counts() -> None:
    clear = noisy(1).convert("RGBA")
    dim = clear.copy()
    dim.putalpha(254)
    assert compared(clear, dim, RECIPE, []).verdict == "same"


def test_a_diff_of_two_results(hands: Hands) -> None:
    hands.upload()
    for adjust, colour in (("brighten", "teal"), ("darken", "navy")):
        request = JobRequest(tool="enhance", inputs={"source": "#1"}, params={"adjust": adjust}, seed=1)
        hands.house.jobs.submit(hands.user, hands.session, request)
        hands.finish(hands.claimed(), colour)
    a, b = (hands.house.images.by_handle(hands.user, hands.session, handle).id for handle in ("#2", "#3"))
    diff = hands.house.diffs.of(hands.user, a, b)
    assert [(change.field, change.a, change.b) for change in diff.recipe] == [("params.adjust", "brighten", "darken")]
    assert (diff.pixels.changed, diff.pixels.identical) == (1.0, False)
    same = hands.house.diffs.of(hands.user, a, a)
    assert (same.recipe, same.pixels.identical) == ((), True)
