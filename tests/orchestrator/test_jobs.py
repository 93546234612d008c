"""Jobs: claimed in fairness, fenced by their token, ended once, whatever dies in between."""

import pytest

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import Conflict, LeaseLost
from orchestrator.domain.job import MAX_ATTEMPTS, TurnState
from orchestrator.services.house.sweep import sweep_keys
from orchestrator.services.jobs.job_queue import AFFINITY_SECONDS
from orchestrator.services.shapes.requests import JobRequest
from tests.orchestrator.hands import QUEUES, Hands, brighten, making


def test_a_late_result_is_dropped(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    job = hands.job()
    late = hands.claimed("w1")
    hands.let_leases_lapse()
    now = hands.claimed("w2")
    assert (now.id, now.attempt) == (late.id, 2)
    for attempt in (
        lambda: hands.finish(late),
        lambda: hands.house.job_queue.heartbeat(late, 0.5),
        lambda: hands.house.job_queue.fail(late, "tool", "no"),
        lambda: hands.house.job_queue.stopped(late),
    ):
        with pytest.raises(LeaseLost):
            attempt()
    hands.finish(now)
    with pytest.raises(LeaseLost):
        hands.finish(now)
    view = hands.now(job)
    assert [image.handle for image in view.images] == ["#2"]


def test_a_poisonous_job_ends_and_others_go_on(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    poison = hands.job()
    for crash in range(1, MAX_ATTEMPTS + 1):
        assert hands.claimed().attempt == crash
        assert hands.claim() is None
        hands.let_leases_lapse()
        hands.house.job_queue.lapse()
        hands.let_pauses_pass()
    view = hands.now(poison)
    assert (view.state.value, view.attempt) == ("failed", MAX_ATTEMPTS)
    assert view.error is not None
    assert view.error.code == "crashed"
    fine = hands.job()
    hands.finish(hands.claimed())
    assert hands.state(fine) == "succeeded"


def test_a_worker_that_leaves_in_order_costs_no_attempt(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    hands.job()
    hands.claimed("node/tool/1")
    hands.house.job_queue.give_back("node/tool/1", crashed=False)
    assert hands.claimed("node/tool/2").attempt == 1
    hands.house.job_queue.give_back("node/tool/2", crashed=True)
    assert hands.claimed("node/tool/3").attempt == 2


def test_a_dead_worker_is_not_taken_for_another_with_a_longer_number(hands: Hands) -> None:
    hands.upload()
    job = hands.job()
    hands.say("hello")
    claim, turn = hands.claimed("node/tool/123"), hands.turn_claimed("node/agent/123")
    hands.house.health.report("node/tool/123", "tool", ready=True)
    for gone in ("node/tool/12", "node/agent/12"):
        hands.house.job_queue.give_back(gone)
        hands.house.turn_queue.give_back(gone)
        hands.house.health.forget(gone)
    hands.house.job_queue.heartbeat(claim)
    hands.house.turn_queue.heartbeat(turn)
    hands.finish(claim)
    assert hands.state(job) == "succeeded"
    assert hands.house.health.idle("node/tool/123")


def test_a_failed_step_takes_the_later_ones_with_it(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    said = hands.say("steps", making(brighten("#1"), brighten("@1"), brighten("@2"), brighten("#1")))
    hands.house.job_queue.fail(hands.claimed(), "tool", "It cannot be done.")
    view = hands.house.turns.get(hands.user, said.id)
    assert [job.state.value for job in view.jobs] == ["failed", "cancelled", "cancelled", "queued"]
    assert view.state is TurnState.WORKING
    hands.finish(hands.claimed())
    assert hands.turn_claimed().id == said.id


def test_cancelling(each_hands: Hands) -> None:
    hands, jobs = each_hands, each_hands.house.jobs
    hands.upload()
    first, second = hands.job(), hands.job()
    claim = hands.claimed()
    assert jobs.cancel(hands.user, second.id).state.value == "cancelled"
    assert jobs.cancel(hands.user, first.id).cancelling
    hands.house.job_queue.cancelled(claim)
    assert jobs.cancel(hands.user, first.id).state.value == "cancelled"
    assert hands.claim() is None
    third = hands.job()
    hands.claimed()
    jobs.cancel(hands.user, third.id)
    hands.let_leases_lapse()  # its worker died before it saw the flag
    assert hands.claim() is None
    assert hands.state(third) == "cancelled"


def test_people_take_turns(each_house: Studio) -> None:
    many, few = Hands.on(each_house, "many"), Hands.on(each_house, "few")
    for hands in (many, few):
        hands.upload()
    for _ in range(6):
        many.job()
    wanted = {few.job().id, few.job().id}
    first_four = {many.claimed().id for _ in range(4)}
    assert wanted <= first_four


def test_priority_goes_first(hands: Hands) -> None:
    hands.upload()
    hands.job()
    urgent = hands.job()
    hands.execute("UPDATE jobs SET priority = 1 WHERE id = :id", id=urgent.id)
    assert hands.claimed().id == urgent.id


def test_a_loaded_model_goes_first_within_a_bound(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    older, newer = hands.job(), hands.job()
    hands.execute("UPDATE jobs SET model_key = 'cold' WHERE id = :id", id=older.id)
    hands.execute("UPDATE jobs SET model_key = 'warm' WHERE id = :id", id=newer.id)
    claim = hands.claim(loaded=("warm",))
    assert claim is not None
    assert claim.id == newer.id
    hands.house.job_queue.give_back("w", crashed=False)
    hands.execute("UPDATE jobs SET created = created - :late", late=AFFINITY_SECONDS + 1)
    claim = hands.claim(loaded=("warm",))
    assert claim is not None
    assert claim.id == older.id


def test_progress_and_previews_leave_no_events(hands: Hands) -> None:
    hands.upload()
    job = hands.job()
    claim = hands.claimed()
    before = hands.kinds()
    for step in range(1, 4):
        hands.house.job_queue.heartbeat(claim, step / 4, b"jpeg %d" % step)
    assert hands.kinds() == before
    assert hands.house.jobs.preview(hands.user, job.id) == b"jpeg 3"
    (live,) = hands.house.events.live(hands.user, hands.session)
    assert (live.seq, live.data["progress"], live.data["preview"]) == (
        None,
        0.75,
        f"/api/v1/jobs/{job.id}/preview?n=3",
    )
    hands.finish(claim)
    assert hands.house.events.live(hands.user, hands.session) == []
    assert hands.house.jobs.preview(hands.user, job.id) is None


def test_nobody_takes_from_another_queue(hands: Hands) -> None:
    hands.upload()
    hands.job()
    assert not hands.house.job_queue.waiting(("gpu",))
    assert hands.house.job_queue.claim(("gpu",), "w") is None
    assert hands.house.job_queue.waiting(QUEUES)


def test_a_key_makes_one_job(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    assert hands.job(key="k").id == hands.job(key="k").id
    other = JobRequest(tool="enhance", inputs={"source": "#1"}, params={"adjust": "darken"})
    with pytest.raises(Conflict):
        hands.house.jobs.submit(hands.user, hands.session, other, key="k")


def test_a_key_is_forgotten_when_it_is_old(each_hands: Hands) -> None:
    hands = each_hands
    hands.upload()
    first = hands.job(key="k")
    assert sweep_keys(hands.house.means) == 0
    hands.execute("UPDATE idempotency_keys SET created = created - 700000")
    assert sweep_keys(hands.house.means) == 1
    assert hands.job(key="k").id != first.id
