"""A process the supervisor keeps alive: started, restarted with back-off when it dies, killed when it is stuck."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from orchestrator.settings import REPOSITORY
from orchestrator.worker.process import PARENT

STEADY_SECONDS: Final = 10.0
"""A process that lived so long is restarted at once; one that did not waits, up to `LONGEST_PAUSE`."""
LONGEST_PAUSE: Final = 10.0
log = structlog.get_logger(__name__)


@dataclass
class Child:
    """One process by role. `command` is what runs after the launcher that ties it to its parent."""

    role: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    not_before: float = 0.0
    crashes: int = 0

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id, 0 if it was never started."""
        return self.process.pid if self.process else 0

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.started

    def start(self) -> None:
        """Start it. The launcher must be called from the supervisor's main thread, whose death it follows."""
        self.started = time.monotonic()
        environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            **self.environment,
            PARENT: str(os.getpid()),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "orchestrator.worker.launch", *self.command],
            env=environment,
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
        )
        log.info("started", role=self.role, pid=self.pid)

    def reap(self) -> int | None:
        """Its exit status, once, after it has ended; sets when it may start again."""
        if self.process is None or (status := self.process.poll()) is None:
            return None
        self.process = None
        self.crashes = 0 if self.age > STEADY_SECONDS else self.crashes + 1
        pause = 0.0 if self.crashes <= 1 else min(LONGEST_PAUSE, 0.5 * 2.0 ** (self.crashes - 1))
        self.not_before = time.monotonic() + pause
        log.warning("ended", role=self.role, status=status, restart_in=pause)
        return status

    def send(self, number: signal.Signals) -> None:
        """Send a signal, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
