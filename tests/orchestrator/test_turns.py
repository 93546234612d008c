"""Turns: accepted, understood, planned, worked, answered, cancelled; on both databases where it is a matter of SQL."""

import inspect
import sys

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from orchestrator.bootstrap import Studio
from orchestrator.db.models import Turn
from orchestrator.domain.errors import BadRequest, Conflict, LeaseLost, NotFound, TooLarge
from orchestrator.domain.job import MAX_ATTEMPTS, JobState, Phase, TurnState
from orchestrator.domain.plan import Intent, Plan
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.turns.turn_queue import Ending
from orchestrator.worker.agent_loop import outcome
from tests.orchestrator.hands import Hands, brighten, making

DONE = Ending(TurnState.DONE, "Here it is.", "#3")


def test_a_turn_from_words_to_reply(each_hands: Hands) -> None:
    hands, queue = each_hands, each_hands.house.turn_queue
    hands.upload()
    said = hands.say("  make this\u202e brighter\x00, then warmer ")
    assert (said.state, said.text) == (TurnState.THINKING, "make this brighter, then warmer")
    claim = hands.turn_claimed()
    assert [(row.handle, row.alt) for row in claim.ledger.images] == [("#1", "")], "nobody has said what it shows"
    assert claim.ledger.focus == "#1"
    queue.store(claim, "understand", {"found": 1})
    queue.commit_plan(claim, making(brighten("#1"), brighten("@1")), None)
    view = hands.house.turns.get(hands.user, said.id)
    assert view.state is TurnState.WORKING
    assert [(job.state, job.handles, job.inputs) for job in view.jobs] == [
        (JobState.QUEUED, ("#2",), {"source": "#1"}),
        (JobState.WAITING, ("#3",), {"source": "#2"}),
    ]
    assert queue.claim("a") is None
    hands.finish(hands.claimed())
    hands.finish(hands.claimed())
    answer = hands.turn_claimed()
    assert (answer.phase, [row.handles for row in answer.ledger.jobs]) == (Phase.REPLY, [("#2",), ("#3",)])
    queue.end(answer, DONE)
    view = hands.house.turns.get(hands.user, said.id)
    assert (view.state, view.reply, [image.handle for image in view.images]) == (
        TurnState.DONE,
        "Here it is.",
        ["#2", "#3"],
    )
    session = hands.house.sessions.get(hands.user, hands.session)
    assert (session.focus, session.title) == ("#3", "make this brighter, then warmer")
    kinds = hands.kinds()
    assert kinds.count("image.added") == 3
    assert kinds.count("reply.text") == 1
    assert session.seq == len(kinds)


def test_a_greeting_is_no_name_for_a_session(hands: Hands) -> None:
    def titled(words: str) -> str:
        hands.say(words, Plan(intent=Intent.ANSWER, about="hello"))
        hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "Hello."))
        return hands.house.sessions.get(hands.user, hands.session).title

    assert [titled("hi there"), titled("a red house")] == ["hi there", "a red house"]
    hands.upload()
    assert titled("make it brighter") == "a red house", "what pictures came from stays the name"


def test_a_name_that_the_person_gave_stays(hands: Hands) -> None:
    hands.house.sessions.rename(hands.user, hands.session, "harbours")
    hands.say("hello")
    assert hands.house.sessions.get(hands.user, hands.session).title == "harbours"


def test_the_agent_may_die_between_two_nodes(each_hands: Hands) -> None:
    hands, queue = each_hands, each_hands.house.turn_queue
    hands.say("anything")
    first = hands.turn_claimed("a1")
    queue.store(first, "understand", {"intent": "make"})
    hands.let_leases_lapse()
    second = hands.turn_claimed("a2")
    assert second.results == {"understand": {"intent": "make"}}
    for late in (
        lambda: queue.store(first, "plan", {}),
        lambda: queue.end(first, DONE),
        lambda: queue.heartbeat(first),
    ):
        with pytest.raises(LeaseLost):
            late()
    queue.heartbeat(second)


def test_the_fifth_crash_ends_a_turn_with_advice(hands: Hands) -> None:
    said = hands.say("让它崩溃")
    for _ in range(MAX_ATTEMPTS):
        hands.turn_claimed()
        hands.let_leases_lapse()
        hands.house.turn_queue.lapse()
        hands.let_pauses_pass()
    assert hands.house.turn_queue.claim("a") is None
    view = hands.house.turns.get(hands.user, said.id)
    assert view.state is TurnState.FAILED
    assert view.reply is not None
    assert "崩溃" in view.reply
    assert view.error is not None
    assert view.error.code == "crashed"


def test_turns_of_a_session_go_one_after_the_other(each_hands: Hands) -> None:
    hands = each_hands
    other = Hands(hands.house, hands.user, hands.house.sessions.create(hands.user).id)
    first, second = hands.say("one"), hands.say("two")
    elsewhere = other.say("three")
    assert hands.turn_claimed().id == first.id
    assert hands.turn_claimed().id == elsewhere.id
    assert hands.house.turn_queue.claim("a") is None
    hands.house.turns.cancel(hands.user, first.id)
    assert hands.turn_claimed().id == second.id


def test_turns_of_people_go_round(house: Studio) -> None:
    busy, calm = Hands.on(house, "busy"), Hands.on(house, "calm")
    sessions = [Hands(house, busy.user, house.sessions.create(busy.user).id) for _ in range(4)]
    for hands in sessions:
        hands.say("more")
    late = calm.say("one")
    assert late.id in {calm.turn_claimed().id, calm.turn_claimed().id}


def test_cancelling_while_it_thinks(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    said = hands.say("anything")
    claim = hands.turn_claimed()
    assert hands.house.turns.cancel(hands.user, said.id).state is TurnState.CANCELLED
    with pytest.raises(LeaseLost):
        hands.house.turn_queue.commit_plan(claim, making(brighten("#1")), None)


def test_cancelling_half_way(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    said = hands.say("three steps", making(brighten("#1"), brighten("#1"), brighten("@2")))
    running = hands.claimed()
    view = hands.house.turns.cancel(hands.user, said.id)
    assert (view.state, [job.state.value for job in view.jobs]) == (
        TurnState.WORKING,
        ["running", "cancelled", "cancelled"],
    )
    assert view.jobs[0].cancelling
    assert hands.house.job_queue.stopped(running)
    hands.house.job_queue.cancelled(running)
    assert hands.house.turns.get(hands.user, said.id).state is TurnState.CANCELLED
    assert hands.house.turns.cancel(hands.user, said.id).state is TurnState.CANCELLED


def test_a_step_that_a_person_cancels_cancels_the_turn(hands: Hands) -> None:
    hands.upload()
    said = hands.say("two", making(brighten("#1"), brighten("#1"), brighten("@1")))
    hands.house.jobs.cancel(hands.user, said.jobs[0].id)
    hands.finish(hands.claimed())
    answer = hands.turn_claimed()
    assert [job.state.value for job in answer.ledger.jobs] == ["cancelled", "succeeded", "cancelled"]
    assert outcome(answer) == (TurnState.CANCELLED, None)


@pytest.mark.parametrize(("asked", "used"), [(None, 1234), (7, 7)])
def test_a_seed_that_the_words_say_is_used_unless_another_is_asked_for(
    hands: Hands, asked: int | None, used: int
) -> None:
    hands.upload()
    hands.house.turns.submit(hands.user, hands.session, TurnRequest(text="use seed 1234", seed=asked))
    plan = making(brighten("#1")).model_copy(update={"seed": 1234})
    hands.house.turn_queue.commit_plan(hands.turn_claimed(), plan, None)
    assert hands.claimed().seed == used


def test_a_dry_turn_runs_nothing(hands: Hands) -> None:
    hands.upload()
    said = hands.house.turns.propose(hands.user, hands.session, TurnRequest(text="brighter"))
    hands.house.turn_queue.commit_plan(hands.turn_claimed(), making(brighten("#1")), None)
    view = hands.house.turns.get(hands.user, said.id)
    assert (view.state, view.dry, view.jobs) == (TurnState.DONE, True, ())
    assert view.plan is not None
    assert view.plan.steps[0].params == {"adjust": "brighten", "amount": "medium"}
    assert hands.house.sessions.get(hands.user, hands.session).turns == ()
    assert hands.claim() is None


def test_a_question_and_its_answer(hands: Hands) -> None:
    asked = hands.say("make it nicer")
    question = Plan.model_validate({"intent": "ask", "question": "Which one?"})
    hands.house.turn_queue.commit_plan(hands.turn_claimed(), question, None)
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.ASKING, "Which one?"))
    answer = hands.say("the second", answers=asked.id)
    claim = hands.turn_claimed()
    assert (claim.id, claim.ledger.answers) == (answer.id, ("make it nicer", "Which one?"))
    with pytest.raises(BadRequest, match="question"):
        hands.say("again", answers=answer.id)


@pytest.mark.parametrize("words", ["把它变亮", "make it brighter"])
def test_what_is_no_word_is_answered_in_the_language_spoken_before(hands: Hands, words: str) -> None:
    hands.upload()
    asked = hands.say(words)
    question = Plan.model_validate({"intent": "ask", "choices": ["#1"], "question": "Which one?"})
    before = hands.turn_claimed().language
    hands.execute("UPDATE turns SET state = 'asking', phase = 'over', plan = :plan", plan=question.model_dump_json())
    hands.say("hello" if before == "zh" else "你好", Plan(intent=Intent.ANSWER, about="hello"))
    hands.house.turn_queue.end(hands.turn_claimed(), Ending(TurnState.DONE, "Hello."))
    hands.say("#1", answers=asked.id)
    answer = hands.turn_claimed()
    assert answer.language == before
    hands.house.turn_queue.end(answer, Ending(TurnState.DONE, "There."))
    hands.say("#1!")
    assert hands.turn_claimed().language == before, "goes on from the turn before"


def test_answers_that_go_round_in_a_circle(each_hands: Hands) -> None:
    """Sessions that came from elsewhere could have them; nobody's turn was taken up any more."""
    hands = each_hands
    hands.upload()
    ids = [hands.say(words, making(brighten("#1"))).id for words in ("one", "two")]
    for key, other in zip(ids, reversed(ids), strict=True):
        with hands.house.means.database.write() as db:
            turn = db.get_one(Turn, key)
            turn.request, turn.plan = {**turn.request, "answers": other}, {"intent": "ask", "question": "Which one?"}
            turn.state, turn.phase = TurnState.ASKING, Phase.OVER
    answer = hands.say("the second", answers=ids[1])
    claim = hands.turn_claimed()
    assert (claim.id, claim.ledger.answers) == (answer.id, ("one (two)", "Which one?"))


def test_a_turn_that_cannot_be_read_stands_in_nobodys_way(each_hands: Hands) -> None:
    hands = each_hands
    broken, other = hands.say("one"), Hands.on(hands.house, "other")
    with hands.house.means.database.write() as db:
        db.get_one(Turn, broken.id).request = {"text": "one", "attempts": "many"}
    theirs = other.say("two")
    assert hands.turn_claimed().id == theirs.id
    seen = hands.house.turns.get(hands.user, broken.id)
    assert (seen.state, seen.error and seen.error.code) == (TurnState.FAILED, "internal")


def test_many_turns_that_cannot_be_read_are_passed_over_one_by_one(hands: Hands) -> None:
    hands.house.means.settings.max_open_jobs = 200
    for _ in range(160):
        hands.say("one")
    with hands.house.means.database.write() as db:
        for turn in db.scalars(select(Turn)):
            turn.request = {"text": "one", "attempts": "many"}
    theirs = Hands.on(hands.house, "other").say("two")
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        with capture_logs() as logged:  # a traceback each takes its time to draw
            claims = [hands.house.turn_queue.claim("a") for _ in range(2)]
    finally:
        sys.setrecursionlimit(before)
    assert [claim and claim.id for claim in claims] == [theirs.id, None]
    assert len(logged) == 160


def test_a_refused_plan_changes_nothing(hands: Hands) -> None:
    before = hands.house.sessions.get(hands.user, hands.session)
    for plan in (making(brighten("#7")), Plan.model_validate({"intent": "select", "image": "#7"})):
        with pytest.raises(BadRequest, match="#7"):
            hands.say("x", plan)
    hands.upload()
    with pytest.raises(BadRequest, match="adjust"):
        hands.say("x", making({"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "explode"}}))
    with pytest.raises(BadRequest, match="no tool called"):
        hands.say("x", making({"tool": "shell", "inputs": {}, "params": {}}))
    assert hands.house.sessions.get(hands.user, hands.session).turns == before.turns


@pytest.mark.parametrize("words", ["", "   ", "\x00\x1b", "\u202e\u2066", "\U000e0041"])
def test_no_words(hands: Hands, words: str) -> None:
    with pytest.raises(BadRequest, match="no words"):
        hands.say(words)


def test_too_many_words(hands: Hands) -> None:
    with pytest.raises(TooLarge):
        hands.say("x" * 10_000_000)
    with pytest.raises(TooLarge):
        hands.say("房" * 4001)
    assert len(hands.say("房" * 4000).text) == 4000


def test_a_key_is_good_for_one_request(each_hands: Hands) -> None:
    hands, turns = each_hands, each_hands.house.turns
    request = TurnRequest(text="once")
    first = turns.submit(hands.user, hands.session, request, key="k")
    assert turns.submit(hands.user, hands.session, request, key="k").id == first.id
    with pytest.raises(Conflict):
        turns.submit(hands.user, hands.session, TurnRequest(text="twice"), key="k")
    assert len(hands.house.sessions.get(hands.user, hands.session).turns) == 1


def test_what_is_another_s_is_not_found(house: Studio) -> None:
    mine, other = Hands.on(house, "mine"), Hands.on(house, "other")
    image, turn = mine.upload(), mine.say("hello")
    job = mine.job()
    for look in (
        lambda: house.sessions.get(other.user, mine.session),
        lambda: house.sessions.delete(other.user, mine.session),
        lambda: house.turns.get(other.user, turn.id),
        lambda: house.turns.cancel(other.user, turn.id),
        lambda: house.jobs.get(other.user, job.id),
        lambda: house.jobs.cancel(other.user, job.id),
        lambda: house.jobs.preview(other.user, job.id),
        lambda: house.images.get(other.user, image.id),
        lambda: house.images.file(other.user, image.id),
        lambda: house.lineage.graph(other.user, image.id),
        lambda: house.replay.submit(other.user, image.id),
        lambda: house.diffs.of(other.user, image.id, image.id),
        lambda: house.events.after(other.user, mine.session, 0),
        lambda: house.events.live(other.user, mine.session),
        lambda: house.turns.submit(other.user, mine.session, TurnRequest(text="x")),
        lambda: Hands(house, other.user, mine.session).job(),
        lambda: Hands(house, other.user, mine.session).upload(),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_session_can_be_forgotten_while_it_works(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    hands.job()
    claim = hands.claimed()
    hands.house.sessions.delete(hands.user, hands.session)
    with pytest.raises(LeaseLost):
        hands.finish(claim)
    with pytest.raises(NotFound):
        hands.house.sessions.get(hands.user, hands.session)
