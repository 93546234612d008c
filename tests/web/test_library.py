"""The library over HTTP: search, marks, collections and trash, each with its refusals."""

from typing import Any

from tests.web.conftest import Caller, picture


def test_search_finds_what_was_marked(me: Caller, other: Caller) -> None:
    session = me.session()
    made = [me.upload(session, picture(64, 48 + number)).json["id"] for number in range(3)]
    collection = me.post("/collections", json={"name": "Harbours"}, headers={"Idempotency-Key": "k"})
    again = me.post("/collections", json={"name": "Harbours"}, headers={"Idempotency-Key": "k"})
    assert (collection.status_code, again.json["id"]) == (201, collection.json["id"])
    assert me.post("/collections", json={"name": "HARBOURS"}).status_code == 409
    marks = {"ids": made[:2], "star": True, "rating": 4, "tag": ["海 边"], "collect": collection.json["id"]}
    assert me("PATCH", "/images", json=marks).json == {"changed": 2, "missing": []}
    for q in (
        "is:starred",
        "rating:>3",
        'tag:"海 边"',
        "海",
        f"collection:{collection.json['id']}",
        "collection:harbours",
    ):
        answer = me.get("/search", query_string={"q": q})
        assert {one["id"] for one in answer.json["items"]} == set(made[:2]), q
        assert [term["text"] for term in answer.json["terms"]] == [q]
        assert other.get("/search", query_string={"q": q}).json["items"] == []
    first = me.get("/search?limit=2").json
    rest = me.get("/search", query_string={"limit": 2, "cursor": first["cursor"]}).json
    assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1]
    assert rest["cursor"] is None
    assert me.get("/tags").json == {"tags": [{"name": "海 边", "pictures": 2}]}
    assert me.get("/collections").json["collections"][0]["pictures"] == 2
    path = f"/collections/{collection.json['id']}"
    assert me("PATCH", path, json={"name": "Ports"}).json["name"] == "Ports"
    for method in ("PATCH", "DELETE"):
        assert other(method, path, json={"name": "Mine"}).status_code == 404
    assert me("DELETE", path).status_code == 204
    assert me.get("/images/" + made[0]).json["rating"] == 4


def test_trash_and_purge(me: Caller, other: Caller) -> None:
    session = me.session()
    made = me.upload(session, picture()).json["id"]
    tag = {"If-None-Match": me.get(f"/images/{made}/file").headers["ETag"]}
    assert me.post("/trash/purge", json={"ids": [made]}).json == {"purged": 0, "freed": 0, "kept": [made]}
    me("PATCH", "/images", json={"ids": [made], "trashed": True})
    assert other.post("/trash/purge", json={"everything": True}).json["purged"] == 0
    assert me.get("/search?q=is:trash").json["items"][0]["trashed"] is not None
    assert me.post("/trash/purge", json={"everything": True}).json["purged"] == 1
    assert me.get(f"/images/{made}").json["purged"] is not None
    assert me.get(f"/images/{made}/file").status_code == 404
    assert me.get(f"/images/{made}/file", headers=tag).status_code == 404, "a tag does not say that it is still there"


def test_what_does_not_fit_is_refused_in_a_sentence(me: Caller) -> None:
    assert me.get("/search", query_string={"q": "on:today", "offset": -840}).status_code == 200
    for query in ({"q": "rating:many"}, {"q": "x" * 401}, {"limit": 0}, {"cursor": "bm9uZQ"}, {"offset": 841}):
        assert me.get("/search", query_string=query).status_code == 422, query
    bodies: tuple[dict[str, Any], ...] = (
        {}, {"ids": []}, {"ids": ["x"] * 501}, {"ids": ["x"], "rating": 6}, {"ids": ["x"], "tag": ["a"] * 21},
        {"ids": ["x"], "tag": ["!!"]}, {"ids": ["x"], "surprise": 1},
    )  # fmt: skip
    for body in bodies:
        assert me("PATCH", "/images", json=body).status_code == 422, body
    bodies = ({}, {"ids": [], "everything": True}, {"ids": ["x"], "everything": True})
    for body in bodies:
        assert me.post("/trash/purge", json=body).status_code == 422, body
    for name in ("", "  ", "?", "x" * 81):
        assert me.post("/collections", json={"name": name}).status_code == 422, name
    assert me("PATCH", "/images", json={"ids": ["nobody"], "star": True}).json == {"changed": 0, "missing": ["nobody"]}
