"""Chains of edits merged into one plan from their cleanest ancestor, and run beside what they replace."""

from typing import Any

import pytest

from orchestrator.db.models import Image
from orchestrator.domain.errors import Conflict
from orchestrator.domain.job import TurnState
from orchestrator.domain.prompt import merge_patch
from orchestrator.services.history.merging import composed
from orchestrator.services.history.rederive_views import RederiveView
from orchestrator.services.turns.turn_queue import Ending
from tests.orchestrator.hands import AROUND, Hands, made, making

HOUSE = {"subjects": [{"what": "house", "attributes": ["red"]}], "setting": {"text": "lake"}, "time": {"text": "day"}}


def done(hands: Hands) -> str:
    """What a worker does with everything that is open; the handle of the last picture."""
    painter = hands.house.models.painter()
    assert painter is not None
    size = (painter.defaults.width, painter.defaults.height)
    handle = ""
    while (claim := hands.claim()) is not None:
        hands.house.results.finish(claim, [made("teal", size)], AROUND)
        handle = hands.now(claim).images[0].handle
    while (turn := hands.house.turn_queue.claim("agent")) is not None:
        hands.house.turn_queue.end(turn, Ending(TurnState.DONE, "Done.", handle))
    return handle


def step(hands: Hands, tool: str, source: str | None, params: dict[str, Any], **more: Any) -> str:
    inputs = {"source": source} if source else {}
    hands.say(f"{tool} it", making({"tool": tool, "inputs": inputs, "params": params, **more}))
    return done(hands)


def edit(hands: Hands, source: str, **slots: str) -> str:
    """A change of the whole picture, as the agent would plan it."""
    patch = {name: {"text": text} for name, text in slots.items()}
    before = hands.picture(source).prompt or {}
    words = ", ".join(f"make it {text}" for text in slots.values())
    return step(hands, "edit", source, {"instruction": words}, prompt=merge_patch(before, patch), patch=patch)


def boat(hands: Hands, source: str) -> str:
    before = hands.picture(source).prompt or {}
    prompt = {**before, "subjects": [*before["subjects"], {"what": "boat"}]}
    return step(hands, "inpaint", source, {"prompt": "a boat, lake"}, region="lower left", prompt=prompt)


def plan(hands: Hands, handle: str) -> RederiveView:
    return hands.house.rederive.plan(hands.user, hands.picture(handle).id)


def first(hands: Hands) -> str:
    return step(hands, "generate", None, {}, prompt=HOUSE)


def test_a_chain_becomes_one_edit_of_its_root(hands: Hands) -> None:
    root = first(hands)
    tip = edit(hands, edit(hands, edit(hands, root, time="night"), weather="snow"), time="sunset")
    found = plan(hands, tip)
    (only,) = found.plan.steps
    assert (found.base.handle, found.edits, found.merged, found.reapplied) == (root, 3, 3, 0)
    assert (only.tool, only.inputs) == ("edit", {"source": root})
    assert only.prompt is not None
    assert only.prompt.wire() == hands.picture(tip).prompt, "the merged patches say what the chain said"
    assert only.patch == {"time": {"text": "sunset"}, "weather": {"text": "snow"}}
    assert only.params["instruction"] == "make it snow, make it sunset", "night was taken back"


def test_places_are_applied_again_and_the_rest_comes_last(hands: Hands) -> None:
    root = first(hands)
    tip = edit(hands, boat(hands, edit(hands, root, weather="snow")), time="night")
    tip = step(hands, "enhance", tip, {"adjust": "contrast"})
    found = plan(hands, tip)
    assert [one.tool for one in found.plan.steps] == ["edit", "inpaint", "enhance"]
    whole, place, plain = found.plan.steps
    assert whole.prompt is not None
    assert [one.what for one in whole.prompt.subjects] == ["house"], "the boat is left to its own step"
    mask = next(parent.handle for parent in hands.picture("#3").parents if parent.role == "mask")
    assert (place.inputs, plain.inputs) == ({"source": "@1", "mask": mask}, {"source": "@2"})
    assert "night" in str(place.params["prompt"]), "what changed around it later is said to it too"
    assert place.prompt is not None
    assert [one.what for one in place.prompt.subjects] == ["house", "boat"]


def test_changes_that_took_each_other_back_leave_the_pixels_alone(hands: Hands) -> None:
    root = first(hands)
    tip = edit(hands, edit(hands, boat(hands, root), time="night"), time="day")
    (only,) = plan(hands, tip).plan.steps
    assert (only.tool, only.inputs["source"]) == ("inpaint", root)


def test_it_runs_beside_what_it_replaces(each_hands: Hands) -> None:
    hands = each_hands
    root = first(hands)
    tip = edit(hands, edit(hands, root, time="night"), weather="snow")
    before = len(hands.house.sessions.get(hands.user, hands.session).images)
    old = hands.picture(tip)
    turn = hands.house.rederive.run(hands.user, old.id, text="Clean this up", key="once")
    assert hands.house.rederive.run(hands.user, old.id, text="Clean this up", key="once").id == turn.id
    new = hands.picture(done(hands))
    assert [(one.handle, one.role) for one in new.parents] == [(root, "source"), (tip, "rederived")]
    seen = hands.house.sessions.get(hands.user, hands.session)
    assert (len(seen.images), seen.focus) == (before + 1, new.handle)
    assert hands.house.sessions.undo(hands.user, hands.session).focus == tip, "an undo leads to what it replaced"
    assert hands.house.sessions.redo(hands.user, hands.session).focus == new.handle
    ancestry = hands.house.lineage.graph(hands.user, new.id, "up")
    assert {node.handle for node in ancestry.nodes} >= {root, tip}


def test_an_edited_plan_runs_as_it_is(hands: Hands) -> None:
    tip = edit(hands, edit(hands, first(hands), time="night"), weather="snow")
    found = plan(hands, tip).plan
    changed = found.model_copy(
        update={"steps": (found.steps[0].model_copy(update={"params": {"instruction": "fog"}}),)}
    )
    turn = hands.house.rederive.run(hands.user, hands.picture(tip).id, changed)
    assert turn.plan is not None
    assert turn.plan.steps[0].params["instruction"] == "fog"


def test_what_begins_something_new_is_where_it_starts(hands: Hands) -> None:
    varied = step(hands, "generate", edit(hands, first(hands), time="night"), {"variation": "subtle"})
    tip = edit(hands, edit(hands, varied, time="day"), weather="rain")
    assert plan(hands, tip).base.handle == varied


def test_nothing_to_gain(hands: Hands) -> None:
    root = first(hands)
    for handle in (root, edit(hands, root, time="night"), boat(hands, root)):
        with pytest.raises(Conflict, match="as clean as it can be"):
            plan(hands, handle)


def shape(hands: Hands, source: str, **params: Any) -> str:
    return step(hands, "transform", source, params)


def test_a_turn_at_the_end_of_a_chain_stays_there(hands: Hands) -> None:
    root = first(hands)
    tip = shape(hands, edit(hands, edit(hands, root, time="night"), weather="snow"), turn="left")
    found = plan(hands, tip)
    assert [(one.tool, one.inputs) for one in found.plan.steps] == [
        ("edit", {"source": root}),
        ("transform", {"source": "@1"}),
    ]
    assert found.plan.steps[1].params == {"turn": "left"}


def test_nothing_is_merged_across_a_turn(hands: Hands) -> None:
    """The picture is square, so that no size tells that a mask was painted before."""
    once = edit(hands, edit(hands, first(hands), time="night"), weather="snow")
    turned = shape(hands, once, turn="left")
    with pytest.raises(Conflict):
        plan(hands, boat(hands, turned))
    with pytest.raises(Conflict):
        plan(hands, edit(hands, turned, time="day"))
    tip = edit(hands, edit(hands, turned, time="day"), weather="rain")
    assert plan(hands, tip).base.handle == turned


def test_a_box_is_not_cut_out_of_a_picture_of_another_size(hands: Hands) -> None:
    """An edit may keep the size it was given: without the enlarging before it, the box would be of another place."""
    large = step(hands, "upscale", first(hands), {"scale": 2})
    hands.execute("UPDATE images SET width = 512, height = 512 WHERE handle = :handle", handle=large)
    tip = edit(hands, large, time="night")
    hands.execute("UPDATE images SET width = 512, height = 512 WHERE handle = :handle", handle=tip)
    tip = edit(hands, tip, weather="snow")
    hands.execute("UPDATE images SET width = 512, height = 512 WHERE handle = :handle", handle=tip)
    boxed = shape(hands, tip, box={"left": 60, "top": 60, "width": 50, "height": 50})
    hands.execute("UPDATE images SET width = 50, height = 50 WHERE handle = :handle", handle=boxed)
    found = plan(hands, boxed)
    assert (found.base.handle, found.dropped) == (large, ())


def test_a_size_that_was_lost_is_not_made_again(hands: Hands) -> None:
    root = first(hands)
    resized = shape(hands, edit(hands, root, time="night"), width=100)
    hands.execute("UPDATE images SET width = 100, height = 100 WHERE handle = :handle", handle=resized)
    found = plan(hands, edit(hands, resized, weather="snow"))
    assert [one.tool for one in found.plan.steps] == ["edit"]
    assert [one.handle for one in found.dropped] == [resized]


@pytest.mark.parametrize("anything", [["x"], {"a": ["b"]}, 5, ""])
def test_instructions_from_elsewhere_may_be_anything(hands: Hands, anything: object) -> None:
    root = first(hands)
    middle = edit(hands, root, time="night")
    tip = edit(hands, middle, weather="snow")
    with hands.house.means.database.write() as db:
        row = db.get_one(Image, hands.picture(middle).id)
        row.recipe = {**(row.recipe or {}), "params": {"instruction": anything}}
    (only,) = plan(hands, tip).plan.steps
    assert only.params["instruction"] == "make it snow"


def test_composed_patches_do_what_both_did() -> None:
    first, then = {"a": {"x": 1, "y": None}, "b": 2}, {"a": {"y": 3}, "b": None, "c": {"z": 4}}
    for target in ({}, {"a": {"x": 0, "y": 0}, "b": 0}, {"c": {"w": 1}}):
        assert merge_patch(target, composed(first, then)) == merge_patch(merge_patch(target, first), then)
