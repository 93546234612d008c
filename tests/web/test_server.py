"""The same app behind gunicorn, over real sockets: resuming, hanging up, many streams, large bodies."""

import http.client
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from orchestrator.bootstrap import Studio, studio
from orchestrator.cli.running import free_port
from orchestrator.settings import Settings
from tests.servers.process import Server
from tests.servers.studios import REPOSITORY
from tests.web.conftest import MINE, picture
from web.events import PER_USER


class Running:
    """gunicorn on a free port, and the services beside it."""

    def __init__(self, settings: Settings, log: Path) -> None:
        settings.port = free_port()
        self.beside: Studio = studio(settings)
        self.user = self.beside.users.local(MINE)
        self.port = settings.port
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PENTIMENTO_")},
            "PENTIMENTO_HOME": str(settings.home),
            "PENTIMENTO_PORT": str(settings.port),
            "PENTIMENTO_TOKEN": MINE,
        }
        self.log = log
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "-c", "python:web.server"]
        self.server = Server(command, self.log, env=self.env, cwd=REPOSITORY)
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            headers={"Authorization": f"Bearer {MINE}"},
            timeout=20,
            trust_env=False,
        )
        self.server.wait(self.answers, 60, "gunicorn")

    def kill(self) -> None:
        self.client.close()
        self.server.kill9()

    def answers(self) -> bool:
        try:
            return bool(self.client.get("/healthz").status_code)
        except httpx.TransportError:
            return False

    def rename(self, session: str, title: str) -> None:
        self.beside.sessions.rename(self.user, session, title)


@pytest.fixture
def running(settings: Settings, tmp_path: Path) -> Iterator[Running]:
    """A server that is killed at the end."""
    made = Running(settings, tmp_path / "gunicorn.log")
    yield made
    made.kill()
    made.beside.close()


def ids(lines: Iterator[str], count: int) -> list[int]:
    found: list[int] = []
    for line in lines:
        if line.startswith("id: "):
            found.append(int(line[4:]))
            if len(found) == count:
                break
    return found


def test_a_stream_resumes_over_a_killed_server(running: Running) -> None:
    client = running.client
    session = client.post("/api/v1/sessions", json={}).json()["id"]
    for number in range(3):
        running.rename(session, f"title {number}")
    seq = client.get(f"/api/v1/sessions/{session}").json()["seq"]
    with client.stream("GET", f"/api/v1/sessions/{session}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert ids(lines, seq) == list(range(1, seq + 1))
        began = time.monotonic()
        running.rename(session, "while it is open")
        assert ids(lines, 1) == [seq + 1]
        assert time.monotonic() - began < 5
        running.kill()
    running.rename(session, "while it is down")
    running.start()
    with running.client.stream(
        "GET", f"/api/v1/sessions/{session}/events", headers={"Last-Event-ID": str(seq + 1)}
    ) as stream:
        assert ids(stream.iter_lines(), 1) == [seq + 2]


def test_who_hangs_up_frees_the_seat_at_once(running: Running) -> None:
    client = running.client
    session = client.post("/api/v1/sessions", json={}).json()["id"]
    for _ in range(3):
        streams = every_seat(running.port, session)
        connection, status = opened(running.port, session)
        assert status == 429
        connection.close()
        assert client.get("/api/v1/sessions").status_code == 200
        for stream in streams:
            stream.close()


def every_seat(port: int, session: str) -> list[socket.socket]:
    """As many streams as there are seats; those who have just hung up may still be on their way out."""
    end = time.monotonic() + 10
    while True:
        tried = [opened(port, session) for _ in range(PER_USER)]
        streams = [connection for connection, _ in tried]
        if all(status == 200 for _, status in tried):
            return streams
        for connection in streams:
            connection.close()
        assert time.monotonic() < end, "the seats stayed taken"
        time.sleep(0.1)


def opened(port: int, session: str) -> tuple[socket.socket, int]:
    """A raw connection with an open stream on it, and its status."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(
        f"GET /api/v1/sessions/{session}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Authorization: Bearer {MINE}\r\n\r\n".encode()
    )
    return connection, int(connection.recv(4096).split(b" ", 2)[1])


@pytest.mark.parametrize("size", [10, 40])
def test_a_body_too_large_is_answered_not_cut_off(running: Running, size: int) -> None:
    client = running.client
    session = client.post("/api/v1/sessions", json={}).json()["id"]
    said = client.post(f"/api/v1/sessions/{session}/turns", json={"text": "x" * size * 1024 * 1024})
    sent = client.post(f"/api/v1/sessions/{session}/images", files={"file": bytes(size * 1024 * 1024)})
    assert said.status_code == 413
    assert sent.status_code == (413 if size > 25 else 415)
    assert said.headers["content-type"] == "application/problem+json"
    assert client.get(f"/api/v1/sessions/{session}").status_code == 200


def test_a_body_without_a_length_is_bounded_too(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
    connection.request(
        "POST",
        "/api/v1/sessions",
        body=(b"x" * 65536 for _ in range(40)),
        headers={"Authorization": f"Bearer {MINE}", "Content-Type": "application/json"},
        encode_chunked=True,
    )
    response = connection.getresponse()
    body = json.loads(response.read())
    connection.close()
    assert (response.status, body["status"]) == (413, 413), body


def test_the_largest_picture_goes_through(running: Running) -> None:
    client = running.client
    session = client.post("/api/v1/sessions", json={}).json()["id"]
    sent = client.post(f"/api/v1/sessions/{session}/images", files={"file": picture(4000, 3000, "JPEG")}, timeout=60)
    assert sent.status_code == 201, sent.text
    assert (sent.json()["width"], sent.json()["height"]) == (4000, 3000)


def test_the_longest_search_goes_through(running: Running) -> None:
    """Twelve bytes in the address for each sign; what is too long for gunicorn is no problem of ours."""
    found = running.client.get("/api/v1/search", params={"q": "\U0001f600" * 399, "cursor": "x" * 200})
    assert found.status_code == 422, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert running.client.get("/api/v1/search", params={"q": "\U00020000" * 400}).json()["items"] == []


def test_not_ready_says_what_is_missing(running: Running) -> None:
    response = httpx.get(f"http://127.0.0.1:{running.port}/healthz", trust_env=False)
    assert response.status_code == 503
    assert response.json()["status"] != "ok"
    assert response.json()["waiting"]
