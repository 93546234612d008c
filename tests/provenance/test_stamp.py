"""What goes into a file: pixels untouched, every mark in its place, nothing private."""

import io
import re
import time

import pytest
from PIL import Image

from orchestrator.cli import verdict
from orchestrator.domain.marks import COMPOSITE, TRAINED, Credentials, Marks
from orchestrator.pixels.formats import MIME, Format
from orchestrator.provenance import look
from orchestrator.provenance.authority import Credential
from orchestrator.provenance.label import TEXTS, Label, labelled
from orchestrator.provenance.signing import DEPTH, Signatory
from orchestrator.provenance.stamp import Wish, stamped
from orchestrator.provenance.work import ENHANCED, Told, Work, source_type, told
from tests.provenance.works import CANARY, edited, noise, recipe, upload, work

FORMATS: tuple[Format, ...] = ("png", "jpeg", "webp")


def seen(data: bytes, credential: Credential) -> Marks:
    return look.marks(data, credential.root.decode())


@pytest.mark.parametrize("form", FORMATS)
def test_every_mark_is_in_the_file(form: Format, signatory: Signatory, credential: Credential) -> None:
    made = edited(work(1), 2)
    marks = seen(stamped(made, Wish(form), signatory, "Somebody"), credential)
    assert marks.credentials is not None
    assert (marks.credentials.verdict, marks.credentials.findings) == ("trusted", ())
    assert marks.credentials.actions[:2] == ("c2pa.opened", "c2pa.edited")
    assert [(one.title, one.relation, one.signed) for one in marks.credentials.ingredients] == [
        ("#1 (source)", "parentOf", True)
    ]
    assert marks.source_type == TRAINED
    assert marks.aigc is not None
    assert (marks.aigc["Label"], marks.aigc["ContentProducer"], marks.aigc["ProduceID"]) == ("1", "Somebody", made.id)
    by = {one.writer: one for one in marks.recipes}
    assert by["pentimento"].recipe == made.recipe
    assert (by["a1111"].prompt, by["a1111"].steps, by["a1111"].seed) == (f"a red house, {CANARY}", 20, 4243)
    assert by["a1111"].negative == CANARY


@pytest.mark.parametrize(
    ("xmp", "signed", "label", "said"),
    [
        ("digitalCapture", TRAINED, None, TRAINED),
        (None, None, "1", TRAINED),
        (COMPOSITE, None, "1", COMPOSITE),
        (None, "digitalCapture", "2", "digitalCapture"),
        (None, None, None, None),
    ],
)
def test_what_is_signed_or_labelled_counts_whatever_the_xmp_says(
    xmp: str | None, signed: str | None, label: str | None, said: str | None
) -> None:
    credentials = Credentials(verdict="trusted", source_type=signed) if signed else None
    assert Marks(source_type=xmp, credentials=credentials, aigc={"Label": label} if label else None).claimed == said


def test_a_crop_is_said_to_be_one_and_stays_what_it_was(signatory: Signatory, credential: Credential) -> None:
    def shaped(source: Work) -> Work:
        box = {"left": 0, "top": 0, "width": 9, "height": 9}
        return work(2, recipe("transform", None, box=box, turn="left", width=90), source)

    marks = seen(stamped(shaped(work(1)), Wish("png", "wordless"), signatory, ""), credential)
    assert marks.credentials is not None
    assert marks.credentials.actions[:4] == (
        "c2pa.opened",
        "c2pa.cropped",
        "c2pa.orientation",
        "c2pa.resized.proportional",
    )
    by = {one.writer: one for one in marks.recipes}
    assert by["pentimento"].recipe is not None
    assert by["pentimento"].recipe.params["box"] == {"left": 0, "top": 0, "width": 9, "height": 9}
    assert source_type(shaped(work(1))) == TRAINED
    assert source_type(shaped(upload(1))) is None, "a photograph without marks is not enhanced by being cropped"
    assert source_type(shaped(upload(1, claimed="digitalCapture"))) == "digitalCapture"
    assert source_type(work(3, recipe("enhance", None), shaped(upload(1)))) == ENHANCED


def test_two_pictures_in_one_are_told_of_both(signatory: Signatory, credential: Credential) -> None:
    def both(one: Work, two: Work) -> Work:
        return work(3, recipe("combine", None, layout="beside"), parents_of=(("source", one), ("reference", two)))

    marks = seen(stamped(both(work(1), upload(2)), Wish("png", "wordless"), signatory, ""), credential)
    assert marks.credentials is not None
    assert marks.credentials.verdict == "trusted"
    assert marks.credentials.actions[:2] == ("c2pa.opened", "c2pa.placed")
    assert [(one.title, one.relation) for one in marks.credentials.ingredients] == [
        ("#1 (source)", "parentOf"),
        ("#2 (reference)", "componentOf"),
    ]
    assert source_type(both(work(1), work(2))) == TRAINED
    assert source_type(both(upload(1), work(2))) == source_type(both(work(1), upload(2))) == COMPOSITE
    assert source_type(both(upload(1), upload(2))) is None
    assert source_type(both(upload(1, claimed="digitalCapture"), upload(2))) is None, "nothing is known of one of them"


def test_a_png_keeps_its_pixels_bit_for_bit(signatory: Signatory) -> None:
    stored = noise((123, 77), "RGB")
    with Image.open(io.BytesIO(stored)) as then:
        before = then.tobytes()
    with Image.open(io.BytesIO(stamped(work(data=stored), Wish(), signatory, ""))) as now:
        assert now.tobytes() == before


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("told", ["wordless", "none"])
def test_nothing_that_was_said_is_in_the_file_unless_wanted(form: Format, told: Told, signatory: Signatory) -> None:
    made = edited(edited(work(1), 2, data=noise(mode="RGBA")), 3)
    data = stamped(made, Wish(form, told), signatory, "")
    for text in (data, data.decode("utf-16-be", "ignore").encode(), data.decode("utf-16-le", "ignore").encode()):
        assert CANARY.encode() not in text
    found = look.marks(data, "").recipes
    assert bool(found) == (told == "wordless")
    assert all(one.seed in {4242, 4243} for one in found)


@pytest.mark.parametrize("form", FORMATS)
def test_the_manifest_holds_no_words_even_when_the_recipe_does(form: Format, signatory: Signatory) -> None:
    told = stamped(edited(work(1), 2), Wish(form, "full"), signatory, "")
    silent = stamped(edited(work(1), 2), Wish(form, "none"), signatory, "")
    assert CANARY.encode() not in silent
    assert b"c2pa.edited" in silent
    assert len(told) > len(silent)


@pytest.mark.parametrize("form", FORMATS)
def test_no_place_and_no_person_is_in_the_file(form: Format, signatory: Signatory) -> None:
    import getpass
    import socket

    data = stamped(edited(upload(1), 2, brought=True), Wish(form), signatory, "")
    assert b"GPS" not in data
    assert not re.search(rb"/(home|root|tmp|Users)/", data)
    for name in (socket.gethostname(), getpass.getuser()):
        if len(name) > 5:  # "root" is a word of certificates too, and two letters are found in any pixels
            assert name.encode() not in data


def test_parents_are_embedded_to_a_depth_and_no_further(signatory: Signatory, credential: Credential) -> None:
    chain: list[Work] = [work(1, data=noise((16, 16)))]
    sizes = []
    for number in range(2, DEPTH + 5):
        chain.append(edited(chain[-1], number, data=noise((16, 16))))
        sizes.append(len(stamped(chain[-1], Wish(recipe="none"), signatory, "")))
    found = seen(stamped(chain[-1], Wish(), signatory, ""), credential).credentials
    assert found is not None
    assert (found.verdict, found.generations) == ("trusted", DEPTH)
    assert sizes[-1] - sizes[-2] < 500 < sizes[1] - sizes[0]


def test_source_types() -> None:
    drawn, brought = work(1), upload(2)
    assert source_type(drawn) == TRAINED
    assert source_type(brought) is None
    assert source_type(edited(drawn, 3)) == TRAINED
    assert source_type(edited(brought, 4, brought=True)) == COMPOSITE
    brighter = work(5, recipe("enhance", None, adjust="brighten"), brought, brought=True)
    assert source_type(brighter) == ENHANCED
    assert source_type(work(6, recipe("enhance", None), edited(brought, 7, brought=True), brought=True)) == COMPOSITE
    assert source_type(upload(8, claimed=TRAINED)) == TRAINED


def test_credentials_and_xmp_name_one_source_type(signatory: Signatory, credential: Credential) -> None:
    for made, kind in ((edited(work(1), 2), TRAINED), (edited(upload(3), 4, brought=True), COMPOSITE)):
        marks = seen(stamped(made, Wish(), signatory, ""), credential)
        assert marks.credentials is not None
        assert (marks.source_type, marks.credentials.source_type) == (kind, kind)


def test_the_command_line_says_the_verdict_first(signatory: Signatory, credential: Credential) -> None:
    whole = stamped(edited(work(1), 2), Wish("jpeg"), signatory, "")
    changed = bytearray(whole)
    changed[-20] ^= 1
    for data, first, status in (
        (whole, "Whole, and signed by a studio", verdict.FINE),
        (bytes(changed), "CHANGED", verdict.WRONG),
        (work(1).png(), "No marks were found", verdict.NOTHING),
    ):
        marks = seen(data, credential)
        assert verdict.line(marks).startswith(first)
        assert verdict.status(marks) == status
    assert "kind: made by an AI model" in verdict.facts(seen(whole, credential))


def test_a_photograph_is_not_said_to_be_made_by_a_machine(signatory: Signatory, credential: Credential) -> None:
    for made in (upload(1), work(2, recipe("enhance", None), upload(1), brought=True)):
        marks = seen(stamped(made, Wish(label="ai"), signatory, ""), credential)
        assert marks.aigc is None
        assert marks.credentials is not None
        assert marks.credentials.verdict == "trusted"
        assert "c2pa.addedText" not in marks.credentials.actions
        assert marks.source_type != TRAINED


@pytest.mark.parametrize("size", [(64, 64), (640, 480), (300, 2000)])
@pytest.mark.parametrize("label", ["ai", "ai-zh"])
def test_the_label_is_high_enough_and_in_the_corner(size: tuple[int, int], label: Label) -> None:
    plain = Image.new("RGB", size, "steelblue")
    changed = Image.new("L", size)
    out = labelled(plain, label)
    changed = Image.frombytes("L", size, bytes(255 * (a != b) for a, b in zip(pixels(plain), pixels(out), strict=True)))
    left, top, right, bottom = changed.getbbox() or (0, 0, 0, 0)
    assert right > size[0] * 0.9 or size[0] < 100
    assert bottom > size[1] * 0.9 or size[1] < 100
    light = Image.frombytes("L", size, bytes(255 * (min(p) > 200) for p in pixels(out))).getbbox()
    assert light is not None
    assert light[3] - light[1] >= 0.05 * min(size), "the characters are too low for GB 45438"
    assert (right - left) > (bottom - top) or len(TEXTS[label]) < 3
    assert top > size[1] * 0.4


def pixels(picture: Image.Image) -> list[tuple[int, int, int]]:
    data = picture.tobytes()
    return list(zip(data[0::3], data[1::3], data[2::3], strict=True))


def test_mime_types_are_what_is_written(signatory: Signatory) -> None:
    for form in FORMATS:
        with Image.open(io.BytesIO(stamped(work(), Wish(form), signatory, ""))) as picture:
            assert picture.get_format_mimetype() == MIME[form]


def test_a_recipe_of_many_texts_is_told_without_words_in_no_time() -> None:
    """A link's page tells thousands of them; anybody may ask for it."""
    wordy = recipe("generate", **{f"a{number}": f"word {number}" for number in range(480)})
    began = time.process_time()
    for _ in range(20):
        assert (told(wordy, "wordless") or {})["params"] == {"steps": 20, "guidance": 7.5}
    assert time.process_time() - began < 2.0, "seconds"
