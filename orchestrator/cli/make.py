"""`pentimento make`: says words to the studio, shows what it does, saves the pictures. The same calls as the page's."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
import httpx
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from orchestrator.cli.running import Refused, read
from orchestrator.domain.job import TURN_END

FORMATS: Final = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}
LOOK_EVERY: Final = 0.15
NOTHING_MADE: Final = 3
"""Exit code: the studio asked, answered or declined, and made no picture."""


class NothingMade(click.ClickException):
    """The turn ended without a picture; the message is the studio's reply."""

    exit_code = NOTHING_MADE


def outputs(first: Path, count: int) -> list[Path]:
    """`a.png`, `a-2.png`, ... for as many pictures as there are."""
    return [first, *(first.with_name(f"{first.stem}-{number}{first.suffix}") for number in range(2, count + 1))]


def check_output(path: Path) -> Path:
    """The path, if pictures can be written there.

    Raises:
        BadParameter: its ending is not one of ours, or its folder does not exist.
    """
    if path.suffix.lower() not in FORMATS:
        raise click.BadParameter(f"{path.name}: the ending must be one of {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise click.BadParameter(f"there is no folder {path.parent}")
    return path


class Show:
    """Progress on the terminal: one line for the turn, one bar per job. Silent where there is no terminal."""

    def __init__(self, console: Console) -> None:
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._turn = self.progress.add_task("starting", total=None)
        self._jobs: dict[str, TaskID] = {}

    def waiting(self, what: str) -> None:
        """Say what the studio waits for."""
        self.progress.update(self._turn, description=what.rstrip("."))

    def turn(self, view: dict[str, Any]) -> None:
        """Show a turn as it stands."""
        self.progress.update(self._turn, description=view["state"])
        for job in view["jobs"]:
            task = self._jobs.get(job["id"])
            if task is None:
                task = self._jobs[job["id"]] = self.progress.add_task(job["tool"], total=1.0)
            done = 1.0 if job["state"] == "succeeded" else job["progress"]
            label = f"{job['tool']} {' '.join(job.get('handles') or ())} {job['state']}"
            self.progress.update(task, completed=done, description=label)
        if view["state"] in TURN_END:
            self.progress.update(self._turn, total=1.0, completed=1.0)


def upload(client: httpx.Client, session: str, picture: Path) -> str:
    """Send a picture into the session; its handle."""
    with picture.open("rb") as file:
        answer = client.post(f"/api/v1/sessions/{session}/images", files={"file": (picture.name, file)})
    handle: str = read(answer)["handle"]
    return handle


def say(client: httpx.Client, session: str, body: dict[str, Any], show: Callable[[dict[str, Any]], None]) -> Any:
    """Submit a turn and wait until it has ended; the turn's last view."""
    turn = read(client.post(f"/api/v1/sessions/{session}/turns", json=body))
    try:
        while True:
            turn = read(client.get(f"/api/v1/turns/{turn['id']}"))
            show(turn)
            if turn["state"] in TURN_END:
                return turn
            time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        client.post(f"/api/v1/turns/{turn['id']}/cancel")
        raise


def save(client: httpx.Client, turn: dict[str, Any], output: Path) -> list[Path]:
    """Write the turn's pictures; none of a turn that found something out instead.

    Raises:
        NothingMade: there is none and the studio said why.
        Refused: the turn failed.
    """
    made = [image for image in turn["images"] if image["kind"] == "image"]
    if not made and any(job["state"] == "succeeded" and job["facts"] for job in turn["jobs"]):
        return []
    if not made:
        error = turn.get("error") or {}
        if turn["state"] in {"failed", "cancelled"}:
            raise Refused(turn.get("reply") or error.get("message") or f"the turn is {turn['state']}")
        raise NothingMade(turn.get("reply") or (turn.get("plan") or {}).get("question") or "no picture was made")
    written = outputs(output, len(made))
    for image, path in zip(made, written, strict=True):
        answer = client.get(f"/api/v1/images/{image['id']}/export", params={"format": FORMATS[path.suffix.lower()]})
        if answer.is_error:
            read(answer)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(answer.content)
        part.replace(path)
    return written
