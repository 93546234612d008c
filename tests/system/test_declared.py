"""What the code imports is what pyproject.toml declares, for the product and for those who work on it."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.servers.studios import REPOSITORY
from tests.system.conftest import product_files

OURS: Final = {"orchestrator", "tools", "web", "starter", "tests", "benchmarks", "setup", "docs", "migrations"}
BY_HAND: Final = {"spandrel"}
"""What the README says to install for one kind of model; its absence is told in a sentence."""
PYPROJECT: Final[dict[str, Any]] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def imported(room: str) -> dict[str, str]:
    """Top names of other people's packages, each with a file that imports it."""
    found = {}
    for path in product_files():
        if path.parts[0] == room and path.suffix == ".py":
            for name in _names(ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))):
                found[name.split(".")[0]] = str(path)
    return {name: path for name, path in found.items() if name not in sys.stdlib_module_names | OURS}


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def declared(*lists: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for lines in lists for line in lines}


PRODUCT: Final[list[str]] = PYPROJECT["project"]["dependencies"]
TRAINING: Final[list[str]] = PYPROJECT["project"]["optional-dependencies"]["train"]
WORK: Final[list[str]] = PYPROJECT["dependency-groups"]["dev"]


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        *((room, declared(PRODUCT)) for room in ("orchestrator", "tools", "web", "migrations")),
        ("starter", declared(PRODUCT, TRAINING)),
        *((room, declared(PRODUCT, TRAINING, WORK)) for room in ("tests", "benchmarks", "docs", "setup")),
    ],
)
def test_every_import_is_declared(room: str, allowed: set[str]) -> None:
    sold_as = packages_distributions()
    missing = {
        name: path
        for name, path in imported(room).items()
        if name not in BY_HAND and not {canonicalize_name(one) for one in sold_as.get(name, [name])} & allowed
    }
    assert not missing


def test_nothing_is_declared_twice() -> None:
    everything = [*PRODUCT, *TRAINING, *WORK, *PYPROJECT["project"]["optional-dependencies"]["s3"]]
    assert len(everything) == len(declared(everything))
