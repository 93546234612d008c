"""The loop: a turn's pictures are judged, mended within a budget, and answered."""

import pytest

from orchestrator.domain.job import TurnState
from tests.orchestrator.review.conftest import BOX, PAINT, PROMPT, Course, ways

AT_ONCE = PAINT | {"params": {"regions": []}}


def test_what_is_met_is_judged_and_said(course: Course) -> None:
    course.said(PAINT, attempts=1)
    course.paints()
    assert course.thinks().state is TurnState.WORKING
    course.judges()
    view = course.thinks()
    assert (view.state, [job.tool for job in view.jobs]) == (TurnState.DONE, ["generate", "judge"])
    assert view.review is not None
    assert (view.review.ended, view.review.best, view.review.used) == ("met", "#1", 0)
    assert view.reply is not None
    assert "checked and is there (4 of 4)" in view.reply
    shown = course.hands.house.images.by_handle(course.hands.user, course.hands.session, "#1")
    assert len(shown.scores["checks"]) == 4


def test_what_could_not_be_checked_is_not_said_to_be_there(course: Course) -> None:
    course.said(PAINT, attempts=1)
    course.paints()
    course.thinks()
    course.judges(untold=["a house"])
    reply = course.thinks().reply or ""
    assert "is there (3 of 3). Not checked: a house." in reply
    assert "Everything" not in reply


def test_a_wrong_colour_is_painted_again_inside_what_was_found(course: Course) -> None:
    course.said(PAINT, attempts=1, seed=7)
    course.paints()
    course.thinks()
    course.judges("a red house")
    assert course.thinks().jobs[-1].params["what"] == "a house"
    course.finds(BOX)
    mending = course.thinks().jobs[-1]
    assert (mending.tool, mending.inputs) == ("inpaint", {"source": "#1", "mask": "m1"})
    assert mending.params["prompt"] == "a red house, lake"
    assert mending.seed == 7 + 101
    course.paints("inpaint", "navy")
    course.thinks()
    course.judges()
    view = course.thinks()
    assert (view.state, ways(view)) == (TurnState.DONE, ["repaint"])
    assert view.review is not None
    assert [one.image for attempt in view.review.attempts for one in attempt.pictures] == ["#1", "#2"]
    assert (view.review.best, view.review.ended) == ("#2", "met")
    assert course.hands.house.sessions.get(course.hands.user, course.hands.session).focus == "#2"
    assert view.reply is not None
    assert "Not met in #1: a red house. So the thing was painted anew where it is: #2, 4 of 4 met" in view.reply
    made_of = course.hands.house.images.by_handle(course.hands.user, course.hands.session, "#2")
    assert {(one.role, one.handle) for one in made_of.parents} == {("source", "#1"), ("mask", "m1")}
    assert made_of.prompt == course.hands.house.images.by_handle(course.hands.user, course.hands.session, "#1").prompt


def test_what_misses_in_a_part_of_its_own_is_made_again(course: Course) -> None:
    """Its part is not free: something stands there that cannot be told for it."""
    course.said(PAINT, attempts=1)
    course.paints()
    course.thinks()
    course.judges("a boat")
    first, again = (course.thinks().jobs[at] for at in (0, -1))
    assert (again.tool, again.params, again.seed) == ("generate", first.params, first.seed + 101)


def test_a_missing_thing_is_painted_where_there_is_room(course: Course) -> None:
    course.said(AT_ONCE, attempts=1)
    course.paints()
    course.thinks()
    course.judges("a boat")
    assert course.thinks().jobs[-1].params["what"] == "a house"
    course.finds(BOX)
    mending = course.thinks().jobs[-1]
    assert (mending.tool, mending.params["prompt"]) == ("inpaint", "a boat, lake")
    region = course.hands.house.images.by_handle(course.hands.user, course.hands.session, mending.inputs["mask"])
    assert region.alt == "mask on #1"
    course.paints("inpaint")
    course.thinks()
    course.judges("a house")
    view = course.thinks()
    assert view.review is not None
    assert (view.review.best, view.review.ended) == ("#1", "budget"), "of equals the first stays"
    assert "Not met: a boat." in str(view.reply)


@pytest.mark.parametrize(
    ("seen", "expected"), [([BOX], "a boat, lake"), ([BOX, [60, 60, 80, 110], [90, 60, 120, 110]], "lake")]
)
def test_one_too_few_is_added_one_too_many_painted_over(course: Course, seen: list[list[int]], expected: str) -> None:
    two = {"subjects": [{"what": "boat", "count": 2}], "setting": {"text": "lake"}}
    course.said(PAINT | {"prompt": two}, attempts=1)
    course.paints()
    course.thinks()
    course.judges("two boats")
    assert course.thinks().jobs[-1].params["which"] == "each"
    course.finds(*seen)
    assert course.thinks().jobs[-1].params["prompt"] == expected


def test_too_much_at_once_is_made_again_by_another_chance_with_the_lost_first(course: Course) -> None:
    course.said(AT_ONCE, attempts=1)
    course.paints()
    course.thinks()
    course.judges("a boat", "lake")
    again = course.thinks().jobs[-1]
    assert (again.tool, again.params["prompt"]) == ("generate", "a boat, a red house, lake")
    assert again.seed == course.view().jobs[0].seed + 101


def test_what_was_to_be_avoided_is_painted_over(course: Course) -> None:
    course.said(PAINT | {"prompt": PROMPT | {"avoid": [{"text": "dog"}]}}, attempts=1)
    course.paints()
    course.thinks()
    course.judges("dog")
    assert course.thinks().jobs[-1].params["what"] == "a dog"
    course.finds(BOX)
    assert course.thinks().jobs[-1].params["prompt"] == "lake"


def test_a_colour_that_was_refused_is_kept_away_from_and_the_thing_stays(course: Course) -> None:
    """It was looked for as a thing, and the whole car painted over."""
    course.said(PAINT | {"prompt": PROMPT | {"avoid": [{"text": "blue boat"}]}}, attempts=1)
    course.paints()
    course.thinks()
    course.judges("blue boat")
    again = course.thinks().jobs[-1]
    assert (again.tool, again.params["negative"]) == ("generate", "blue boat")


def test_a_thing_that_nobody_finds_is_not_painted_over_blindly(course: Course) -> None:
    course.said(PAINT, attempts=1)
    course.paints()
    course.thinks()
    course.judges("a red house")
    course.thinks()
    course.finds()
    assert course.thinks().jobs[-1].tool == "generate", "nothing can be mended in place: made again"


def test_the_budget_bounds_the_attempts_and_the_best_stays(course: Course) -> None:
    course.said(PAINT, attempts=2)
    course.paints()
    course.thinks()
    course.judges("a boat", "lake")
    course.thinks()
    course.paints()
    course.thinks()
    course.judges("a boat", "lake", "a red house")
    course.thinks()
    course.paints()
    course.thinks()
    course.judges("a boat")
    view = course.thinks()
    assert view.review is not None
    assert (view.state, ways(view)) == (TurnState.DONE, ["again", "again"])
    assert (view.review.best, view.review.ended) == ("#3", "budget")
    assert [one.met for attempt in view.review.attempts for one in attempt.pictures] == [2, 1, 3]
    assert "The best is #3; it is selected. Not met: a boat." in str(view.reply)


def test_what_is_not_surely_missed_is_left_as_it_is(course: Course) -> None:
    course.said(PAINT, attempts=3)
    course.paints()
    course.thinks()
    course.judges("a red house", sure=0.55)
    view = course.thinks()
    assert view.review is not None
    assert (view.state, view.review.ended, ways(view)) == (TurnState.DONE, "unsure", [])
    assert "I cannot tell for sure whether this is met: a red house." in str(view.reply)


def test_a_check_that_fails_ends_the_loop_and_says_so(course: Course) -> None:
    course.said(PAINT, attempts=1)
    course.paints()
    course.thinks()
    course.hands.house.job_queue.fail(course.claims("judge"), "tool", "The eye is shut.")
    view = course.thinks()
    assert view.review is not None
    assert (view.state, view.review.ended, view.error) == (TurnState.DONE, "judge-failed", None)
    assert "The check did not succeed" in str(view.reply)
    assert course.hands.house.sessions.get(course.hands.user, course.hands.session).focus == "#1"


def test_an_attempt_that_fails_ends_the_loop_and_takes_nothing_away(course: Course) -> None:
    course.said(PAINT, attempts=2)
    course.paints()
    course.thinks()
    course.judges("a boat", "lake")
    course.thinks()
    course.hands.house.job_queue.fail(course.claims("generate"), "memory", "Too large.")
    view = course.thinks()
    assert view.review is not None
    assert (view.state, view.review.ended, view.review.best) == (TurnState.DONE, "attempt-failed", "#1")
    assert "did not succeed" in str(view.reply)


def test_cancelling_ends_the_loop(course: Course) -> None:
    hands = course.hands
    course.said(PAINT, attempts=1)
    course.paints()
    course.thinks()
    hands.house.turns.cancel(hands.user, course.turn)
    assert course.view().state is TurnState.CANCELLED
    assert hands.claim() is None
    course.said(PAINT, attempts=1)
    course.paints()
    claim = hands.turn_claimed()
    hands.house.turns.cancel(hands.user, course.turn)
    assert claim.review is not None
    assert claim.plan is not None
    hands.house.turn_queue.go_on(claim, claim.plan.steps, claim.review)
    assert (course.view().state, len(course.view().jobs)) == (TurnState.CANCELLED, 1)


def test_what_was_made_before_a_stop_is_in_focus(course: Course) -> None:
    hands = course.hands
    hands.upload()
    hands.house.sessions.focus(hands.user, hands.session, "#1")

    def stopped() -> tuple[TurnState, str | None]:
        hands.house.turns.cancel(hands.user, course.turn)
        return course.view().state, hands.house.sessions.get(hands.user, hands.session).focus

    course.said(PAINT, attempts=1)
    assert stopped() == (TurnState.CANCELLED, "#1"), "nothing was made"
    course.said(PAINT | {"params": {"count": 2}}, attempts=1)
    course.paints()
    course.thinks()
    assert stopped() == (TurnState.CANCELLED, "#3"), "while it was checked"
    course.said(PAINT | {"params": {"count": 2, "regions": []}}, attempts=1)
    course.paints()
    course.thinks()
    course.judges("a boat", "lake")
    course.judges("a boat")
    assert course.thinks().state is TurnState.WORKING
    assert stopped() == (TurnState.CANCELLED, "#6"), "while it was mended: the best"
    hands.house.sessions.focus(hands.user, hands.session, "#1")
    course.said(PAINT, attempts=1)
    course.paints()
    claim = hands.turn_claimed()
    hands.house.turns.cancel(hands.user, course.turn)
    assert claim.plan is not None
    assert claim.review is not None
    hands.house.turn_queue.go_on(claim, claim.plan.steps, claim.review)
    assert stopped() == (TurnState.CANCELLED, "#7"), "while it was thought about"
    assert hands.say("make it brighter").state is TurnState.THINKING
    assert hands.turn_claimed().ledger.focus == "#7"
