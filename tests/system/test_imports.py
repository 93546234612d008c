"""Which process loads what, seen in real processes; and that our generic package names are ours wherever one stands."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.studios import REPOSITORY

HEAVY = ("torch", "diffusers", "transformers", "llama_cpp", "langgraph", "langchain_core")
LOADED = "import sys; print(' '.join(sorted(name for name in {names} if name in sys.modules)))"


def loaded(program: str, names: tuple[str, ...], cwd: Path = REPOSITORY) -> list[str]:
    """Which of `names` are in sys.modules after `program`."""
    whole = f"{program}\n{LOADED.format(names=names)}"
    done = subprocess.run([sys.executable, "-c", whole], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    "module",
    [
        "web.app",
        "web.server",
        "orchestrator.cli",
        "orchestrator.bootstrap",
        "orchestrator.worker.supervisor",
        "tools.catalog",
    ],
)
def test_small_processes_load_no_model_library(module: str) -> None:
    assert loaded(f"import {module}", HEAVY) == []


def test_the_web_side_knows_no_worker_and_no_agent() -> None:
    assert loaded("import web.app", ("orchestrator.worker", "orchestrator.agent")) == []


def test_tool_declarations_load_no_model_library() -> None:
    assert loaded("from tools import catalog; assert catalog.specs()", HEAVY) == []


def test_the_packages_are_ours_from_anywhere(tmp_path: Path) -> None:
    program = "import orchestrator, tools, web\nfor one in (orchestrator, tools, web): print(one.__file__)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert [Path(line).parent.parent for line in done.stdout.split()] == [REPOSITORY] * 3
