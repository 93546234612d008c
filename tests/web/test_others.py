"""What is another's is not found: every route of the app with real ids of somebody else, wherever an id may stand."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import Caller, assert_problem, picture


@pytest.fixture
def mine(me: Caller) -> dict[str, str]:
    """Something of each kind that belongs to the owner."""
    session = me.session("private")
    image = me.upload(session, picture()).json["id"]
    job = me.post(
        f"/sessions/{session}/jobs", json={"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "auto"}}
    ).json["id"]
    share = me.post(f"/sessions/{session}/shares", json={}).json["id"]
    turn = me.post(f"/sessions/{session}/turns", json={"text": "a red house"}).json["id"]
    collection = me.post("/collections", json={"name": "private"}).json["id"]
    return {
        "session_id": session,
        "image_id": image,
        "job_id": job,
        "turn_id": turn,
        "collection_id": collection,
        "share_id": share,
    }


RECIPE: dict[str, Any] = {"json": {"recipe": {"tool": "enhance", "version": "1", "params": {}, "seed": 1, "slot": 0}}}
BODIES: dict[str, dict[str, Any]] = {
    "api.turns_submit": {"json": {"text": "a dog"}},
    "api.turns_plan": {"json": {"text": "a dog"}},
    "api.jobs_submit": {"json": {"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "auto"}}},
    "api.sessions_replay": RECIPE,
    "api.sessions_reuse": RECIPE,
    "api.images_change": {"json": {"alt": "theirs"}},
    "api.images_rederive": {"json": {"run": True}},
    "api.sessions_change": {"json": {"title": "theirs"}},
    "api.collections_rename": {"json": {"name": "theirs"}},
}


def test_every_route_with_an_id(app: Flask, me: Caller, other: Caller, mine: dict[str, str]) -> None:
    before = me.get(f"/sessions/{mine['session_id']}").json
    checked = 0
    for rule in app.url_map.iter_rules():
        if not rule.arguments or not rule.endpoint.startswith("api."):
            continue
        assert rule.arguments <= set(mine), f"{rule.rule} takes an id this test does not know"
        path = re.sub(r"<(\w+)>", lambda found: mine[found[1]], rule.rule).removeprefix("/api/v1")
        for method in (rule.methods or set()) - {"OPTIONS"}:
            if rule.endpoint == "api.images_upload":
                response = other.upload(mine["session_id"], picture())
            else:
                response = other(method, path, **BODIES.get(rule.endpoint, {}))
            assert response.status_code == 404, (method, path, response.status_code)
            if method != "HEAD":
                assert_problem(response, 404)
            checked += 1
    assert checked > 20
    assert me.get(f"/sessions/{mine['session_id']}").json == before


def test_ids_in_queries_and_bodies(me: Caller, other: Caller, mine: dict[str, str]) -> None:
    theirs = other.session()
    own = other.upload(theirs, picture()).json["id"]
    for a, b in ((own, mine["image_id"]), (mine["image_id"], own), (mine["image_id"], mine["image_id"])):
        assert_problem(other.get("/diff", query_string={"a": a, "b": b}), 404)
        assert_problem(other.get("/diff/map", query_string={"a": a, "b": b}), 404)
    said = other.post(f"/sessions/{theirs}/turns", json={"text": "a dog"}).json["id"]
    for a, b in ((said, mine["turn_id"]), (mine["turn_id"], said)):
        assert_problem(other.get("/diff/turns", query_string={"a": a, "b": b}), 404)
    recipe = RECIPE["json"]
    assert_problem(other.post(f"/sessions/{theirs}/replay", json={**recipe, "of": mine["image_id"]}), 404)
    response = other.post(f"/sessions/{theirs}/turns", json={"text": "yes", "answers": mine["turn_id"]})
    assert response.status_code in {404, 422}
    handle = mine["image_id"]
    body = {"tool": "enhance", "inputs": {"source": handle}, "params": {"adjust": "auto"}}
    assert_problem(other.post(f"/sessions/{theirs}/jobs", json=body), 422)
    # A handle is a name inside a session: one from my other session means nothing here.
    elsewhere = me.session()
    body = {"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "auto"}}
    response = me.post(f"/sessions/{elsewhere}/jobs", json=body)
    assert response.status_code in {404, 422}


def test_lists_hold_ones_own_only(me: Caller, other: Caller, mine: dict[str, str]) -> None:
    assert other.get("/sessions").json["items"] == []
    assert other.get("/sessions?q=private").json["items"] == []
    assert [item["id"] for item in me.get("/sessions").json["items"]] == [mine["session_id"]]
