"""`pentimento search`, `mark` and `purge`: the library from a terminal. The same calls as the page's."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

import click
import httpx
from rich.console import Console
from rich.table import Table

from orchestrator.cli.given import using
from orchestrator.cli.running import read

PAGE: Final = 200
AT_ONCE: Final = 500
NAMED: Final = 3
"""Ids that a complaint names."""
WIDE: Final = 200
"""Columns of a table that goes into a file or another program."""


@click.command("search")
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, as the API gives it.")
def search(query: tuple[str, ...], limit: int, as_json: bool) -> None:  # noqa: FBT001 (click passes by name)
    """Find pictures over all sessions, e.g. `pentimento search 海滩 tool:edit 'rating:>=4' before:2026-11-01`."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    with using(Console(stderr=True)) as client:
        found = list(islice(_found(client, " ".join(query)), limit))
    if as_json:
        for one in found:
            click.echo(json.dumps(one, ensure_ascii=False))
        return
    table = Table()
    for heading in ("id", "session", "", "stars", "shows", "said"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "id")  # what is copied stays in one piece
    for one in found:
        marks = ("★" if one["star"] else "") + str(one["rating"] or "")
        table.add_row(one["id"], one["session"], one["handle"], marks, one["alt"], one["words"] or "")
    console.print(table)


def _found(client: httpx.Client, query: str) -> Any:
    offset = datetime.now().astimezone().utcoffset()
    asked: dict[str, str | int] = {
        "q": query, "limit": PAGE, "offset": int(offset.total_seconds() // 60) if offset else 0,
    }  # fmt: skip
    while True:
        page = read(client.get("/api/v1/search", params=asked))
        yield from page["items"]
        if page["cursor"] is None:
            return
        asked["cursor"] = page["cursor"]


@click.command("mark")
@click.argument("ids", nargs=-1, required=True)
@click.option("--star/--no-star", default=None, help="Star them, or take the star away.")
@click.option("--rating", type=click.IntRange(0, 5), help="Rate them; 0 takes the rating away.")
@click.option("--tag", multiple=True, help="A tag to put on.")
@click.option("--untag", multiple=True, help="A tag to take off.")
@click.option("--archive/--unarchive", "archived", default=None, help="Out of the way, or back.")
@click.option("--trash/--restore", "trashed", default=None, help="Into the trash, or out of it.")
def mark(ids: tuple[str, ...], **marks: Any) -> None:
    """Star, rate, tag, archive or trash pictures by their ids."""
    given = {name: value for name, value in marks.items() if value not in (None, ())}
    if not given:
        raise click.UsageError("say how to mark them, e.g. --star or --rating 4")
    missing: list[str] = []
    with using(Console(stderr=True)) as client:
        for at in range(0, len(ids), AT_ONCE):
            body = {"ids": list(ids[at : at + AT_ONCE]), **given}
            missing += read(client.patch("/api/v1/images", json=body))["missing"]
    wanted = len(set(ids))
    click.echo(f"{wanted - len(set(missing))} of {wanted} changed")
    _complain(missing, "There is no such picture")


@click.command("purge")
@click.argument("ids", nargs=-1)
@click.option("--everything", is_flag=True, help="All that is in the trash.")
@click.confirmation_option(prompt="They cannot be brought back. Purge?")
def purge(ids: tuple[str, ...], everything: bool) -> None:  # noqa: FBT001 (click passes by name)
    """Forget pictures in the trash for good and free their bytes."""
    if bool(ids) == everything:
        raise click.UsageError("name pictures, or say --everything")
    bodies: list[dict[str, Any]] = [{"ids": list(ids[at : at + AT_ONCE])} for at in range(0, len(ids), AT_ONCE)]
    kept: list[str] = []
    with using(Console(stderr=True)) as client:
        for body in bodies or [{"everything": True}]:
            done = read(client.post("/api/v1/trash/purge", json=body))
            click.echo(f"{done['purged']} purged, {done['freed']} files freed, {len(done['kept'])} kept")
            kept += done["kept"]
    if not everything:
        _complain(kept, "Not in the trash, or still needed by open work")


def _complain(ids: Sequence[str], why: str) -> None:
    """End with an error that names the first of those that nothing was done with."""
    if ids:
        more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
        raise click.ClickException(f"{why}: {', '.join(ids[:NAMED])}{more}.")
