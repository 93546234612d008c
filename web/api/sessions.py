"""Routes of sessions: start, list, read, change, delete."""

from flask import Response

from orchestrator.services.shapes.views import SessionPage, SessionView
from web.api.operation import Operation, answer, operation
from web.api.shapes import SessionChange, SessionNew, SessionsQuery
from web.current import studio, user


@operation(Operation("POST", "/sessions", body=SessionNew, answer=SessionView, status=201, keyed=True))
def sessions_create(body: SessionNew, key: str | None) -> Response:
    """Start a session."""
    made = studio().sessions.create(user(), body.title, key=key)
    return answer(made, 201, f"/api/v1/sessions/{made.id}")


@operation(Operation("GET", "/sessions", query=SessionsQuery, answer=SessionPage))
def sessions_list(query: SessionsQuery) -> SessionPage:
    """List the caller's sessions, latest first."""
    return studio().sessions.page(user(), cursor=query.cursor, limit=query.limit, q=query.q)


@operation(Operation("GET", "/sessions/<session_id>", answer=SessionView))
def sessions_get(session_id: str) -> SessionView:
    """Read a session with its turns and pictures."""
    return studio().sessions.get(user(), session_id)


@operation(Operation("PATCH", "/sessions/<session_id>", body=SessionChange, answer=SessionView))
def sessions_change(session_id: str, body: SessionChange) -> SessionView:
    """Rename a session, or select a picture in it."""
    if body.focus is not None:
        studio().sessions.focus(user(), session_id, body.focus)
    if body.title is not None:
        studio().sessions.rename(user(), session_id, body.title)
    return studio().sessions.get(user(), session_id)


@operation(Operation("DELETE", "/sessions/<session_id>", status=204))
def sessions_delete(session_id: str) -> None:
    """Delete a session with everything in it."""
    studio().sessions.delete(user(), session_id)
