"""Each zip that is not exactly a bundle is refused whole, with a sentence, and nothing is kept of it."""

import io
import json
import resource
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from orchestrator.bootstrap import Studio, studio
from orchestrator.carry import unpack
from orchestrator.carry.bundle import VERSION
from orchestrator.db.base import Base
from orchestrator.domain.errors import StudioError
from orchestrator.settings import Settings
from tests.hostile import bomb
from tests.orchestrator.hands import Hands, brighten, making

Change = Callable[[dict[str, Any], dict[str, bytes]], None]


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """Somebody with a session of two pictures and a turn; nothing in these tests may change their studio."""
    house = studio(Settings(home=tmp_path_factory.mktemp("home")))
    house.migrate()
    made = Hands.on(house)
    made.upload()
    made.say("brighter", making(brighten("#1")))
    made.finish(made.claimed())
    made.house.turns.cancel(made.user, made.house.sessions.get(made.user, made.session).turns[0].id)
    made.execute("UPDATE turns SET state = 'done', phase = 'over', ended = created")
    yield made
    house.close()


@pytest.fixture(scope="module")
def parts(hands: Hands) -> dict[str, bytes]:
    """A right bundle's files by name."""
    data = b"".join(hands.house.bundles.session(hands.user, hands.session).chunks)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def state(house: Studio) -> tuple[object, ...]:
    with house.means.database.read() as db:
        rows = tuple(db.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables)
    return rows, sorted(path.name for path in house.settings.home.rglob("*") if path.is_file() and "-" not in path.name)


def refused(hands: Hands, data: bytes, *words: str) -> str:
    before = state(hands.house)
    with pytest.raises(StudioError) as error:
        hands.house.arrivals.take_in(hands.user, io.BytesIO(data))
    assert error.value.status in {413, 415, 422}
    assert state(hands.house) == before
    for word in words:
        assert word in error.value.message, error.value.message
    assert error.value.message.endswith((".", ":")) or ":" in error.value.message
    return error.value.message


def test_the_right_one_is_taken(hands: Hands, parts: dict[str, bytes]) -> None:
    done = hands.house.arrivals.take_in(hands.user, io.BytesIO(zipped(parts)))
    assert (done.pictures, done.turns, done.new) == (2, 1, 0)
    hands.house.sessions.delete(hands.user, done.session)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.png", "/etc/passwd", "images/../../x.png", "..\\evil.png", "C:\\evil.png", "images/", "images/x.png",
        "images/" + "A" * 64 + ".png", "recipes/../a.json", "a.sh", "pentimento.json\0.png", "．．/x", "./index.html",
        "images/" + "0" * 64 + ".png/", "Pentimento.json", "", " ",
    ],
)  # fmt: skip
def test_names_that_a_bundle_has_not(hands: Hands, parts: dict[str, bytes], name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in parts.items():
            archive.writestr(one, data)
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        archive.writestr(entry, b"x")
    refused(hands, out.getvalue())


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(hands: Hands, parts: dict[str, bytes], mode: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in parts.items():
            entry = zipfile.ZipInfo(one)
            entry.external_attr = (mode | 0o777) << 16 if one == "index.html" else 0
            archive.writestr(entry, data)
    refused(hands, out.getvalue(), "link or no plain file")


def test_one_name_twice(hands: Hands, parts: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in parts.items():
            archive.writestr(one, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("pentimento.json", parts["pentimento.json"])
    refused(hands, out.getvalue(), "twice")


def test_bombs(hands: Hands, parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    picture = next(name for name in parts if name.startswith("images/"))
    refused(hands, zipped(parts | {"index.html": bytes(30_000_000)}), "far more")
    refused(hands, zipped(parts | {picture: bytes(60_000_000)}), "far more")
    refused(hands, zipped(parts | {"index.html": bytes(49 * 1024**2)}), "too large")
    many = {f"recipes/{number}.json": b"" for number in range(1, unpack.MOST_ENTRIES + 2)}
    refused(hands, zipped(parts | many), "more than")
    monkeypatch.setattr(unpack, "MOST_BYTES", 20_000)
    refused(
        hands, zipped(parts | {"index.html": bytes(range(256)) * 60, "recipes/1.json": bytes(range(256)) * 60}), "GB"
    )


def test_a_graph_of_a_million_nothings(hands: Hands, parts: dict[str, bytes]) -> None:
    """Few bytes in the zip, a hundred times as many unpacked, and of those each three become 64 in memory."""
    many = json.loads(parts["pentimento.json"])
    text = json.dumps(many)[:-1].encode() + b', "x": [' + b"{}," * (3 * 2**19) + b"{}]}"
    began = time.process_time()
    refused(hands, zipped(parts | {"pentimento.json": text}, zipfile.ZIP_STORED), "more values")
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("where", ["images", "edges", "images.0.tags", "jobs.0.needs", "session", ""])
def test_a_great_many_mistakes_cost_little(hands: Hands, parts: dict[str, bytes], where: str) -> None:
    """A validator that noted all of them before it spoke took 8 GB."""
    graph = json.loads(parts["pentimento.json"])
    at: Any = graph
    *way, last = where.split(".") if where else [""]
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    wrong = {f"a{number}": 1 for number in range(300_000)}
    at |= {last: [{}] * 500_000} if last not in {"", "session"} else wrong if not last else {last: at[last] | wrong}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(hands, zipped(parts | {"pentimento.json": json.dumps(graph).encode()}, zipfile.ZIP_STORED))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "kilobytes"


def test_files_that_lie_over_each_other(hands: Hands, parts: dict[str, bytes]) -> None:
    """The bomb of Fifield: many names for one packed body."""
    data = bytearray(zipped(parts, zipfile.ZIP_STORED))
    (start,) = struct.unpack("<L", data[-6:-2])
    second = data.index(b"PK\x01\x02", start + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    refused(hands, bytes(data))


def test_sizes_and_sums_that_lie(hands: Hands, parts: dict[str, bytes]) -> None:
    right = zipped(parts, zipfile.ZIP_STORED)
    start = struct.unpack("<L", right[-6:-2])[0]
    for offset, value in ((16, 1), (20, 5), (24, 5), (24, 2**31), (28, 3)):
        data = bytearray(right)
        data[start + offset : start + offset + (2 if offset == 28 else 4)] = struct.pack("<L", value)[
            : 2 if offset == 28 else 4
        ]
        refused(hands, bytes(data))
    picture = right.index(b"\x89PNG")
    data = bytearray(right)
    data[picture + 40] ^= 1
    refused(hands, bytes(data))


def test_a_second_list_of_contents(hands: Hands, parts: dict[str, bytes]) -> None:
    """zip64: `zipfile` believes the longer record, whatever the plain one says."""
    right = zipped(parts)
    count, length, start = struct.unpack("<HLL", right[-12:-2])
    body, entries = right[:start], right[start:-22]
    long = entries * 3
    end = len(body) + len(long)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count * 3, count * 3, len(long), len(body))
    pointer = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    before = body + long + record + pointer
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, len(before) - length, 0)
    refused(hands, before + last, "two lists")
    one_less = bytearray(right)
    one_less[-14:-10] = struct.pack("<HH", count - 1, count - 1)
    refused(hands, bytes(one_less), "not the one")


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"hello", b"PK\x05\x06" + bytes(18), b"\x89PNG\r\n\x1a\n" * 10, b"PK\x03\x04" * 99]
)
def test_no_zip_at_all(hands: Hands, data: bytes) -> None:
    refused(hands, data)


def test_something_before_or_behind(hands: Hands, parts: dict[str, bytes]) -> None:
    right = zipped(parts)
    refused(hands, b"#!/bin/sh\n" + right)
    refused(hands, right + b"behind")
    refused(hands, right[:-30])


def encrypted(data: bytes) -> bytes:
    made = bytearray(data)
    at = 0
    while (at := made.find(b"PK\x01\x02", at)) >= 0:
        made[at + 8] |= 1
        at += 4
    return bytes(made)


def test_encrypted(hands: Hands, parts: dict[str, bytes]) -> None:
    refused(hands, encrypted(zipped(parts)), "encrypted")


def changed(parts: dict[str, bytes], change: Change) -> bytes:
    graph, files = json.loads(parts["pentimento.json"]), dict(parts)
    change(graph, files)
    said = json.dumps(graph).replace("Infinity", "1e999")  # as any JSON may write it
    return zipped(files | {"pentimento.json": said.encode()})


def circle(graph: dict[str, Any], _: dict[str, bytes]) -> None:
    (edge,) = graph["edges"]
    graph["edges"].append({"child": edge["parent"], "parent": edge["child"], "role": "source"})


def itself(graph: dict[str, Any], _: dict[str, bytes]) -> None:
    graph["edges"].append({"child": graph["images"][0]["id"], "parent": graph["images"][0]["id"], "role": "mask"})


def foreign(graph: dict[str, Any], _: dict[str, bytes]) -> None:
    graph["edges"][0]["parent"] = "01jsomebodyelses0000000000"


def answering_itself(graph: dict[str, Any], _: dict[str, bytes]) -> None:
    (turn,) = graph["turns"]
    graph["turns"].append({**turn, "id": "other", "asked": {"answers": turn["id"]}})
    turn["asked"] = {"answers": "other"}


def other_pixels(graph: dict[str, Any], files: dict[str, bytes]) -> None:
    one, two = (image["sha256"] for image in graph["images"])
    files[f"images/{one}.png"] = files[f"images/{two}.png"]


def no_picture(graph: dict[str, Any], files: dict[str, bytes]) -> None:
    import hashlib

    digest = hashlib.sha256(b"no picture").hexdigest()
    del files[f"images/{graph['images'][0]['sha256']}.png"]
    files[f"images/{digest}.png"] = b"no picture"
    graph["images"][0]["sha256"] = digest


def bomb_picture(graph: dict[str, Any], files: dict[str, bytes]) -> None:
    import hashlib

    data = bomb(50_000, 50_000)
    digest = hashlib.sha256(data).hexdigest()
    del files[f"images/{graph['images'][0]['sha256']}.png"]
    files[f"images/{digest}.png"] = data
    graph["images"][0]["sha256"] = digest


def stray(graph: dict[str, Any], files: dict[str, bytes]) -> None:
    files["images/" + "0" * 64 + ".png"] = b"x"


def missing(graph: dict[str, Any], files: dict[str, bytes]) -> None:
    del files[f"images/{graph['images'][0]['sha256']}.png"]


def two_sources(graph: dict[str, Any], _: dict[str, bytes]) -> None:
    graph["images"].append({**graph["images"][0], "id": "again", "handle": "#9"})
    graph["edges"].append({**graph["edges"][0], "parent": "again"})


def put(path: str, value: Any) -> Change:
    """Sets one value in the graph."""

    def change(graph: dict[str, Any], _: dict[str, bytes]) -> None:
        at: Any = graph
        *way, last = path.split(".")
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[last] = value

    return change


CHANGES: dict[str, tuple[Change, str]] = {
    "circle": (circle, "circle"),
    "its own parent": (itself, "circle"),
    "answers in a circle": (answering_itself, "answer itself"),
    "edge to another's picture": (foreign, "leads to no picture"),
    "other pixels": (other_pixels, "not the one"),
    "no picture": (no_picture, "read"),
    "picture bomb": (bomb_picture, "large"),
    "picture too much": (stray, "does not know"),
    "picture missing": (missing, "missing"),
    "wrong size": (put("images.0.width", 31), "another size"),
    "another format": (put("format", "zip"), "not made by Pentimento"),
    "a later version": (put("version", VERSION + 1), "another version"),
    "unknown field": (put("images.0.path", "/etc/passwd"), "path"),
    "handle twice": (put("images.1.handle", "#1"), "two of the same"),
    "id twice": (put("images.1.turn", "nowhere"), "leads to no turn"),
    "handle of a mask": (put("images.0.kind", "mask"), "handle"),
    "sha that is a path": (put("images.0.sha256", "../../etc/passwd"), "sha256"),
    "tool that is code": (put("images.1.tool", "os.system"), "tool"),
    "role": (put("edges.0.role", "owner"), "role"),
    "running turn": (put("turns.0.state", "working"), "state"),
    "running job": (put("jobs.0.state", "queued"), "state"),
    "turn of its own": (put("turns.0.parent", "x"), "leads to no turn"),
    "NUL": (put("session.title", "a\0b"), "characters"),
    "escape": (put("turns.0.text", "\x1b[31m"), "characters"),
    "long text": (put("turns.0.text", "x" * 5000), "text"),
    "deep": (put("images.0.scores", json.loads('{"a":' * 60 + "1" + "}" * 60)), "deep"),
    "infinite seed": (put("jobs.0.seed", 2**70), "64 bits"),
    "recipe of another shape": (put("images.1.recipe.exec", "x"), "recipe"),
    "time": (put("images.0.created", 1e300), "created"),
    "two sources of one picture": (two_sources, "two of the same parent"),
    "prompt of another shape": (put("images.1.prompt", {"x": 1}), "prompt"),
    "scores of another shape": (put("images.1.scores", {"checks": 5}), "scores"),
    "a score that is a list": (put("images.1.scores", {"measures": {"a": [[]]}}), "scores"),
    "a number that no row holds": (put("jobs.0.params", {"steps": 2**64}), "64 bits"),
    "a parameter as long as a book": (put("images.1.recipe.params", {"prompt": "a b " * 2500}), "4000 characters"),
    "parameters without end": (put("jobs.0.params", {str(n): n for n in range(2000)}), "1000 values"),
    "defaults that are words": (put("images.1.recipe.defaults", {"steps": "x"}), "defaults"),
    "defaults without measure": (put("images.1.recipe.defaults", {"width": 10**9}), "defaults"),
    "a review of another shape": (put("turns.0.review", {"budget": 1, "best": "../x"}), "review"),
    "a review without end": (put("turns.0.review", {"budget": 1, "attempts": [{"step": 1, "line": 1}] * 65}), "review"),
    "rating": (put("images.0.rating", 99), "rating"),
    "a look as long as a book": (
        put("images.1.prompt", {"subjects": [{"what": "fox", "attributes": ["a b " * 6000]}]}), "20000 characters"
    ),
    "a number beyond all": (put("images.1.scores", {"measures": {"psnr": float("inf")}}), "larger than any"),
    "rating below none": (put("images.0.rating", -1), "rating"),
    "a handle after which there are no more": (put("jobs.0.handles", ["#999999"]), "number over"),
    "a mask after which there are no more": (put("jobs.0.handles", ["m999999"]), "number over"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_graphs_that_do_not_hold_together(hands: Hands, parts: dict[str, bytes], name: str) -> None:
    change, word = CHANGES[name]
    refused(hands, changed(parts, change), word)


@pytest.mark.parametrize(
    "graph", [b"", b"[]", b"{", b"null", b"[" * 100_000, b'{"format": NaN}', b"\xff\xfe", b'{"a": "\\ud800"}']
)
def test_graphs_that_are_none(hands: Hands, parts: dict[str, bytes], graph: bytes) -> None:
    refused(hands, zipped(parts | {"pentimento.json": graph}))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10**6), value=st.integers(0, 255), cut=st.booleans())
def test_any_damage_is_refused_or_harmless(
    hands: Hands, parts: dict[str, bytes], at: int, value: int, *, cut: bool
) -> None:
    data = bytearray(zipped(parts))
    if cut:
        data = data[: at % len(data)]
    else:
        data[at % len(data)] = value
    try:
        unpacked = unpack.Unpacked(io.BytesIO(bytes(data)))
        list(unpacked.pictures())
    except StudioError as error:
        assert error.message  # noqa: PT017  # either is right


def test_nothing_is_left_in_the_home(hands: Hands, parts: dict[str, bytes]) -> None:
    refused(hands, changed(parts, other_pixels))
    assert not [path for path in Path(hands.house.settings.home).iterdir() if path.name.startswith("tmp")]
