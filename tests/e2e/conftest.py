"""Windows for the tests of the page: each ends with a quiet console, or the test fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.room import Room, enter
from tests.servers.studios import Studio
from tests.system.talk import Json, Talk

expect.set_options(timeout=20_000)  # milliseconds: two busy cores


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a window runs alone, and has time."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.serial)
            item.add_marker(pytest.mark.timeout(400))


class OpenRoom(Protocol):
    """What the fixture `open_room` is."""

    def __call__(self, path: str = "/new", *, width: int = 1280, height: int = 800, locale: str = "en-GB") -> Room:
        """A signed-in window at `path`."""


@pytest.fixture
def open_room(studio_server: Studio, browser: Browser) -> Iterator[OpenRoom]:
    """Opens windows; when the test ends, none of them may have logged an error or a broken security policy."""
    rooms: list[Room] = []

    def opened(path: str = "/new", *, width: int = 1280, height: int = 800, locale: str = "en-GB") -> Room:
        room = enter(studio_server, browser, width=width, height=height, locale=locale)
        rooms.append(room)
        room.enter(path)
        return room

    yield opened
    for room in rooms:
        room.page.context.close()
    assert [complaint for room in rooms for complaint in room.complaints] == []


@pytest.fixture(scope="session")
def painted(studio_server: Studio) -> Json:
    """Two pictures in a session that tests add to."""
    return two_pictures(studio_server)


def two_pictures(studio_server: Studio) -> Json:
    """A session with a picture #1 and a brighter #2, made over the API without the language model."""
    talk = Talk(studio_server.client)
    for tool, inputs, params in (
        ("generate", {}, {"prompt": "a red house, lake, sunset"}),
        ("enhance", {"source": "#1"}, {"adjust": "brighten"}),
    ):
        request = {"tool": tool, "inputs": inputs, "params": params}
        job = talk.call("POST", f"/sessions/{talk.id}/jobs", 202, json=request)
        assert talk.wait_job(job["id"])["state"] == "succeeded"
    return talk.call("GET", f"/sessions/{talk.id}")
