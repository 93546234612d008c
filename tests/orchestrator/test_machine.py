"""The job machine under any order of events: stale claims, lapsed leases, cancels, crashes, late results.

A model in plain Python runs beside the real services on a real SQLite; after every step the two agree.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from sqlalchemy import text

from orchestrator.bootstrap import studio
from orchestrator.domain.errors import LeaseLost
from orchestrator.domain.job import JOB_END, MAX_ATTEMPTS, JobState
from orchestrator.services.jobs.job_queue import Claim
from orchestrator.settings import Settings
from tests.orchestrator.hands import Hands, brighten, making

ENDED = {state.value for state in JOB_END}


@cache
def prepared() -> Path:
    """A data folder in which two people have a session with one picture each."""
    home = Path(tempfile.mkdtemp()) / "home"
    house = studio(Settings(home=home))
    house.migrate()
    for name in ("ann", "bo"):
        Hands.on(house, name).upload()
    house.close()
    atexit.register(shutil.rmtree, home.parent)
    return home


class JobMachine(RuleBasedStateMachine):
    """Two people, several workers, any order."""

    claims: Bundle[Claim] = Bundle("claims")
    jobs: Bundle[str] = Bundle("jobs")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name) / "home"
        shutil.copytree(prepared(), home)
        self.house = studio(Settings(home=home, max_open_jobs=10_000))
        self.people = []
        for name in ("ann", "bo"):
            user = self.house.users.authenticate(f"token of {name}")
            (row,) = self.house.sessions.page(user).items
            self.people.append(Hands(self.house, user, row.id))
        self.owner: dict[str, Hands] = {}
        self.last: dict[str, tuple[str, int]] = {}
        self.valid: dict[str, int] = {}
        """Token of the one claim of each running job that may still hand in."""

    def teardown(self) -> None:
        self.house.close()
        self.folder.cleanup()

    @rule(target=jobs, who=st.integers(0, 1))
    def submit(self, who: int) -> str:
        hands = self.people[who]
        job = hands.job()
        self.owner[job.id] = hands
        return job.id

    @rule(target=jobs, who=st.integers(0, 1))
    def submit_steps(self, who: int) -> Any:
        hands = self.people[who]
        turn = hands.say("steps", making(brighten("#1"), brighten("@1"), brighten("@2"), brighten("@1")))
        self.owner |= {job.id: hands for job in turn.jobs}
        return multiple(*(job.id for job in turn.jobs))

    @rule(target=claims, worker=st.sampled_from(["w1", "w2", "w3"]))
    def claim(self, worker: str) -> Any:
        claim = self.people[0].claim(worker)
        if claim is None:
            return multiple()
        assert claim.id not in self.valid, "a running job was claimed a second time"
        self.valid[claim.id] = claim.token
        return claim

    @rule(claim=claims)
    def heartbeat(self, claim: Claim) -> None:
        self._fenced(claim, lambda: self.house.job_queue.heartbeat(claim, 0.5), ends=False)

    @rule(claim=consumes(claims))
    def finish(self, claim: Claim) -> None:
        self._fenced(claim, lambda: self.people[0].finish(claim), ends=True)

    @rule(claim=claims)
    def finish_and_try_again(self, claim: Claim) -> None:
        self._fenced(claim, lambda: self.people[0].finish(claim), ends=True)

    @rule(claim=consumes(claims))
    def fail(self, claim: Claim) -> None:
        self._fenced(claim, lambda: self.house.job_queue.fail(claim, "tool", "No."), ends=True)

    @rule(claim=claims)
    def see_the_flag(self, claim: Claim) -> None:
        try:
            stop = self.house.job_queue.stopped(claim)
        except LeaseLost:
            return
        if stop:
            self._fenced(claim, lambda: self.house.job_queue.cancelled(claim), ends=True)

    @rule(job=jobs)
    def cancel(self, job: str) -> None:
        hands = self.owner[job]
        before = hands.house.jobs.get(hands.user, job).state.value
        after = hands.house.jobs.cancel(hands.user, job).state.value
        assert after == (before if before in ENDED | {"running"} else "cancelled")

    @rule()
    def leases_lapse(self) -> None:
        self.people[0].let_leases_lapse()
        self.house.job_queue.lapse()
        self.valid.clear()

    @rule(worker=st.sampled_from(["w1", "w2", "w3"]))
    def worker_dies(self, worker: str) -> None:
        self.house.job_queue.give_back(worker)
        running = {row.id for row in self._rows() if row.state == "running"}
        self.valid = {job: token for job, token in self.valid.items() if job in running}

    @rule()
    def pauses_pass(self) -> None:
        self.people[0].let_pauses_pass()

    def _fenced(self, claim: Claim, act: Any, *, ends: bool) -> None:
        """Acting on a claim works if and only if it is the one that is valid."""
        valid = self.valid.get(claim.id) == claim.token
        try:
            act()
        except LeaseLost:
            assert not valid, "a valid claim was refused"
        else:
            assert valid, "a stale claim was let in"
            if ends:
                del self.valid[claim.id]

    def _rows(self) -> Any:
        with self.house.means.database.read() as db:
            return db.execute(text("SELECT id, state, attempt, token, handles, needs FROM jobs")).all()

    @invariant()
    def agreed(self) -> None:
        if not hasattr(self, "house"):
            return
        rows = {row.id: row for row in self._rows()}
        assert {key for key, row in rows.items() if row.state == "running"} == set(self.valid)
        assert set(rows) == set(self.owner), "an acknowledged job is gone"
        for key, row in rows.items():
            assert row.attempt <= MAX_ATTEMPTS
            state, token = self.last.get(key, (row.state, row.token))
            assert state not in ENDED or (state, token) == (row.state, row.token), "an ended job has changed"
            assert token <= row.token
            self.last[key] = (row.state, row.token)

    @invariant()
    def one_picture_per_slot(self) -> None:
        if not hasattr(self, "house"):
            return
        with self.house.means.database.read() as db:
            made = db.execute(
                text(
                    "SELECT j.state, count(i.id) AS n FROM jobs j LEFT JOIN images i ON i.job_id = j.id "
                    "GROUP BY j.id, j.state"
                )
            ).all()
        assert all(row.n == (1 if row.state == "succeeded" else 0) for row in made)

    @invariant()
    def steps_wait_for_their_needs(self) -> None:
        if not hasattr(self, "house"):
            return
        for hands in self.people:
            for turn in self.house.sessions.get(hands.user, hands.session).turns:
                states = [job.state for job in turn.jobs]
                for later, earlier in ((1, 0), (2, 1), (3, 0)):
                    if states[later] in {JobState.RUNNING, JobState.QUEUED, JobState.SUCCEEDED}:
                        assert states[earlier] is JobState.SUCCEEDED
                    if states[earlier] in {JobState.FAILED, JobState.CANCELLED}:
                        assert states[later] is JobState.CANCELLED
                assert all(state in JOB_END for state in states) == (
                    not turn.jobs or turn.ended is not None or self._awaits_reply(turn.id)
                ), "a turn whose jobs have ended must be over or await its reply"

    def _awaits_reply(self, turn: str) -> bool:
        with self.house.means.database.read() as db:
            return bool(db.scalar(text("SELECT phase = 'reply' FROM turns WHERE id = :id"), {"id": turn}))


JobMachine.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestJobMachine = pytest.mark.timeout(600)(JobMachine.TestCase)  # a disk that syncs slowly makes it minutes
