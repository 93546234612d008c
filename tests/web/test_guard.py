"""What a request must look like: host, origin, kind and size of the body; and what the server refuses to start as."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from orchestrator.settings import Settings
from tests.web.conftest import MINE, Caller, assert_problem, picture
from web.app import create_app
from web.auth import PUBLIC

SAME = {"Origin": "http://localhost"}
SCRIPT = {"X-Requested-With": "pentimento"}
KINDS = {"upload": "multipart/form-data", "verify": "multipart/form-data", "import": "application/zip"}
"""What a route takes, by the end of its name; JSON where nothing is said."""


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser that has signed in."""
    client = app.test_client()
    client.get(f"/?token={MINE}")
    return client


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7878", ""])
def test_foreign_hosts_are_refused(app: Flask, host: str) -> None:
    for path in ("/api/v1/sessions", "/healthz", "/sign-in"):
        headers = {"Host": host, "Authorization": f"Bearer {MINE}", "Accept": "application/json"}
        assert_problem(app.test_client().get(path, headers=headers), 403, "host")


@pytest.mark.parametrize("host", ["127.0.0.1:7878", "localhost:1", "[::1]:7878", "192.168.1.5", "studio.example"])
def test_known_hosts_and_addresses_are_served(settings: Settings, host: str) -> None:
    settings.hosts = ["Studio.example"]
    app = create_app(settings)
    assert app.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


FOREIGN: tuple[dict[str, str], ...] = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "localhost"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {},
)


def test_every_changing_route_wants_our_own_page(app: Flask, browser: FlaskClient) -> None:
    checked = 0
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}:
            if rule.endpoint in PUBLIC:
                continue
            path = re.sub(r"<(?:\w+:)?\w+>", "01jx", rule.rule)
            for headers in FOREIGN:
                if rule.endpoint == "auth.sign_out" and not headers:
                    continue
                kind = KINDS.get(rule.endpoint.rsplit("_", 1)[-1], "application/json")
                sent = {**headers, **SCRIPT, "Content-Type": kind}
                response = browser.open(path, method=method, headers=sent)
                assert response.status_code == 403, (method, path, headers, response.status_code)
                checked += 1
    assert checked > 80


def test_our_own_page_is_served(browser: FlaskClient) -> None:
    assert browser.post("/api/v1/sessions", json={}, headers=SAME).status_code == 201
    assert browser.post("/api/v1/sessions", json={}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201


def test_a_form_needs_a_header_no_foreign_form_can_send(browser: FlaskClient) -> None:
    session = browser.post("/api/v1/sessions", json={}, headers=SAME).get_json()["id"]
    for headers, status in ((SAME, 403), ({**SAME, **SCRIPT}, 201)):
        data = {"file": (io.BytesIO(picture()), "a.png")}
        sent = browser.post(
            f"/api/v1/sessions/{session}/images", data=data, content_type="multipart/form-data", headers=headers
        )
        assert sent.status_code == status, sent.text


def test_foreign_sign_in_forms_are_refused(app: Flask) -> None:
    response = app.test_client().post("/sign-in", data={"token": MINE}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "text/json"]
)
def test_json_routes_take_nothing_else(me: Caller, kind: str) -> None:
    session = me.session()
    for path in ("/sessions", f"/sessions/{session}/turns", f"/sessions/{session}/jobs", "/turns/x/cancel"):
        assert_problem(me.post(path, data=b'{"text": "a red house"}', content_type=kind), 415, "application/json")


def test_uploads_take_no_json(me: Caller) -> None:
    assert_problem(me.post(f"/sessions/{me.session()}/images", json={}), 415, "multipart/form-data")


def test_large_bodies_are_refused_unread(me: Caller) -> None:
    session = me.session()
    text = "x" * (10 * 1024 * 1024)
    assert_problem(me.post(f"/sessions/{session}/turns", json={"text": text}), 413, "1 MB")
    assert_problem(me.upload(session, b"\x89PNG" + bytes(26 * 1024 * 1024)), 413, "25 MB")

    class Unreadable(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    refused = me.post(
        f"/sessions/{session}/images",
        input_stream=Unreadable(),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
        environ_overrides={"CONTENT_LENGTH": str(10**9)},
    )
    assert_problem(refused, 413)


@pytest.mark.parametrize(
    ("host", "token", "debug", "starts"),
    [
        ("127.0.0.1", "short", "1", True),
        ("::1", "short", "", True),
        ("localhost", "short", "", True),
        ("0.0.0.0", MINE, "", True),  # noqa: S104  # refused or not is what is asked here
        ("0.0.0.0", MINE, "1", False),  # noqa: S104  # as above
        ("192.168.1.5", "short", "", False),
    ],
)
def test_what_the_server_refuses_to_start_as(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, host: str, token: str, debug: str, starts: bool
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", debug)
    settings.host, settings.token = host, SecretStr(token)
    if starts:
        create_app(settings)
    else:
        with pytest.raises(SystemExit, match=host if debug else "PENTIMENTO_TOKEN"):
            create_app(settings)


@pytest.mark.parametrize(
    "host", ["[", "[::1", "[::1]evil.example", "[::1]:x", "a@127.0.0.1", "127.0.0.1/evil.example", "127.0.0.1:1:2"]
)
def test_a_host_that_is_none_is_refused(app: Flask, host: str) -> None:
    headers = {"Host": host, "Authorization": f"Bearer {MINE}", "Accept": "application/json"}
    assert_problem(app.test_client().get("/api/v1/sessions", headers=headers), 403, "host")
