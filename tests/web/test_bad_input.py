"""Each bad input of the product's list: a clear problem, the field's name, and nothing changed."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.hostile import bomb
from tests.web.conftest import MINE, Caller, assert_problem, furnish, opened, picture


@pytest.fixture(scope="module")
def me(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Caller]:
    """One studio for all: each test has a session of its own, and asserts that nothing changed in it."""
    with opened(furnish(tmp_path_factory.mktemp("bad"), empty_database)) as app:
        yield Caller(app.test_client(), MINE)


@pytest.fixture(scope="module")
def furnished(me: Caller) -> str:
    """A session with two pictures and a mask of the first."""
    session = me.session()
    me.upload(session, picture(64, 48))
    me.upload(session, picture(32, 32))
    me.upload(session, picture(64, 48, mode="L"), kind="mask", of="#1")
    return session


def state(me: Caller, session: str) -> Any:
    shown = me.get(f"/sessions/{session}").json
    return {key: shown[key] for key in ("title", "focus", "turns", "images", "jobs", "seq")}


def upscaled(source: str) -> dict[str, Any]:
    return {"intent": "make", "steps": [{"tool": "upscale", "inputs": {"source": source}}]}


@pytest.mark.parametrize("route", ["turns", "plan"])
@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": ""}, 422, "words"),
        ({"text": " \n\t "}, 422, "words"),
        ({"text": "\x00\x01\x02\u202e\u2066"}, 422, "words"),
        ({"text": "x" * 5000}, 413, "4000"),
        ({"text": "x" * 900_000}, 413, "4000"),
        ({}, 422, "text"),
        ({"text": 5}, 422, "text"),
        ({"text": None}, 422, "text"),
        ({"text": ["a"]}, 422, "text"),
        ({"text": "a", "focus": "#99"}, 422, "#99"),
        ({"text": "a", "focus": "../../etc/passwd"}, 422, "focus"),
        ({"text": "a", "mask": "m7"}, 422, "m7"),
        ({"text": "a", "mask": "m\x00"}, 422, "no m in"),
        ({"text": "a", "creativity": "extreme"}, 422, "creativity"),
        ({"text": "a", "seed": -1}, 422, "seed"),
        ({"text": "a", "seed": 2**63}, 422, "seed"),
        ({"text": "a", "seed": 1.5}, 422, "seed"),
        ({"text": "a", "wish": "b"}, 422, "wish"),
        ({"text": "a", "plan": {"intent": "make", "steps": []}}, 422, "plan"),
        ({"text": "a", "plan": {"intent": "make", "steps": [{"tool": "rm"}]}}, 422, "rm"),
        ({"text": "a", "plan": upscaled("#9")}, 422, "#9"),
        ({"text": "a", "plan": upscaled("@1")}, 422, "@1"),
        ({"text": "a", "plan": {"intent": "make", "steps": [{"tool": "x"}] * 9}}, 422, "steps"),
        ({"text": "a", "answers": "01jx"}, None, ""),
    ],
)  # fmt: skip
def test_bad_turns(me: Caller, route: str, body: dict[str, Any], status: int | None, words: str) -> None:
    session = me.session()
    before = state(me, session)
    response = me.post(f"/sessions/{session}/{route}", json=body)
    assert status or response.status_code in {404, 409, 422}
    assert_problem(response, status or response.status_code, words)
    assert state(me, session) == before


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"{", 400), (b"\xff\xfe", 400), (b"[]", 400), (b'"text"', 400), (b"null", 400), (b'{"text": NaN}', 400),
        (b'{"text": "\\ud800"}', 400), (b"[" * 100_000, 400), (b'{"text":' * 5000, 400), (b"", 422),
        (b'{"text": "a", "seed": ' + b"9" * 5000 + b"}", None),
    ],
)  # fmt: skip
def test_bodies_that_are_no_json(me: Caller, raw: bytes, status: int | None) -> None:
    response = me.post(f"/sessions/{me.session()}/turns", data=raw, content_type="application/json")
    assert status or response.status_code in {400, 422}
    assert_problem(response, status or response.status_code)


def test_a_field_that_does_not_fit_is_named(me: Caller) -> None:
    response = me.post(f"/sessions/{me.session()}/turns", json={"text": "a", "creativity": "x", "seed": -1})
    assert {error["field"] for error in assert_problem(response, 422)["errors"]} == {"creativity", "seed"}


@pytest.mark.parametrize(
    ("tool", "inputs", "params", "words"),
    [
        ("nothing", {}, {}, "nothing"),
        ("generate", {}, {"prompt": "a", "count": 0}, "count"),
        ("generate", {}, {"prompt": "a", "count": 9}, "count"),
        ("generate", {}, {"prompt": "a", "width": 10**6, "height": 10**6}, "width"),
        ("generate", {}, {"prompt": "a", "width": 7}, "width"),
        ("generate", {}, {"prompt": "a", "steps": 0}, "steps"),
        ("generate", {}, {"prompt": "a", "steps": 10**9}, "steps"),
        ("generate", {}, {"prompt": "a", "path": "/etc/passwd"}, "path"),
        ("generate", {}, {"prompt": "x" * 100_000}, ""),
        ("generate", {}, {}, "prompt"),
        ("upscale", {}, {}, "source"),
        ("upscale", {"source": "#1"}, {"scale": 3}, "scale"),
        ("upscale", {"source": "#9"}, {}, "#9"),
        ("upscale", {"source": "@1"}, {}, "@1"),
        ("upscale", {"source": "m1"}, {}, ""),
        ("upscale", {"mask": "m1", "source": "#1"}, {}, "mask"),
        ("enhance", {"source": "#1"}, {}, "adjust"),
        ("enhance", {"source": "#1"}, {"adjust": "invert"}, "adjust"),
        ("inpaint", {"source": "#1"}, {"prompt": "a boat"}, "mask"),
        ("inpaint", {"source": "#1", "mask": "#1"}, {"prompt": "a boat"}, ""),
        ("inpaint", {"source": "#2", "mask": "m1"}, {"prompt": "a boat"}, "mask"),
    ],
)  # fmt: skip
def test_bad_jobs(
    me: Caller, furnished: str, tool: str, inputs: dict[str, str], params: dict[str, Any], words: str
) -> None:
    before = state(me, furnished)
    response = me.post(f"/sessions/{furnished}/jobs", json={"tool": tool, "inputs": inputs, "params": params})
    assert response.status_code in {404, 413, 422}, response.text
    assert_problem(response, response.status_code, words)
    assert state(me, furnished) == before


def test_an_upscale_beyond_the_limit_is_refused(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture(3000, 3000, "JPEG"))
    body = {"tool": "upscale", "inputs": {"source": "#1"}, "params": {"scale": 4}}
    response = me.post(f"/sessions/{session}/jobs", json=body)
    assert response.status_code in {413, 422}
    assert_problem(response, response.status_code, "pixel")


def gif() -> bytes:
    file = io.BytesIO()
    Image.new("P", (8, 8)).save(file, "GIF")
    return file.getvalue()


UPLOADS = {
    "empty": (b"", 415),
    "text": (b"hello, I am a picture", 415),
    "gif": (gif(), 415),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 415),
    "truncated png": (picture(200, 200)[:300], 415),
    "truncated jpeg": (picture(200, 200, "JPEG")[:300], 415),
    "damaged png": (picture(200, 200).replace(b"IDAT", b"IDAX"), 415),
    "no pixels": (bomb(0, 0), 415),
    "bomb": (bomb(50_000, 50_000), 413),
    "17 megapixels": (bomb(4200, 4100), 413),
    "one long line": (bomb(16_000_000, 1), 413),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_bad_uploads(me: Caller, name: str) -> None:
    data, status = UPLOADS[name]
    session = me.session()
    before = state(me, session)
    assert_problem(me.upload(session, data), status)
    assert state(me, session) == before


def test_a_mask_must_fit_its_picture(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture(64, 48))
    before = state(me, session)
    for form in ({"of": "#1"}, {"of": "#9"}, {"of": "m1"}, {}):
        response = me.upload(session, picture(32, 32, mode="L"), kind="mask", **form)
        assert response.status_code in {404, 415, 422}, response.text
        assert_problem(response, response.status_code)
    assert state(me, session) == before


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "virus"}, "kind"),
        ({"of": "/etc"}, "of"),
        ({"path": "x"}, "path"),
        ({"kind": "mask", "of": "x" * 500}, "of"),
    ],
)
def test_bad_upload_forms(me: Caller, form: dict[str, str], words: str) -> None:
    assert_problem(me.upload(me.session(), picture(), **form), 422, words)


def test_an_upload_needs_one_file(me: Caller) -> None:
    session = me.session()
    for data in ({}, {"file": "text"}, {"file": [(io.BytesIO(b"a"), "a"), (io.BytesIO(b"b"), "b")]}):
        response = me.post(f"/sessions/{session}/images", data=data, content_type="multipart/form-data")
        assert_problem(response, 400, "file")
    raw = me.post(f"/sessions/{session}/images", data=b"junk", content_type="multipart/form-data; boundary=x")
    assert_problem(raw, 400)


@pytest.mark.parametrize(
    ("query", "words"),
    [("size=huge", "size"), ("format=gif", "format"), ("format=../../x", "format"), ("download=maybe", "download")],
)
def test_bad_file_queries(me: Caller, query: str, words: str) -> None:
    image = me.upload(me.session(), picture()).json["id"]
    assert_problem(me.get(f"/images/{image}/file?{query}"), 422, words)


@pytest.mark.parametrize("query", ["cursor=nonsense", "limit=0", "limit=101", "limit=x", "cursor=" + "x" * 300])
def test_bad_list_queries(me: Caller, query: str) -> None:
    assert_problem(me.get(f"/sessions?{query}"), 422)


@pytest.mark.parametrize("body", [{}, {"title": "x" * 300}, {"focus": "x"}, {"focus": "#7"}, {"seq": 1}])
def test_bad_session_changes(me: Caller, body: dict[str, Any]) -> None:
    session = me.session("a")
    before = state(me, session)
    assert_problem(me("PATCH", f"/sessions/{session}", json=body), 422)
    assert state(me, session) == before


@pytest.mark.parametrize("key", ["", "x" * 201, "täst", "a\tb"])
def test_bad_idempotency_keys(me: Caller, key: str) -> None:
    assert_problem(me.post("/sessions", json={}, headers={"Idempotency-Key": key}), 400, "Idempotency-Key")


STRANGE = (
    "../../etc/passwd",
    "%2e%2e%2f",
    "\x00",
    "%00",
    "’",
    "01jx",
    "#1",
    "a" * 5000,
    "..",
    "~",
    "file:///etc/passwd",
    "\\\\x",
)


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_ids_are_not_found(me: Caller, strange: str) -> None:
    for path in ("/sessions/{}", "/turns/{}", "/jobs/{}", "/jobs/{}/preview", "/images/{}", "/images/{}/file",
                 "/images/{}/lineage", "/sessions/{}/events?poll=1"):  # fmt: skip
        response = me.get(path.format(strange.replace("#", "%23")))
        assert response.status_code in {404, 405, 400}, (path, response.status_code, response.text[:200])
        assert "root:" not in response.text


def test_wrong_methods_say_which_are_right(me: Caller) -> None:
    response = me("PUT", "/sessions")
    assert_problem(response, 405)
    assert {"GET", "POST"} <= {method.strip() for method in response.headers["Allow"].split(",")}
    assert_problem(me.get("/nothing/here"), 404)


def test_naughty_words_come_back_as_they_are(me: Caller) -> None:
    for words in (
        "<script>alert(1)</script>",
        "'; DROP TABLE sessions; --",
        "{{7*7}}",
        "田中さん 😀",
        "%s%n",
        "\\u0000",
    ):
        session = me.session(words)
        assert me.get(f"/sessions/{session}").json["title"] == words
        assert json.loads(me.get("/sessions", query_string={"q": words}).data)["items"]


def test_a_nul_character_is_dropped_and_a_backslash_is_kept(me: Caller) -> None:
    prompt = "a\x00 red\\u0000 house\\\x00"
    made = me.post(f"/sessions/{me.session()}/jobs", json={"tool": "generate", "params": {"prompt": prompt}})
    assert made.json["params"]["prompt"] == "a red\\u0000 house\\"


def test_what_comes_in_can_leave_and_come_in_elsewhere(me: Caller) -> None:
    """Control characters are dropped at the door, since no bundle carries any, whether JSON escapes them or not."""
    session = me.session()
    me.upload(session, picture())
    prompt = r'{"subjects": [{"what": "fox\u001b[31m", "attributes": ["\u0007red\b"]}]}'
    step = (
        r'{"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "auto"}, "words": "w\u0001\\b \f\u009B"'
    )
    steps = f'{{"intent": "make", "steps": [{step}, "prompt": {prompt}}}]}}'
    body = f'{{"text": "so\x7f\x85", "plan": {steps}}}'.encode()
    made = me.post(f"/sessions/{session}/turns", data=body, content_type="application/json").json
    (one,) = made["plan"]["steps"]
    assert (made["text"], one["words"]) == ("so", "w\\b ")
    (fox,) = one["prompt"]["subjects"]
    assert (fox["what"], fox["attributes"]) == ("fox[31m", ["red"])


@pytest.mark.parametrize("where", ["attributes", "keep", "choices"])
def test_texts_of_a_plan_have_an_end(me: Caller, where: str) -> None:
    """Else a session could not leave: a picture whose description is as long as a book fits no bundle."""
    session, book = me.session(), ["a red fox " * 3000]
    me.upload(session, picture())
    prompt = {"subjects": [{"what": "fox", "attributes": book}]} if where == "attributes" else {"keep": book}
    step = {"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "auto"}, "prompt": prompt}
    asks = {"intent": "ask", "question": "Which?", "choices": book}
    plan = asks if where == "choices" else {"intent": "make", "steps": [step]}
    assert_problem(me.post(f"/sessions/{session}/turns", json={"text": "so", "plan": plan}), 422, where)


def test_a_long_handle_is_not_repeated(me: Caller) -> None:
    body = {"tool": "upscale", "inputs": {"source": "#" * 100_000}}
    assert len(me.post(f"/sessions/{me.session()}/jobs", json=body).data) < 1000
