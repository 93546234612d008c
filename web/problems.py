"""Errors as people and programs read them: RFC 9457 problem+json below /api, a plain page elsewhere.

Refuses stack traces, library names and paths in answers; a bug is logged in full and answered with one sentence.
"""

import errno
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Flask, Response, json, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from orchestrator.domain.errors import BadRequest, StorageFull, StudioError
from orchestrator.pixels.decode import MEGABYTES
from web.telling import tell, wants_problem

log = logging.getLogger(__name__)

TITLES: Final[dict[str, str]] = {
    "bad-request": "The request is out of bounds",
    "malformed": "The request cannot be read",
    "unauthorised": "Sign in first",
    "forbidden": "This is not allowed",
    "not-found": "There is no such thing",
    "wrong-method": "This address does not take that method",
    "conflict": "The state does not allow this",
    "too-large": "That is too large",
    "bad-image": "The picture cannot be read",
    "wrong-type": "The content type is not accepted here",
    "out-of-range": "There is no such part of the file",
    "queue-full": "Too much work is waiting",
    "too-many": "Too many requests",
    "model-unavailable": "No model can do this",
    "storage-full": "The disk is full",
    "storage-broken": "The database is damaged",
    "lease-lost": "The claim has lapsed",
    "internal": "Something broke on the server",
}
"""Problem types: code to title. The type's address is its entry on the documentation page."""

HTTP_CODES: Final[dict[int, str]] = {
    400: "malformed", 401: "unauthorised", 403: "forbidden", 404: "not-found", 405: "wrong-method",
    413: "too-large", 416: "out-of-range", 415: "wrong-type", 422: "bad-request", 429: "too-many",
}  # fmt: skip
SENTENCES: Final[dict[int, str]] = {
    404: "There is nothing at this address.",
    405: "This address does not take that method; the Allow header lists those it takes.",
    416: "The part that Range asks for lies outside the file.",
    413: f"The request is larger than this address accepts: {MEGABYTES} for a picture, 1 MB for anything else.",
    500: "This is a fault of the server, not yours. Its log says what happened.",
}


class Malformed(StudioError):
    """The body is not the JSON, or not the form, it should be."""

    code = "malformed"
    status = 400


class WrongType(StudioError):
    """The content type is not accepted here."""

    code = "wrong-type"
    status = 415


class TooMany(StudioError):
    """Over a rate or a number of streams; `retry` is in seconds."""

    code = "too-many"
    status = 429

    def __init__(self, message: str, retry: int) -> None:
        super().__init__(message)
        self.retry = retry


class BadFields(BadRequest):
    """The request's fields do not fit; names each of them."""

    def __init__(self, error: ValidationError) -> None:
        self.fields = [
            {"field": ".".join(str(part) for part in one["loc"]) or "body", "message": _plain(one["msg"])}
            for one in error.errors(include_url=False, include_context=False, include_input=False)[:20]
        ]
        super().__init__(f"{self.fields[0]['field']}: {self.fields[0]['message']}")


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")


def answer(
    status: int,
    code: str,
    detail: str,
    *,
    fields: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The error as this caller reads it, `detail` and what is said of `fields` in the caller's language."""
    title, said = TITLES.get(code, TITLES["internal"]), tell(detail)
    if wants_problem():
        body: dict[str, Any] = {
            "type": f"/api/docs#problem-{code}",
            "title": title,
            "status": status,
            "detail": said,
            "instance": request.path,
            "code": code,
        }
        if fields:
            body["errors"] = [{**one, "message": tell(one["message"])} for one in fields]
        response = Response(json.dumps(body), status, mimetype="application/problem+json")
    else:
        page = render_template("error.html", status=status, title=title, detail=said, foreign=said == detail)
        response = Response(page, status)
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def _studio(error: StudioError) -> Response:
    headers: dict[str, str] = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="pentimento"'
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.retry)
    if error.status >= 500:
        log.warning("%s %s: %s: %s", request.method, request.path, error.code, error.message)
    fields = error.fields if isinstance(error, BadFields) else ()
    return answer(error.status, error.code, error.message, fields=fields, headers=headers)


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    allowed = {"Allow": ", ".join(methods)} if (methods := getattr(error, "valid_methods", None)) else {}
    detail = SENTENCES.get(status) or error.description or TITLES["internal"]
    return answer(status, HTTP_CODES.get(status, "internal"), detail, headers=allowed)


def _bug(error: Exception) -> Response:
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _studio(StorageFull())
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(500, "internal", SENTENCES[500])


def register(app: Flask) -> None:
    """Answer every error of `app` this way, also those of its own making."""
    app.register_error_handler(StudioError, _studio)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)
