"""The commands that carry things away and bring them back: export, import, replay, verify."""

from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console

from orchestrator.cli import carry, running, verdict
from orchestrator.cli.given import settings_of
from orchestrator.domain.marks import Marks

FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


def _waiting(what: str) -> None:
    click.echo(what, err=True)


@click.command()
@click.argument("session")
@click.option("--image", help="A picture of that session, such as #3, instead of all of it.")
@click.option(
    "--reach",
    type=click.Choice(["alone", "ancestors", "family"]),
    default="ancestors",
    show_default=True,
    help="With a picture: it alone, what it was made from, or what was made from it too.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("pentimento.zip"), show_default=True
)
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", help="Of the page in the zip.")
def export(session: str, image: str | None, reach: str, output: Path, language: str) -> None:
    """Save SESSION (its id is in the page's address) as a zip: pictures, recipes, graph and a page that shows it."""
    carry.free_name(output)
    with running.a_studio(settings_of(), _waiting) as client:
        where, params = f"/api/v1/sessions/{session}", {"language": language}
        if image is not None:
            shown = running.pictures(client, session)
            found = next((one["id"] for one in shown if one["handle"] == image or one["id"] == image), None)
            if found is None:
                raise click.BadParameter(f"there is no picture {image} in this session")
            where, params = f"/api/v1/images/{found}", {**params, "reach": reach}
        click.echo(carry.save(client, f"{where}/bundle", params, output))


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--again", is_flag=True, help="Take it in once more, even if it is here already.")
def import_(files: tuple[Path, ...], again: bool) -> None:  # noqa: FBT001 (click passes by name)
    """Take in zips that `export` or a studio's page made, each as a new session; refused whole if anything is wrong."""
    with running.a_studio(settings_of(), _waiting) as client:
        for path in files:
            try:
                done = carry.bring(client, path, again=again)
            except running.Refused as error:
                raise running.Refused(f"{path}: {error.message}") from None
            said = "was here already" if done["already"] else f"{done['pictures']} pictures, {done['new']} new"
            click.echo(f"{path}: {said}", err=True)
            click.echo(f"{running.address(settings_of())}/s/{done['session']}")


@click.command()
@click.argument("recipe", type=FILE)
@click.option("--session", help="Replay in this session instead of one of its own.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where the picture goes (.png).")
@click.pass_context
def replay(context: click.Context, recipe: Path, session: str | None, output: Path | None) -> None:
    """Make RECIPE (a .json, or a picture that carries one) again. Ends with 1 if the result is different."""
    if output is not None:
        carry.free_name(output)
    with running.a_studio(settings_of(), _waiting) as client:
        result = carry.replay(client, carry.recipe_of(client, recipe), session, output)
    click.echo(_verdict(result))
    context.exit(0 if result["verdict"] in {"identical", "same"} else 1)


def _verdict(result: dict[str, Any]) -> str:
    lines = [result["verdict"] + (f" ({result['score']:.3f})" if result.get("score") is not None else "")]
    return "\n  ".join([*lines, *(str(reason) for reason in result.get("because") or ())])


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, for programs.")
@click.pass_context
def verify(context: click.Context, file: Path, as_json: bool) -> None:  # noqa: FBT001 (click passes by name)
    """Say what FILE (a picture) tells of its making: credentials, labels, recipes. No mark proves nothing.

    Ends with 0 if its credentials hold, 1 if it was changed since it was signed or they cannot be read, 3 if there are
    none to check.
    """
    with running.a_studio(settings_of(), _waiting) as client:
        marks = Marks.model_validate(carry.look(client, file))
    if as_json:
        Console().print_json(data=marks.model_dump(mode="json", exclude_defaults=True))
    else:
        click.echo("\n  ".join([verdict.line(marks), *verdict.facts(marks)]))
    context.exit(verdict.status(marks))
