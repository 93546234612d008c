"""Hints as files in a folder, where no broker runs: kombu's filesystem transport, made safe for many processes.

Owns how a hint is put there whole and taken once. Refuses to fail over a file it cannot read: a hint is only a hint.

kombu's own transport (5.7, `kombu/transport/filesystem.py`) opens a message under its final name and writes it
afterwards, and takes a message without asking for the writer's lock, so that a reader can get an empty file; its
`JSONDecodeError` then ends the Celery worker. The same holds for the file in which it keeps bindings.
"""

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

import structlog
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

log = structlog.get_logger(__name__)


class Channel(filesystem.Channel):  # type: ignore[misc]  # kombu has no types
    """One folder for all queues; a message is a file `TIME_ID.QUEUE.msg`, there from one moment to the next."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time.time_ns()}_{uuid.uuid4()}"
        unfinished = Path(self.data_folder_out, f"{name}.part")
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.replace(unfinished.with_name(f"{name}.{queue}.msg"))

    def _get(self, queue: str) -> Any:
        """The oldest message of `queue`; who unlinks a file owns it, so that each is delivered once."""
        for path in sorted(Path(self.data_folder_in).iterdir()):
            if path.name.partition(".")[2] != f"{queue}.msg":
                continue
            try:
                written = path.read_bytes()
                path.unlink()
                return loads(written.decode())
            except FileNotFoundError:
                continue  # another worker was faster
            except ValueError as error:
                log.warning("hint not read", file=path.name, error=str(error))
        raise Empty

    def _lookup(self, exchange: str, routing_key: str, default: str | None = None) -> list[str]:
        return [routing_key]  # each queue is bound under its own name (`hints.celery_app`): nothing to look up

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Nothing to write down, for the same reason."""


class Transport(filesystem.Transport):  # type: ignore[misc]
    """The transport that `filesystem://` means here."""

    Channel = Channel
