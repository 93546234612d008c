"""Locks on PostgreSQL: transactions of one person queue up behind each other, never in a circle.

SQLite lets one writer in at a time, so there is nothing to test there.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from orchestrator.bootstrap import studio
from orchestrator.domain.events import EventKind
from orchestrator.services.jobs.job_queue import held
from orchestrator.services.jobs.machine import lock_turn
from orchestrator.services.people import quota
from orchestrator.services.sessions.feed import announce
from orchestrator.settings import Settings
from tests.orchestrator.hands import Hands, brighten, making, until

WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
NEWS = (EventKind.SESSION_CHANGED, {"title": "x"})


@pytest.fixture
def hands(tmp_path: Path, postgresql_url: str) -> Iterator[Hands]:
    """Somebody with a picture, on PostgreSQL."""
    house = studio(Settings(home=tmp_path / "home", database_url=postgresql_url))
    house.migrate()
    hands = Hands.on(house)
    hands.upload()
    yield hands
    house.close()


def as_far_as_it_gets(hands: Hands, other: Future[None]) -> None:
    """Return once the other transaction is over or waits for a lock."""

    def waits() -> bool:
        with hands.house.means.database.read() as db:
            return bool(db.scalar(text(WAITS)))

    until(lambda: other.done() or waits())


def test_a_plan_is_committed_while_its_person_submits_something_else(hands: Hands) -> None:
    hands.say("make this brighter")
    claim, queue = hands.turn_claimed(), hands.house.turn_queue
    with ThreadPoolExecutor(1) as pool:
        with hands.house.means.database.write() as db:
            quota.hold(db, hands.user)  # how every submission begins
            commit = pool.submit(queue.commit_plan, claim, making(brighten("#1")), None)
            as_far_as_it_gets(hands, commit)
            announce(db, hands.session, 1.0, NEWS)  # how it ends
        commit.result(30)
    hands.finish(hands.claimed())


def test_work_is_taken_up_while_its_person_deletes_the_session(hands: Hands) -> None:
    """The deletion has the person's row and wants those of the work; a claim has one of these already."""
    hands.say("make this brighter")
    job = hands.job()
    with ThreadPoolExecutor(1) as pool, hands.house.means.database.write() as db:
        quota.hold(db, hands.user)
        assert pool.submit(hands.claimed).result(30).session == hands.session
        assert pool.submit(hands.turn_claimed).result(30).session == hands.session
    assert hands.state(job) == "running"
    hands.house.sessions.delete(hands.user, hands.session)


def test_a_session_is_forgotten_while_a_result_is_handed_in(hands: Hands) -> None:
    hands.say("brighter", making(brighten("#1")))
    claim = hands.claimed()
    with ThreadPoolExecutor(1) as pool:
        with hands.house.means.database.write() as db:
            lock_turn(db, claim.turn)
            held(db, claim)  # how every result begins
            delete = pool.submit(hands.house.sessions.delete, hands.user, hands.session)
            as_far_as_it_gets(hands, delete)
            announce(db, hands.session, 1.0, NEWS)  # how it ends
        delete.result(30)
    assert hands.house.sessions.page(hands.user).items == ()
