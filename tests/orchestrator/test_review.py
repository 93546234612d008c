"""The loop: a turn's pictures are judged, mended within a budget, and answered; the hands play the workers' part."""

from collections.abc import Iterator
from typing import Any

import pytest

from orchestrator.agent.factory import AgentSettings, open_agent
from orchestrator.domain.errors import LeaseLost
from orchestrator.domain.job import TurnState
from orchestrator.services.jobs.job_queue import Claim
from orchestrator.services.shapes.views import TurnView
from orchestrator.settings import Settings
from orchestrator.worker.agent_loop import AgentLoop
from tests.orchestrator.hands import AROUND, Hands, brighten, made, making
from tests.orchestrator.test_findings import mask
from tests.tools import lookers
from tools.runtime.cache import forget

PROMPT: dict[str, Any] = {
    "subjects": [{"what": "house", "attributes": ["red"]}, {"what": "boat"}],
    "setting": {"text": "lake"},
}
PAINT: dict[str, Any] = {"tool": "generate", "params": {}, "prompt": PROMPT}
SIZE = (128, 128)
BOX = [10, 60, 50, 110]


@pytest.fixture(scope="module")
def agent() -> Any:
    """The starter's; no model is asked here."""
    return open_agent(AgentSettings(model=str(Settings().chat_folder)))


def seeing(hands: Hands) -> Hands:
    """Somebody whose studio has a model that judges and finds."""
    lookers.save("eye", hands.house.settings.home / "models" / "eye")
    return hands


@pytest.fixture(autouse=True)
def unowned() -> Iterator[None]:
    """Loaded models belong to one thread of a process."""
    yield
    forget()


class Course:
    """One turn, and what its workers find."""

    def __init__(self, hands: Hands, agent: Any) -> None:
        self.hands, self.agent = hands, agent

    def said(self, *steps: dict[str, Any], **more: Any) -> str:
        self.turn = self.hands.say("a red house and a boat on a lake", making(*steps), **more).id
        return self.turn

    def view(self) -> TurnView:
        return self.hands.house.turns.get(self.hands.user, self.turn)

    def thinks(self) -> TurnView:
        AgentLoop(self.hands.house, self.agent, "a").drain()
        return self.view()

    def claims(self, tool: str) -> Claim:
        claim = self.hands.claimed()
        assert claim.tool == tool
        return claim

    def paints(self, tool: str = "generate", colour: str = "teal") -> None:
        claim = self.claims(tool)
        self.hands.house.results.finish(claim, [made(colour, SIZE) for _ in range(claim.slots)], AROUND)

    def judges(self, *missed: str, sure: float = 0.9) -> None:
        claim = self.claims("judge")
        asked = [one["text"] for one in claim.params["requirements"]]
        assert set(missed) <= set(asked)
        checks = [
            {"kind": one["kind"], "text": one["text"], "met": one["text"] not in missed, "certainty": sure}
            for one in claim.params["requirements"]
        ]
        facts = {"checks": checks, "met": len(asked) - len(missed), "missed": len(missed), "open": 0, "measures": {}}
        self.hands.house.results.finish(claim, [], AROUND, facts)

    def finds(self, *boxes: list[int]) -> None:
        claim = self.claims("find")
        places = [{"box": box, "score": 0.9, "share": 0.1} for box in boxes]
        masks = boxes if claim.params["which"] == "each" else boxes[:1]
        facts = {"what": claim.params["what"], "there": bool(boxes), "known": True, "places": places, "certainty": 0.9}
        self.hands.house.results.finish(claim, [mask((4, 4, 60, 60), SIZE) for _ in masks], AROUND, facts)


@pytest.fixture
def course(hands: Hands, agent: Any) -> Course:
    return Course(seeing(hands), agent)


def ways(view: TurnView) -> list[str]:
    assert view.review is not None
    return [attempt.change.way for attempt in view.review.attempts if attempt.change]


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


def test_a_missing_thing_is_painted_where_there_is_room(course: Course) -> None:
    course.said(PAINT, attempts=1)
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
    course.said(PAINT, attempts=1)
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
    course.said(PAINT | {"params": {"count": 2}}, attempts=1)
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
