"""The description of the API: valid, complete, true, and readable without a network."""

import json
import re
from html import unescape

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.web.conftest import MINE, Caller
from tools import catalog
from web.api.openapi import document
from web.problems import TITLES

DESIGN = """
POST /api/v1/sessions
GET /api/v1/sessions
GET /api/v1/sessions/{}
POST /api/v1/sessions/{}/turns
POST /api/v1/sessions/{}/plan
GET /api/v1/turns/{}
POST /api/v1/turns/{}/cancel
POST /api/v1/sessions/{}/jobs
GET /api/v1/jobs/{}
GET /api/v1/jobs/{}/preview
POST /api/v1/jobs/{}/cancel
POST /api/v1/sessions/{}/images
GET /api/v1/images/{}
GET /api/v1/images/{}/file
GET /api/v1/images/{}/lineage
POST /api/v1/images/{}/replay
GET /api/v1/diff
GET /api/v1/sessions/{}/events
GET /api/v1/tools
GET /api/v1/models
GET /healthz
"""
MAKERS = re.compile(
    r"^/api/v1/sessions(/\{session_id\}/(turns|plan|jobs|images))?$|/(replay|fork|undo|redo|rederive)$"
    r"|^/api/v1/(collections|bundles)$|/shares$"
)


def test_it_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_it_is_served(me: Caller) -> None:
    served = me.get("/openapi.json")
    assert served.mimetype == "application/json"
    assert served.json == json.loads(json.dumps(document()))


def test_described_and_served_routes_are_the_same(app: Flask) -> None:
    described = {
        f"{method.upper()} {re.sub(r'{[^}]+}', '{}', path)}"
        for path, methods in document()["paths"].items()
        for method in methods
    }
    served = {
        f"{method} {re.sub(r'<[^>]+>', '{}', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith(("api.", "health."))
    }
    assert described == served
    assert described >= set(DESIGN.strip().splitlines())


def test_every_maker_takes_an_idempotency_key() -> None:
    for path, methods in document()["paths"].items():
        if "post" in methods:
            names = {parameter["name"] for parameter in methods["post"]["parameters"]}
            assert ("Idempotency-Key" in names) == bool(MAKERS.search(path)), path


def test_every_operation_is_described() -> None:
    seen = set()
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            assert said["summary"], (method, path)
            assert said["operationId"] not in seen
            seen.add(said["operationId"])


@pytest.mark.parametrize("name", sorted(catalog.specs()))
def test_every_tool_has_its_variant(name: str) -> None:
    described = document()["components"]["schemas"]
    variants = {variant["title"]: variant for variant in described["JobRequest"]["oneOf"]}
    variant = variants[name]
    params = described[variant["properties"]["params"]["$ref"].rpartition("/")[2]]
    assert set(params["properties"]) == set(catalog.spec(name).params.model_fields)


def test_tools_route_is_the_catalog(me: Caller) -> None:
    tools = {tool["name"]: tool for tool in me.get("/tools").json["tools"]}
    assert set(tools) == set(catalog.specs())
    for name, tool in tools.items():
        Draft202012Validator.check_schema(tool["params"])
        assert tool["version"] == catalog.spec(name).version
    assert tools["enhance"]["available"]


def test_models_route(me: Caller) -> None:
    listing = me.get("/models").json
    assert {"models", "broken"} <= set(listing)
    for model in listing["models"]:
        assert model["name"]
        assert model["capabilities"]


def test_the_page_for_people_needs_nobody_elses_server(app: Flask) -> None:
    client = app.test_client()
    client.get(f"/?token={MINE}")
    page = unescape(client.get("/api/docs").text)
    for path in document()["paths"]:
        assert path in page
    for code in TITLES:
        assert f'id="problem-{code}"' in page
    assert "<script" not in page
    assert "style=" not in page
    assert set(re.findall(r'(?:src|href)="(https?:[^"]*)"', page)) == set()
    sheet = re.search(r'rel="stylesheet" href="([^"]+)"', page)
    assert sheet
    with client.get(sheet[1]) as styles:
        assert styles.status_code == 200
