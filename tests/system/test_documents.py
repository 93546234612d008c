"""The documents say what the code does: generated pages are fresh, links lead somewhere, words of make exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.studios import REPOSITORY

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
WRITTEN = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")])


def test_generated_pages_are_fresh() -> None:
    command = [sys.executable, "-m", "docs.generate", "--check"]
    done = subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_words_of_make_exist(page: Path) -> None:
    words = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= words


def test_a_newcomer_is_told_about_every_room() -> None:
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent.relative_to(REPOSITORY) for path in REPOSITORY.glob("orchestrator/*/__init__.py")]
    assert not [str(room) for room in rooms if f"{room}/" not in page]
