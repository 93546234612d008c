"""What leaves and enters by the command line: zips, pictures looked at, recipes made again. Calls the API alone."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import httpx

from orchestrator.cli.running import Refused, read

CHUNK: Final = 1024 * 1024
LOOK_EVERY: Final = 0.3
ENDED: Final = ("succeeded", "failed", "cancelled")
LARGEST_RECIPE: Final = 1024 * 1024
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp")


def save(client: httpx.Client, path: str, params: dict[str, str], output: Path) -> Path:
    """Stream an answer into a file: whole, or not at all."""
    part = output.with_name(f".{output.name}.part")
    try:
        with client.stream("GET", path, params=params, timeout=None) as answer:
            if answer.is_error:
                answer.read()
                read(answer)
            with part.open("wb") as file:
                for chunk in answer.iter_bytes(CHUNK):
                    file.write(chunk)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
    return output


def bring(client: httpx.Client, path: Path, *, again: bool) -> Any:
    """Send a zip; what came of it."""

    def chunks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while data := file.read(CHUNK):
                yield data

    headers = {"Content-Type": "application/zip", "Content-Length": str(path.stat().st_size)}
    params = {"again": "true"} if again else {}
    return read(client.post("/api/v1/bundles", content=chunks(), headers=headers, params=params, timeout=None))


def look(client: httpx.Client, path: Path) -> Any:
    """What marks a picture's file has."""
    with path.open("rb") as file:
        return read(client.post("/api/v1/verify", files={"file": (path.name, file)}, timeout=None))


def recipe_of(client: httpx.Client, path: Path) -> Any:
    """The recipe in a file: our JSON, or a picture that carries it.

    Raises:
        ClickException: there is none in it.
    """
    if path.suffix.lower() in PICTURES:
        for found in look(client, path)["recipes"]:
            if found["recipe"]:
                return found["recipe"]
        raise click.ClickException(f"{path} carries no recipe of Pentimento's.")
    try:
        if path.stat().st_size > LARGEST_RECIPE:
            raise click.ClickException(f"{path} is too large to be a recipe.")
        said = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"{path} is no JSON file.") from error
    if isinstance(said, dict) and said.get("format") == "pentimento-recipe":
        said = said.get("recipe")
    if not isinstance(said, dict) or "tool" not in said:
        raise click.ClickException(f"{path} is no recipe of Pentimento's.")
    return said


def replay(client: httpx.Client, recipe: Any, session: str | None, output: Path | None) -> Any:
    """Make a recipe again; the verdict. The picture is saved as `output` if that is given.

    Without a `session` it is done in one of its own, which is gone afterwards: a replay adds no picture to a session.

    Raises:
        Refused: it could not be made.
    """
    where = session or read(client.post("/api/v1/sessions", json={"title": "Replay"}))["id"]
    try:
        return _replayed(client, recipe, where, output)
    finally:
        if session is None:
            client.delete(f"/api/v1/sessions/{where}")


def _replayed(client: httpx.Client, recipe: Any, where: str, output: Path | None) -> Any:
    job = read(client.post(f"/api/v1/sessions/{where}/replay", json={"recipe": recipe}))
    while job["state"] not in ENDED:
        time.sleep(LOOK_EVERY)
        job = read(client.get(f"/api/v1/jobs/{job['id']}"))
    if job["state"] != "succeeded":
        raise Refused((job.get("error") or {}).get("message") or f"the replay is {job['state']}")
    if output is not None:
        save(client, f"/api/v1/jobs/{job['id']}/made", {"step": "1"}, output)
    return job["result"]


def free_name(output: Path) -> Path:
    """The path, if a file can be written there.

    Raises:
        BadParameter: its folder does not exist, or has no room.
    """
    if not output.parent.is_dir():
        raise click.BadParameter(f"there is no folder {output.parent}")
    if shutil.disk_usage(output.parent).free < CHUNK:
        raise click.BadParameter(f"there is no room in {output.parent}")
    return output
