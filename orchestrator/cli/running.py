"""A studio to talk to: the one that runs already, or one started for this command. Speaks HTTP to it, like a page.

Owns the supervisor's process while it lives. Refuses to start a second studio in one data folder (the supervisor does).
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import httpx

from orchestrator.settings import REPOSITORY, Settings

PATIENCE: Final = 180.0
"""Seconds a studio may take to be ready before the command gives up."""
LOG_LIMIT: Final = 5_000_000
"""Bytes of log kept before a new one is begun."""
CANNOT_START: Final = 4
"""Exit code: there is no studio to talk to."""


class CannotStart(click.ClickException):
    """The studio did not come up; says why and what to do."""

    exit_code = CANNOT_START


class Refused(click.ClickException):
    """The studio answered with a problem; its sentence is the message."""


def address(settings: Settings, port: int | None = None) -> str:
    """Where the studio of these settings answers on this machine."""
    host = settings.host if settings.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 (read, not bound)
    return f"http://{f'[{host}]' if ':' in host else host}:{port or settings.port}"


@contextmanager
def usable(settings: Settings) -> Iterator[None]:
    """Around what makes or reads files in the data folder.

    Raises:
        CannotStart: the folder cannot be used; says why.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotStart(
            f"The data folder {settings.home} cannot be used: {why}. Set PENTIMENTO_HOME to another folder."
        ) from None


def token(settings: Settings) -> str:
    """What opens the studio of these settings.

    Raises:
        CannotStart: it can be neither read nor made.
    """
    with usable(settings):
        return settings.sign_in_token()


def connect(settings: Settings, port: int | None = None) -> httpx.Client:
    """A client that is signed in.

    Raises:
        CannotStart: see `token`.
    """
    headers = {"Authorization": f"Bearer {token(settings)}"}
    return httpx.Client(base_url=address(settings, port), headers=headers, timeout=60, trust_env=False)


def health(client: httpx.Client) -> dict[str, Any] | None:
    """What `/healthz` says; None while nothing (or something else) answers."""
    try:
        answer = client.get("/healthz", timeout=5)
        said = answer.json()
    except (httpx.HTTPError, ValueError):
        return None
    return said if isinstance(said, dict) and "workers" in said else None


def is_ours(client: httpx.Client) -> bool:
    """Whether the studio that answers takes our token; another person's on the same port does not."""
    return client.get("/api/v1/models").status_code == httpx.codes.OK


def read(answer: httpx.Response) -> Any:
    """The JSON of an answer.

    Raises:
        Refused: it is a problem; carries the problem's sentence.
    """
    try:
        said = answer.json()
    except ValueError:
        said = {}
    if answer.is_error:
        raise Refused(said.get("detail") or said.get("title") or f"the studio answered {answer.status_code}")
    return said


def pictures(client: httpx.Client, session: str) -> Iterator[dict[str, Any]]:
    """All pictures and masks of a session, the latest first.

    Raises:
        Refused: there is no such session.
    """
    asked: dict[str, str | int] = {"limit": 200}
    while True:
        page = read(client.get(f"/api/v1/sessions/{session}/images", params=asked))
        yield from page["items"]
        if page["cursor"] is None:
            return
        asked["cursor"] = page["cursor"]


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def die_with_parent() -> None:
    """Linux: SIGTERM for the process just begun when this one is killed outright. Elsewhere the home lock tells."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Supervisor:
    """The studio's processes, started by this command."""

    def __init__(self, settings: Settings, *, port: int, verbose: bool = False) -> None:
        self.log = settings.home / "studio.log"
        with usable(settings):
            settings.prepare()
            if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".log.1"))
            self.log.touch()
        self._from = self.log.stat().st_size
        environment = {**os.environ, "PENTIMENTO_HOME": str(settings.home), "PENTIMENTO_PORT": str(port)}
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "orchestrator.worker.supervisor"],
                cwd=REPOSITORY,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=None if verbose else output,
                stderr=None if verbose else output,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 (this command has one thread)
            )

    def wait_ready(self, client: httpx.Client, waiting: Callable[[str], None]) -> None:
        """Return once a turn would be served; tells `waiting` what is missing.

        Raises:
            CannotStart: it ended, or took longer than PATIENCE.
        """
        end = time.monotonic() + PATIENCE
        while True:
            said = health(client)
            if said and said.get("status") == "ok":
                return
            if self.process.poll() is not None:
                raise CannotStart(f"The studio stopped while starting.\n{self.tail()}")
            if time.monotonic() > end:
                raise CannotStart(f"The studio was not ready after {PATIENCE:.0f} s.\n{self.tail()}")
            waiting((said or {}).get("waiting") or "Waiting for the web server to answer.")
            time.sleep(0.2)

    def tail(self) -> str:
        """The last lines of its log since it was started, and where the rest is."""
        with self.log.open("rb") as log:
            log.seek(self._from)
            lines = log.read().decode(errors="replace").splitlines()
        return "\n".join([*lines[-15:], f"The whole log: {self.log}"])

    def stop(self) -> int:
        """Ask it to end, wait for it; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


@contextmanager
def a_studio(settings: Settings, waiting: Callable[[str], None]) -> Iterator[httpx.Client]:
    """A client of the studio that runs with these settings, or of one started for as long as this lasts."""
    with connect(settings) as client:
        said = health(client)
        if said and said.get("status") == "ok" and is_ours(client):
            yield client
            return
    port = free_port()
    supervisor = Supervisor(settings, port=port)
    try:
        with connect(settings, port) as client:
            supervisor.wait_ready(client, waiting)
            yield client
    finally:
        supervisor.stop()


def page_bundle() -> Path:
    """The file that says the page's bundle was built."""
    return REPOSITORY / "web" / "static" / "dist" / "manifest.json"
