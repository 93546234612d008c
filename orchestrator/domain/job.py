"""Life of a job and of a turn: states and the only transitions there are.

Cancelling a running job is a flag its tool polls, not a state. Refuses any transition not in the tables below.
"""

from enum import StrEnum
from typing import Final

from orchestrator.domain.errors import Conflict

MAX_ATTEMPTS: Final = 5
"""Claims of one job; the fifth crash makes it failed."""


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    """On an earlier step of its plan."""
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TurnState(StrEnum):
    """Where a turn stands."""

    THINKING = "thinking"
    """Queued for, or with, the agent."""
    ASKING = "asking"
    """A question stands; the next turn answers it."""
    WORKING = "working"
    """Its jobs are open."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """What a turn waits for; `understand` and `reply` are the agent's to claim."""

    UNDERSTAND = "understand"
    JOBS = "jobs"
    REPLY = "reply"
    OVER = "over"


CLAIMABLE: Final = (Phase.UNDERSTAND, Phase.REPLY)
"""Phases in which a turn is the agent's; only then may somebody hold it."""
JOB_END: Final = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})
TURN_END: Final = frozenset({TurnState.ASKING, TurnState.DONE, TurnState.FAILED, TurnState.CANCELLED})

JOB_MOVES: Final[dict[JobState, frozenset[JobState]]] = {
    JobState.WAITING: frozenset({JobState.QUEUED, JobState.CANCELLED}),
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.QUEUED, *JOB_END}),
    JobState.SUCCEEDED: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.CANCELLED: frozenset(),
}

TURN_MOVES: Final[dict[TurnState, frozenset[TurnState]]] = {
    TurnState.THINKING: frozenset(
        {TurnState.ASKING, TurnState.WORKING, TurnState.DONE, TurnState.FAILED, TurnState.CANCELLED}
    ),
    TurnState.WORKING: frozenset({TurnState.DONE, TurnState.FAILED, TurnState.CANCELLED}),
    TurnState.ASKING: frozenset(),
    TurnState.DONE: frozenset(),
    TurnState.FAILED: frozenset(),
    TurnState.CANCELLED: frozenset(),
}


def check_job(seen: JobState, to: JobState) -> None:
    """Raises Conflict unless a job may go from `seen` to `to`."""
    if to not in JOB_MOVES[seen]:
        raise Conflict(f"a {seen} job cannot become {to}")


def check_turn(seen: TurnState, to: TurnState) -> None:
    """Raises Conflict unless a turn may go from `seen` to `to`."""
    if to not in TURN_MOVES[seen]:
        raise Conflict(f"a turn that is {seen} cannot become {to}")


def backoff(attempt: int) -> float:
    """Seconds before a lapsed job is offered again: 0 after its first crash, then doubling to at most 30."""
    return 0.0 if attempt <= 1 else min(30.0, 0.5 * 2.0 ** (attempt - 1))
