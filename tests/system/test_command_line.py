"""The `pentimento` command as a person types it: real processes, real exit codes."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import httpx
import numpy as np
import psutil
import pytest
from PIL import Image

from orchestrator.cli import doctor
from orchestrator.cli.running import free_port
from orchestrator.settings import Settings, starter_weights
from tests.servers.process import kill
from tests.servers.studios import READY, Studio
from tests.system.talk import Talk
from tests.tools import lookers

COMMAND: Final = (sys.executable, "-c", "from orchestrator.cli import main; main()")
URL: Final = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")


def typed(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """What came of typing these words."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PENTIMENTO_")}
    env = {**clean, **{f"PENTIMENTO_{name.upper()}": value for name, value in settings.items()}}
    return subprocess.run([*COMMAND, *words], env=env, capture_output=True, text=True, check=False, timeout=300)


def of(studio: Studio) -> dict[str, str]:
    """The settings that lead to a running studio."""
    return {"home": str(studio.home), "port": str(studio.port), "token": studio.token}


def test_a_wrong_setting_is_named() -> None:
    done = typed("models", port="many")
    assert done.returncode == 2
    assert "PENTIMENTO_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_models_are_listed(tmp_path: Path) -> None:
    (tmp_path / "models" / "half").mkdir(parents=True)
    done = typed("models", home=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "starter-chat" in done.stdout
    assert "half: there is no model.toml" in done.stdout


def test_settings_show_their_source_and_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENTIMENTO_DATABASE_URL", "postgresql+psycopg://me:verysecret@nowhere/x")
    monkeypatch.setenv("PENTIMENTO_CHAT_KEY", "verysecret")
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    rows = {name: (value, source) for name, value, source in doctor.settings_table(Settings())}
    assert rows["PENTIMENTO_DATABASE_URL"] == ("postgresql+psycopg://me:***@nowhere/x", "environment")
    assert rows["PENTIMENTO_CHAT_KEY"] == ("(set)", "environment")
    assert rows["PENTIMENTO_POLL"][1] == "default"
    assert "verysecret" not in str(rows)


def test_doctor_says_what_is_broken(tmp_path: Path) -> None:
    done = typed("doctor", home=str(tmp_path), broker_url=f"redis://127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert re.search(r"fail\s+broker:", done.stdout)
    assert re.search(r"ok\s+torch: 2\.", done.stdout)
    assert "Traceback" not in done.stderr


def told_of_models(home: Path) -> doctor.Check:
    return next(one for one in doctor.checks(Settings(home=home)) if one.title == "models")


def test_every_tool_has_a_model_from_the_start(tmp_path: Path) -> None:
    found = told_of_models(tmp_path)
    assert (found.verdict, "starter-eye" in found.detail) == ("ok", True)


def test_tools_that_need_larger_models_are_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    for folder in starter_weights().iterdir():
        if folder.is_dir() and folder.name != "eye":
            (weights / folder.name).symlink_to(folder)
    monkeypatch.setattr("orchestrator.settings.starter_weights", lambda: weights)
    found = told_of_models(tmp_path)
    assert found.verdict == "note"
    assert "no model for describe" in found.detail


def test_an_output_that_cannot_be_written_stops_before_anything_starts(tmp_path: Path) -> None:
    assert typed("make", "a dog", "-o", str(tmp_path / "dog.txt")).returncode == 2
    assert typed("make", "a dog", "-o", str(tmp_path / "nowhere" / "dog.png")).returncode == 2


def test_a_set_is_measured_with_the_network_that_is_there(tmp_path: Path) -> None:
    lookers.save("classifier", tmp_path / "home" / "models" / "classifier")
    folders = [tmp_path / "one", tmp_path / "two"]
    for hue, folder in enumerate(folders):
        folder.mkdir()
        for k in range(3):
            Image.effect_noise((40, 30 + k), 20 + 100 * hue).save(folder / f"{k}.png")
    done = typed("measure", *map(str, folders), home=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert re.search(r"Frechet distance  \d+\.\d+ .*3 pictures, features of tiny-classifier, against 3", done.stdout)
    assert re.search(r"Inception score   \d+\.\d+ ± 0.000", done.stdout)
    none = typed("measure", str(folders[0]), "--model", "nobody", home=str(tmp_path / "home"))
    assert none.returncode == 1
    assert "No model called nobody here gives features" in none.stderr


def test_an_agent_worker_serves_nothing_else() -> None:
    assert typed("worker", "agent", "gpu").returncode == 2


@pytest.mark.serial
@pytest.mark.timeout(300)
def test_words_become_a_picture_through_the_running_studio(studio_server: Studio, tmp_path: Path) -> None:
    path = tmp_path / "house.webp"
    session = Talk(studio_server.client).id
    words = ("make", "a red house by a lake at sunset", "--session", session, "--seed", "3")
    done = typed(*words, "-o", str(path), **of(studio_server))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(path)]
    with Image.open(path) as picture:
        assert picture.format == "WEBP"
    how = ("make", "show me how #1 was made", "--session", session)
    asked = typed(*how, "-o", str(tmp_path / "none.png"), **of(studio_server))
    assert asked.returncode == 3, asked.stdout
    assert "generate" in asked.stderr or "red house" in asked.stderr
    assert not (tmp_path / "none.png").exists()


@pytest.mark.serial
@pytest.mark.timeout(300)
def test_words_about_a_picture_of_ones_own(studio_server: Studio, tmp_path: Path) -> None:
    mine = tmp_path / "mine.png"
    Image.new("RGB", (320, 200), (60, 70, 80)).save(mine)
    path = tmp_path / "bright.png"
    done = typed("make", "make this brighter", "--image", str(mine), "-o", str(path), **of(studio_server))
    assert done.returncode == 0, done.stderr
    bright = Image.open(path)
    assert bright.size == (320, 200)
    assert np.asarray(bright).min() > 60


@pytest.mark.serial
@pytest.mark.timeout(300)
def test_serve_prints_the_address_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    env = {**os.environ, "PENTIMENTO_HOME": str(tmp_path / "home"), "PENTIMENTO_PORT": str(port)}
    with subprocess.Popen([*COMMAND, "serve"], env=env, stdout=subprocess.PIPE, text=True) as serving:
        family: list[psutil.Process] = []
        try:
            url = _address(serving)
            family = psutil.Process(serving.pid).children(recursive=True)
            page = httpx.get(url, follow_redirects=True, trust_env=False)
            assert page.status_code == 200
            second = typed("serve", home=str(tmp_path / "home"), port=str(port))
            assert (second.returncode, URL.findall(second.stdout)) == (0, [url])
            taken = typed("serve", home=str(tmp_path / "other"), port=str(port))
            assert (taken.returncode, URL.findall(taken.stdout)) == (4, [])
            serving.send_signal(signal.SIGTERM)
            serving.wait(timeout=30)
            _, left = psutil.wait_procs(family, timeout=10)
            assert not left
        finally:
            serving.kill()
            kill(family)


@pytest.mark.serial
@pytest.mark.timeout(300)
def test_a_port_taken_by_another_program_is_said(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port := free_port())])
    try:
        while other.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{port}", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        done = typed("serve", home=str(tmp_path), port=str(port))
        assert done.returncode == 4
        assert f"Port {port} is taken" in done.stderr
    finally:
        other.kill()
        other.wait()


def _address(serving: subprocess.Popen[str]) -> str:
    end = time.monotonic() + READY
    for line in serving.stdout or io.StringIO():
        if found := URL.search(line):
            return found[0]
        assert time.monotonic() < end
    raise AssertionError("serve ended without an address")


@pytest.mark.parametrize("word", ["serve", "make"])
def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path, word: str) -> None:
    (tmp_path / "file").write_text("in the way")
    done = typed(
        word, *(["a house"] if word == "make" else []), home=str(tmp_path / "file" / "home"), port=str(free_port())
    )
    assert done.returncode == 4, done.stderr
    assert "cannot be used: Not a directory. Set PENTIMENTO_HOME" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "pentimento.db").write_bytes(b"no database " * 1000)
    done = typed("serve", home=str(tmp_path), port=str(free_port()))
    assert done.returncode == 4, done.stderr
    assert "The database is damaged" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
