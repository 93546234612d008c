"""Pictures over the API: upload, bytes in every form, names, facts."""

import io

import pytest
from PIL import Image

from tests.web.conftest import Caller, assert_problem, picture

MAGIC = {"png": b"\x89PNG", "jpeg": b"\xff\xd8\xff", "webp": b"RIFF"}


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_an_upload_comes_back_pixel_for_pixel(me: Caller) -> None:
    session = me.session()
    sent = picture(300, 200)
    response = me.upload(session, sent)
    image = response.json
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/v1/images/{image['id']}"
    assert (image["handle"], image["kind"], image["width"], image["height"]) == ("#1", "upload", 300, 200)
    back = me.get(f"/images/{image['id']}/file")
    assert pixels(back.data).tobytes() == pixels(sent).tobytes()
    shown = me.get(f"/sessions/{session}").json
    assert [one["id"] for one in shown["images"]] == [image["id"]]
    assert shown["images"][0]["alt"]


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("size", ["full", "thumb"])
def test_every_size_and_format(me: Caller, size: str, form: str) -> None:
    image = me.upload(me.session(), picture(1200, 700)).json
    response = me.get(f"/images/{image['id']}/file?size={size}&format={form}")
    assert response.mimetype == f"image/{form}"
    assert response.data.startswith(MAGIC[form])
    shown = pixels(response.data)
    assert (shown.size == (1200, 700)) == (size == "full")
    name = response.headers["Content-Disposition"]
    assert name.startswith('inline; filename="pentimento-1')
    assert name.endswith({"png": '.png"', "jpeg": '.jpg"', "webp": '.webp"'}[form])


def test_download_and_head(me: Caller) -> None:
    image = me.upload(me.session(), picture()).json
    saved = me.get(f"/images/{image['id']}/file?download=1")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="pentimento-1.png"'
    head = me("HEAD", f"/images/{image['id']}/file")
    assert (head.status_code, head.data) == (200, b"")


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "L"), ("WEBP", "RGB")]
)
def test_every_kind_of_picture_is_taken(me: Caller, form: str, mode: str) -> None:
    response = me.upload(me.session(), picture(40, 30, form, mode=mode))
    assert response.status_code == 201, response.text


def test_a_mask_has_a_handle_of_its_own_and_knows_its_picture(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture(64, 48))
    mask = me.upload(session, picture(64, 48, mode="L"), kind="mask", of="#1").json
    assert (mask["handle"], mask["kind"], mask["of"]) == ("m1", "mask", "#1")


def test_facts_lineage_and_difference(me: Caller) -> None:
    session = me.session()
    a, b = (me.upload(session, picture(64, 48, mode=mode)).json["id"] for mode in ("RGB", "1"))
    facts = me.get(f"/images/{a}").json
    assert facts["recipe"] is None
    assert facts["parents"] == []
    assert me.get(f"/images/{a}/lineage").json == {
        "nodes": [me.get(f"/sessions/{session}").json["images"][0]],
        "edges": [],
        "more": {"ancestors": False, "descendants": False},
    }
    difference = me.get("/diff", query_string={"a": a, "b": b}).json
    assert not difference["pixels"]["identical"]
    assert me.get("/diff", query_string={"a": a, "b": a}).json["pixels"]["identical"]


def test_an_upload_cannot_be_replayed(me: Caller) -> None:
    image = me.upload(me.session(), picture()).json["id"]
    response = me.post(f"/images/{image}/replay")
    assert 400 <= response.status_code < 500
    assert_problem(response, response.status_code)


def test_what_came_in_beside_the_pixels_stays_out(me: Caller) -> None:
    marker = b"<script>alert(1)</script>"
    file = io.BytesIO()
    image = Image.new("RGB", (32, 32), "red")
    exif = image.getexif()
    exif[0x010E] = marker.decode()
    image.save(file, "JPEG", exif=exif, comment=marker)
    made = me.upload(me.session(), file.getvalue() + marker).json
    for form in MAGIC:
        assert b"script" not in me.get(f"/images/{made['id']}/file?format={form}").data


def test_an_upload_comes_into_focus_and_a_mask_does_not(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture(64, 48))
    second = me.upload(session, picture(64, 40)).json
    me.upload(session, picture(64, 48, mode="L"), kind="mask", of="#1")
    assert me.get(f"/sessions/{session}").json["focus"] == second["handle"] == "#2"
    told = me.get(f"/sessions/{session}/events?poll=1").json["events"]
    assert [one["data"]["focus"] for one in told if one["kind"] == "session.changed"][-1] == "#2"


def test_a_mask_of_another_size_is_a_field_that_does_not_fit(me: Caller) -> None:
    session = me.session()
    me.upload(session, picture(64, 48))
    assert_problem(me.upload(session, picture(32, 32, mode="L"), kind="mask", of="#1"), 422, "64 x 48")


def test_a_part_of_a_file_can_be_asked_for(me: Caller) -> None:
    path = f"/images/{me.upload(me.session(), picture(300, 200)).json['id']}/file"
    whole = me.get(path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = me.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert part.headers["Content-Security-Policy"] == whole.headers["Content-Security-Policy"]
    assert_problem(me.get(path, headers={"Range": f"bytes={len(whole.data)}-"}), 416)
    assert me.get(path, headers={"Range": "bytes=0-1", "If-None-Match": whole.headers["ETag"]}).status_code == 304
