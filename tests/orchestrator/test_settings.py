"""Settings: from the environment, to other processes, secrets kept."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from orchestrator.settings import REPOSITORY, Settings


def test_another_process_has_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Settings(home=tmp_path, port=1234, token="t" * 20, hosts="a.example, b.example", lease=2.5)
    for name, value in given.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == given
    assert given.hosts == ["a.example", "b.example"]


def test_a_relative_home_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(home=Path("here")).home == tmp_path / "here"
    assert Settings(home=Path("~/there")).home == Path.home() / "there"


def test_the_token_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    token = settings.sign_in_token()
    assert len(token) >= 24
    assert Settings(home=tmp_path / "home").sign_in_token() == token
    assert stat.S_IMODE((tmp_path / "home" / "token").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["token"]
    assert "secret-token" not in repr(Settings(token="secret-token"))


CUT_SHORT = """
import os, sys
from pathlib import Path
from orchestrator.settings import REPOSITORY, Settings
os.fdopen = os.fsync = lambda *_, **__: os._exit(9)
Settings(home=Path(sys.argv[1])).sign_in_token()
"""


def test_killed_while_it_makes_the_token_it_leaves_none(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", CUT_SHORT, str(tmp_path)], cwd=REPOSITORY, check=False)
    assert killed.returncode == 9
    assert len(Settings(home=tmp_path).sign_in_token()) >= 24


def test_many_processes_agree_on_the_token(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: Settings(home=tmp_path / "home").sign_in_token(), range(16)))) == 1


def test_an_empty_variable_counts_as_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "PORT", "LANGUAGE"):
        monkeypatch.setenv(f"PENTIMENTO_{name}", "")
    settings = Settings(home=tmp_path)
    assert (settings.port, settings.language) == (7878, "auto")
    assert len(settings.sign_in_token()) >= 24
