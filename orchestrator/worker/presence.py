"""Says every two seconds that this process is alive, and leaves when its supervisor is gone."""

import os
import threading
from collections.abc import Callable
from typing import Final

import structlog

from orchestrator.services.house.health import Health
from orchestrator.worker.process import orphaned

EVERY: Final = 2.0
log = structlog.get_logger(__name__)


class Presence:
    """The entry of one worker in the register."""

    def __init__(self, health: Health, name: str, kind: str, busy: Callable[[], bool]) -> None:
        self._health = health
        self._name = name
        self._kind = kind
        self._busy = busy
        self._ready = False
        self._detail = "loading"
        self._soon = threading.Event()
        self._thread = threading.Thread(target=self._run, name="presence", daemon=True)

    def start(self) -> None:
        """Begin to report."""
        self._thread.start()

    def say(self, *, ready: bool, detail: str = "") -> None:
        """Change what is reported, now."""
        self._ready, self._detail = ready, detail
        self._soon.set()

    def _run(self) -> None:
        while True:
            if orphaned():
                os._exit(1)  # nothing to tidy up: whoever comes next recovers by starting
            self._soon.clear()
            try:
                self._health.report(self._name, self._kind, ready=self._ready, busy=self._busy(), detail=self._detail)
            except Exception:  # a database that is away for a while: this thread also notices the supervisor's end
                log.exception("presence not reported")
            self._soon.wait(EVERY)
