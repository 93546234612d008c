"""Who may in: every route of the app, tokens, cookies, sign-out, wrong tries."""

import re
import threading

import pytest
from flask import Flask

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import Unauthorised
from tests.web.conftest import MINE, OTHERS, Caller, assert_problem
from web import attempts
from web.auth import PUBLIC, local
from web.current import KEY
from web.problems import TooMany

COOKIE = "pentimento-7878"


def routes(app: Flask) -> list[tuple[str, str, str]]:
    return [
        (rule.endpoint, method, re.sub(r"<(?:\w+:)?\w+>", "01jx", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


def test_no_route_answers_a_stranger(app: Flask) -> None:
    client = app.test_client()
    checked = 0
    for endpoint, method, path in routes(app):
        if endpoint in PUBLIC:
            continue
        response = client.open(path, method=method)
        to_sign_in = response.status_code == 303 and response.headers["Location"].startswith("/sign-in?")
        assert response.status_code == 401 or (to_sign_in and not path.startswith("/api/v1")), (method, path)
        checked += 1
    assert checked > 25
    assert {endpoint for endpoint, _, _ in routes(app)} >= PUBLIC


def test_unknown_addresses_say_nothing_to_a_stranger(app: Flask) -> None:
    assert_problem(app.test_client().get("/api/v1/nothing"), 401)
    assert_problem(app.test_client().delete("/api/v1/sessions"), 401)


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "Basic bWU6bWU=", MINE, "bearer\t" + MINE])
def test_wrong_headers_are_refused(app: Flask, header: str) -> None:
    response = app.test_client().get("/api/v1/sessions", headers={"Authorization": header})
    assert_problem(response, 401)
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_wrong_header_beats_a_right_cookie(app: Flask) -> None:
    client = app.test_client()
    client.get(f"/?token={MINE}")
    assert client.get("/api/v1/sessions").status_code == 200
    assert_problem(client.get("/api/v1/sessions", headers={"Authorization": "Bearer wrong"}), 401)


def test_token_in_the_address_becomes_a_cookie(app: Flask) -> None:
    client = app.test_client()
    response = client.get(f"/?token={MINE}&lang=zh")
    assert response.status_code == 303
    assert response.headers["Location"] == "/?lang=zh"
    cookie = response.headers["Set-Cookie"]
    assert MINE not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/").status_code == 200


def test_token_in_an_api_address_is_nothing(app: Flask) -> None:
    assert_problem(app.test_client().get(f"/api/v1/sessions?token={MINE}"), 401)


def test_wrong_token_in_the_address_shows_the_sign_in_page(app: Flask) -> None:
    response = app.test_client().get("/?token=wrong")
    assert response.status_code == 401
    assert response.mimetype == "text/html"
    assert "Set-Cookie" not in response.headers


def test_sign_in_form_and_sign_out(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/").headers["Location"] == "/sign-in?next=%2F"
    assert client.get("/sign-in").status_code == 200
    assert client.post("/sign-in", data={"token": "wrong"}).status_code == 401
    response = client.post("/sign-in", data={"token": MINE, "next": "/s/1?x=2"})
    assert (response.status_code, response.headers["Location"]) == (303, "/s/1?x=2")
    stolen = client.get_cookie(COOKIE)
    assert stolen is not None
    out = client.post("/sign-out", headers={"Origin": "http://localhost"})
    assert out.status_code == 303
    thief = app.test_client()
    thief.set_cookie(COOKIE, stolen.value)
    assert_problem(thief.get("/api/v1/sessions"), 401)


def test_signing_in_again_makes_a_new_login_and_ends_the_old(app: Flask) -> None:
    client = app.test_client()
    client.get(f"/?token={MINE}")
    first = client.get_cookie(COOKIE)
    client.get(f"/?token={MINE}")
    second = client.get_cookie(COOKIE)
    assert first is not None
    assert second is not None
    assert first.value != second.value
    old = app.test_client()
    old.set_cookie(COOKIE, first.value)
    assert_problem(old.get("/api/v1/sessions"), 401)


def test_a_cookie_set_before_signing_in_is_never_taken_over(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, "chosen-by-the-attacker")
    client.get(f"/?token={MINE}")
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert cookie.value != "chosen-by-the-attacker"


def test_cookie_and_token_name_the_same_person(app: Flask, me: Caller) -> None:
    session = me.session()
    client = app.test_client()
    client.get(f"/?token={MINE}")
    assert client.get(f"/api/v1/sessions/{session}").status_code == 200
    stranger = app.test_client()
    stranger.get(f"/?token={OTHERS}")
    assert_problem(stranger.get(f"/api/v1/sessions/{session}"), 404)


def test_wrong_tokens_are_compared_ten_times_a_minute(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    statuses = [
        client.get("/api/v1/sessions", headers={"Authorization": f"Bearer guess-{n}"}).status_code for n in range(50)
    ]
    assert statuses == [401] * attempts.LIMIT + [429] * (50 - attempts.LIMIT)
    locked = client.get("/api/v1/sessions", headers={"Authorization": f"Bearer {MINE}"})
    assert_problem(locked, 429, "again in")
    assert 0 < int(locked.headers["Retry-After"]) <= 61
    elsewhere = client.get(
        "/api/v1/sessions", headers={"Authorization": f"Bearer {MINE}"}, environ_base={"REMOTE_ADDR": "127.0.0.2"}
    )
    assert elsewhere.status_code == 200
    monkeypatch.setattr(attempts, "WINDOW", 0.0)
    assert client.get("/api/v1/sessions", headers={"Authorization": f"Bearer {MINE}"}).status_code == 200


def test_a_cookie_goes_on_while_its_address_is_locked(app: Flask) -> None:
    client = app.test_client()
    client.get(f"/?token={MINE}")
    for _ in range(20):
        app.test_client().get("/api/v1/sessions", headers={"Authorization": "Bearer guess"})
    assert client.get("/api/v1/sessions").status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\\b", "evil", "", "/\n//evil", "/a\tb"]
)
def test_nobody_is_sent_elsewhere(target: str) -> None:
    assert local(target) == "/"


def test_tries_at_once_are_counted_too() -> None:
    limited, evaluated = attempts.Attempts(), []

    def guess() -> str:
        evaluated.append(1)
        raise Unauthorised("wrong")

    def run() -> None:
        for _ in range(10):
            with pytest.raises((Unauthorised, TooMany)):
                limited.compare("10.0.0.1", guess)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(evaluated) == attempts.LIMIT


def test_addresses_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "ADDRESSES", 3)
    limited = attempts.Attempts()
    for number in range(50):
        limited.compare(f"10.0.0.{number}", lambda: "user")
    assert len(limited._callers) <= 3


def test_an_empty_token_opens_nothing(app: Flask) -> None:
    studio: Studio = app.extensions[KEY]
    studio.users.local("")
    assert app.test_client().get("/?token=").status_code == 401
    assert app.test_client().get("/api/v1/sessions", headers={"Authorization": "Bearer "}).status_code == 401


def test_a_foreign_picture_uses_up_no_tries(app: Flask) -> None:
    for _ in range(2 * attempts.LIMIT):
        app.test_client().get("/?token=wrong", headers={"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"})
    assert Caller(app.test_client(), MINE).get("/sessions").status_code == 200
    shown = app.test_client().get(f"/?token={MINE}", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"})
    assert shown.headers["Location"] == "/"
