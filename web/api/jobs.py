"""Routes of jobs: a tool without the language model, its state, its preview, its end."""

from flask import Response

from orchestrator.services.shapes.requests import JobRequest
from orchestrator.services.shapes.views import JobView
from web.api.operation import Operation, answer, operation
from web.current import studio, user
from web.headers import FILE_POLICY


@operation(Operation("POST", "/sessions/<session_id>/jobs", body=JobRequest, answer=JobView, status=202, keyed=True))
def jobs_submit(session_id: str, body: JobRequest, key: str | None) -> Response:
    """Call a tool directly; `generate` takes a prompt in words or structured."""
    made = studio().jobs.submit(user(), session_id, body, key=key)
    return answer(made, 202, f"/api/v1/jobs/{made.id}")


@operation(Operation("GET", "/jobs/<job_id>", answer=JobView))
def jobs_get(job_id: str) -> JobView:
    """Read a job: its state, progress, error and pictures."""
    return studio().jobs.get(user(), job_id)


@operation(
    Operation("GET", "/jobs/<job_id>/preview", bytes_of=("image/jpeg",), also={204: "There is no preview (yet)."})
)
def jobs_preview(job_id: str) -> Response:
    """The unfinished picture, as JPEG."""
    data = studio().jobs.preview(user(), job_id)
    if data is None:
        return Response(status=204)
    response = Response(data, mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


@operation(Operation("POST", "/jobs/<job_id>/cancel", answer=JobView))
def jobs_cancel(job_id: str) -> JobView:
    """Cancel a job; a running one stops at its next step."""
    return studio().jobs.cancel(user(), job_id)
