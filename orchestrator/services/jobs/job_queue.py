"""Jobs as the workers see them: the table is the queue, a claim is a lease with a fencing token.

Who comes next: higher priority, then the person served longest ago, then the older job; a job whose model is already
loaded may go before it, but nobody waits for that longer than `AFFINITY_SECONDS`. Refuses late results.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from orchestrator.db.models import Image, Job, User
from orchestrator.domain.errors import LeaseLost
from orchestrator.domain.job import MAX_ATTEMPTS, JobState, backoff
from orchestrator.domain.plan import Role
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.machine import STOPPED, Outcome, Why, end_job, lock_turn, move_job
from orchestrator.services.people.access import free, locked
from orchestrator.services.sessions.feed import announce

AFFINITY_SECONDS: Final = 5.0
PASSED_ON: Final = "This job has passed to another worker."
CRASHED: Final[Why] = (
    "crashed",
    "This job took its worker down five times and was set aside. Try other settings, or a smaller picture.",
)


@dataclass(frozen=True)
class Input:
    """A picture that a job reads."""

    image: str
    handle: str
    blob: str


@dataclass(frozen=True)
class Claim:
    """A job taken up, and the token that lets its result in."""

    id: str
    token: int
    session: str
    turn: str | None
    kind: str
    tool: str
    params: dict[str, Any]
    seed: int
    model: str | None
    inputs: dict[Role, Input]
    slots: int
    attempt: int
    of: str | None


class JobQueue:
    """What a tool worker and the sweeper do with jobs."""

    def __init__(self, means: Means) -> None:
        self._means = means

    def waiting(self, queues: Sequence[str]) -> bool:
        """Whether a job could be claimed now."""
        with self._means.database.read() as db:
            return db.scalar(_claimable(queues, self._means.database.now(db)).limit(1)) is not None

    def claim(self, queues: Sequence[str], worker: str, loaded: Collection[str] = ()) -> Claim | None:
        """Take up the next job of these queues; None when there is none."""
        self.lapse()
        if not self.waiting(queues):
            return None
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            job = self._choose(db, queues, now, loaded)
            if job is None:
                return None
            news = move_job(job, JobState.RUNNING, now)
            job.worker, job.token, job.attempt = worker, job.token + 1, job.attempt + 1
            job.lease_until = now + self._means.settings.lease
            job.started, job.progress = now, 0.0
            person = db.scalar(free(select(User).where(User.id == job.user_id), User))
            if person is not None:  # who holds it may wait for this very row; a turn that is not counted harms less
                person.last_claim = now
            inputs = _inputs(db, job)
            announce(db, job.session_id, now, news)
            return Claim(
                id=job.id,
                token=job.token,
                session=job.session_id,
                turn=job.turn_id,
                kind=job.kind,
                tool=job.tool,
                params=job.params,
                seed=job.seed,
                model=job.model_key,
                inputs=inputs,
                slots=max(1, len(job.handles)),
                attempt=job.attempt,
                of=job.of,
            )

    def stopped(self, claim: Claim) -> bool:
        """Whether the person has cancelled it: a look, no write.

        Raises:
            LeaseLost: it is somebody else's now.
        """
        with self._means.database.read() as db:
            flag = db.scalar(select(Job.cancel_requested).where(Job.id == claim.id, Job.token == claim.token))
        if flag is None:
            raise LeaseLost(PASSED_ON)
        return flag

    def heartbeat(self, claim: Claim, progress: float | None = None, preview: bytes | None = None) -> None:
        """Hold the job for another lease, and overwrite what is to be seen of it.

        Raises:
            LeaseLost: it is somebody else's now.
        """
        with self._means.database.write() as db:
            values: dict[str, Any] = {"lease_until": self._means.database.now(db) + self._means.settings.lease}
            if progress is not None:
                values["progress"] = min(1.0, max(0.0, progress))
            if preview is not None:
                values |= {"preview": preview, "preview_number": Job.preview_number + 1}
            held = (Job.id == claim.id, Job.token == claim.token, Job.state == JobState.RUNNING)
            found = db.execute(update(Job).where(*held).values(values).returning(Job.id)).first()
        if found is None:
            raise LeaseLost(PASSED_ON)

    def fail(self, claim: Claim, code: str, message: str) -> None:
        """End a job that cannot succeed. `message` is one sentence a person can act on.

        Raises:
            LeaseLost: see `heartbeat`.
        """
        self._end(claim, JobState.FAILED, (code, message))

    def cancelled(self, claim: Claim) -> None:
        """End a job that the person has cancelled.

        Raises:
            LeaseLost: see `heartbeat`.
        """
        self._end(claim, JobState.CANCELLED, STOPPED)

    def lapse(self) -> None:
        """Offer jobs again whose worker was not heard of in time; the fifth crash ends one."""
        with self._means.database.read() as db:
            now = self._means.database.now(db)
            gone = (Job.state == JobState.RUNNING, Job.lease_until < now)
            lapsed = db.execute(select(Job.id, Job.turn_id).where(*gone)).all()
        for key, turn_id in lapsed:
            with self._means.database.write() as db:
                now = self._means.database.now(db)
                turn = lock_turn(db, turn_id)
                gone = (Job.state == JobState.RUNNING, Job.lease_until < now)
                job = db.scalar(locked(select(Job).where(Job.id == key, *gone)))
                if job is None:
                    continue
                if job.attempt >= MAX_ATTEMPTS:
                    outcome = end_job(db, turn, job, JobState.FAILED, now, CRASHED)
                elif job.cancel_requested:
                    outcome = end_job(db, turn, job, JobState.CANCELLED, now, STOPPED)
                else:
                    job.not_before = now + backoff(job.attempt)
                    outcome = Outcome([move_job(job, JobState.QUEUED, now)], {job.queue})
                announce(db, job.session_id, now, *outcome.news)
            self._means.hints.send(*outcome.queues)

    def give_back(self, worker: str, *, crashed: bool = True) -> None:
        """Let go of what a worker held that is gone (or, with `crashed` false, is leaving in good order)."""
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            held = (Job.state == JobState.RUNNING, Job.worker == worker)
            for job in db.scalars(locked(select(Job).where(*held).order_by(Job.session_id, Job.id))).all():
                if crashed:
                    job.lease_until = now - 1.0
                else:
                    job.attempt -= 1
                    announce(db, job.session_id, now, move_job(job, JobState.QUEUED, now))
        self.lapse()

    def _end(self, claim: Claim, to: JobState, why: Why) -> None:
        with self._means.database.write() as db:
            turn = lock_turn(db, claim.turn)
            job = held(db, claim)
            now = self._means.database.now(db)
            outcome = end_job(db, turn, job, to, now, why)
            announce(db, job.session_id, now, *outcome.news)
        self._means.hints.send(*outcome.queues)

    def _choose(self, db: Session, queues: Sequence[str], now: float, loaded: Collection[str]) -> Job | None:
        query = free(_claimable(queues, now), Job)
        first = db.scalar(query.limit(1))
        if first is None or not loaded or first.model_key is None or first.model_key in loaded:
            return first
        if now - max(first.created, first.not_before) > AFFINITY_SECONDS:
            return first
        same = query.where(Job.model_key.in_(list(loaded)), Job.priority == first.priority)
        return db.scalar(same.limit(1)) or first


def held(db: Session, claim: Claim) -> Job:
    """The claimed job, locked; its turn must have been locked before.

    Raises:
        LeaseLost: it is somebody else's now, or gone.
    """
    fence = (Job.id == claim.id, Job.token == claim.token, Job.state == JobState.RUNNING)
    job = db.scalar(locked(select(Job).where(*fence)))
    if job is None:
        raise LeaseLost(PASSED_ON)
    return job


def _claimable(queues: Sequence[str], now: float) -> Select[Job]:
    return (
        select(Job)
        .join(User, User.id == Job.user_id)
        .where(Job.state == JobState.QUEUED, Job.queue.in_(queues), Job.not_before <= now)
        .order_by(Job.priority.desc(), User.last_claim, Job.created, Job.step, Job.id)
    )


def _inputs(db: Session, job: Job) -> dict[Role, Input]:
    found: dict[Role, Input] = {}
    wanted = cast("dict[Role, str]", job.inputs)
    for role, handle in wanted.items():
        row = db.scalars(select(Image).where(Image.session_id == job.session_id, Image.handle == handle)).one()
        found[role] = Input(row.id, handle, row.blob)
    return found
