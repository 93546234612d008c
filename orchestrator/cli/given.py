"""What a command is given: the settings in force, and a studio that runs with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
import httpx
from pydantic import ValidationError
from rich.console import Console

from orchestrator.cli import running
from orchestrator.settings import Settings


def settings_of(**overrides: Any) -> Settings:
    """The settings in force, options before the environment.

    Raises:
        UsageError: a variable has a value that is not allowed.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise click.UsageError(f"PENTIMENTO_{name}: {first['msg']}") from error


@contextmanager
def using(console: Console) -> Iterator[httpx.Client]:
    """A client of the running studio, or of one started for this; waiting is shown on a terminal only."""
    if not console.is_terminal:
        with running.a_studio(settings_of(), lambda _: None) as client:
            yield client
        return
    with console.status("Starting the studio ...") as status, running.a_studio(settings_of(), status.update) as client:
        status.stop()
        yield client
