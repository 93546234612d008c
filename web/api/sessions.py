"""Routes of sessions: start, list, read, change, delete."""

from flask import Response

from orchestrator.services.sessions.session_views import ImagePage, SessionPage, SessionView, TurnPage
from web.api.operation import Operation, answer, operation
from web.api.shapes import PartsQuery, SessionChange, SessionNew, SessionsQuery
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
    """Read a session with its latest turns and pictures; `earlier` has the cursors of the rest."""
    return studio().sessions.get(user(), session_id)


@operation(Operation("GET", "/sessions/<session_id>/turns", query=PartsQuery, answer=TurnPage))
def sessions_turns(session_id: str, query: PartsQuery) -> TurnPage:
    """List a session's turns, the latest first."""
    return studio().sessions.turns(user(), session_id, cursor=query.cursor, limit=query.limit)


@operation(Operation("GET", "/sessions/<session_id>/images", query=PartsQuery, answer=ImagePage))
def sessions_images(session_id: str, query: PartsQuery) -> ImagePage:
    """List a session's pictures and masks, the latest first."""
    return studio().sessions.images(user(), session_id, cursor=query.cursor, limit=query.limit)


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
