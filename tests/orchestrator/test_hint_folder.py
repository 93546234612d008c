"""Hints in a folder: read whole or not at all, each once, and no file in there can end a worker."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from celery.contrib.testing.worker import start_worker

from orchestrator.services.house.hints import TASK, celery_app, publish
from orchestrator.settings import Settings
from tests.orchestrator.hands import until


@pytest.fixture
def app(tmp_path: Path) -> Any:
    return celery_app(Settings(home=tmp_path))


def _queue(tmp_path: Path) -> Path:
    return Settings(home=tmp_path).broker_folder / "queue"


def _damage(folder: Path) -> None:
    """What a reader finds that comes before the writer's first byte, in its middle, and what no writer wrote."""
    (folder / "1_empty.cpu.msg").write_bytes(b"")
    (folder / "2_half.cpu.msg").write_bytes(b'{"body": "W1tdLCB7')
    (folder / "3_bytes.cpu.msg").write_bytes(b"\xff\xfe\x00")


def test_a_damaged_hint_is_passed_over(app: Any, tmp_path: Path) -> None:
    _damage(_queue(tmp_path))
    publish(app, "cpu")  # finds enough there already
    app.send_task(TASK, queue="cpu")
    with app.connection_for_read() as connection, connection.channel() as channel:
        assert channel._get("cpu")["headers"]["task"] == TASK
        with pytest.raises(Empty):
            channel._get("cpu")
    assert not list(_queue(tmp_path).iterdir())


@pytest.fixture
def root_logger() -> Iterator[None]:
    """As it was: Celery's worker for tests sets levels and handlers of all logging."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.mark.usefixtures("root_logger")
def test_a_worker_outlives_a_damaged_hint(app: Any, tmp_path: Path) -> None:
    done = threading.Event()
    app.task(done.set, name=TASK)
    with start_worker(app, pool="solo", perform_ping_check=False, queues=["cpu"], shutdown_timeout=20):
        _damage(_queue(tmp_path))
        until(lambda: not list(_queue(tmp_path).glob("*.msg")))
        app.send_task(TASK, queue="cpu")
        assert done.wait(20)


def test_readers_get_each_hint_once_and_whole(app: Any, tmp_path: Path) -> None:
    writers, each = 2, 150
    got: list[str] = []
    wrong: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        with app.connection_for_read() as connection, connection.channel() as channel:
            while not (over.is_set() and not list(_queue(tmp_path).glob("*.msg"))):
                try:
                    got.append(channel._get("cpu")["n"])
                except Empty:
                    continue
                except BaseException as error:
                    wrong.append(error)
                    raise

    def write(writer: int) -> None:
        with app.connection_for_write() as connection, connection.channel() as channel:
            for n in range(each):
                channel._put("cpu", {"n": f"{writer}-{n}", "long": "x" * 100_000})

    readers = [threading.Thread(target=read) for _ in range(2)]
    writing = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in [*readers, *writing]:
        thread.start()
    for thread in writing:
        thread.join()
    over.set()
    for thread in readers:
        thread.join()
    assert not wrong
    assert sorted(got) == sorted(f"{writer}-{n}" for writer in range(writers) for n in range(each))
