"""Starting and stopping a server process for tests: wait until it answers, stop it with all its children."""

import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from orchestrator.cli.running import die_with_parent


def listening(port: int) -> bool:
    """Whether something accepts connections on 127.0.0.1:`port`."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """One process and what it started; its output goes to `log`."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if env is None else dict(env),
                user=user,
                cwd=cwd or log.parent,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 (fixtures start servers from the main thread)
            )

    def wait(self, ready: Callable[[], bool], seconds: float, what: str) -> None:
        """Return once `ready()`; raises RuntimeError with the end of the log when it dies or takes longer."""
        end = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"{what} stopped with {self.process.returncode}:\n{self.tail()}")
            if time.monotonic() > end:
                raise RuntimeError(f"{what} was not ready after {seconds:.0f} s:\n{self.tail()}")
            time.sleep(0.05)

    def tail(self, size: int = 4000) -> str:
        """The end of its output."""
        return self.log.read_text(errors="replace")[-size:]

    def family(self) -> list[psutil.Process]:
        """The process and all its descendants that live."""
        try:
            root = psutil.Process(self.process.pid)
            return [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def stop(self, seconds: float = 10) -> None:
        """SIGTERM, then SIGKILL for whatever of the family is left after `seconds`."""
        family = self.family()
        if self.process.poll() is None:
            self.process.terminate()
        _, alive = psutil.wait_procs(family, timeout=seconds)
        kill(alive)
        self.process.wait(timeout=10)

    def kill9(self) -> None:
        """SIGKILL for the process and all its descendants at once."""
        kill(self.family())
        self.process.wait(timeout=10)


def kill(family: Sequence[psutil.Process]) -> None:
    """SIGKILL for each, then wait until they are gone."""
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=10)
