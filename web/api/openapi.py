"""OpenAPI 3.1, written from what the routes declare and from the tools' own schemas. Nothing in it is kept by hand."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from orchestrator.services.shapes.requests import JobRequest
from tools import catalog
from web.api.operation import MAX_KEY, OPERATIONS, Handler, Operation
from web.api.shapes import Problem

PREFIX: Final = "/api/v1"
REF: Final = "#/components/schemas/{model}"
PATH_VALUE: Final = re.compile(r"<(\w+)>")
COMMON: Final[dict[int, str]] = {
    401: "No valid token or sign-in.",
    403: "A foreign host or origin.",
    404: "There is no such thing, or it is not the caller's.",
    422: "A field does not fit; `errors` names it.",
}
TAKING: Final[dict[int, str]] = {
    400: "The body cannot be read.",
    413: "The body is too large.",
    415: "The content type is not accepted.",
    507: "The disk is full; nothing was changed.",
}

Schema = dict[str, Any]
Names = Mapping[Any, Schema]
"""Model and mode to its reference."""


@cache
def document() -> Schema:
    """The whole description; the same as long as the program runs."""
    names, schemas = models_json_schema(list(_models()), ref_template=REF)
    paths: dict[str, Schema] = {}
    for what, handler in OPERATIONS.values():
        paths.setdefault(path_of(what), {})[what.method.lower()] = _operation(what, handler, names)
    paths["/healthz"] = {"get": _health()}
    components = schemas["$defs"]
    components["JobRequest"] = _job_request(components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pentimento",
            "version": "1",
            "description": "Talk pictures into being. Errors are application/problem+json (RFC 9457).",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"signIn": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "signIn": {"type": "apiKey", "in": "cookie", "name": "pentimento-<port>"},
            },
        },
    }


def path_of(what: Operation) -> str:
    """The route in OpenAPI's spelling."""
    return PREFIX + PATH_VALUE.sub(r"{\1}", what.path)


def group_of(handler: Handler) -> str:
    """Routes of one module stand together."""
    return handler.__module__.rpartition(".")[2]


def _models() -> Iterable[tuple[type[BaseModel], JsonSchemaMode]]:
    seen: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for what, _ in OPERATIONS.values():
        if what.body:
            seen[what.body, "validation"] = None
        if what.answer:
            seen[what.answer, "serialization"] = None
    for spec in catalog.specs().values():
        seen[spec.params, "validation"] = None
    return seen


def _operation(what: Operation, handler: Handler, names: Names) -> Schema:
    said: Schema = {
        "operationId": handler.__name__,
        "tags": [group_of(handler)],
        "summary": (handler.__doc__ or "").strip().rstrip("."),
        "parameters": [*_path(what), *_query(what), *_key(what)],
        "responses": _answers(what, names),
    }
    if what.takes:
        said["requestBody"] = {"required": True, "content": {what.takes: {"schema": {"type": "string"}}}}
    if what.body:
        kind = "multipart/form-data" if what.upload else "application/json"
        content = {kind: {"schema": names[what.body, "validation"]}}
        said["requestBody"] = {"required": True, "content": content}
    return said


def _path(what: Operation) -> list[Schema]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in PATH_VALUE.findall(what.path)
    ]


def _query(what: Operation) -> list[Schema]:
    if not what.query:
        return []
    schema = what.query.model_json_schema()
    required = schema.get("required", [])
    return [
        {
            "name": name, "in": "query", "required": name in required, "description": field.pop("description", ""),
            "schema": field,
        }
        for name, field in schema["properties"].items()
    ]  # fmt: skip


def _key(what: Operation) -> list[Schema]:
    if not what.keyed:
        return []
    text = "Sent again with the same body, the first answer comes back and nothing is made twice."
    schema = {"type": "string", "minLength": 1, "maxLength": MAX_KEY}
    return [{"name": "Idempotency-Key", "in": "header", "required": False, "description": text, "schema": schema}]


def _answers(what: Operation, names: Names) -> Schema:
    content: Schema = {kind: {"schema": {"type": "string"}} for kind in what.bytes_of}
    if what.answer:
        content["application/json"] = {"schema": names[what.answer, "serialization"]}
    good: Schema = {"description": "As asked."}
    answers: Schema = {str(what.status): {**good, "content": content} if content else good}
    problem = {"application/problem+json": {"schema": names[Problem, "serialization"]}}
    wrong = {**COMMON, **(TAKING if what.method in {"POST", "PATCH"} else {})}
    if what.keyed:
        wrong |= {
            409: "The state does not allow this, or the key was used with another body.",
            429: "Too much is waiting.",
        }
    for status, text in sorted({**wrong, **what.also}.items()):
        answers[str(status)] = {"description": text} | ({"content": problem} if status >= 400 else {})
    return answers


def _health() -> Schema:
    answers = {
        "200": {"description": "A turn would be served."},
        "503": {"description": "Not yet; says what it waits for."},
    }
    return {"operationId": "healthz", "summary": "Whether a turn would be served", "security": [], "responses": answers}


def _job_request(components: Schema) -> Schema:
    """The body of a job, tool by tool."""
    base = components["JobRequest"]
    variants = []
    for spec in catalog.specs().values():
        needed = [role.name for role in spec.inputs if role.required]
        roles: Schema = {
            "type": "object",
            "properties": {role.name: {"type": "string", "description": role.summary} for role in spec.inputs},
            "required": needed,
            "additionalProperties": False,
        }
        variants.append(
            {
                "title": spec.name,
                "type": "object",
                "description": spec.summary,
                "properties": {
                    "tool": {"const": spec.name},
                    "inputs": roles,
                    "params": {"$ref": REF.format(model=spec.params.__name__)},
                    "seed": base["properties"]["seed"],
                },
                "required": ["tool", *(["inputs"] if needed else [])],
                "additionalProperties": False,
            }
        )
    return {"title": JobRequest.__name__, "description": base.get("description", ""), "oneOf": variants}
