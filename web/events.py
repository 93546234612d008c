"""The event stream of a session: rows of the events table by number, resumable, and passing news between them.

Each stream holds one server thread, so streams are counted; over the cap a page polls. A stream reads in short
transactions, ends after ten minutes (the browser resumes it) and at once when the browser has gone.
"""

import json
import logging
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import StudioError
from orchestrator.services.house.house_views import EventView
from web.problems import TooMany

log = logging.getLogger(__name__)

TOTAL: Final = 32
PER_USER: Final = 8
LOOK: Final = 0.2
"""Seconds between two looks at the events table."""
HEARTBEAT: Final = 15.0
MAX_AGE: Final = 600.0
RETRY_MS: Final = 1000
BATCH: Final = 100


class Seats:
    """How many streams are open, in all and by user."""

    def __init__(self, total: int = TOTAL, per_user: int = PER_USER) -> None:
        self._lock = threading.Lock()
        self._taken: Counter[str] = Counter()
        self._total, self._per_user = total, per_user

    def take(self, user: str) -> Callable[[], None]:
        """A seat for `user`; call the answer, once or more often, to leave it.

        Raises:
            TooMany: all seats are taken.
        """
        with self._lock:
            if self._taken.total() >= self._total or self._taken[user] >= self._per_user:
                raise TooMany("Too many event streams are open. Ask with ?poll=1&after=… instead.", 5)
            self._taken[user] += 1
        left = threading.Event()

        def leave() -> None:
            with self._lock:
                if not left.is_set():
                    left.set()
                    self._taken[user] -= 1

        return leave

    def taken(self) -> int:
        """Open streams."""
        with self._lock:
            return self._taken.total()


def follow(
    studio: Studio, user: str, session_id: str, after: int, *, stands: Callable[[], bool], wait: Callable[[float], bool]
) -> Iterator[str]:
    """Frames of a stream, starting behind event number `after`.

    `stands` says whether the caller may still read (asked with each heartbeat); `wait` sleeps and says whether the
    caller has gone.
    """
    end = time.monotonic() + MAX_AGE
    beat = time.monotonic() + HEARTBEAT
    shown: dict[str, dict[str, Any]] = {}
    yield f"retry: {RETRY_MS}\n\n"
    while time.monotonic() < end:
        try:
            rows = studio.events.after(user, session_id, after, BATCH)
            passing = studio.events.live(user, session_id)
        except StudioError:
            return
        for row in rows:
            after = row.seq or after
            yield frame(row)
        news = {str(view.data.get("job")): view for view in passing}
        for job, view in news.items():
            if shown.get(job) != view.data:
                yield frame(view)
        shown = {job: view.data for job, view in news.items()}
        if rows or time.monotonic() > beat:
            if not rows:
                yield ": still here\n\n"
                if not stands():
                    return
            beat = time.monotonic() + HEARTBEAT
        if len(rows) < BATCH and wait(LOOK):
            return


def frame(event: EventView) -> str:
    """One event on the wire; without an id when it is passing news."""
    number = "" if event.seq is None else f"id: {event.seq}\n"
    return f"{number}event: {event.kind}\ndata: {json.dumps(event.data, separators=(',', ':'))}\n\n"


def waiter(connection: socket.socket | None) -> Callable[[float], bool]:
    """A sleep that ends early, with True, when the peer of `connection` hangs up."""
    if connection is None:
        # A server whose socket we cannot see (the test client): an event that nobody sets is a plain sleep.
        return threading.Event().wait
    poller = select.poll()
    poller.register(connection, getattr(select, "POLLRDHUP", 0))  # hang-ups and errors are always reported
    return lambda seconds: bool(poller.poll(seconds * 1000))
