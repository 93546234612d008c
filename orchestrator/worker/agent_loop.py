"""Claims turns and lets the agent understand and answer them, one after the other, until none is left.

Refuses to lose a turn: whatever the agent does, a claimed turn goes on, is handed back, or ends with a reply.
"""

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import structlog

from orchestrator.agent.task import AgentFailed, AgentStopped
from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import BadRequest, LeaseLost, ModelUnavailable, StorageFull, StudioError
from orchestrator.domain.job import JobState, Phase, TurnState
from orchestrator.domain.plan import Intent
from orchestrator.locale import told
from orchestrator.services.jobs.machine import STOPPED
from orchestrator.services.turns.sentences import sentence
from orchestrator.services.turns.turn_queue import Ending, TurnClaim
from orchestrator.worker.agent_tasks import reply_task, review_task, understand_task
from orchestrator.worker.pulse import Pulse

if TYPE_CHECKING:
    from orchestrator.agent import Agent

CANCEL_SECONDS: Final = 1.0
"""How soon the agent sees that a turn was cancelled."""
log = structlog.get_logger(__name__)


class AgentLoop:
    """The life of the agent worker. `agent` is None when no language model could be opened; `missing` says why."""

    def __init__(self, studio: Studio, agent: "Agent | None", name: str, missing: str = "") -> None:
        self.leaving = threading.Event()
        self.busy = False
        self._studio = studio
        self._agent = agent
        self._name = name
        self._missing = missing

    def drain(self) -> None:
        """Serve turns until there is none."""
        self.busy = True
        try:
            while not self.leaving.is_set() and (claim := self._studio.turn_queue.claim(self._name)) is not None:
                self._serve(claim)
        finally:
            self.busy = False

    def leave(self) -> None:
        """Stop soon: the turn in hand goes back, with no attempt counted."""
        self.leaving.set()

    def _serve(self, claim: TurnClaim) -> None:
        queue = self._studio.turn_queue
        lease = min(self._studio.settings.lease, CANCEL_SECONDS * 4)
        with Pulse(lambda _progress, _preview: queue.heartbeat(claim), lease) as pulse:
            try:
                if claim.phase is Phase.REPLY:
                    self._reply(claim)
                else:
                    self._understand(claim, pulse)
            except LeaseLost:
                log.info("turn has passed to another, or was cancelled", turn=claim.id)
            except AgentStopped:
                if self.leaving.is_set():
                    queue.give_back(self._name, crashed=False)
            except AgentFailed as error:
                self._fail(claim, "agent", error.message)
            except StudioError as error:
                self._fail(claim, error.code, error.message)
            except Exception:  # whatever the agent raises ends its turn only: the worker takes the next one
                log.exception("agent failed", turn=claim.id)
                self._fail(claim, "internal", sentence("turn-failed", claim.language))

    def _understand(self, claim: TurnClaim, pulse: Pulse) -> None:
        if self._agent is None:
            raise AgentFailed(sentence("agent-missing", claim.language, detail=told(self._missing, claim.language)))
        queue = self._studio.turn_queue
        preset = self._studio.presets.named(claim.request.preset)
        stopped = lambda: pulse.lost or self.leaving.is_set()  # noqa: E731  # asked between tokens
        taste = self._studio.tastes.additions(claim.user, claim.request.creativity)
        kinds = {} if claim.request.preset else self._studio.presets.by_style()
        task = understand_task(claim, self._studio.models, stopped, preset, taste, kinds)
        proposal = self._agent.understand(task, claim.results, lambda node, result: queue.store(claim, node, result))
        queue.commit_plan(claim, proposal.plan, proposal.rewrite)

    def _reply(self, claim: TurnClaim) -> None:
        if claim.plan is None:
            raise AgentFailed(sentence("turn-failed", claim.language))
        review = claim.review
        preset = self._studio.presets.look()[0].get(claim.request.preset or claim.plan.preset or "")
        if self._agent is not None and review is not None and claim.plan.intent is Intent.MAKE:
            more = self._agent.review(review_task(claim, claim.plan, review, self._studio.models, preset))
            review = more.review
            if more.steps:
                try:
                    self._studio.turn_queue.go_on(claim, more.steps, review, more.seed)
                except (BadRequest, ModelUnavailable, StorageFull) as error:  # what was made is there all the same
                    log.warning("not gone on with", turn=claim.id, why=error.message)
                    review = review.model_copy(update={"ended": "attempt-failed"})
                else:
                    return
        state, code = outcome(claim)
        text, focus = None, None
        if self._agent is not None:
            compared = claim.plan.images if claim.plan.about == "compare" else ()
            apart = self._studio.diffs.apart(claim.session, *compared) if compared else None
            measured = claim.plan.images if claim.plan.about == "sharper" else ()
            details = self._studio.diffs.details(claim.session, measured)
            task = reply_task(claim, claim.plan, review, self._studio.models, apart, preset)
            reply = self._agent.reply(replace(task, details=details))
            text, focus = reply.text, reply.focus
        self._studio.turn_queue.end(claim, Ending(state, text, focus, code, review))

    def _fail(self, claim: TurnClaim, code: str, message: str) -> None:
        try:
            self._studio.turn_queue.end(claim, Ending(TurnState.FAILED, told(message, claim.language), code=code))
        except StudioError as error:
            log.info("failure not written", turn=claim.id, why=error.message)


def outcome(claim: TurnClaim) -> tuple[TurnState, str | None]:
    """How a turn has ended, and the code of what went wrong: failed if any job of its plan failed.

    Cancelled if a person cancelled one; that a step had nothing to work on, for it is not there, is part of the answer.
    What was added to judge and mend its pictures takes nothing from what was made.
    """
    if claim.plan is not None and claim.plan.intent is Intent.ASK:
        return TurnState.ASKING, None
    planned = len(claim.plan.steps) if claim.plan is not None else 0
    jobs = [job for job in claim.ledger.jobs if job.step <= planned]
    if any(job.state is JobState.FAILED for job in jobs):
        return TurnState.FAILED, "job-failed"
    if any(job.state is JobState.CANCELLED and job.code == STOPPED[0] for job in jobs):
        return TurnState.CANCELLED, None
    return TurnState.DONE, None
