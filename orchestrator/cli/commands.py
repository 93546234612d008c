"""The commands and their options. Each says in one sentence what it does; `docs/cli.md` is written from here."""

import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from orchestrator.cli import carrying, doctor, library, make, measure, running
from orchestrator.cli.given import settings_of
from orchestrator.settings import REPOSITORY
from tools import catalog

MARKS: Final = {"ok": "[green]ok[/]", "note": "[yellow]note[/]", "fail": "[red]fail[/]"}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pentimento")
def main() -> None:
    """A studio in which you talk pictures into being, and nothing that happened on the way is lost."""


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the page (PENTIMENTO_PORT).")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Data folder (PENTIMENTO_HOME).")
@click.option("--verbose", is_flag=True, help="Show the log here instead of writing it into the data folder.")
def serve(port: int | None, home: Path | None, verbose: bool) -> None:  # noqa: FBT001 (click passes by name)
    """Start the studio: web server, agent and tool workers. Prints the address to open; Ctrl-C ends it."""
    settings = settings_of(port=port, home=home)
    console = Console()
    url = f"{running.address(settings)}/?token={running.token(settings)}"
    with running.connect(settings) as client:
        if running.health(client) and running.is_ours(client):
            console.print(f"The studio is running already. Open\n\n  {url}\n", soft_wrap=True, highlight=False)
            return
        if not running.port_is_free(settings.host, settings.port):
            raise running.CannotStart(
                f"Port {settings.port} is taken by another program. Try: PENTIMENTO_PORT={settings.port + 1} make serve"
            )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        supervisor = running.Supervisor(settings, port=settings.port, verbose=verbose)
        try:
            _wait(console, supervisor, client)
            console.print(f"The studio is ready. Open\n\n  {url}\n", soft_wrap=True, highlight=False)
            console.print(f"Data folder: {settings.home}   Ctrl-C ends it.", soft_wrap=True, highlight=False)
            code = supervisor.process.wait()
            raise running.CannotStart(f"The studio stopped with {code}.\n{supervisor.tail()}")
        except KeyboardInterrupt:
            console.print("Stopping ...")
        finally:
            supervisor.stop()


def _wait(console: Console, supervisor: running.Supervisor, client: Any) -> None:
    if console.is_terminal:
        with console.status("Starting the studio ...") as status:
            supervisor.wait_ready(client, status.update)
        return
    told: set[str] = set()

    def tell(what: str) -> None:
        if what not in told:
            told.add(what)
            console.print(what)

    supervisor.wait_ready(client, tell)


@main.command("make")
@click.argument("words")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("picture.png"),
    show_default=True,
    help="Where the picture goes: .png, .jpg or .webp; further ones get -2, -3, ...",
)
@click.option(
    "--image",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A picture of yours that the words are about.",
)
@click.option("--session", help="Go on in this session instead of a new one.")
@click.option("--seed", type=click.IntRange(0), help="Fixes the chance, so that the same words give the same picture.")
@click.option(
    "--creativity",
    type=click.Choice(["low", "medium", "high"]),
    default="medium",
    show_default=True,
    help="Whether gaps in your words are left, filled or embellished.",
)
@click.option("--preset", help="A kind of picture: poster, logo, product, ...; the page and /api/v1/presets list them.")
@click.option("--rewrite/--no-rewrite", default=True, help="Whether the words become a structured prompt first.")
def make_(words: str, output: Path, image: Path | None, session: str | None, **turn: Any) -> None:
    """Say WORDS to the studio and save the picture; through the running studio, or one started for this."""
    make.check_output(output)
    settings = settings_of()
    console = Console(stderr=True)
    show = make.Show(console)
    try:
        with show.progress, running.a_studio(settings, show.waiting) as client:
            where = session or running.read(client.post("/api/v1/sessions", json={}))["id"]
            body = {"text": words, **{name: value for name, value in turn.items() if value is not None}}
            if image:
                body["focus"] = make.upload(client, where, image)
            ended = make.say(client, where, body, show.turn)
            written = make.save(client, ended, output)
    except KeyboardInterrupt:
        raise click.Abort from None
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror or error}") from error
    if ended.get("reply"):
        click.echo(ended["reply"], err=bool(written))  # without a picture, what was found out is the result
    click.echo(f"To go on from here: --session {where}", err=True)
    for path in written:
        click.echo(path)


@main.command("doctor")
def doctor_() -> None:
    """Print every setting with its source, and check what the studio needs. Ends with 1 if something cannot work."""
    settings = settings_of()
    console = Console()
    table = Table(title="Settings", title_justify="left")
    for heading in ("variable", "value", "from"):
        table.add_column(heading, overflow="fold")
    for row in doctor.settings_table(settings):
        table.add_row(*row)
    console.print(table)
    failed = False
    for check in doctor.checks(settings):
        failed |= check.verdict == "fail"
        console.print(f"{MARKS[check.verdict]:<14} {check.title}: ", end="")
        console.print(check.detail, markup=False, highlight=False, soft_wrap=True)
    sys.exit(1 if failed else 0)


@main.command()
def models() -> None:
    """List the models that can be used, and what is wrong with folders that are none."""
    settings = settings_of()
    found, broken = catalog.models(settings.model_folders)
    console = Console()
    table = Table()
    for heading in ("name", "family", "can", "size", "folder"):
        table.add_column(heading, overflow="fold")
    for model in found:
        size = sum(file.stat().st_size for file in model.folder.rglob("*") if file.is_file())
        table.add_row(
            model.name, model.family, ", ".join(model.capabilities), f"{size / 1e6:.0f} MB", str(model.folder)
        )
    console.print(table)
    for line in broken:
        console.print(f"not used: {line}", style="yellow", markup=False)
    console.print(f"Looked in: {', '.join(str(folder) for folder in settings.model_folders)}", soft_wrap=True)


@main.command("measure")
@click.argument("first")
@click.argument("second", required=False)
@click.option("--model", help="Name of the feature network; the first that gives features if left out.")
def measure_(first: str, second: str | None, model: str | None) -> None:
    """Measure how varied the set FIRST is, and its Frechet distance from SECOND.

    Each is a folder of pictures or the id of a session. Both figures depend on the feature network and on the number of
    pictures: compare only what was measured alike.
    """
    measure.run(settings_of(), first, second, model)


@main.command()
@click.argument("queues", nargs=-1, required=True, type=click.Choice(["agent", "gpu", "cpu"]))
def worker(queues: tuple[str, ...]) -> None:
    """Run one worker here, for the studio whose settings name a shared database, broker and blob store.

    QUEUES: `agent` for the language model, or `gpu`, `cpu` or both for the tools. Several GPUs: one worker each, with
    CUDA_VISIBLE_DEVICES set.
    """
    if "agent" in queues and len(queues) > 1:
        raise click.UsageError("an agent worker serves nothing else: start a second worker for the tools")
    settings_of()
    role = ["agent"] if queues == ("agent",) else ["tool", *queues]
    os.chdir(REPOSITORY)
    os.execv(sys.executable, [sys.executable, "-m", "orchestrator.worker.main", *role])  # noqa: S606 (no shell is meant)


for command in (library.search, library.mark, library.purge):
    main.add_command(command)
for command in (carrying.export, carrying.import_, carrying.replay, carrying.verify):
    main.add_command(command)
