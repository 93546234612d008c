"""Bundles over the API: streamed out, taken in, refused with a problem."""

import io
import zipfile

from tests.web.conftest import Caller, assert_problem, picture

ZIP = "application/zip"


def test_there_and_back(me: Caller, other: Caller) -> None:
    session = me.session("carried")
    image = me.upload(session, picture()).json["id"]
    response = me.get(f"/sessions/{session}/bundle")
    assert response.mimetype == ZIP
    assert response.headers["Content-Disposition"] == 'attachment; filename="pentimento-session.zip"'
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert "index.html" in archive.namelist()
    came = other.post("/bundles", data=response.data, content_type=ZIP)
    assert came.status_code == 201, came.text
    assert came.headers["Location"] == f"/api/v1/sessions/{came.json['session']}"
    session_there = other.get(f"/sessions/{came.json['session']}").json
    assert (session_there["title"], len(session_there["images"])) == ("carried", 1)
    assert other.get(f"/images/{session_there['images'][0]['id']}").json["imported"]["image"] == image
    assert other.post("/bundles", data=response.data, content_type=ZIP).json["already"]
    assert not other.post("/bundles?again=1", data=response.data, content_type=ZIP).json["already"]


def test_a_branch_in_both_languages(me: Caller) -> None:
    image = me.upload(me.session(), picture()).json["id"]
    for language, word in (("en", "Pictures"), ("zh", "图片")):
        data = me.get(f"/images/{image}/bundle?reach=alone&language={language}").data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert word in archive.read("index.html").decode()
    assert_problem(me.get(f"/images/{image}/bundle?reach=everything"), 422, "reach")


def test_what_is_no_bundle(me: Caller) -> None:
    before = me.get("/sessions").json
    assert_problem(me.post("/bundles", data=b"hello", content_type=ZIP), 422, "zip")
    assert_problem(me.post("/bundles", data=b"", content_type=ZIP), 422, "zip")
    assert_problem(me.post("/bundles", json={}), 415, ZIP)
    assert_problem(me.post("/bundles", data={"file": "x"}), 415)
    assert me.get("/sessions").json == before
