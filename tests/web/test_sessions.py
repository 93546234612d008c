"""Sessions over the API: make, list, search, change, delete; and the same key sent twice."""

import threading

import pytest

from tests.web.conftest import Caller, assert_problem, picture


def test_a_session_from_start_to_end(me: Caller) -> None:
    made = me.post("/sessions", json={"title": "Lakes"})
    assert made.status_code == 201
    session = made.json["id"]
    assert made.headers["Location"] == f"/api/v1/sessions/{session}"
    shown = me.get(f"/sessions/{session}").json
    assert shown["title"] == "Lakes"
    assert (shown["turns"], shown["images"], shown["focus"]) == ([], [], None)
    me.upload(session, picture())
    me.upload(session, picture())
    changed = me("PATCH", f"/sessions/{session}", json={"title": "Seas", "focus": "#1"}).json
    assert (changed["title"], changed["focus"]) == ("Seas", "#1")
    image = changed["images"][0]["id"]
    gone = me("DELETE", f"/sessions/{session}")
    assert (gone.status_code, gone.data) == (204, b"")
    for path in (f"/sessions/{session}", f"/images/{image}", f"/images/{image}/file"):
        assert_problem(me.get(path), 404)
    assert_problem(me("DELETE", f"/sessions/{session}"), 404)


def test_lists_go_page_by_page(me: Caller, other: Caller) -> None:
    made = [me.session(f"session {number}") for number in range(7)]
    other.session("not mine")
    seen: list[str] = []
    query: dict[str, str | int] = {"limit": 3}
    pages = 0
    while True:
        page = me.get("/sessions", query_string=query).json
        assert len(page["items"]) <= 3
        seen += [item["id"] for item in page["items"]]
        pages += 1
        if page["cursor"] is None:
            break
        query["cursor"] = page["cursor"]
    assert seen == made[::-1]
    assert pages == 3


def test_search(me: Caller) -> None:
    lake = me.session("A house by a lake")
    me.session("A dog")
    assert [item["id"] for item in me.get("/sessions?q=lake").json["items"]] == [lake]
    assert me.get("/sessions?q=100%25").json["items"] == []


def test_an_empty_body_makes_an_untitled_session(me: Caller) -> None:
    assert me.post("/sessions").status_code == 201


MAKERS = ("sessions", "turns", "jobs", "images")


def send(me: Caller, what: str, session: str, key: str, *, change: bool = False) -> tuple[int, str]:
    head = {"Idempotency-Key": key}
    if what == "sessions":
        response = me.post("/sessions", json={"title": "b" if change else "a"}, headers=head)
    elif what == "turns":
        response = me.post(f"/sessions/{session}/turns", json={"text": "b" if change else "a dog"}, headers=head)
    elif what == "jobs":
        params = {"adjust": "darken" if change else "brighten"}
        body = {"tool": "enhance", "inputs": {"source": "#1"}, "params": params}
        response = me.post(f"/sessions/{session}/jobs", json=body, headers=head)
    else:
        response = me.upload(session, picture(20 if change else 30), key=key)
    return response.status_code, str((response.json or {}).get("id"))


@pytest.mark.parametrize("what", MAKERS)
def test_a_key_makes_one_thing(me: Caller, other: Caller, what: str) -> None:
    session = me.session()
    me.upload(session, picture())
    first, again = (send(me, what, session, "key-1") for _ in range(2))
    assert first == again
    assert first[0] in {201, 202}
    assert send(me, what, session, "key-1", change=True)[0] in {409, 422}
    assert send(me, what, session, "key-2")[1] != first[1]
    theirs = other.session()
    other.upload(theirs, picture())
    assert send(other, what, theirs, "key-1")[0] in {201, 202}


def test_a_key_makes_one_thing_when_sent_at_once(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture())
    answers: list[tuple[int, str]] = []
    threads = [threading.Thread(target=lambda: answers.append(send(me, "jobs", session, "same"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({identity for _, identity in answers}) == 1
    assert len(me.get(f"/sessions/{session}").json["jobs"]) == 1


def test_a_session_is_walked_and_forked(me: Caller) -> None:
    session = me.session("first")
    for width in (64, 80):
        me.upload(session, picture(width))
    me("PATCH", f"/sessions/{session}", json={"focus": "#2"})
    undone = me.post(f"/sessions/{session}/undo", headers={"Idempotency-Key": "u"})
    assert (undone.status_code, undone.json["focus"]) == (200, "#1")
    assert undone.json["walk"] == {"undo": None, "redo": "#2"}
    assert me.post(f"/sessions/{session}/undo", headers={"Idempotency-Key": "u"}).json["focus"] == "#1"
    assert_problem(me.post(f"/sessions/{session}/undo"), 409)
    assert me.post(f"/sessions/{session}/redo").json["focus"] == "#2"
    image = undone.json["images"][0]["id"]
    here = me.post(f"/images/{image}/fork")
    assert (here.status_code, here.json["id"], here.json["focus"]) == (200, session, "#1")
    away = me.post(f"/images/{image}/fork", json={"into": "new", "title": "second"})
    assert (away.status_code, away.headers["Location"]) == (201, f"/api/v1/sessions/{away.json['id']}")
    assert away.json["origin"] == {"session": session, "title": "first", "image": image, "handle": "#1", "turn": None}
    rows = {row["id"]: row["origin"] for row in me.get("/sessions").json["items"]}
    assert rows == {session: None, away.json["id"]: away.json["origin"]}
    me("DELETE", f"/sessions/{session}")
    assert me.get(f"/sessions/{away.json['id']}").json["origin"]["title"] is None


def test_the_graph_is_read_cheaply_again(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture())
    first = me.get(f"/sessions/{session}/graph")
    assert [node["handle"] for node in first.json["nodes"]] == ["#1"]
    again = {"If-None-Match": first.headers["ETag"]}
    assert me.get(f"/sessions/{session}/graph", headers=again).status_code == 304
    assert me.get(f"/sessions/{session}/graph", headers=again, query_string={"limit": 1}).status_code == 200
    me.upload(session, picture(80))
    assert me.get(f"/sessions/{session}/graph", headers=again).status_code == 200
    news = me.get(f"/sessions/{session}/graph", query_string={"since": first.json["seq"]}).json
    assert [node["handle"] for node in news["nodes"]] == ["#2"]
    page = me.get(f"/sessions/{session}/graph", query_string={"limit": 1}).json
    rest = me.get(f"/sessions/{session}/graph", query_string={"cursor": page["cursor"]}).json
    assert [node["handle"] for node in (*page["nodes"], *rest["nodes"])] == ["#1", "#2"]
    assert_problem(me.get(f"/sessions/{session}/graph", query_string={"cursor": "nonsense"}), 422)
