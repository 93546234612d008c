"""Every error of the app reads as problem+json below /api, as a page elsewhere, and tells no secrets."""

import errno

import pytest
from flask import Flask

from orchestrator.bootstrap import Studio
from orchestrator.domain import errors
from orchestrator.domain.errors import StudioError
from orchestrator.domain.language import HAN
from tests.web.conftest import MINE, Caller, assert_problem
from web.current import KEY
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


CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9"}


def test_a_program_is_told_in_the_language_it_asks_for(me: Caller) -> None:
    """English unless it asks; the code is the same."""
    for headers, detail in (
        ({}, "There is no such session."),
        ({"Accept-Language": "de"}, "There is no such session."),
        ({"Accept-Language": "*"}, "There is no such session."),
        (CHINESE, "没有这个会话，可能已被删除。"),
    ):
        body = me.get("/sessions/nowhere", headers=headers).json
        assert (body["code"], body["detail"]) == ("not-found", detail)


def test_each_field_is_told(me: Caller) -> None:
    """What pydantic says of it as well; a field no page knows keeps its name."""
    body = me.post(f"/sessions/{me.session()}/turns", json={"text": 1, "more": 1}, headers=CHINESE).json
    assert body["errors"] == [{"field": "text", "message": "应是文字"}, {"field": "more", "message": "没有这一项"}]
    assert body["detail"] == "文字：应是文字"
    wrong = {"tool": "upscale", "params": {"scale": 9}}
    body = me.post(f"/sessions/{me.session()}/jobs", json=wrong, headers=CHINESE).json
    assert body["detail"] == "放大，倍数：应为 2或4"


def test_why_a_job_failed_is_told(me: Caller, app: Flask) -> None:
    """It is kept in English and told as its reader speaks, wherever it is read."""
    here: Studio = app.extensions[KEY]
    request = {"tool": "generate", "params": {"prompt": "a house"}}
    job = me.post(f"/sessions/{me.session()}/jobs", json=request).json["id"]
    claim = here.job_queue.claim(("gpu",), "w")
    assert claim is not None
    here.job_queue.fail(claim, "tool", "the mask is empty: paint over the place that shall change")
    assert me.get(f"/jobs/{job}").json["error"]["message"].startswith("the mask is empty")
    assert me.get(f"/jobs/{job}", headers=CHINESE).json["error"] == {
        "code": "tool",
        "message": "蒙版是空的：请涂出要修改的地方",
    }


def test_what_tools_do_is_told(me: Caller) -> None:
    """Their forms' help; names and bounds are the same."""
    english, chinese = me.get("/tools").json["tools"], me.get("/tools", headers=CHINESE).json["tools"]
    box = chinese[[one["name"] for one in chinese].index("transform")]["params"]["properties"]["box"]
    assert box["description"] == "保留哪里，以来源的像素计；代替按名称裁切。"
    for one, other in zip(english, chinese, strict=True):
        assert HAN.search(other["summary"])
        assert all(HAN.search(role["summary"]) for role in other["inputs"])
        assert one["params"].get("required") == other["params"].get("required")
        for name, field in one["params"]["properties"].items():
            told = other["params"]["properties"][name]
            assert HAN.search(told.get("description", "汉"))
            assert {**field, "description": ""} == {**told, "description": ""}


def test_a_page_is_told_in_its_own_language(app: Flask) -> None:
    """As it is chosen there, whatever the browser prefers; what people wrote stays text."""
    client = app.test_client()
    client.set_cookie("lang", "zh")
    page = client.get("/shared/<b>/", headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert "<h1>这里没有内容，或已被收回。</h1>" in page
    assert "There is nothing" not in page
