"""Turns as the agent worker sees them: claimed by lease and token, understood, committed as jobs, replied to.

Refuses whatever comes with an old token: the turn has passed to another, or was cancelled.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Select, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from orchestrator.db.models import Turn, User
from orchestrator.domain.errors import LeaseLost
from orchestrator.domain.events import EventKind
from orchestrator.domain.job import CLAIMABLE, MAX_ATTEMPTS, TURN_END, Phase, TurnState, backoff
from orchestrator.domain.language import Language
from orchestrator.domain.plan import Intent, Plan, Step
from orchestrator.domain.review import Review
from orchestrator.domain.rewrite import Rewrite
from orchestrator.services.house.means import Means
from orchestrator.services.jobs.drafts import Drafts
from orchestrator.services.jobs.machine import begin_work, end_turn, go_on, look_at, release, stop_turn, tell_turn
from orchestrator.services.jobs.plans import lay_out, settled
from orchestrator.services.people.access import by_handle, free, locked
from orchestrator.services.sessions.feed import announce
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.turns import ledger
from orchestrator.services.turns.sentences import sentence

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TurnClaim:
    """A turn taken up: everything the agent needs, and the token that lets its results in."""

    id: str
    session: str
    user: str
    token: int
    phase: Phase
    dry: bool
    language: Language
    request: TurnRequest
    results: dict[str, Any]
    rewrite: Rewrite | None
    plan: Plan | None
    review: Review | None
    ledger: ledger.Ledger


@dataclass(frozen=True)
class Ending:
    """How a turn ends: what is said, what is in focus after it (None: as before), the code of what went wrong."""

    state: TurnState
    reply: str | None
    focus: str | None = None
    code: str | None = None
    review: Review | None = None
    """Its attempts, where they were judged."""


class TurnQueue:
    """What the agent worker does with turns."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._drafts = Drafts(means)

    def waiting(self) -> bool:
        """Whether a turn could be claimed now."""
        with self._means.database.read() as db:
            return db.scalar(_claimable(self._means.database.now(db)).limit(1)) is not None

    def claim(self, worker: str) -> TurnClaim | None:
        """Take up the next turn: the person served longest ago first, and in each session one after the other."""
        self.lapse()
        while self.waiting():
            with self._means.database.write() as db:
                now = self._means.database.now(db)
                found = db.scalar(free(_claimable(now), Turn).limit(1))
                if found is None:
                    return None
                found.worker, found.token, found.attempt = worker, found.token + 1, found.attempt + 1
                found.lease_until = now + self._means.settings.lease
                person = db.scalar(free(select(User).where(User.id == found.user_id), User))
                if person is not None:  # who holds it may wait for this very row; a turn that is not counted harms less
                    person.last_turn = now
                try:
                    return _claim(db, found)
                except DBAPIError:
                    raise
                except Exception:  # it would be the next one for ever, and nobody else's would be reached
                    log.exception("turn cannot be read", turn=found.id)
                    reply = sentence("turn-failed", found.language)
                    _close(db, found, Ending(TurnState.FAILED, reply, code="internal"), now)
        return None

    def heartbeat(self, claim: TurnClaim) -> None:
        """Hold the turn for another lease.

        Raises:
            LeaseLost: it is somebody else's now, or was cancelled.
        """
        with self._means.database.write() as db:
            turn = _held(db, claim)
            turn.lease_until = self._means.database.now(db) + self._means.settings.lease

    def store(self, claim: TurnClaim, node: str, result: Any) -> None:
        """Keep what a node of the agent found, so that a crash after it costs nothing.

        Raises:
            LeaseLost: see `heartbeat`.
        """
        with self._means.database.write() as db:
            turn = _held(db, claim)
            turn.results = {**turn.results, node: result}
            turn.lease_until = self._means.database.now(db) + self._means.settings.lease

    def commit_plan(self, claim: TurnClaim, plan: Plan, rewrite: Rewrite | None) -> None:
        """Accept the agent's plan: jobs and handles, or a reply to be written; for a dry turn the plan alone.

        Raises:
            LeaseLost: see `heartbeat`.
            BadRequest, ModelUnavailable, StorageFull: the plan cannot be done; nothing was changed.
        """
        drafts = None
        if plan.intent is Intent.MAKE:
            preset = self._means.presets.named(claim.request.preset or plan.preset)
            seed = plan.seed if claim.request.seed is None else claim.request.seed
            drafts = self._drafts.of(claim.session, plan.steps, seed, preset, fill=True)
            plan = settled(plan, drafts)
        with self._means.database.write() as db:
            turn = _held(db, claim)
            now = self._means.database.now(db)
            for handle in (plan.image, *plan.images):
                if handle is not None:
                    by_handle(db, claim.session, handle)
            turn.plan = plan.model_dump(mode="json", by_alias=True)
            turn.rewrite = rewrite.model_dump(mode="json", by_alias=True) if rewrite else None
            queues = {"agent"}
            if turn.dry:
                news = [end_turn(turn, TurnState.DONE, now)]
                queues = set()
            elif drafts is not None:
                begin_work(turn)
                _, outcome = lay_out(db, claim.session, turn.user_id, drafts, now, turn)
                news, queues = [tell_turn(turn), *outcome.news], outcome.queues
            else:
                turn.phase, turn.attempt = Phase.REPLY, 0
                release(turn)
                news = [tell_turn(turn)]
            announce(db, claim.session, now, *news)
        self._means.hints.send(*queues)

    def go_on(self, claim: TurnClaim, steps: tuple[Step, ...], review: Review, seed: int | None = None) -> None:
        """Add jobs to a turn whose jobs have ended: it is queued again when these have. A cancelled one ends instead.

        Raises:
            LeaseLost: see `heartbeat`.
            BadRequest, ModelUnavailable, StorageFull: a step cannot be done; nothing was changed.
        """
        said = claim.request.preset or (claim.plan.preset if claim.plan else None)
        preset = self._means.presets.look()[0].get(said or "")
        drafts = self._drafts.of(claim.session, steps, seed, preset)
        with self._means.database.write() as db:
            turn = _held(db, claim)
            now = self._means.database.now(db)
            turn.review = review.model_dump(mode="json")
            if turn.cancel_requested:
                announce(db, claim.session, now, *stop_turn(db, turn, now))
                return
            go_on(turn)
            _, outcome = lay_out(
                db, claim.session, turn.user_id, drafts, now, turn, after=max(job.step for job in claim.ledger.jobs)
            )
            announce(db, claim.session, now, tell_turn(turn), *outcome.news)
        self._means.hints.send(*outcome.queues)

    def end(self, claim: TurnClaim, ending: Ending) -> None:
        """End a turn with a reply, and with the picture that is in focus after it.

        Raises:
            LeaseLost: see `heartbeat`.
        """
        with self._means.database.write() as db:
            turn = _held(db, claim)
            _close(db, turn, ending, self._means.database.now(db))

    def lapse(self) -> None:
        """Offer turns again whose worker was not heard of in time; the fifth crash ends one."""
        with self._means.database.read() as db:
            now = self._means.database.now(db)
            gone = (Turn.phase.in_(CLAIMABLE), Turn.lease_until < now)  # there is an index on the phase
            lapsed = db.scalars(select(Turn.id).where(*gone)).all()
        for key in lapsed:
            with self._means.database.write() as db:
                now = self._means.database.now(db)
                turn = db.scalar(locked(select(Turn).where(Turn.id == key, Turn.lease_until < now)))
                if turn is None:
                    continue
                release(turn)
                turn.not_before = now + backoff(turn.attempt)
                if turn.attempt >= MAX_ATTEMPTS:
                    reply = sentence("turn-crashed", turn.language)
                    _close(db, turn, Ending(TurnState.FAILED, reply, code="crashed"), now)

    def give_back(self, worker: str, *, crashed: bool = True) -> None:
        """Let go of what a worker held that is gone (or, with `crashed` false, is leaving in good order)."""
        with self._means.database.write() as db:
            now = self._means.database.now(db)
            held = (Turn.phase.in_(CLAIMABLE), Turn.worker == worker, Turn.lease_until.is_not(None))
            for turn in db.scalars(locked(select(Turn).where(*held).order_by(Turn.id))):
                if crashed:
                    turn.lease_until = now - 1.0
                else:
                    turn.attempt -= 1
                    release(turn)


def _claimable(now: float) -> Select[Turn]:
    """Turns to take up, in fairness; one that still waits for an earlier turn of its session is passed over."""
    earlier = aliased(Turn)
    blocked = (
        select(earlier.id)
        .where(
            earlier.session_id == Turn.session_id,
            earlier.dry.is_(False),
            earlier.state.not_in(list(TURN_END)),
            or_(earlier.created < Turn.created, (earlier.created == Turn.created) & (earlier.id < Turn.id)),
        )
        .exists()
    )
    return (
        select(Turn)
        .join(User, User.id == Turn.user_id)
        .where(
            Turn.phase.in_(CLAIMABLE),
            Turn.lease_until.is_(None),
            Turn.not_before <= now,
            or_(Turn.dry.is_(True), ~blocked),
        )
        .order_by(User.last_turn, Turn.created, Turn.id)
    )


def _claim(db: Session, turn: Turn) -> TurnClaim:
    return TurnClaim(
        id=turn.id,
        session=turn.session_id,
        user=turn.user_id,
        token=turn.token,
        phase=turn.phase,
        dry=turn.dry,
        language="zh" if turn.language == "zh" else "en",
        request=TurnRequest.model_validate(turn.request),
        results=dict(turn.results),
        rewrite=Rewrite.model_validate(turn.rewrite) if turn.rewrite else None,
        plan=Plan.model_validate(turn.plan) if turn.plan else None,
        review=Review.model_validate(turn.review) if turn.review else None,
        ledger=ledger.read(db, turn),
    )


def _held(db: Session, claim: TurnClaim) -> Turn:
    turn = db.scalar(locked(select(Turn).where(Turn.id == claim.id, Turn.token == claim.token)))
    if turn is None or turn.lease_until is None:
        raise LeaseLost("This turn has passed to another, or was cancelled.")
    return turn


def _close(db: Session, turn: Turn, ending: Ending, now: float) -> None:
    turn.reply = ending.reply
    if ending.review is not None:
        turn.review = ending.review.model_dump(mode="json")
    news = [end_turn(turn, ending.state, now, (ending.code, ending.reply or "") if ending.code else None)]
    news += look_at(db, turn, ending.focus)
    if ending.reply:
        news.append((EventKind.REPLY_TEXT, {"turn": turn.id, "text": ending.reply}))
    announce(db, turn.session_id, now, *news)
