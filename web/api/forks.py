"""Routes of walking the history: continue from any picture or turn, undo, redo."""

from typing import Final

from flask import Response

from orchestrator.services.sessions.session_views import SessionView
from web.api.operation import Operation, answer, operation
from web.api.shapes import ForkOrder
from web.current import studio, user

NEW: Final = {201: "A new session was made."}


@operation(Operation("POST", "/images/<image_id>/fork", body=ForkOrder, answer=SessionView, keyed=True, also=NEW))
def images_fork(image_id: str, body: ForkOrder, key: str | None) -> Response:
    """Continue from a picture, here or in a new session."""
    return _forked(studio().forks.from_image(user(), image_id, body.into, body.title, key=key), body)


@operation(Operation("POST", "/turns/<turn_id>/fork", body=ForkOrder, answer=SessionView, keyed=True, also=NEW))
def turns_fork(turn_id: str, body: ForkOrder, key: str | None) -> Response:
    """Continue from where a turn has led, here or in a new session."""
    return _forked(studio().forks.from_turn(user(), turn_id, body.into, body.title, key=key), body)


@operation(Operation("POST", "/sessions/<session_id>/undo", answer=SessionView, keyed=True))
def sessions_undo(session_id: str, key: str | None) -> SessionView:
    """Select what the turn of the picture in focus began from; nothing is taken away."""
    return studio().sessions.undo(user(), session_id, key=key)


@operation(Operation("POST", "/sessions/<session_id>/redo", answer=SessionView, keyed=True))
def sessions_redo(session_id: str, key: str | None) -> SessionView:
    """Select what an undo has left, else the last picture of the newest turn from the one in focus."""
    return studio().sessions.redo(user(), session_id, key=key)


def _forked(made: SessionView, body: ForkOrder) -> Response:
    return answer(made, 201, f"/api/v1/sessions/{made.id}") if body.into == "new" else answer(made)
