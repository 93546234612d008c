"""Routes of the history as a graph: a session from sentence to pixel, and a picture's family over all sessions."""

from flask import Response, request

from orchestrator.services.history.graph_views import GraphView
from orchestrator.services.history.lineage_views import LineageView
from web.api.operation import Operation, answer, operation
from web.api.shapes import GraphQuery, LineageQuery
from web.current import studio, user


@operation(
    Operation(
        "GET", "/sessions/<session_id>/graph", query=GraphQuery, answer=GraphView,
        also={304: "Nothing has changed since it was last read."},
    )
)  # fmt: skip
def sessions_graph(session_id: str, query: GraphQuery) -> Response:
    """Read a session's history as a graph, in pages, or what has changed since an event."""
    tag = f"{studio().graphs.stamp(user(), session_id)}-{query.limit}-{query.cursor or ''}-{query.since}"
    if tag in request.if_none_match:
        response = Response(status=304)
    elif query.since is not None:
        response = answer(studio().graphs.since(user(), session_id, query.since))
    else:
        response = answer(studio().graphs.page(user(), session_id, cursor=query.cursor, limit=query.limit))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@operation(Operation("GET", "/images/<image_id>/lineage", query=LineageQuery, answer=LineageView))
def images_lineage(image_id: str, query: LineageQuery) -> LineageView:
    """Everything a picture was made from and everything made from it, the nearest first."""
    return studio().lineage.graph(user(), image_id, query.direction, query.limit)
