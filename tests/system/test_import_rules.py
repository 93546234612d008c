"""The import rules catch what they are meant to catch: wrong imports are planted in a copy, one at a time."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.studios import REPOSITORY

ROOMS = ("web", "orchestrator", "tools", "starter")
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
BROKEN = re.compile(r"^(.+) BROKEN(?: \(.*\))?$", re.MULTILINE)
PLANTS = [
    ("tools/generate/run.py", "import orchestrator.domain.prompt"),
    ("tools/enhance/run.py", "import sqlalchemy"),
    ("tools/edit/spec.py", "import torch"),
    ("tools/edit/run.py", "import tools.generate.run"),
    ("tools/upscale/spec.py", "import tools.inpaint.spec"),
    ("tools/runtime/cache.py", "import tools.generate.run"),
    ("tools/runtime/cache.py", "import llama_cpp"),
    ("tools/manifest.py", "import tools.base"),
    ("tools/new_tool/run.py", "import tools.generate.run"),
    ("orchestrator/domain/plan.py", "import orchestrator.services.turns.turns"),
    ("orchestrator/domain/plan.py", "import tools.base"),
    ("orchestrator/domain/job.py", "import sqlalchemy"),
    ("orchestrator/services/turns/turns.py", "import orchestrator.agent.task"),
    ("orchestrator/services/turns/turns.py", "import orchestrator.worker.supervisor"),
    ("orchestrator/services/turns/turns.py", "import flask"),
    ("orchestrator/services/jobs/jobs.py", "import torch"),
    ("orchestrator/services/jobs/jobs.py", "import orchestrator.services.history.lineage"),
    ("orchestrator/services/shapes/present.py", "import orchestrator.services.people.access"),
    ("orchestrator/services/helpers.py", "import json"),
    ("orchestrator/agent/task.py", "import orchestrator.services.turns.turns"),
    ("orchestrator/agent/task.py", "import orchestrator.db.engine"),
    ("orchestrator/agent/task.py", "import tools.runtime.cache"),
    ("orchestrator/agent/task.py", "import sqlalchemy"),
    ("orchestrator/worker/supervisor.py", "import sqlalchemy"),
    ("orchestrator/worker/supervisor.py", "import orchestrator.db.engine"),
    ("orchestrator/worker/supervisor.py", "import web.app"),
    ("orchestrator/worker/supervisor.py", "import tools.runtime.cache"),
    ("orchestrator/worker/tool_loop.py", "import torch"),
    ("orchestrator/cli/commands.py", "import orchestrator.worker.supervisor"),
    ("orchestrator/cli/commands.py", "import torch"),
    ("orchestrator/helpers.py", "import json"),
    ("web/auth.py", "import sqlalchemy"),
    ("web/auth.py", "import orchestrator.db.engine"),
    ("web/auth.py", "import orchestrator.agent.task"),
    ("web/api/jobs.py", "import celery"),
    ("web/api/jobs.py", "import langgraph"),
    ("web/api/jobs.py", "import starter.world"),
    ("starter/train/newcomer.py", "import orchestrator.services.turns.turns"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms and their rules, to plant in."""
    root = tmp_path_factory.mktemp("rules")
    shutil.copy2(REPOSITORY / "pyproject.toml", root)
    for room in ROOMS:
        kept = shutil.ignore_patterns("__pycache__", "weights", "assets", "static", "templates")
        shutil.copytree(REPOSITORY / room, root / room, ignore=kept)
    return root


def broken(root: Path) -> list[str]:
    """Names of the rules that are broken there."""
    command = [sys.executable, "-c", LINT, "--cache-dir", str(root / "cache")]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, env={"PYTHONPATH": str(root)})
    found = BROKEN.findall(done.stdout)
    assert (done.returncode == 0) == (not found), done.stdout + done.stderr
    return found


def test_the_rules_are_kept(copy: Path) -> None:
    assert broken(copy) == []


@pytest.mark.parametrize(("file", "line"), PLANTS)
def test_a_wrong_import_is_caught(copy: Path, file: str, line: str) -> None:
    path = copy / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    made = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    if made:
        (path.parent / "__init__.py").touch()
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        assert broken(copy)
    finally:
        if before is not None:
            path.write_text(before, encoding="utf-8")
        else:
            path.unlink()
        if made:
            shutil.rmtree(path.parent)
