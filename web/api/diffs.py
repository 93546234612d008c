"""Routes of comparing: what distinguishes any two pictures, a picture of it, and any two turns."""

from flask import Response, request

from orchestrator.services.history.diff_views import DiffView, TurnDiffView
from web.api.operation import Operation, operation
from web.api.shapes import DiffQuery, TurnDiffQuery
from web.current import studio, user
from web.headers import FILE_POLICY


@operation(Operation("GET", "/diff", query=DiffQuery, answer=DiffView))
def diff(query: DiffQuery) -> DiffView:
    """What distinguishes two pictures: recipe, words, judgements, pixels, and how they are related."""
    return studio().diffs.of(user(), query.a, query.b)


@operation(Operation("GET", "/diff/turns", query=TurnDiffQuery, answer=TurnDiffView))
def diff_turns(query: TurnDiffQuery) -> TurnDiffView:
    """What distinguishes two turns: words, the text made of them, plan, reply, and the pictures of each."""
    return studio().diffs.of_turns(user(), query.a, query.b)


@operation(
    Operation(
        "GET", "/diff/map", query=DiffQuery, bytes_of=("image/webp",),
        also={304: "Unchanged since it was last read."},
    )
)  # fmt: skip
def diff_map(query: DiffQuery) -> Response:
    """Where the second picture differs from the first, drawn over it; at most 1024 pixels a side."""
    tag = f"{studio().images.get(user(), query.a).id}-{studio().images.get(user(), query.b).id}-map"
    if tag in request.if_none_match:
        response = Response(status=304)
    else:
        response = Response(studio().diffs.map(user(), query.a, query.b), mimetype="image/webp")
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
