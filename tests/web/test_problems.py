"""Every error of the app reads as problem+json below /api, as a page elsewhere, and tells no secrets."""

import errno

import pytest
from flask import Flask

from orchestrator.domain import errors
from orchestrator.domain.errors import StudioError
from tests.web.conftest import MINE, Caller, assert_problem
from web.problems import TITLES

KINDS = sorted(
    {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, StudioError)},
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_of_the_studio(app: Flask, me: Caller, kind: type[StudioError]) -> None:
    def broken() -> str:
        raise kind("A clear sentence.")

    app.add_url_rule("/api/v1/broken", view_func=broken)
    body = assert_problem(me.get("/broken"), kind.status, "A clear sentence.")
    assert body["instance"] == "/api/v1/broken"
    assert body["type"] == f"/api/docs#problem-{kind.code}"
    assert body["title"] == TITLES[kind.code]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (RuntimeError("secret at /home/someone"), 500),
        (KeyError("secret"), 500),
        (OSError(errno.ENOSPC, "secret"), 507),
        (OSError(errno.EDQUOT, "secret"), 507),
        (MemoryError("secret"), 500),
    ],
)
def test_a_fault_of_ours_says_nothing_of_our_insides(
    app: Flask, me: Caller, raised: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise raised

    app.add_url_rule("/api/v1/broken", view_func=broken)
    response = me.get("/broken")
    assert_problem(response, status)
    for word in ("secret", "home", "Error", ".py", "Traceback"):
        assert word not in response.text
    assert caplog.records


def test_a_page_gets_a_page(app: Flask) -> None:
    client = app.test_client()
    client.get(f"/?token={MINE}")
    response = client.get("/no/such/page", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "<script>" not in client.get("/<script>alert(1)</script>").text
