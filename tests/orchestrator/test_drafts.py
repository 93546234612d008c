"""A plan against what exists: roles, sizes, places named in words, seeds, prompts."""

from typing import Any

import pytest
from PIL import ImageChops

from orchestrator.domain.errors import BadRequest
from orchestrator.domain.places import box
from orchestrator.domain.plan import REGIONS, Region, Step
from orchestrator.domain.prompt import Prompt
from orchestrator.pixels.formats import opened
from orchestrator.services.jobs.drafts import Drafts
from orchestrator.services.jobs.wording import wording
from orchestrator.services.shapes.views import ImageView
from tests.orchestrator.hands import Hands, brighten, making
from tools import catalog

GENERATE = {"tool": "generate", "params": {"prompt": "a red house", "count": 2}}


def test_handles_in_step_and_slot_order(hands: Hands, uploaded: ImageView) -> None:
    view = hands.say("x", making(GENERATE, brighten("@1"), GENERATE))
    assert [job.handles for job in view.jobs] == [("#2", "#3"), ("#4",), ("#5", "#6")]
    assert view.jobs[1].inputs == {"source": "#2"}
    assert view.jobs[0].model is not None


def test_a_place_in_words_becomes_a_mask(hands: Hands, uploaded: ImageView) -> None:
    step = {"tool": "inpaint", "inputs": {"source": "#1"}, "region": "lower left", "params": {"prompt": "a boat"}}
    view = hands.say("put a boat in the lower left", making(step))
    assert view.jobs[0].inputs == {"source": "#1", "mask": "m1"}
    mask = hands.picture("m1")
    assert (mask.kind, mask.of, (mask.width, mask.height)) == ("mask", "#1", (32, 24))
    picture = opened(hands.house.images.file(hands.user, mask.id)[0])
    assert picture.getbbox() == box("lower left", (32, 24)) == (0, 13, 14, 24)


def test_the_left_half_is_half_of_the_picture_where_the_light_changes(hands: Hands, uploaded: ImageView) -> None:
    step = {"tool": "enhance", "inputs": {"source": "#1"}, "region": "left", "params": {"adjust": "brighten"}}
    hands.say("brighten the left half", making(step))
    mask = hands.picture("m1")
    assert opened(hands.house.images.file(hands.user, mask.id)[0]).getbbox() == (0, 0, 16, 24)


def test_two_pictures_in_one_show_what_both_show(hands: Hands, uploaded: ImageView) -> None:
    house, boat = ({"tool": "generate", "params": {"prompt": prompt}} for prompt in (
        {"subjects": [{"what": "house"}], "time": {"text": "night"}},
        {"subjects": [{"what": "boat", "where": "on the left"}], "time": {"text": "night"}},
    ))  # fmt: skip
    both = {"tool": "combine", "inputs": {"source": "@1", "reference": "@2"}, "params": {"layout": "below"}}
    onto_photo = {"tool": "combine", "inputs": {"source": "#1", "reference": "@2"}}
    left = {**brighten("@3"), "region": "left"}
    steps = making(house, boat, both, onto_photo, left)
    drafts = Drafts(hands.house.means).of(hands.session, steps.steps)
    assert [draft.alt for draft in drafts[2:4]] == [
        "A house at the top and a boat at the bottom, night.",
        "A boat on the right, night.",
    ]
    assert drafts[2].size == (256, 512)
    assert drafts[4].mask is not None, "a place in it can be marked before it is made"
    for layout in ("grid", {"a": 1}, ["beside"]):
        with pytest.raises(BadRequest, match="layout"):
            hands.say("x", making(house, boat, both | {"params": {"layout": layout}}))
    large = [hands.upload((4000, 3000)).handle for _ in range(2)]
    with pytest.raises(BadRequest, match="8000 x 3000"):
        hands.say("x", making({"tool": "combine", "inputs": {"source": large[0], "reference": large[1]}}))
    with pytest.raises(BadRequest, match="needs a reference"):
        hands.say("x", making({"tool": "combine", "inputs": {"source": "#1"}}))


@pytest.mark.parametrize("region", ["left", "right", "top", "bottom"])
def test_a_half_of_any_picture_has_pixels(region: Region) -> None:
    left, top, right, bottom = box(region, (1, 1), halves=True)
    assert (right - left, bottom - top) == (1, 1)


@pytest.mark.parametrize("size", [(31, 17), (1, 1), (640, 480)])
def test_regions_cover_their_ninth_and_stay_inside(size: tuple[int, int]) -> None:
    for number, region in enumerate(REGIONS):
        left, top, right, bottom = box(region, size)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        row, column = divmod(number, 3)
        assert left <= max(0, round(size[0] * column / 3))
        assert bottom >= min(size[1], round(size[1] * (row + 1) / 3))


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (brighten("#9"), "no #9"),
        (brighten("m1"), "cannot be the source"),
        (
            {"tool": "inpaint", "inputs": {"source": "#1", "mask": "#1"}, "params": {"prompt": "x"}},
            "cannot be the mask",
        ),
        ({"tool": "inpaint", "inputs": {"source": "#2", "mask": "m1"}, "params": {"prompt": "x"}}, "paint it on"),
        ({"tool": "inpaint", "inputs": {"source": "#1"}, "params": {"prompt": "x"}}, "mask"),
        ({"tool": "generate", "params": {"prompt": "x", "count": 9}}, "count"),
        ({"tool": "generate", "params": {"prompt": "x", "width": 10_000}}, "width"),
        ({"tool": "generate", "params": {"prompt": "x", "steps": 0}}, "steps"),
        ({"tool": "generate", "params": {"prompt": ""}}, "prompt is empty"),
        ({"tool": "enhance", "params": {"adjust": "auto"}}, "needs a source"),
        ({"tool": "transform", "inputs": {"source": "#1"}, "params": {}}, "what is to be done"),
        ({"tool": "transform", "inputs": {"source": "#1"}, "params": {"width": 8192}}, "megapixels"),
        (
            {
                "tool": "transform",
                "inputs": {"source": "#1"},
                "params": {"box": {"width": 1, "height": 12}, "width": 999},
            },
            "8192 a side",
        ),
        (
            {"tool": "transform", "inputs": {"source": "#1"}, "params": {"box": {"left": 30, "width": 3, "height": 3}}},
            "32 x 24",
        ),
    ],
)
def test_refused(hands: Hands, step: dict[str, object], why: str) -> None:
    hands.upload((32, 24))
    hands.upload((48, 24))
    mask = opened(hands.house.images.file(hands.user, hands.upload((32, 24), "white").id)[0])
    assert ImageChops.invert(mask).getbbox() is None
    from orchestrator.pixels.formats import png_bytes

    hands.house.images.upload(hands.user, hands.session, png_bytes(mask), kind="mask", of="#1")
    with pytest.raises(BadRequest, match=why):
        hands.say("x", making(step))
    assert hands.house.sessions.get(hands.user, hands.session).jobs == ()


def test_seeds_follow_the_path(hands: Hands, uploaded: ImageView) -> None:
    drafts = Drafts(hands.house.means)
    steps = making(
        GENERATE,
        {"tool": "inpaint", "inputs": {"source": "@1"}, "region": "top", "params": {"prompt": "a moon"}},
        {"tool": "edit", "inputs": {"source": "@2"}, "params": {"prompt": "a red house, night"}},
    ).steps
    generate, inpaint, edit = drafts.of(hands.session, steps)
    assert edit.seed == generate.seed != inpaint.seed
    assert [draft.seed for draft in drafts.of(hands.session, steps, 7)] == [7, 7, 7]


def test_prompts(hands: Hands, uploaded: ImageView) -> None:
    drafts = Drafts(hands.house.means)
    structured = {"subjects": [{"what": "house", "attributes": ["red"]}], "time": {"text": "sunset"}}
    (words,) = drafts.of(hands.session, making(GENERATE).steps)
    assert (words.params["prompt"], words.alt) == ("a red house", "a red house")
    step = {"tool": "generate", "params": {}, "prompt": structured}
    (rendered, varied) = drafts.of(
        hands.session, making(step, {"tool": "generate", "inputs": {"source": "@1"}, "params": {"count": 3}}).steps
    )
    assert (rendered.params["prompt"], rendered.alt) == ("a red house, sunset", "A red house, sunset.")
    assert (varied.params["prompt"], varied.prompt, varied.slots) == ("a red house, sunset", rendered.prompt, 3)
    (direct,) = drafts.of(hands.session, making({"tool": "generate", "params": {"prompt": structured}}).steps)
    assert direct.params["prompt"] == "a red house, sunset"
    with pytest.raises(BadRequest, match="prompt"):
        drafts.of(hands.session, making({"tool": "generate", "params": {"prompt": {"nonsense": 1}}}).steps)


def test_places_do_not_outlive_a_turn_and_are_swapped_in_a_mirror(hands: Hands) -> None:
    boat = {"subjects": [{"what": "boat", "where": "on the left"}], "time": {"text": "night"}}
    steps = making(
        {"tool": "generate", "params": {}, "prompt": boat},
        {"tool": "transform", "inputs": {"source": "@1"}, "params": {"flip": "horizontal"}},
        {"tool": "transform", "inputs": {"source": "@1"}, "params": {"turn": "left"}},
        {"tool": "transform", "inputs": {"source": "@1"}, "params": {"width": 64}},
    ).steps
    _, flipped, turned, resized = Drafts(hands.house.means).of(hands.session, steps)
    assert flipped.prompt == {"subjects": [{"what": "boat", "where": "on the right"}], "time": {"text": "night"}}
    assert turned.prompt == {"subjects": [{"what": "boat"}], "time": {"text": "night"}}
    assert resized.prompt == boat


EDITOR = """name = "editor"
family = "stable-diffusion"
capabilities = ["edit", "inpaint"]
"""


def test_an_instruction_says_the_change_alone(hands: Hands, uploaded: ImageView) -> None:
    """In the words of the prompt for a model of few words, in the person's own for any other."""
    drafts = Drafts(hands.house.means)
    night = {"time": {"text": "night", "from": "晚上"}}
    for words, vocabulary, said in (
        ("make it night please", "", "make it night please"),
        ("改成晚上", "", "make it night"),
        ("I want this after dark", '[vocabulary]\ntimes = ["night"]\n', "make it night"),
    ):
        folder = hands.house.settings.home / "models" / "a-editor"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.toml").write_text(EDITOR + vocabulary)
        hands.house.means.models._seen = None
        step = {"tool": "edit", "inputs": {"source": "#1"}, "prompt": night, "patch": night, "words": words}
        (draft,) = drafts.of(hands.session, making(step).steps)
        assert draft.model is not None
        assert (draft.model.name, draft.params["instruction"]) == ("editor", said)


def test_what_lies_around_a_picture_has_its_setting_and_none_of_its_things(hands: Hands) -> None:
    house = {"subjects": [{"what": "house"}], "setting": {"text": "lake"}}
    painted = {"tool": "generate", "params": {}, "prompt": house}
    wider = {"tool": "outpaint", "inputs": {"source": "@1"}, "params": {"sides": "left"}}
    (first, second) = Drafts(hands.house.means).of(hands.session, making(painted, wider).steps)
    assert second.params["prompt"] == "lake"
    assert second.prompt == first.prompt
    assert first.size is not None
    assert second.size == (first.size[0] * 3 // 2, first.size[1])


@pytest.mark.parametrize(
    ("before", "after", "ground"),
    [
        ({}, {}, False),
        ({}, {"time": {"text": "night"}}, False),
        ({}, {"setting": {"text": "beach"}}, True),
        ({}, {"subjects": [{"what": "background", "attributes": ["blue"]}]}, True),
        ({"setting": {"text": "meadow"}}, {"setting": {"text": "beach"}}, False),
    ],
)
def test_what_is_transparent_is_painted_where_it_is_said_what_is_around(
    before: dict[str, Any], after: dict[str, Any], ground: bool
) -> None:
    dog = {"subjects": [{"what": "dog"}]}
    prompt = Prompt.model_validate({**after, "subjects": [*dog["subjects"], *after.get("subjects", ())]})
    step = Step(tool="edit", inputs={"source": "#1"}, words="x", prompt=prompt)
    _, params = wording(step, catalog.spec("edit"), dog | before, None)
    assert params.get("ground", False) is ground
