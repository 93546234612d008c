"""The API's description for programs (`/api/v1/openapi.json`) and for people (`/api/docs`). Needs no network."""

from typing import Any, Final

from flask import Blueprint, Response, json, render_template

from web.api.openapi import document
from web.problems import TITLES

blueprint: Final = Blueprint(
    "docs", __name__, template_folder="templates", static_folder="static", static_url_path="/api/docs/static"
)


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """OpenAPI 3.1."""
    return Response(json.dumps(document()), mimetype="application/json")


@blueprint.get("/api/docs")
def docs() -> str:
    """The same as a page."""
    described = document()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            entry = {"method": method.upper(), "path": path, **said}
            groups.setdefault(said.get("tags", ["health"])[0], []).append(entry)
    return render_template("api_docs.html", groups=groups, schemas=described["components"]["schemas"], titles=TITLES)
