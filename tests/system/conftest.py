"""The product as somebody has it who never trained a model: a copy without the painter and the training."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.servers.studios import REPOSITORY, Studio, studio

TRAINING: Final = ("starter/world", "starter/train")
BUILT: Final = "web/static/dist"


def product_files() -> list[Path]:
    """Files of the repository, committed or about to be, relative to its root."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPOSITORY, check=True, capture_output=True).stdout.decode().split("\0")
    return [Path(name) for name in names if name and (REPOSITORY / name).is_file()]


@pytest.fixture(scope="session")
def bare_product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy's root."""
    root = tmp_path_factory.mktemp("product")
    for name in product_files():
        if name.as_posix().startswith(TRAINING) or name.parts[0] in {"tests", "docs", "benchmarks"}:
            continue
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / name, root / name)
    if (REPOSITORY / BUILT).is_dir():
        shutil.copytree(REPOSITORY / BUILT, root / BUILT)
    assert not any((root / folder).exists() for folder in TRAINING)
    return root


@pytest.fixture
def bare_studio(bare_product: Path) -> Iterator[Studio]:
    """A running studio of that copy; it is checked that no process of it runs from anywhere else."""
    with studio({"attempts": "0"}, root=bare_product) as running:  # the lines count pictures
        running.start()
        assert {process.cwd() for process in running.family()} == {str(bare_product)}
        yield running
