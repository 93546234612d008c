"""Kills in the midst of work: nothing lost, nothing doubled, nothing torn. `PENTIMENTO_PROVE=1` makes it a hundred."""

import os
from pathlib import Path

import pytest

from tests.faults.prove import prove
from tests.faults.siege import Siege

PROVE = bool(os.environ.get("PENTIMENTO_PROVE"))
pytestmark = [pytest.mark.serial, pytest.mark.slow, pytest.mark.timeout(3600 if PROVE else 600)]


def test_kills_on_sqlite(tmp_path: Path) -> None:
    jobs, kills = (200, 100) if PROVE else (24, 10)
    siege = Siege(tmp_path, seed=20)
    verdict = prove(siege, jobs, kills, patience=3000 if PROVE else 240)
    assert verdict.good, (verdict, dict(siege.kills))
    assert siege.kills.total() >= kills


def test_kills_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    jobs, kills = (100, 50) if PROVE else (8, 3)
    siege = Siege(tmp_path, seed=21, database_url=postgresql_url)
    verdict = prove(siege, jobs, kills, patience=3000 if PROVE else 240)
    assert verdict.good, (verdict, dict(siege.kills))
    assert siege.kills.total() >= kills
