"""Numbers between two pictures, held against scikit-image; diffs and verdicts made of them."""

import json
import time

import numpy as np
import pytest
from PIL import Image, ImageFilter
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from orchestrator.domain.errors import NotFound
from orchestrator.domain.recipe import Recipe
from orchestrator.pixels.compare import detail, difference_map, distance
from orchestrator.pixels.formats import opened, pixel_hash
from orchestrator.services.history.word_diff import word_diff
from orchestrator.services.jobs.results import Circumstances
from orchestrator.services.replay.verdicts import UNKNOWN, compared, since
from orchestrator.services.shapes.requests import JobRequest, MarkRequest
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


def test_what_is_clear_differs_and_what_is_hidden_does_not() -> None:
    whole = noisy(1)
    cut, other = whole.convert("RGBA"), noisy(2).convert("RGBA")
    for picture in (cut, other):
        picture.putalpha(0)
    part = whole.convert("RGBA")
    part.paste((0, 0, 0, 0), (10, 20, 30, 40))
    assert distance(cut, other).identical
    assert distance(whole, part).box == (10, 20, 30, 40)
    assert distance(whole, part).ssim < 1
    assert not distance(whole, cut).identical
    assert (
        np.asarray(difference_map(whole, part, 512))[20:40, 10:30]
        != np.asarray(difference_map(whole, whole, 512))[20:40, 10:30]
    ).any()


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


def test_slices_and_reduction_change_nothing_but_the_similarity() -> None:
    one = noisy(1, (30, 1200))
    two = Image.blend(one, noisy(2, (30, 1200)), 0.2)
    whole, part = distance(one, two), distance(one, two, most=9000)
    assert (part.changed, part.mean, part.psnr, part.box) == (whole.changed, whole.mean, whole.psnr, whole.box)
    assert part.ssim != whole.ssim
    gap = np.abs(np.asarray(one).astype(int) - np.asarray(two).astype(int))
    assert whole.mean == pytest.approx(gap.mean())
    assert whole.changed == pytest.approx((gap.max(axis=2) > 0).mean())


@pytest.mark.parametrize("size", [(64, 48), (1500, 900), (1025, 3)])
def test_a_map_shows_a_single_pixel(size: tuple[int, int]) -> None:
    one = Image.new("RGB", size, "grey")
    two = one.copy()
    two.putpixel((size[0] - 1, size[1] - 1), (255, 255, 255))
    drawn = difference_map(one, two, 512)
    assert max(drawn.size) <= 512
    colours = np.asarray(drawn).reshape(-1, 3)
    assert (colours != colours[0]).any(axis=1).nonzero()[0].tolist() == [len(colours) - 1]
    assert len(difference_map(one, one, 512).getcolors() or []) == 1


def pair(hands: Hands) -> tuple[str, str]:
    """Ids of two results of one upload."""
    hands.upload()
    for adjust, colour in (("brighten", "teal"), ("darken", "navy")):
        request = JobRequest(tool="enhance", inputs={"source": "#1"}, params={"adjust": adjust}, seed=1)
        hands.house.jobs.submit(hands.user, hands.session, request)
        hands.finish(hands.claimed(), colour)
    a, b = (hands.picture(handle).id for handle in ("#2", "#3"))
    return a, b


def test_a_diff_of_two_results(hands: Hands) -> None:
    a, b = pair(hands)
    diff = hands.house.diffs.of(hands.user, a, b)
    assert [(change.field, change.a, change.b) for change in diff.recipe] == [("params.adjust", "brighten", "darken")]
    assert diff.pixels is not None
    assert (diff.pixels.changed, diff.pixels.identical) == (1.0, False)
    same = hands.house.diffs.of(hands.user, a, a)
    assert same.pixels is not None
    assert (same.recipe, same.pixels.identical, same.related.how) == ((), True, "same")
    drawn = opened(hands.house.diffs.map(hands.user, a, b))
    assert (drawn.format, drawn.size) == ("WEBP", (32, 24))


def test_how_two_pictures_are_related(each_hands: Hands) -> None:
    a, b = pair(each_hands)
    root = each_hands.picture("#1").id
    other = each_hands.upload(colour="red").id

    def related(one: str, two: str) -> tuple[str, str | None]:
        found = each_hands.house.diffs.of(each_hands.user, one, two).related
        return found.how, found.by

    assert related(root, b) == ("ancestor", root)
    assert related(b, root) == ("descendant", root)
    assert related(a, b) == ("common", root)
    assert related(a, other) == ("none", None)


@pytest.mark.parametrize(
    ("a", "b"), [("a b " * 2500, "b a c " * 2500), ("a b " * 250, "b a c " * 160), ("一二" * 500, "二一三" * 333)]
)
def test_texts_made_to_be_slow_are_compared_soon(a: str, b: str) -> None:
    began = time.process_time()
    runs = word_diff(a, b)
    assert time.process_time() - began < 1.5
    for text, other in ((a, "added"), (b, "removed")):
        assert "".join(run.text for run in runs if run.op != other).replace(" ", "") == text.replace(" ", "")


def test_words_that_stayed_went_and_came() -> None:
    runs = word_diff("a red house, by a lake", "a red barn, by a lake at night")
    assert [(run.op, run.text) for run in runs] == [
        ("same", "a red"), ("removed", "house"), ("added", "barn"), ("same", ", by a lake"), ("added", "at night"),
    ]  # fmt: skip
    assert word_diff("", "") == ()


def test_check_lists_are_compared(hands: Hands) -> None:
    a, b = pair(hands)
    house = {"kind": "subject", "text": "a red house", "met": True, "certainty": 0.9}
    night = {"kind": "time", "text": "night", "met": False, "certainty": 0.2}
    for image, checks in ((a, [house]), (b, [{**house, "met": False, "certainty": 0.3}, night])):
        hands.execute(
            "UPDATE images SET scores = :scores WHERE id = :id", id=image, scores=json.dumps({"checks": checks})
        )
    found = hands.house.diffs.of(hands.user, a, b).checks
    assert [(one.text, one.a and one.a.met, one.b and one.b.met, one.changed) for one in found] == [
        ("a red house", True, False, True),
        ("night", None, False, True),
    ]


def test_a_diff_with_what_is_gone(hands: Hands) -> None:
    a, b = pair(hands)
    hands.house.library.mark(hands.user, MarkRequest.model_validate({"ids": [a], "trashed": True}))
    hands.house.trash.purge(hands.user, [a])
    diff = hands.house.diffs.of(hands.user, a, b)
    assert (diff.pixels, diff.map, diff.related.how) == (None, None, "common")
    with pytest.raises(NotFound):
        hands.house.diffs.map(hands.user, a, b)


def test_a_blurred_picture_has_less_detail() -> None:
    sharp = noisy(1, (600, 400))
    assert detail(sharp.filter(ImageFilter.GaussianBlur(2))) < detail(sharp) / 4
    assert detail(Image.new("RGB", (64, 64), "red")) == 0


def test_details_of_pictures_of_a_session(hands: Hands) -> None:
    hands.upload(colour="red")
    hands.upload(colour="navy")
    assert hands.house.diffs.details(hands.session, ["#1", "#2"]) == {"#1": 0.0, "#2": 0.0}
