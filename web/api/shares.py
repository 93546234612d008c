"""Routes of links: made, listed, taken back. What a link shows is in web.shared."""

from flask import Response

from orchestrator.services.bundles.carried_views import SharesView, ShareView
from web.api.operation import Operation, answer, operation
from web.api.shapes import ShareOrder
from web.current import studio, user


@operation(
    Operation("POST", "/sessions/<session_id>/shares", body=ShareOrder, answer=ShareView, status=201, keyed=True)
)
def shares_add(session_id: str, body: ShareOrder, key: str | None) -> Response:
    """Make a link under which anybody may look at a session, until it ends or is taken back."""
    return answer(studio().shares.add(user(), session_id, words=body.words, days=body.days, key=key), 201)


@operation(Operation("GET", "/sessions/<session_id>/shares", answer=SharesView))
def shares_list(session_id: str) -> SharesView:
    """The links of a session that open it now."""
    return studio().shares.listing(user(), session_id)


@operation(Operation("DELETE", "/shares/<share_id>", status=204))
def shares_revoke(share_id: str) -> None:
    """Take a link back; it opens nothing any more."""
    studio().shares.revoke(user(), share_id)
