"""Links to sessions: what they show to whom, and that they end."""

import re
import time
from threading import BoundedSemaphore

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from orchestrator.bootstrap import Studio
from orchestrator.carry.bundle import Bundle
from orchestrator.domain.errors import NotFound
from orchestrator.services.bundles import shares
from tests.web.conftest import Caller, assert_problem, picture

CANARY = "a secret wish of mine"


def furnished(me: Caller) -> str:
    session = me.session(CANARY)
    me.upload(session, picture())
    me.post(f"/sessions/{session}/turns", json={"text": f"{CANARY}: make it brighter"})
    return session


def opened(app: Flask, path: str) -> TestResponse:
    """As somebody without cookie or token."""
    return app.test_client().get(path)


def test_whoever_has_the_link_sees_and_changes_nothing(app: Flask, me: Caller, here: Studio) -> None:
    session = furnished(me)
    here.turns.cancel(
        here.users.authenticate("token-of-the-owner-0123456789"), me.get(f"/sessions/{session}").json["turns"][0]["id"]
    )
    share = me.post(f"/sessions/{session}/shares", json={}).json
    page = opened(app, share["path"])
    assert page.status_code == 200
    assert CANARY in page.text
    (name,) = set(re.findall(r'src="(images/[0-9a-f]{64}\.png)"', page.text))
    shown = opened(app, share["path"] + name)
    assert shown.mimetype == "image/png"
    assert shown.headers["Content-Security-Policy"].startswith("sandbox")
    for response in (page, shown):
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "Set-Cookie" not in response.headers
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; img-src 'self'")
    assert "<script" not in page.text
    for method in ("post", "put", "delete", "patch"):
        assert getattr(app.test_client(), method)(share["path"]).status_code in {400, 401, 403, 405}
    for path in (f"/api/v1/sessions/{session}", f"/s/{session}", "/"):
        assert opened(app, path).status_code in {303, 401}


def test_a_link_without_words_tells_none(app: Flask, me: Caller) -> None:
    session = furnished(me)
    share = me.post(f"/sessions/{session}/shares", json={"words": False}).json
    assert CANARY not in opened(app, share["path"]).text
    assert not share["words"]


def test_a_link_that_was_taken_back_or_has_ended_opens_nothing(app: Flask, me: Caller, here: Studio) -> None:
    session = furnished(me)
    kept, gone, old = (me.post(f"/sessions/{session}/shares", json={"days": days}).json for days in (None, 7, 1))
    assert {one["id"] for one in me.get(f"/sessions/{session}/shares").json["shares"]} == {
        kept["id"],
        gone["id"],
        old["id"],
    }
    assert me("DELETE", f"/shares/{gone['id']}").status_code == 204
    with here.means.database.write() as db:
        from sqlalchemy import text

        db.execute(text("UPDATE shares SET expires = :then WHERE id = :id"), {"then": time.time() - 1, "id": old["id"]})
    for path in (gone["path"], old["path"], "/shared/" + "A" * 43 + "/", "/shared/x/"):
        response = opened(app, path)
        assert response.status_code == 404, path
        assert CANARY not in response.text
    assert opened(app, kept["path"]).status_code == 200
    assert [one["id"] for one in me.get(f"/sessions/{session}/shares").json["shares"]] == [kept["id"]]


def test_a_link_shows_its_own_session_only(app: Flask, me: Caller, other: Caller, here: Studio) -> None:
    mine, theirs = me.session(), other.session()
    me.upload(mine, picture())
    hidden = other.upload(theirs, picture(40, 40)).json["id"]
    share = me.post(f"/sessions/{mine}/shares", json={}).json
    with here.means.database.read() as db:
        from orchestrator.db.models import Image

        digest = db.get_one(Image, hidden).blob
    assert opened(app, f"{share['path']}images/{digest}.png").status_code == 404
    with pytest.raises(NotFound):
        here.shares.recipe(share["path"].split("/")[2], "1")


def test_a_visitor_costs_little(app: Flask, me: Caller, here: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    session = furnished(me)
    share = me.post(f"/sessions/{session}/shares", json={}).json
    image = me.get(f"/sessions/{session}").json["images"][0]["id"]
    built: list[str] = []
    graph = here.bundles.graph_of

    def counted(user: str, key: str) -> Bundle:
        built.append(key)
        return graph(user, key)

    monkeypatch.setattr(here.bundles, "graph_of", counted)
    for _ in range(3):
        assert CANARY in opened(app, share["path"]).text
    for name in ("1", "2", "zz", "m1", "0", "1" * 40):
        assert opened(app, f"{share['path']}recipes/{name}.json").status_code == 404
    assert built == [session], "once for all, and never for a recipe"
    for change in ({"trashed": True}, {"trashed": False}):
        me("PATCH", "/images", json={"ids": [image], **change})
        shown = opened(app, share["path"]).text
        assert ("<img" in shown) is not change["trashed"], "a page never shows what has been thrown away since"
    me("PATCH", f"/sessions/{session}", json={"title": "Another title"})
    assert "Another title" in opened(app, share["path"]).text
    monkeypatch.setattr(shares, "AT_ONCE", BoundedSemaphore(1))
    monkeypatch.setattr(shares, "PATIENCE", 0.01)
    me("PATCH", f"/sessions/{session}", json={"title": "A third one"})
    with shares.AT_ONCE:
        assert opened(app, share["path"]).status_code == 429
    assert opened(app, share["path"]).status_code == 200


def test_only_the_owner_makes_lists_and_revokes(me: Caller, other: Caller) -> None:
    session = furnished(me)
    share = me.post(f"/sessions/{session}/shares", json={}).json
    assert_problem(other.post(f"/sessions/{session}/shares", json={}), 404)
    assert_problem(other.get(f"/sessions/{session}/shares"), 404)
    assert_problem(other("DELETE", f"/shares/{share['id']}"), 404)
    assert_problem(me.post(f"/sessions/{session}/shares", json={"days": 0}), 422, "days")


def test_the_same_key_gives_the_same_link(me: Caller) -> None:
    session = furnished(me)
    first, second = (
        me.post(f"/sessions/{session}/shares", json={"days": 3}, headers={"Idempotency-Key": "k"}).json
        for _ in range(2)
    )
    assert first == second


def test_links_are_long_and_all_different(me: Caller) -> None:
    session = furnished(me)
    paths = {me.post(f"/sessions/{session}/shares", json={}).json["path"] for _ in range(5)}
    assert len(paths) == 5
    assert all(re.fullmatch(r"/shared/[A-Za-z0-9_-]{43}/", path) for path in paths)
