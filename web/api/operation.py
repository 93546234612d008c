"""One route of the API: reads and checks the request, calls the handler, answers its view. Documents itself.

What a handler declares here (body, query, answer, status) is what is checked, and what OpenAPI says. Refuses bodies
that are not JSON objects of the declared shape.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, TypeVar

from flask import Blueprint, Response, json, request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from werkzeug.wrappers import Response as BaseResponse

from orchestrator.domain.errors import TooLarge
from web.problems import BadFields, Malformed
from web.telling import tell

CONTROL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F])|[bf])")
"""How JSON writes the characters that no text needs, that PostgreSQL cannot keep, and that no bundle may carry."""
RAW: Final = re.compile(rb"\x7f|\xc2[\x80-\x9f]")
"""Those among them that may stand in it as they are."""
MAX_KEY: Final = 200
"""Characters of an Idempotency-Key."""

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

Handler = Callable[..., Any]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Operation:
    """What a route takes and answers; OpenAPI is written from it."""

    method: str
    path: str
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    status: int = 200
    keyed: bool = False
    """Takes an Idempotency-Key."""
    upload: bool = False
    """Takes a multipart form instead of JSON; `body` describes its fields and the handler reads it."""
    takes: str | None = None
    """Content type of a body that is neither JSON nor a form; the handler reads it."""
    bytes_of: tuple[str, ...] = ()
    """Content types of an answer that is not JSON."""
    also: Mapping[int, str] = field(default_factory=dict)
    """Further answers: status to meaning."""


OPERATIONS: Final[dict[str, tuple[Operation, Handler]]] = {}
"""Every documented route by endpoint; a handler's docstring is its summary, its module its group."""


def operation(what: Operation) -> Callable[[Handler], Handler]:
    """Make a handler a route.

    It is called with the path's values, and with `body`, `query` (checked) and `key` where declared. It returns a view
    (answered as JSON with `what.status`), None (204) or a whole response.
    """

    def register(handler: Handler) -> Handler:
        @wraps(handler)
        def view(**values: str) -> BaseResponse:
            given: dict[str, Any] = dict(values)
            if what.query:
                given["query"] = checked(what.query, request.args.to_dict())
            if what.body and not what.upload:
                given["body"] = checked(what.body, _json())
            if what.keyed:
                given["key"] = _key()
            result = handler(**given)
            if isinstance(result, BaseResponse):
                return result
            return Response(status=204) if result is None else answer(result, what.status)

        OPERATIONS[f"{blueprint.name}.{handler.__name__}"] = (what, handler)
        blueprint.add_url_rule(what.path, endpoint=handler.__name__, view_func=view, methods=[what.method])
        return handler

    return register


def answer(view: BaseModel, status: int = 200, location: str | None = None) -> Response:
    """A view as JSON, its sentences in the language that was asked for; `location` is where it can be read again."""
    values = view.model_dump(mode="json", by_alias=True, context={"tell": tell})
    response = Response(json.dumps(values), status, mimetype="application/json")
    if location:
        response.headers["Location"] = location
    return response


def checked(model: type[Model], values: object) -> Model:
    """`values` as `model`.

    Raises:
        BadFields: they do not fit; names each field.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise BadFields(error) from None


def _json() -> object:
    data = request.get_data(cache=False)
    if request.content_length is None and len(data) >= (request.max_content_length or 0):
        raise TooLarge("A request may have at most 1 MB.")  # sent in pieces, and cut off where the limit is
    if not data:
        return {}
    try:
        values: object = from_json(CONTROL.sub(rb"\1", RAW.sub(b"", data)), allow_inf_nan=False)
    except ValueError as error:
        raise Malformed(f"The body is not JSON: {error}.") from None
    if not isinstance(values, dict):
        raise Malformed("The body must be a JSON object.")
    return values


def _key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 0 < len(key) <= MAX_KEY or not key.isascii() or not key.isprintable():
        raise Malformed(f"An Idempotency-Key has 1 to {MAX_KEY} printable ASCII characters.")
    return key
