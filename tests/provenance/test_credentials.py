"""Forged, edited, swapped, stripped, pointing elsewhere: each reads as what it is, and nothing is ever fetched."""

import io
import struct
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from c2pa import Builder, C2paSignerInfo, Context, Reader, Signer
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image, PngImagePlugin

from orchestrator.domain.marks import Credentials
from orchestrator.pixels.formats import MIME, Format
from orchestrator.provenance import authority, credentials
from orchestrator.provenance.authority import BadCertificate, Credential, installed, own
from orchestrator.provenance.signing import SETTINGS, Signatory
from orchestrator.provenance.stamp import Wish, stamped
from tests.orchestrator.hands import until
from tests.provenance.works import noise, recipe, upload, work

Chunks = list[tuple[bytes, bytes]]


def chunks(data: bytes) -> Chunks:
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def png(parts: Chunks) -> bytes:
    out = io.BytesIO()
    for kind, data in parts:
        PngImagePlugin.putchunk(out, kind, data)
    return b"\x89PNG\r\n\x1a\n" + out.getvalue()


def with_manifest(data: bytes, manifest: bytes) -> bytes:
    return png([(kind, manifest if kind == b"caBX" else part) for kind, part in chunks(data)])


def read(data: bytes, credential: Credential, mime: str = "image/png") -> Credentials:
    found = credentials.read(data, mime, credential.root.decode())
    assert found is not None
    return found


@pytest.fixture
def signed(signatory: Signatory) -> bytes:
    return stamped(work(), Wish(), signatory, "")


def test_whole_and_ours(signed: bytes, credential: Credential) -> None:
    assert read(signed, credential).verdict == "trusted"


def test_whole_and_somebody_elses(signed: bytes, tmp_path: Path) -> None:
    """The name on a certificate is free to choose: without its root it is an unknown one."""
    other = installed(tmp_path)
    assert read(signed, other).verdict == "unknown"
    forger = stamped(work(), Wish(), Signatory(other), "")
    assert credentials.read(forger, "image/png", "") is not None


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_flipped_bits_are_noticed_wherever_they_are(form: Format, signatory: Signatory, credential: Credential) -> None:
    data = stamped(work(), Wish(form), signatory, "")
    begin = data.index(b"jumb") - 4
    manifest = range(begin - 12, begin + int.from_bytes(data[begin : begin + 4], "big") + 4)
    for at in range(20, len(data), max(1, len(data) // 80)):
        flipped = bytearray(data)
        flipped[at] ^= 0x10
        found = credentials.read(bytes(flipped), MIME[form], credential.root.decode())
        # Inside the manifest there is padding that says nothing; outside of it every bit counts.
        assert at in manifest or found is None or found.verdict in {"changed", "broken"}, at


def test_other_pixels_under_the_same_manifest(signed: bytes, credential: Credential) -> None:
    """The pixels are encoded anew, so that every checksum of the file is right."""
    with Image.open(io.BytesIO(signed)) as picture:
        changed = picture.copy()
    changed.putpixel((3, 3), tuple(255 - value for value in changed.getpixel((3, 3))))  # type: ignore[union-attr]
    out = io.BytesIO()
    changed.save(out, "PNG")
    data = [(k, d) for k, d in chunks(out.getvalue()) if k == b"IDAT"]
    kept = [(k, d) for k, d in chunks(signed) if k != b"IDAT"]
    found = read(png([*kept[:-1], *data, kept[-1]]), credential)
    assert found.verdict == "changed"
    assert "assertion.dataHash.mismatch" in found.findings


def test_a_manifest_swapped_between_files(signed: bytes, signatory: Signatory, credential: Credential) -> None:
    other = stamped(work(2, data=noise((50, 50))), Wish(), signatory, "")
    taken = dict(chunks(other))[b"caBX"]
    assert read(with_manifest(signed, taken), credential).verdict == "changed"


def test_an_edited_manifest(signed: bytes, credential: Credential) -> None:
    manifest = dict(chunks(signed))[b"caBX"]
    lied = manifest.replace(b"trainedAlgorithmicMedia", b"digitalCaptureXXXXXXXXX")
    assert lied != manifest
    found = read(with_manifest(signed, lied), credential)
    assert found.verdict == "changed"
    assert "assertion.hashedURI.mismatch" in found.findings


def test_text_put_in_afterwards(signed: bytes, credential: Credential) -> None:
    parts = chunks(signed)
    late = png([*parts[:-1], (b"tEXt", b"parameters\0another prompt\nSteps: 9"), parts[-1]])
    assert read(late, credential).verdict == "changed"
    assert read(signed + b"behind the end", credential).verdict == "changed"


def test_a_stripped_manifest_is_no_manifest(signed: bytes, credential: Credential) -> None:
    stripped = png([(kind, part) for kind, part in chunks(signed) if kind != b"caBX"])
    assert credentials.read(stripped, "image/png", credential.root.decode()) is None


@pytest.mark.parametrize("junk", [b"", b"\0" * 400, b"\xff" * 3000, bytes(range(256)) * 40])
def test_a_manifest_of_junk_is_broken(signed: bytes, junk: bytes, credential: Credential) -> None:
    found = credentials.read(with_manifest(signed, junk), "image/png", credential.root.decode())
    assert found is None or found.verdict in {"broken", "changed"}
    twice = png([pair for pair in chunks(signed) for _ in range(2 if pair[0] == b"caBX" else 1)])
    assert read(twice, credential).verdict == "broken"


def test_a_certificate_that_has_run_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authority, "LEAF_LIFE", timedelta(hours=1, seconds=2))
    monkeypatch.setattr(authority, "RENEW", timedelta(0))
    short = installed(tmp_path)
    data = stamped(work(), Wish(), Signatory(short), "")
    until(lambda: read(data, short).verdict == "ended", 20)
    broken = with_manifest(data, dict(chunks(data))[b"caBX"].replace(b"trained", b"Trained"))
    assert read(broken, short).verdict == "changed"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address, and who has asked there."""
    asked: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_POST = do_GET  # noqa: N815  # names of http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/manifest.c2pa", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_a_manifest_elsewhere_is_never_fetched(
    form: Format, listener: tuple[str, list[str]], credential: Credential, signatory: Signatory
) -> None:
    address, asked = listener
    file = remote(form, address, credential)
    found = read(file, credential, MIME[form])
    assert (found.verdict, found.address) == ("elsewhere", address)
    # Signing a picture that was made from such a file reads the file again.
    child = work(2, recipe("edit"), upload(1, original=lambda: (file, MIME[form])), brought=True)
    assert read(stamped(child, Wish(), signatory, ""), credential).verdict == "trusted"
    assert asked == []
    # And the listener hears: a reader as it comes does ask.
    with pytest.raises(Exception, match="Remote"):
        Reader(MIME[form], io.BytesIO(file), context=Context())
    assert asked


def remote(form: Format, address: str, credential: Credential) -> bytes:
    """A file that only names where its manifest is."""
    plain = io.BytesIO()
    with Image.open(io.BytesIO(noise())) as picture:
        picture.save(plain, form.upper())
    info = C2paSignerInfo(credential.algorithm.encode(), credential.chain, credential.key, None)
    action = {"action": "c2pa.created", "digitalSourceType": "http://c2pa.org/digitalsourcetype/empty"}
    said = {"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}]}
    out = io.BytesIO()
    with Signer.from_info(info) as signer, Builder(said, Context.from_dict(SETTINGS)) as builder:
        builder.set_no_embed()
        builder.set_remote_url(address)
        builder.sign(signer, MIME[form], io.BytesIO(plain.getvalue()), out)
    return out.getvalue()


def test_the_installation_keeps_its_root_and_hides_its_keys(tmp_path: Path) -> None:
    first = installed(tmp_path / "credentials")
    assert installed(tmp_path / "credentials").root == first.root
    assert {path.name for path in (tmp_path / "credentials").iterdir()} == {"root.pem", "leaf.pem"}
    for path in (tmp_path / "credentials").iterdir():
        assert path.stat().st_mode & 0o077 == 0
    assert (tmp_path / "credentials").stat().st_mode & 0o077 == 0


def test_a_leaf_is_renewed_under_the_same_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = installed(tmp_path)
    data = stamped(work(), Wish(), Signatory(before), "")
    monkeypatch.setattr(authority, "RENEW", authority.LEAF_LIFE)
    after = installed(tmp_path)
    assert (after.root, after.chain != before.chain) == (before.root, True)
    assert read(data, after).verdict == "trusted"


def test_ones_own_certificate(tmp_path: Path, credential: Credential) -> None:
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(credential.chain)
    key.write_bytes(credential.key)
    mine = own(chain, key)
    assert read(stamped(work(), Wish(), Signatory(mine), ""), credential).verdict == "trusted"
    key.write_bytes(authority._secret(ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(BadCertificate, match="belong together"):
        own(chain, key)
    key.write_bytes(b"no key")
    with pytest.raises(BadCertificate, match="cannot be read"):
        own(chain, key)
    with pytest.raises(BadCertificate, match="cannot be read"):
        own(tmp_path / "nothing", key)
