"""Whether a turn would really be served: asked by supervisors, load balancers and people who wait. Needs no sign-in."""

from flask import Blueprint, Response

from web.api.operation import answer
from web.current import studio

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 once a turn would be served, 503 with what is waited for before that."""
    view = studio().health.view()
    return answer(view, 200 if view.status == "ok" else 503)
