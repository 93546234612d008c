"""What every answer tells a browser."""

import re

from flask import Flask

from tests.web.conftest import MINE, Caller, picture


def test_every_answer_is_protected(app: Flask) -> None:
    client = app.test_client()
    signed = {"Authorization": f"Bearer {MINE}"}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?\w+>", "01jx", rule.rule)
        for headers in ({}, signed):
            response = client.get(path, headers=headers)
            assert response.headers["X-Content-Type-Options"] == "nosniff", path
            assert response.headers["Referrer-Policy"] == "no-referrer"
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert "Server" not in response.headers or "Werkzeug" not in response.headers["Server"]
            response.close()


def test_json_is_never_stored(me: Caller) -> None:
    assert me.get("/sessions").headers["Cache-Control"] == "no-store"


def test_a_picture_is_inert_and_kept_for_ever(me: Caller) -> None:
    image = me.upload(me.session(), picture()).json
    first = me.get(f"/images/{image['id']}/file")
    assert first.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = me.get(f"/images/{image['id']}/file", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    other_form = me.get(f"/images/{image['id']}/file?format=webp", headers={"If-None-Match": first.headers["ETag"]})
    assert other_form.status_code == 200


def test_an_etag_opens_nothing(me: Caller, other: Caller) -> None:
    image = me.upload(me.session(), picture()).json
    tag = me.get(f"/images/{image['id']}/file").headers["ETag"]
    assert other.get(f"/images/{image['id']}/file", headers={"If-None-Match": tag}).status_code == 404
