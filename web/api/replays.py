"""Routes of making again: replays of a picture, its ancestry or a recipe, and chains of edits cleaned up."""

from flask import Response

from orchestrator.services.history.rederive_views import RederiveView
from orchestrator.services.replay.reuse_views import ReuseView
from orchestrator.services.shapes.views import JobView
from web.api.operation import Operation, answer, operation
from web.api.shapes import MadeQuery, RecipeOrder, RederiveOrder, ReplayOrder, ReuseOrder
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


@operation(Operation("POST", "/sessions/<session_id>/reuse", body=ReuseOrder, answer=ReuseView))
def sessions_reuse(session_id: str, body: ReuseOrder) -> ReuseView:
    """Turn a recipe that came as a file into a plan for this session; runs nothing."""
    return studio().reuse.plan(user(), session_id, body.recipe)


@operation(
    Operation(
        "POST", "/images/<image_id>/rederive", body=RederiveOrder, answer=RederiveView, keyed=True,
        also={202: "It runs: a turn to follow is answered."},
    )
)  # fmt: skip
def images_rederive(image_id: str, body: RederiveOrder, key: str | None) -> Response:
    """Merge a chain of edits into one plan from its cleanest ancestor, and run it if asked to."""
    if not body.run:
        return answer(studio().rederive.plan(user(), image_id))
    made = studio().rederive.run(user(), image_id, body.plan, body.text, key=key)
    return answer(made, 202, f"/api/v1/turns/{made.id}")


@operation(Operation("GET", "/jobs/<job_id>/made", query=MadeQuery, bytes_of=("image/png", "image/webp")))
def jobs_made(job_id: str, query: MadeQuery) -> Response:
    """A picture as a replay has made it again."""
    data, mime = studio().replay.picture(user(), job_id, query.step, query.size)
    response = Response(data, mimetype=mime)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
