"""Uploads: what is a picture comes in clean and whole, what is not is refused in a sentence and changes nothing."""

import io
import json
import random
import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from orchestrator.domain.errors import BadImage, BadRequest, TooLarge
from orchestrator.domain.marks import MAX_TEXT
from orchestrator.pixels.formats import opened
from orchestrator.pixels.png_texts import SIGNATURE, thinned
from orchestrator.services.pictures import verify
from tests.hostile import bomb
from tests.orchestrator.hands import Hands

Photo = Callable[..., bytes]


def upload(hands: Hands, data: bytes, **more: str) -> Image.Image:
    view = hands.house.images.upload(hands.user, hands.session, data, **more)  # type: ignore[arg-type]  # kind by keyword
    picture = opened(hands.house.images.file(hands.user, view.id)[0])
    assert picture.size == (view.width, view.height)
    return picture


@pytest.mark.slow
def test_a_photograph_of_twelve_megapixels(hands: Hands, photo: Photo) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "a secret place"
    data = photo((4000, 3000), "JPEG", quality=70, exif=exif)
    picture = upload(hands, data)
    assert picture.size == (3000, 4000)
    assert picture.info == {}
    (view,) = hands.house.sessions.get(hands.user, hands.session).images
    thumb = opened(hands.house.images.file(hands.user, view.id, "thumb", "webp")[0])
    assert max(thumb.size) == 384


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_three_formats(hands: Hands, photo: Photo, form: str) -> None:
    assert upload(hands, photo((40, 30), form)).mode == "RGB"


@pytest.mark.parametrize(("mode", "becomes"), [("L", "RGB"), ("1", "RGB"), ("P", "RGBA"), ("RGBA", "RGBA")])
def test_modes(hands: Hands, mode: str, becomes: str) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 128)).convert(mode).save(out, "PNG")
    assert upload(hands, out.getvalue()).mode == becomes


def test_sixteen_bits_become_eight(hands: Hands) -> None:
    out = io.BytesIO()
    Image.new("I;16", (20, 10), 0x8000).save(out, "PNG")
    assert upload(hands, out.getvalue()).getpixel((3, 3)) == (128, 128, 128)


def test_opaque_alpha_is_dropped(hands: Hands) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), "red").save(out, "PNG")
    assert upload(hands, out.getvalue()).mode == "RGB"


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_what_is_refused(hands: Hands, photo: Photo) -> None:
    fine = photo((200, 150))
    bad = {
        "empty": b"",
        "words": b"I am no picture.",
        "gif": photo((20, 20), "GIF", "P"),
        "tiff": photo((20, 20), "TIFF"),
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "cut off": fine[: len(fine) // 2],
        "moving": moving(),
    }
    for name, data in bad.items():
        with pytest.raises(BadImage, match=r"\w+ .*\."):
            upload(hands, data)
        assert hands.house.sessions.get(hands.user, hands.session).images == (), name


def test_what_is_too_large(hands: Hands, photo: Photo) -> None:
    for data in (bytes(25 * 1024 * 1024 + 1), bomb(12_000, 12_000), photo((8200, 2), "JPEG")):
        with pytest.raises(TooLarge):
            upload(hands, data)
    assert hands.house.sessions.get(hands.user, hands.session).images == ()


def test_what_hides_in_a_picture_does_not_come_in(hands: Hands, photo: Photo) -> None:
    view = hands.house.images.upload(hands.user, hands.session, photo() + b"<script>alert(1)</script>")
    for size in ("full", "thumb"):
        data, _ = hands.house.images.file(hands.user, view.id, size)
        assert b"script" not in data


OURS = '{"format":"pentimento-recipe","recipe":{"tool":"g","version":"1","params":{"a":%s},"seed":1,"slot":0}}'


@pytest.mark.parametrize("said", ['"\\ud800"', "[" * 200 + "]" * 200, "[" * 900 + "]" * 900, "9" * 4200, "1e999"])
def test_a_good_picture_with_bad_marks_comes_in(hands: Hands, photo: Photo, said: str) -> None:
    """What a file says of itself may be anything; the picture is as good."""
    chunk = b"pentimento\0\0\0\0\0" + (OURS % said).encode()
    packet = struct.pack(">I", len(chunk)) + b"iTXt" + chunk + struct.pack(">I", zlib.crc32(b"iTXt" + chunk))
    data = photo()
    view = hands.house.images.upload(hands.user, hands.session, data[:33] + packet + data[33:])
    assert opened(hands.house.images.file(hands.user, view.id)[0]).size == (64, 48)
    marks = hands.house.images.get(hands.user, view.id).marks
    assert marks is None or [one.recipe for one in marks.recipes] == [None]


def text(name: bytes, said: bytes, kind: bytes = b"tEXt") -> bytes:
    """A PNG's chunk of text."""
    data = name + b"\0" + (said if kind == b"tEXt" else b"\0" + zlib.compress(said))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


WORKFLOW = json.dumps({"nodes": [], "extra": "x" * 6_000_000}).encode()
SMALL = json.dumps({"nodes": [{"type": "CLIPTextEncode", "widgets_values": ["a red house"]}]}).encode()


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt"])
@pytest.mark.parametrize("at", [33, -12])
def test_a_picture_with_a_workflow_of_six_megabytes_comes_in(hands: Hands, photo: Photo, kind: bytes, at: int) -> None:
    data = photo()
    loaded = data[:at] + text(b"prompt", WORKFLOW, kind) + text(b"workflow", SMALL) + data[at:]
    view = hands.house.images.upload(hands.user, hands.session, loaded)
    assert (
        hands.house.images.file(hands.user, view.id)[0]
        == hands.house.images.file(hands.user, hands.house.images.upload(hands.user, hands.session, data).id)[0]
    )
    marks = hands.house.images.get(hands.user, view.id).marks
    assert marks is not None
    assert (marks.unread, [one.prompt for one in marks.recipes]) == (("prompt",), ["a red house"])


def test_a_colour_profile_of_two_megabytes_is_no_hindrance(hands: Hands, photo: Photo) -> None:
    """Those that a screen was measured for have as much; Pillow refuses the picture beyond one."""
    data, noise = photo(), random.Random(1).randbytes(2_000_000)
    loaded = data[:33] + text(b"screen", noise, b"zTXt").replace(b"zTXt", b"iCCP", 1) + text(b"prompt", WORKFLOW)
    view = hands.house.images.upload(hands.user, hands.session, loaded + data[33:])
    assert (view.width, view.height) == (64, 48)
    marks = hands.house.images.get(hands.user, view.id).marks
    assert marks is not None
    assert marks.unread == ("prompt",)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_broken_exif_says_nothing_of_the_pixels(hands: Hands, photo: Photo, form: str) -> None:
    assert upload(hands, photo((40, 30), form, exif=b"Exif\0\0no tags at all")).size == (40, 30)


def test_xmp_without_measure_is_not_read(hands: Hands, photo: Photo) -> None:
    data = photo((40, 30), "WEBP", xmp=b"adobe:ns:meta" + b"<a>" * 2_000_000)
    marks = hands.house.images.get(hands.user, hands.house.images.upload(hands.user, hands.session, data).id).marks
    assert marks is not None
    assert marks.unread == ("XML:com.adobe.xmp",)


def test_a_workflow_of_two_megabytes_is_read(hands: Hands, photo: Photo) -> None:
    data, said = photo(), json.loads(SMALL) | {"extra": "x" * 2_000_000}
    loaded = data[:33] + text(b"workflow", json.dumps(said).encode()) + data[33:]
    marks = hands.house.images.get(hands.user, hands.house.images.upload(hands.user, hands.session, loaded).id).marks
    assert marks is not None
    (recipe,) = marks.recipes
    assert (marks.unread, recipe.prompt, recipe.text[-1], len(recipe.text)) == ((), "a red house", "…", MAX_TEXT)


def test_texts_that_unpack_without_end_cost_little() -> None:
    bomb = text(b"workflow", bytes(50_000_000), b"zTXt")
    picture = SIGNATURE + bomb * 400
    tracemalloc.start()
    kept, unread = thinned(picture, 4_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (kept, unread) == (SIGNATURE, ("workflow",))
    assert peak < len(picture) + 30_000_000


def test_how_a_picture_is_turned_is_read_from_its_texts(hands: Hands) -> None:
    data, packet = io.BytesIO(), b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a tiff:Orientation="6"/></x:xmpmeta>'
    Image.new("RGB", (20, 10), "red").save(data, "PNG")
    chunk = b"XML:com.adobe.xmp\0\0\0\0\0" + packet
    whole = struct.pack(">I", len(chunk)) + b"iTXt" + chunk + struct.pack(">I", zlib.crc32(b"iTXt" + chunk))
    turned = data.getvalue()[:33] + whole + data.getvalue()[33:]
    assert upload(hands, turned).size == (10, 20)


def test_marks_that_take_the_whole_process_do_not_take_the_picture(
    hands: Hands, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "SIGNS", (b"IHDR",))
    monkeypatch.setattr(verify, "WALL_SECONDS", 0.001)
    with pytest.raises(BadImage):
        hands.house.exports.marks(photo())
    assert hands.house.images.upload(hands.user, hands.session, photo()).handle == "#1"


def test_masks(hands: Hands) -> None:
    hands.upload((32, 24))
    out = io.BytesIO()
    grey = Image.new("L", (32, 24), 40)
    grey.paste(200, (4, 4, 12, 12))
    grey.save(out, "PNG")
    view = hands.house.images.upload(hands.user, hands.session, out.getvalue(), kind="mask")
    assert (view.handle, view.kind, view.of) == ("m1", "mask", "#1")
    picture = opened(hands.house.images.file(hands.user, view.id)[0])
    assert (picture.mode, picture.getcolors()) == ("L", [(32 * 24 - 64, 0), (64, 255)])
    brush = io.BytesIO()
    strokes = Image.new("RGBA", (32, 24), (255, 255, 255, 0))
    strokes.paste((255, 255, 255, 255), (0, 0, 8, 8))
    strokes.save(brush, "PNG")
    assert hands.house.images.upload(hands.user, hands.session, brush.getvalue(), kind="mask", of="#1").handle == "m2"


def test_masks_that_do_not_fit(hands: Hands, photo: Photo) -> None:
    with pytest.raises(BadRequest, match="no picture yet"):
        hands.house.images.upload(hands.user, hands.session, photo(), kind="mask")
    hands.upload((32, 24))
    with pytest.raises(BadRequest, match="32 x 24"):
        hands.house.images.upload(hands.user, hands.session, photo((31, 24)), kind="mask", of="#1")
    black = io.BytesIO()
    Image.new("L", (32, 24)).save(black, "PNG")
    with pytest.raises(BadImage, match="empty"):
        hands.house.images.upload(hands.user, hands.session, black.getvalue(), kind="mask", of="#1")
    with pytest.raises(BadRequest, match="#9"):
        hands.house.images.upload(hands.user, hands.session, photo((32, 24)), kind="mask", of="#9")


def test_a_photograph_with_a_second_view_behind_it(hands: Hands) -> None:
    out = io.BytesIO()
    views = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    views[0].save(out, "MPO", save_all=True, append_images=views[1:])
    picture = upload(hands, out.getvalue())
    red, _, blue = picture.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # three channels
    assert (red > 200, blue < 50) == (True, True)
