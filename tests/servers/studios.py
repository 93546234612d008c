"""A whole studio as a person runs it: the real supervisor with web server and workers, in a data folder of its own."""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import psutil

from orchestrator.cli.running import free_port
from tests.servers.process import Server, kill

REPOSITORY: Final = Path(__file__).resolve().parents[2]
READY: Final = 150.0
"""Seconds until a turn would be served, on two busy cores."""


class Studio:
    """A studio on a free port; `start` and `kill9` may alternate, the data folder stays."""

    def __init__(self, home: Path, env: Mapping[str, str], root: Path = REPOSITORY) -> None:
        self.home = home
        self.root = root
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.token = secrets.token_urlsafe(16)
        self.log = home.with_suffix(".log")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PENTIMENTO_")}
        self.env = {
            **clean,
            "PENTIMENTO_HOME": str(home),
            "PENTIMENTO_PORT": str(self.port),
            "PENTIMENTO_TOKEN": self.token,
            "PYTHONPATH": str(root),
            **env,
        }
        self.client = httpx.Client(
            base_url=self.url, headers={"Authorization": f"Bearer {self.token}"}, timeout=60, trust_env=False
        )
        self._server: Server | None = None

    @property
    def pid(self) -> int:
        """The supervisor's process id."""
        if self._server is None:
            raise RuntimeError("the studio is not running")
        return self._server.process.pid

    def start(self, *, wait: bool = True) -> None:
        """Start the supervisor; with `wait`, return once a turn would be served."""
        self._server = Server(
            [sys.executable, "-m", "orchestrator.worker.supervisor"], self.log, env=self.env, cwd=self.root
        )
        if wait:
            self.wait_ready()

    def wait_ready(self, seconds: float = READY) -> None:
        """Return once `/healthz` says ok."""
        if self._server is None:
            raise RuntimeError("the studio is not running")
        self._server.wait(self.ready, seconds, "the studio")

    def ready(self) -> bool:
        """Whether `/healthz` says ok now."""
        try:
            return self.client.get("/healthz", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def family(self) -> list[psutil.Process]:
        """Supervisor, web server and workers, as far as they live."""
        return self._server.family() if self._server else []

    def process(self, words: str) -> psutil.Process:
        """The youngest process of the studio whose command line contains `words`."""
        found = [process for process in self.family() if words in " ".join(process.cmdline())]
        if not found:
            raise RuntimeError(f"no process of the studio has {words!r} in its command line")
        return max(found, key=lambda process: process.create_time())

    def strike(self, part: str, *, wait: bool = True) -> None:
        """`kill -9` of a part, which its supervisor starts again, or of "everything", which is started again here."""
        if part == "everything":
            self.kill9()
            self.start(wait=wait)
            return
        for process in self.family():
            try:
                if part in " ".join(process.cmdline()):
                    process.kill()
            except psutil.NoSuchProcess:
                continue

    def kill9(self) -> None:
        """SIGKILL for everything at once, as when the power fails."""
        if self._server:
            self._server.kill9()
            self._server = None

    def stop(self) -> None:
        """SIGTERM, as Ctrl-C does; whatever is left after 15 s is killed."""
        if self._server:
            self._server.stop(15)
            self._server = None

    def tail(self) -> str:
        """The end of what its processes printed."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""


@contextmanager
def studio(settings: Mapping[str, str] | None = None, root: Path = REPOSITORY) -> Iterator[Studio]:
    """A studio that is not started yet, with `PENTIMENTO_<SETTING>` set from `settings`; removed with all it left."""
    folder = Path(tempfile.mkdtemp(prefix="pentimento-studio-"))
    env = {f"PENTIMENTO_{name.upper()}": value for name, value in (settings or {}).items()}
    made = Studio(folder / "home", env, root)
    try:
        yield made
    finally:
        try:
            made.stop()
            kill(_left(made.home))
        finally:
            made.client.close()
            shutil.rmtree(folder, ignore_errors=True)


def _left(home: Path) -> list[psutil.Process]:
    """Processes that still carry this data folder in their environment: children that outlived their parent."""
    left = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("PENTIMENTO_HOME") == str(home):
                left.append(process)
        except psutil.Error:
            continue
    return left
