"""Every queue that work is put into is consumed by a process that a studio starts, and the CLI offers each."""

from pathlib import Path

import click

from orchestrator.bootstrap import studio
from orchestrator.cli import main
from orchestrator.services.house.hints import QUEUES
from orchestrator.settings import Settings
from orchestrator.worker.supervisor import Supervisor
from tools import catalog


def test_every_tool_runs_in_a_queue_that_exists() -> None:
    assert {spec.queue for spec in catalog.specs().values()} <= set(QUEUES)


def test_a_studio_consumes_every_queue(tmp_path: Path) -> None:
    house = studio(Settings(home=tmp_path))
    try:
        consumed = {word for child in Supervisor(house).children for word in child.command[1:]}
    finally:
        house.close()
    assert set(QUEUES) <= consumed


def test_the_command_line_offers_every_queue() -> None:
    worker = main.commands["worker"]
    kind = worker.params[0].type
    assert isinstance(kind, click.Choice)
    assert set(kind.choices) == set(QUEUES)
