"""Routes of replays: a picture, its ancestry or a recipe made again, and the pictures that come of it."""

from flask import Response

from orchestrator.services.views import JobView
from web.api.operation import Operation, answer, operation
from web.api.shapes import MadeQuery, RecipeOrder, ReplayOrder
from web.current import studio, user
from web.headers import FILE_POLICY


@operation(Operation("POST", "/images/<image_id>/replay", body=ReplayOrder, answer=JobView, status=202, keyed=True))
def images_replay(image_id: str, body: ReplayOrder, key: str | None) -> Response:
    """Make a picture, or all it descends from, again from its recipe and compare."""
    made = studio().replay.submit(user(), image_id, ancestry=body.ancestry, key=key)
    return answer(made, 202, f"/api/v1/jobs/{made.id}")


@operation(Operation("POST", "/sessions/<session_id>/replay", body=RecipeOrder, answer=JobView, status=202, keyed=True))
def sessions_replay(session_id: str, body: RecipeOrder, key: str | None) -> Response:
    """Make a recipe again that came as a file and compare."""
    made = studio().replay.of_recipe(user(), session_id, body.recipe, body.of, key=key)
    return answer(made, 202, f"/api/v1/jobs/{made.id}")


@operation(Operation("GET", "/jobs/<job_id>/made", query=MadeQuery, bytes_of=("image/png", "image/webp")))
def jobs_made(job_id: str, query: MadeQuery) -> Response:
    """A picture as a replay has made it again."""
    data, mime = studio().replay.picture(user(), job_id, query.step, query.size)
    response = Response(data, mimetype=mime)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
