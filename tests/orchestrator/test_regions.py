"""Which thing has which part of a new picture, and where that goes: into the job, the recipe, and not too far."""

from typing import Any

import pytest

from orchestrator.domain.plan import Step
from orchestrator.domain.prompt import Prompt, render
from orchestrator.domain.regions import regions
from orchestrator.services.jobs.drafts import Drafts
from orchestrator.services.jobs.wording import wording
from orchestrator.services.shapes.requests import JobRequest
from orchestrator.services.shapes.views import ImageView
from tests.orchestrator.hands import Hands, making
from tests.tools.conftest import STARTER
from tools import catalog
from tools.manifest import Manifest, load

Json = dict[str, Any]
HOUSE: Json = {"what": "house", "attributes": ["red"]}
BOAT: Json = {"what": "boat"}
TREE: Json = {"what": "tree"}
BIRDS: Json = {"what": "bird", "count": 2}


def row(*things: Json) -> list[str]:
    return [
        render(part) for part, _ in regions(Prompt.model_validate({"subjects": things, "setting": {"text": "lake"}}))
    ]


def test_things_side_by_side() -> None:
    assert row(HOUSE, BOAT) == ["a red house on the left, lake", "a boat on the right, lake"]
    assert row(HOUSE, BOAT, TREE) == [
        "a red house on the left, lake",
        "a boat in the middle, lake",
        "a tree on the right, lake",
    ]


@pytest.mark.parametrize(
    ("where", "first"),
    [
        ("on the left", "boat"),
        ("on the right", "house"),
        ("to the left of the house", "boat"),
        ("to the right of the house", "house"),
        ("next to the house", "house"),
        ("behind the house", "house"),
        ("under the house", "house"),
    ],
)
def test_what_is_said_of_its_place_counts(where: str, first: str) -> None:
    assert f" {first} on the left" in row(HOUSE, BOAT | {"where": where})[0]


def test_the_neighbour_is_called_by_its_whole_name() -> None:
    lighthouse = {"what": "lighthouse", "where": "on the left"}
    assert row(HOUSE, lighthouse, BOAT | {"where": "to the left of the lighthouse"}) == []
    assert (
        "a boat on the left" in row(HOUSE, {"what": "lighthouse"}, BOAT | {"where": "to the left of the lighthouse"})[0]
    )


def test_the_one_in_the_middle_is_there() -> None:
    assert (
        "tree in the middle"
        in row(HOUSE | {"where": "on the left"}, BOAT | {"where": "on the right"}, TREE | {"where": "in the middle"})[1]
    )
    assert row(HOUSE, BOAT | {"where": "in the middle"}) == []


@pytest.mark.parametrize(
    "things",
    [
        [HOUSE],
        [HOUSE | {"count": 3}],
        [HOUSE, BOAT | {"where": "in the upper left"}],
        [HOUSE, BOAT | {"where": "on the roof of the house"}],
        [HOUSE, BOAT, TREE, {"what": "dog"}],
        [HOUSE | {"where": "on the left"}, BOAT | {"where": "on the left"}],
        [HOUSE | {"where": "on the right"}, BOAT | {"where": "to the right of the house"}],
        [{"what": " "}, BOAT | {"where": "beside  "}],
    ],
)
def test_what_is_no_row_is_painted_at_once(things: list[Json]) -> None:
    assert row(*things) == []


def test_what_lies_around_is_in_every_part() -> None:
    moon = {"what": "moon", "attributes": ["full"]}
    assert row(moon, HOUSE | {"where": "under the moon"}, BOAT) == [
        "a red house on the left, a full moon, lake",
        "a boat on the right, a full moon, lake",
    ]
    assert row(HOUSE, {"what": "mountains"}) == []


def test_two_of_a_kind_have_more_room() -> None:
    (_, first), (_, second) = regions(Prompt.model_validate({"subjects": [HOUSE | {"count": 2}, BOAT]}))
    assert (first, second) == ((0.0, 0.0, 0.6, 1.0), (0.6, 0.0, 0.4, 1.0))


@pytest.mark.parametrize(
    "things",
    [
        [HOUSE, BIRDS | {"where": "above the house"}],
        [BIRDS | {"where": "flying high over a red house"}, HOUSE],
        [HOUSE | {"where": "below the birds"}, BIRDS],
    ],
)
def test_one_above_another_has_the_upper_half(things: list[Json]) -> None:
    """And is told small, so that it is there as a whole, unless it is several or its size is said."""
    (upper, above), (lower, below) = regions(Prompt.model_validate({"subjects": things, "setting": {"text": "lake"}}))
    assert (render(upper), render(lower)) == ("two birds, lake", "a red house, lake")
    assert (above, below) == ((0.0, 0.0, 1.0, 0.5), (0.0, 0.5, 1.0, 0.5))


@pytest.mark.parametrize(("looks", "said"), [(["red"], "a small red kite, lake"), (["huge"], "a huge kite, lake")])
def test_what_is_above_is_told_small(looks: list[str], said: str) -> None:
    assert row(HOUSE, {"what": "kite", "attributes": looks, "where": "above the house"})[0] == said


def test_only_for_models_that_want_it_and_only_for_the_text_that_it_was() -> None:
    prompt = Prompt.model_validate({"subjects": [HOUSE, BOAT]})
    painter: Manifest = load(STARTER / "paint")
    plain = painter.model_copy(update={"prompt": painter.prompt.model_copy(update={"regions": False})})

    def parts(model: Manifest | None, **given: Any) -> int:
        step = Step(tool="generate", params=given, prompt=prompt)
        return len(wording(step, catalog.spec("generate"), None, model)[1].get("regions", ()))

    assert parts(painter) == parts(painter, prompt=render(prompt)) == 2
    assert parts(plain) == parts(None) == parts(painter, prompt="a house in a boat") == 0


def test_they_are_in_the_job_and_given_ones_are_kept(hands: Hands) -> None:
    prompt = {"subjects": [HOUSE, BOAT], "setting": {"text": "lake"}}
    own = [{"prompt": "a lake at night", "width": 0.3}]

    def params(**given: Any) -> Json:
        request = JobRequest(tool="generate", params={"prompt": prompt, **given})
        return hands.house.jobs.submit(hands.user, hands.session, request).params

    assert [one["prompt"] for one in params()["regions"]] == [
        "a red house on the left, lake",
        "a boat on the right, lake",
    ]
    assert [one["width"] for one in params(regions=own)["regions"]] == [0.3]
    assert not params(regions=[])["regions"]


def test_a_change_of_the_scene_is_painted_in_parts_too(hands: Hands, uploaded: ImageView) -> None:
    prompt = {"subjects": [HOUSE, BOAT], "setting": {"text": "lake"}, "time": {"text": "night"}}
    request = JobRequest(tool="edit", inputs={"source": "#1"}, params={"prompt": prompt})
    regions_ = hands.house.jobs.submit(hands.user, hands.session, request).params["regions"]
    assert [one["prompt"] for one in regions_] == [
        "a red house on the left, lake, night",
        "a boat on the right, lake, night",
    ]


def test_what_is_made_of_a_picture_is_painted_in_its_parts(hands: Hands, uploaded: ImageView) -> None:
    """A variation, another style; and mirrored, the parts are, too."""
    step = {"tool": "generate", "params": {}, "prompt": {"subjects": [HOUSE, BOAT], "setting": {"text": "lake"}}}
    varied = {"tool": "generate", "inputs": {"source": "@1"}, "params": {"variation": "strong"}}
    flipped = {"tool": "transform", "inputs": {"source": "@1"}, "params": {"flip": "horizontal"}}
    again = {"tool": "generate", "inputs": {"source": "@3"}, "params": {}}
    drafts = Drafts(hands.house.means).of(hands.session, making(step, varied, flipped, again).steps)
    parts = [[one["prompt"] for one in drafts[at].params["regions"]] for at in (0, 1, 3)]
    assert parts[0] == parts[1] == ["a red house on the left, lake", "a boat on the right, lake"]
    assert parts[2] == ["a boat on the left, lake", "a red house on the right, lake"]


def test_words_that_are_changed_in_a_plan_take_its_parts_with_them(hands: Hands) -> None:
    """A plan that was filled in, and gets other words by hand."""
    plan = making({"tool": "generate", "params": {}, "prompt": {"subjects": [HOUSE, BOAT]}})
    ran = hands.house.turns.get(hands.user, hands.say("a house and a boat", plan).id)
    assert ran.plan is not None
    (step,) = ran.plan.steps
    assert len(ran.jobs[0].params["regions"]) == 2
    other = step.model_copy(update={"prompt": None, "params": {**step.params, "prompt": "a cat in a forest"}})
    changed = hands.say("a cat", ran.plan.model_copy(update={"steps": (other,)}))
    assert (changed.jobs[0].params["prompt"], changed.jobs[0].params["regions"]) == ("a cat in a forest", [])
