"""Recipes out of files, taken up again: the tool they name where it and its pictures are here, else their text."""

import pytest

from orchestrator.domain.errors import NotFound
from orchestrator.domain.recipe import Recipe
from orchestrator.services.shapes.requests import JobRequest, TurnRequest
from tests.orchestrator.hands import Hands

PAINTED = {"tool": "generate", "version": "1", "params": {"prompt": "a red house", "count": 3, "width": 128}, "seed": 7,
           "slot": 1}  # fmt: skip


@pytest.fixture
def recipe(hands: Hands) -> Recipe:
    """How #2 was made from #1."""
    hands.upload()
    hands.job("#1")
    hands.finish(hands.claimed())
    found = hands.house.images.get(hands.user, hands.house.images.by_handle(hands.user, hands.session, "#2").id).recipe
    assert found is not None
    return found


def test_the_recipe_s_own_tool_where_all_is_there(hands: Hands, recipe: Recipe) -> None:
    view = hands.house.reuse.plan(hands.user, hands.session, recipe)
    assert view.plan is not None
    (step,) = view.plan.steps
    assert (view.tool, view.lacks, view.missing) == ("enhance", None, ())
    assert (step.tool, step.inputs, step.params["adjust"]) == ("enhance", {"source": "#1"}, "brighten")
    turn = hands.house.turns.submit(
        hands.user, hands.session, TurnRequest(text="again", plan=view.plan, seed=view.seed)
    )
    assert [job.tool for job in turn.jobs] == ["enhance"], "the plan runs as it is"


def test_what_is_missing_is_said(hands: Hands, recipe: Recipe) -> None:
    elsewhere = Hands(hands.house, hands.user, hands.house.sessions.create(hands.user).id)
    view = hands.house.reuse.plan(elsewhere.user, elsewhere.session, recipe)
    assert (view.plan, view.tool, view.names, view.lacks, view.missing) == (
        None,
        None,
        "enhance",
        "inputs",
        ("source",),
    )
    told = recipe.model_copy(update={"params": {**recipe.params, "prompt": "a red house"}})
    if "generate" in hands.house.models.offered():
        painted = hands.house.reuse.plan(elsewhere.user, elsewhere.session, told).plan
        assert painted is not None
        assert (painted.steps[0].tool, painted.steps[0].params) == ("generate", {"prompt": "a red house"})


def test_one_picture_of_several_and_tools_that_are_not_here(hands: Hands) -> None:
    offered = hands.house.models.offered()
    view = hands.house.reuse.plan(hands.user, hands.session, Recipe.model_validate(PAINTED))
    assert (view.lacks is None) == ("generate" in offered)
    if view.plan is not None:
        assert view.plan.steps[0].params["count"] == 1
    strange = Recipe.model_validate({**PAINTED, "tool": "dissolve"})
    assert hands.house.reuse.plan(hands.user, hands.session, strange).lacks == "tool"
    changed = Recipe.model_validate({**PAINTED, "tool": "enhance", "params": {"colour": "red"}})
    assert hands.house.reuse.plan(hands.user, hands.session, changed).lacks == "params"


def test_the_session_is_ones_own(hands: Hands) -> None:
    other = Hands.on(hands.house, "other")
    with pytest.raises(NotFound):
        hands.house.reuse.plan(other.user, hands.session, Recipe.model_validate(PAINTED))


def test_regions_of_the_prompt_are_left_out_and_own_ones_stay(hands: Hands) -> None:
    """They are filled in when it runs: what is changed in the prompt until then shall count."""
    prompt = {"subjects": [{"what": "house"}, {"what": "boat"}]}
    own = [{"prompt": "a lake", "left": 0.0, "top": 0.0, "width": 0.5, "height": 1.0}]
    for given in ({}, {"regions": own}):
        request = JobRequest(tool="generate", params={"prompt": prompt, **given})
        job = hands.house.jobs.submit(hands.user, hands.session, request)
        recipe = Recipe.model_validate(PAINTED | {"params": job.params, "prompt": prompt})
        plan = hands.house.reuse.plan(hands.user, hands.session, recipe).plan
        assert plan is not None
        assert len(job.params["regions"]) == (1 if given else 2)
        assert plan.steps[0].params.get("regions") == given.get("regions")
