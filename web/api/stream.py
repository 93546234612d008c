"""The route of a session's events: a stream, or the same by asking again."""

from typing import Final, cast

from flask import Response, current_app, request

from orchestrator.services.house.house_views import EventView
from web.api.operation import Operation, answer, operation
from web.api.shapes import EventsAnswer, EventsQuery
from web.auth import standing
from web.current import studio, user
from web.events import BATCH, Seats, follow, waiter

SEATS: Final = "pentimento.seats"


@operation(
    Operation(
        "GET", "/sessions/<session_id>/events", query=EventsQuery, answer=EventsAnswer,
        bytes_of=("text/event-stream",), also={429: "Too many streams are open: poll."},
    )
)  # fmt: skip
def events_follow(session_id: str, query: EventsQuery) -> Response:
    """Follow a session's events; Last-Event-ID resumes, `poll` answers at once with JSON."""
    here, who = studio(), user()
    resumed = request.headers.get("Last-Event-ID", "")
    after = int(resumed) if resumed.isascii() and resumed.isdigit() and len(resumed) < 19 else query.after
    rows = here.events.after(who, session_id, after, BATCH)
    if query.poll:
        passing: list[EventView] = here.events.live(who, session_id)
        last = rows[-1].seq if rows else None
        return answer(EventsAnswer(events=(*rows, *passing), after=after if last is None else last))
    leave = cast("Seats", current_app.extensions[SEATS]).take(who)
    wait = waiter(request.environ.get("gunicorn.socket"))
    frames = follow(here, who, session_id, after, stands=standing(), wait=wait)
    response = Response(frames, mimetype="text/event-stream")
    response.call_on_close(leave)
    response.headers["X-Accel-Buffering"] = "no"
    return response
