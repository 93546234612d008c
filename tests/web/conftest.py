"""An app on a migrated SQLite in a folder of its own, two people, and pictures to send."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from pydantic import SecretStr
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from orchestrator.bootstrap import Studio
from orchestrator.db.engine import Database
from orchestrator.db.migrate import upgrade
from orchestrator.settings import Settings
from web.app import create_app
from web.current import KEY

MINE = "token-of-the-owner-0123456789"
OTHERS = "token-of-somebody-else-987654"


DECLARED = """
name = "declared"
family = "sd"
capabilities = ["generate", "edit", "inpaint", "upscale"]
scale = 2
[defaults]
width = 128
height = 128
"""
"""A model that is only declared: enough to submit work, which nobody does in these tests."""


class Reply(TestResponse):
    """A response whose JSON a test may look into."""

    @property
    def json(self) -> Any:
        return self.get_json()


class Caller:
    """A client with a bearer token; paths are below /api/v1."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, **sent: Any) -> Reply:
        headers = {**self.headers, **sent.pop("headers", {})}
        return cast("Reply", self.client.open(f"/api/v1{path}", method=method, headers=headers, **sent))

    def get(self, path: str, **sent: Any) -> Reply:
        return self("GET", path, **sent)

    def post(self, path: str, **sent: Any) -> Reply:
        return self("POST", path, **sent)

    def session(self, title: str | None = None) -> str:
        made = self.post("/sessions", json={} if title is None else {"title": title})
        assert made.status_code == 201, made.text
        return str(made.json["id"])

    def upload(self, session: str, data: bytes, *, key: str | None = None, **form: str) -> Reply:
        file = FileStorage(io.BytesIO(data), "../../etc/passwd.png", content_type="image/png")
        boundary, body = encode_multipart({**form, "file": file})
        return self.post(
            f"/sessions/{session}/images",
            data=body,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers={"Idempotency-Key": key} if key else {},
        )


def picture(width: int = 64, height: int = 48, form: str = "PNG", *, mode: str = "RGB") -> bytes:
    """A gradient, encoded."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("web") / "pentimento.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


def furnish(home: Path, empty_database: Path) -> Settings:
    """A studio's data folder for tests; nothing of it is read from the environment."""
    shutil.copy(empty_database, home / "pentimento.db")
    model = home / "declared" / "declared"
    model.mkdir(parents=True)
    (model / "model.toml").write_text(DECLARED)
    return Settings(
        home=home,
        models=str(model.parent),
        token=SecretStr(MINE),
        port=7878,
        host="127.0.0.1",
        describe_uploads=False,  # tests that count jobs count their own
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Flask]:
    """The application, with its two people."""
    made = create_app(settings)
    studio: Studio = made.extensions[KEY]
    studio.users.local(MINE)
    studio.users.add("other", OTHERS)
    yield made
    studio.close()


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    """A test's own studio."""
    return furnish(tmp_path, empty_database)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """A test's own application."""
    with opened(settings) as made:
        yield made


@pytest.fixture
def here(app: Flask) -> Studio:
    """The services behind the app."""
    studio: Studio = app.extensions[KEY]
    return studio


@pytest.fixture
def me(app: Flask) -> Caller:
    """The owner, by token."""
    return Caller(app.test_client(), MINE)


@pytest.fixture
def other(app: Flask) -> Caller:
    """Somebody else."""
    return Caller(app.test_client(), OTHERS)


def assert_problem(response: TestResponse, status: int, *words: str) -> dict[str, Any]:
    """A whole problem+json with this status, whose detail holds the words."""
    assert response.status_code == status, (response.status_code, response.text[:300])
    assert response.mimetype == "application/problem+json"
    body: dict[str, Any] = response.get_json()
    assert body.keys() >= {"type", "title", "status", "detail", "instance"}
    assert body["status"] == status
    assert "Traceback" not in response.text
    for word in words:
        assert word.lower() in body["detail"].lower(), body["detail"]
    return body
