"""Where the loop ends: who asks for it, what it looks at, what it may do, what it survives."""

from typing import Any

import pytest

from orchestrator.domain.errors import LeaseLost
from orchestrator.domain.job import TurnState
from tests.orchestrator.hands import Hands, brighten, making
from tests.orchestrator.review.conftest import BOX, PAINT, PROMPT, Course, seeing, ways


@pytest.mark.parametrize(
    ("usual", "asked", "planned", "expected"),
    [
        (1, None, False, 1),
        (2, 0, False, None),
        (0, None, False, None),
        (0, 3, False, 3),
        (1, None, True, 0),
        (1, 2, True, 2),
    ],
)
def test_who_asks_for_how_many_attempts(
    hands: Hands, usual: int, asked: int | None, planned: bool, expected: int | None
) -> None:
    hands.house.means.settings.attempts = usual
    plan = making(PAINT) if planned else None
    view = hands.say("a red house", plan, attempts=asked)
    assert (view.review.budget if view.review else None) == expected


def test_a_persons_own_plan_is_judged_and_left_as_it_is(course: Course) -> None:
    course.said(PAINT)
    course.paints()
    course.thinks()
    course.judges("a boat", "lake")
    view = course.thinks()
    assert view.review is not None
    assert (view.state, ways(view), view.review.ended) == (TurnState.DONE, [], "budget")
    assert "Checked: 2 of 4 that was asked for is met. Not met: a boat, lake." in str(view.reply)


def test_only_the_last_pictures_are_judged_and_at_most_four(course: Course) -> None:
    many = PAINT | {"params": {"count": 6}}
    course.said(many, brighten("@1"), attempts=1)
    course.paints()
    course.paints("enhance")
    view = course.thinks()
    judging = [job for job in view.jobs if job.tool == "judge"]
    assert [job.inputs["source"] for job in judging] == ["#7"]
    course.judges()
    course.thinks()
    course.said(many, attempts=1)
    course.paints()
    assert len([job for job in course.thinks().jobs if job.tool == "judge"]) == 4
    for missed in (("lake",), (), ("a boat",), ("lake",)):
        course.judges(*missed)
    view = course.thinks()
    assert view.review is not None
    assert (view.review.best, view.review.ended) == ("#9", "met")


def test_a_look_at_a_picture_does_not_make_it_an_intermediate_one(course: Course) -> None:
    course.said(PAINT, {"tool": "judge", "inputs": {"source": "@1"}}, attempts=1)
    course.paints()
    course.judges("a boat", "lake")
    assert course.thinks().jobs[-1].tool == "generate", "what the person had checked is not checked twice"


def test_an_old_fault_is_not_mended_by_a_new_wish(course: Course) -> None:
    hands = course.hands
    course.said(PAINT, attempts=0)
    course.paints()
    assert course.thinks().review is None
    more = PROMPT | {"time": {"text": "night"}}
    course.said({"tool": "edit", "inputs": {"source": "#1"}, "params": {}, "prompt": more}, attempts=1)
    course.paints("edit")
    course.thinks()
    course.judges("a red house")
    view = course.thinks()
    assert view.review is not None
    assert (view.state, ways(view), view.review.ended) == (TurnState.DONE, [], "unsure")
    assert hands.claim() is None


def test_nothing_is_judged_where_nobody_can(hands: Hands, agent: Any) -> None:
    course = Course(hands, agent)
    if "judge" in hands.house.models.offered():
        hands.house.models.look()[0][:] = [
            one for one in hands.house.models.look()[0] if "judge" not in one.capabilities
        ]
    course.said(PAINT, attempts=1)
    course.paints()
    view = course.thinks()
    assert (view.state, [job.tool for job in view.jobs]) == (TurnState.DONE, ["generate"])


def test_a_preset_narrows_what_mends_and_forbids_nobody_to_look(course: Course) -> None:
    folder = course.hands.house.settings.preset_folder
    folder.mkdir(parents=True, exist_ok=True)
    title = "title = {en = 'Mine'}\nabout = {en = 'Mine.'}\n"
    (folder / "mine.toml").write_text(title + "only = ['generate']")
    course.said(PAINT, attempts=1, preset="mine")
    course.paints()
    course.thinks()
    course.judges("a red house")
    again = course.thinks()
    assert again.jobs[-1].tool == "generate", "made again, for nothing may be painted into it"
    course.paints()
    course.thinks()
    course.judges()
    view = course.thinks()
    assert (view.state, ways(view), view.review and view.review.ended) == (TurnState.DONE, ["again"], "met")


def test_work_that_needs_no_words_is_not_judged(course: Course) -> None:
    course.hands.upload()
    course.said(brighten("#1"), attempts=1)
    course.hands.finish(course.claims("enhance"))
    assert course.thinks().state is TurnState.DONE
    assert len(course.view().jobs) == 1


def test_the_agent_may_die_at_any_moment_of_it(each_hands: Hands, agent: Any) -> None:
    """Between two stages nothing is held; a claim that lapses is taken up again and comes to the same."""
    hands, course = each_hands, Course(seeing(each_hands), agent)
    course.said(PAINT, attempts=1)
    for work in (course.paints, lambda: course.judges("a red house"), lambda: course.finds(BOX),
                 lambda: course.paints("inpaint"), course.judges):  # fmt: skip
        work()
        dead = hands.turn_claimed("dead")
        assert dead.plan is not None
        assert dead.review is not None
        hands.let_leases_lapse()
        course.thinks()
        with pytest.raises(LeaseLost):
            hands.house.turn_queue.go_on(dead, dead.plan.steps, dead.review)
    view = course.view()
    assert (view.state, [job.tool for job in view.jobs]) == (
        TurnState.DONE,
        ["generate", "judge", "find", "inpaint", "judge"],
    )
