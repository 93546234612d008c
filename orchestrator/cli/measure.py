"""`pentimento measure`: sets of pictures measured in a process of its own, which loads torch; this one does not."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from orchestrator.cli import running
from orchestrator.cli.running import Refused, a_studio, read
from orchestrator.settings import REPOSITORY, Settings
from tools import catalog


@contextlib.contextmanager
def pictures(settings: Settings, of: str) -> Iterator[Path]:
    """A folder with the pictures of `of`: itself, or those of the session with that id, fetched for the while."""
    if Path(of).is_dir():
        yield Path(of)
        return
    with tempfile.TemporaryDirectory() as folder, a_studio(settings, lambda what: None) as client:
        for image in reversed(list(running.pictures(client, of))):
            if image["kind"] != "mask":
                answer = client.get(f"/api/v1/images/{image['id']}/file")
                if answer.is_error:
                    read(answer)
                (Path(folder) / f"{image['id']}.png").write_bytes(answer.content)
        yield Path(folder)


def measured(settings: Settings, first: Path, second: Path | None, model: str | None) -> dict[str, Any]:
    """What `python -m tools.judge.sets` says.

    Raises:
        Refused: no model gives features, or it cannot be done; the message says why.
    """
    found, _ = catalog.models(settings.model_folders)
    able = [one for one in found if "features" in one.capabilities and model in {None, one.name}]
    if not able:
        raise Refused(f"No model{f' called {model}' if model else ''} here gives features: see `pentimento models`.")
    command = [sys.executable, "-m", "tools.judge.sets", str(able[0].folder.absolute()), str(first.absolute())]
    command += [str(second.absolute())] if second else []
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    if done.returncode != 0:
        raise Refused((done.stderr.strip().splitlines() or ["measuring failed"])[-1])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The figures, each with what it depends on."""
    by = f"{told['pictures']} pictures, features of {told['model']}"
    if "frechet" in told:
        yield f"Frechet distance  {told['frechet']:.3f}  ({by}, against {told['against']})"
    if "inception" in told:
        yield f"Inception score   {told['inception']:.3f} ± {told['inception_spread']:.3f}  ({by})"
    if not {"frechet", "inception"} & set(told):
        yield f"{told['model']} is no classifier: name a second set to measure a distance."


def run(settings: Settings, first: str, second: str | None, model: str | None) -> None:
    """The command."""
    with contextlib.ExitStack() as open_:
        folders = [open_.enter_context(pictures(settings, of)) for of in (first, second) if of]
        told = measured(settings, folders[0], folders[1] if second else None, model)
    for line in lines(told):
        click.echo(line)
