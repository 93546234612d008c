"""Keeps a studio alive on one machine: web server, agent worker, tool worker; and sweeps the queues.

`python -m orchestrator.worker.supervisor`. Starting is recovering: it lets go of what earlier lives held and goes on.
Refuses a second life in the same data folder.
"""

import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import Final

import structlog

from orchestrator.bootstrap import Studio, studio
from orchestrator.domain.errors import StudioError
from orchestrator.services.house.hints import TOOL_QUEUES
from orchestrator.settings import Settings
from orchestrator.worker.child import Child
from orchestrator.worker.home_lock import HomeLock, HomeTaken
from orchestrator.worker.process import lives, node, set_up_logging

GRACE_SECONDS: Final = 5.0
"""Between SIGTERM and SIGKILL when everything stops."""
SILENT_SECONDS: Final = 30.0
IDLE_SECONDS: Final = 30.0
START_SECONDS: Final = 300.0
WATCH_SECONDS: Final = 2.0
SWEEP_SECONDS: Final = 3600.0
log = structlog.get_logger(__name__)


class Supervisor:
    """One life of a studio."""

    def __init__(self, house: Studio, children: list[Child] | None = None) -> None:
        self._house = house
        self._node = node(house.settings)
        self._stop = threading.Event()
        self._stuck_since: dict[str, float] = {}
        self._swept = 0.0
        self._watched = 0.0
        self.children = whole_house() if children is None else children
        for child in self.children:
            child.environment = {**child.environment, **house.settings.environment()}

    def run(self) -> None:
        """Work until `stop` is called, or SIGTERM or SIGINT comes."""
        self._house.migrate()
        for worker in self._house.health.names(self._node):
            if not lives(int(worker.rpartition("/")[2])):  # one that somebody else runs here goes on undisturbed
                self._let_go(worker)
        try:
            while not self._stop.is_set():
                self._look()
                self._stop.wait(self._house.settings.poll)
        finally:
            self._end()

    def _look(self) -> None:
        try:
            for child in self.children:
                self._tend(child)
            if time.monotonic() - self._watched > WATCH_SECONDS:
                self._watched = time.monotonic()
                for child in self.children:
                    if child.role != "web" and child.alive:
                        self._watch(child)
            self._sweep()
        except Exception:
            log.exception("the supervisor goes on")  # a database that is away for a while must not end everything

    def stop(self, *_: int | FrameType | None) -> None:
        """Stop soon."""
        self._stop.set()

    def _tend(self, child: Child) -> None:
        pid = child.pid
        if child.reap() is not None:
            self._let_go(f"{self._node}/{child.role}/{pid}")
        if not child.alive and time.monotonic() >= child.not_before:
            child.start()

    def _let_go(self, worker: str, *, crashed: bool = True) -> None:
        """What the dead held is free at once: nobody needs to wait for their leases to lapse."""
        self._house.job_queue.give_back(worker, crashed=crashed)
        self._house.turn_queue.give_back(worker, crashed=crashed)
        self._house.health.forget(worker)

    def _watch(self, child: Child) -> None:
        """Kill a worker that has gone silent, or that sleeps beside waiting work."""
        name = f"{self._node}/{child.role}/{child.pid}"
        silent = self._house.health.silence(name)
        if (silent is None and child.age > START_SECONDS) or (silent is not None and silent > SILENT_SECONDS):
            log.error("silent worker killed", role=child.role, pid=child.pid)
            child.send(signal.SIGKILL)
            return
        if not (self._waiting(child.role) and self._house.health.idle(name)):
            self._stuck_since.pop(name, None)
        elif time.monotonic() - self._stuck_since.setdefault(name, time.monotonic()) > IDLE_SECONDS:
            log.error("worker that takes no work killed", role=child.role, pid=child.pid)
            child.send(signal.SIGKILL)

    def _waiting(self, role: str) -> bool:
        house = self._house
        return house.turn_queue.waiting() if role == "agent" else house.job_queue.waiting(TOOL_QUEUES)

    def _sweep(self) -> None:
        """Let leases lapse, hint at work that waits, and clear old files once an hour."""
        self._house.job_queue.lapse()
        self._house.turn_queue.lapse()
        waiting = [queue for queue in TOOL_QUEUES if self._house.job_queue.waiting((queue,))]
        self._house.means.hints.send(*waiting, *(["agent"] if self._house.turn_queue.waiting() else []))
        if time.monotonic() - self._swept > SWEEP_SECONDS or not self._swept:
            self._swept = time.monotonic()
            threading.Thread(target=self._house.sweep, name="sweep", daemon=True).start()

    def _end(self) -> None:
        for child in self.children:
            child.send(signal.SIGTERM)
        limit = time.monotonic() + GRACE_SECONDS
        while any(child.alive for child in self.children) and time.monotonic() < limit:
            time.sleep(0.05)
        for child in self.children:
            child.send(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
                self._let_go(f"{self._node}/{child.role}/{child.pid}", crashed=False)


def whole_house() -> list[Child]:
    """What a studio on one machine needs; one tool worker serves both kinds of queue."""
    return [
        Child("web", ["gunicorn", "-c", "python:web.server", "web.app:create_app()"]),
        Child("agent", ["orchestrator.worker.main", "agent"]),
        Child("tool", ["orchestrator.worker.main", "tool", *TOOL_QUEUES]),
    ]


def serve(settings: Settings | None = None, children: list[Child] | None = None) -> None:
    """Run a studio until it is told to stop.

    Raises:
        HomeTaken: another one runs in this data folder.
    """
    os.umask(0o077)  # pictures and words are the person's own, also in a folder that others may read
    settings = settings or Settings()
    settings.prepare()
    lock = HomeLock(settings.home)
    supervisor = Supervisor(studio(settings), children)
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    try:
        supervisor.run()
    finally:
        lock.release()


def main() -> None:
    """Entry point."""
    set_up_logging()
    try:
        serve()
    except (HomeTaken, StudioError) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The data folder cannot be used: {error.strerror or error}.")


if __name__ == "__main__":
    main()
