"""Two turns against each other: words, plan, what came of them, and how they hang together."""

import pytest

from orchestrator.domain.errors import NotFound
from orchestrator.domain.job import TurnState
from orchestrator.domain.plan import Intent, Plan
from orchestrator.services.shapes.views import TurnView
from orchestrator.services.turns.turn_queue import Ending
from tests.orchestrator.hands import Hands, brighten, making


def made(hands: Hands, words: str, plan: Plan, colour: str = "teal", focus: str | None = None) -> TurnView:
    """A turn that has been said, worked and answered."""
    turn = hands.say(words, plan, focus=focus)
    if plan.steps:
        hands.finish(hands.claimed(), colour)
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, f"Done: {words}.", None))
    return hands.house.turns.get(hands.user, turn.id)


def darken(source: str) -> dict[str, object]:
    return {**brighten(source), "params": {"adjust": "darken"}}


def test_a_diff_of_two_turns(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    hands.upload()
    one = made(hands, "make it bright", making(brighten("#1")))
    two = made(hands, "make #2 dark", making(darken("#2")), "navy", focus="#2")
    diff = hands.house.diffs.of_turns(hands.user, one.id, two.id)
    assert [(word.text, word.op) for word in diff.said] == [
        ("make", "same"),
        ("it bright", "removed"),
        ("#2 dark", "added"),
    ]
    assert [(change.field, change.a, change.b) for change in diff.plan] == [
        ("1.inputs.source", "#1", "#2"),
        ("1.params.adjust", "brighten", "darken"),
    ]
    assert [(change.field, change.a, change.b) for change in diff.asked] == [("focus", None, "#2")]
    assert [(pair.a and pair.a.handle, pair.b and pair.b.handle) for pair in diff.pictures] == [("#3", "#4")]
    assert [word.text for word in diff.reply if word.op == "added"] == ["#2 dark."]
    assert diff.related.how == "ancestor"
    assert hands.house.diffs.of_turns(hands.user, two.id, one.id).related.how == "descendant"
    same = hands.house.diffs.of_turns(hands.user, one.id, one.id)
    assert (same.related.how, same.plan, {word.op for word in same.said}) == ("same", (), {"same"})


def test_turns_of_two_branches_and_of_two_sessions(hands: Hands) -> None:
    hands.upload()
    first = made(hands, "brighter", making(brighten("#1")))
    left = made(hands, "brighter again", making(brighten("#2")), focus="#2")
    hands.house.sessions.focus(hands.user, hands.session, "#1")
    right = made(hands, "look", Plan(intent=Intent.SELECT, image="#1"), focus="#2")
    related = hands.house.diffs.of_turns(hands.user, left.id, right.id).related
    assert (related.how, related.by) == ("common", first.id)
    assert [
        (pair.a is None, pair.b is None) for pair in hands.house.diffs.of_turns(hands.user, left.id, right.id).pictures
    ] == [(False, True)]
    elsewhere = Hands(hands.house, hands.user, hands.house.sessions.create(hands.user).id)
    elsewhere.upload()
    other = made(elsewhere, "brighter", making(brighten("#1")))
    assert hands.house.diffs.of_turns(hands.user, first.id, other.id).related.how == "none"
    with pytest.raises(NotFound):
        hands.house.diffs.of_turns(Hands.on(hands.house, "stranger").user, first.id, other.id)
