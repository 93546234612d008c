"""Routes of turns: say something, plan only, read, cancel."""

import threading
import time
from typing import Final

from flask import Response

from orchestrator.domain.errors import Conflict, ModelUnavailable
from orchestrator.domain.job import TURN_END, TurnState
from orchestrator.services.shapes.requests import TurnRequest
from orchestrator.services.shapes.views import TurnView
from web.api.operation import Operation, answer, operation
from web.api.shapes import Planned
from web.current import studio, user

PLAN_WAIT: Final = 30.0
"""Seconds a plan is waited for before the caller is asked to poll."""
LOOK: Final = 0.1
"""Seconds between two looks at a dry turn."""
WAITERS: Final = threading.BoundedSemaphore(12)
"""Requests that may hold a server thread while they wait; the others poll at once."""


@operation(Operation("POST", "/sessions/<session_id>/turns", body=TurnRequest, answer=TurnView, status=202, keyed=True))
def turns_submit(session_id: str, body: TurnRequest, key: str | None) -> Response:
    """Say something: plan it, run it, reply."""
    made = studio().turns.submit(user(), session_id, body, key=key)
    return answer(made, 202, f"/api/v1/turns/{made.id}")


@operation(
    Operation(
        "POST", "/sessions/<session_id>/plan", body=TurnRequest, answer=Planned, keyed=True,
        also={202: "No plan within 30 seconds: poll the turn that is answered."},
    )
)  # fmt: skip
def turns_plan(session_id: str, body: TurnRequest, key: str | None) -> Response:
    """Plan what was said and run nothing."""
    turn = studio().turns.propose(user(), session_id, body, key=key)
    if WAITERS.acquire(blocking=False):
        try:
            turn = _planned(turn)
        finally:
            WAITERS.release()
    if turn.state is TurnState.FAILED:
        raise ModelUnavailable(turn.error.message if turn.error else turn.reply or "There is no plan for this.")
    if turn.state is TurnState.CANCELLED:
        raise Conflict("The planning was cancelled.")
    if turn.plan is None:
        return answer(turn, 202, f"/api/v1/turns/{turn.id}")
    return answer(Planned(turn=turn.id, plan=turn.plan, rewrite=turn.rewrite))


@operation(Operation("GET", "/turns/<turn_id>", answer=TurnView))
def turns_get(turn_id: str) -> TurnView:
    """Read a turn: its rewrite, plan, jobs, pictures and reply."""
    return studio().turns.get(user(), turn_id)


@operation(Operation("POST", "/turns/<turn_id>/cancel", answer=TurnView))
def turns_cancel(turn_id: str) -> TurnView:
    """Cancel a turn and its open jobs."""
    return studio().turns.cancel(user(), turn_id)


def _planned(turn: TurnView) -> TurnView:
    until = time.monotonic() + PLAN_WAIT
    while turn.state not in TURN_END and time.monotonic() < until:
        time.sleep(LOOK)
        turn = studio().turns.get(user(), turn.id)
    return turn
