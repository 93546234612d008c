"""Ten kills in the midst of work, on both databases: nothing lost, nothing doubled, nothing torn."""

from pathlib import Path

import pytest

from tests.faults.prove import prove
from tests.faults.siege import Siege


@pytest.mark.serial
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ten_kills(tmp_path: Path) -> None:
    siege = Siege(tmp_path, seed=20)
    verdict = prove(siege, jobs=24, kills=10, patience=200)
    assert verdict.good, (verdict, dict(siege.kills))
    assert siege.kills.total() >= 10
