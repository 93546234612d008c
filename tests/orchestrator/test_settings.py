"""Settings: from the environment, to other processes, secrets kept."""

import stat
from pathlib import Path

import pytest

from orchestrator.settings import Settings


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
    assert "secret-token" not in repr(Settings(token="secret-token"))
