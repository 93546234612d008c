"""Keeping, carrying away and making again from a terminal: the real commands on a running studio."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.servers.studios import Studio
from tests.system.talk import Talk
from tests.system.test_command_line import of, typed

pytestmark = [pytest.mark.serial, pytest.mark.timeout(300)]


@pytest.fixture
def talk(studio_server: Studio) -> Talk:
    """A session with an upload, #1, and what was made from it, #2."""
    talk = Talk(studio_server.client)
    data = io.BytesIO()
    Image.new("RGB", (96, 64), (60, 70, 80)).save(data, "PNG")
    talk.call("POST", f"/sessions/{talk.id}/images", 201, files={"file": ("mine.png", data.getvalue())})
    order = {"tool": "enhance", "inputs": {"source": "#1"}, "params": {"adjust": "brighten"}}
    job = talk.call("POST", f"/sessions/{talk.id}/jobs", 202, json=order)["id"]
    assert talk.wait_job(job)["state"] == "succeeded"
    return talk


def command(studio: Studio, *words: str, ends: int = 0) -> str:
    """What the command printed; it must end so."""
    done = typed(*words, **of(studio))
    assert done.returncode == ends, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout if ends == 0 else done.stderr


def test_pictures_are_marked_found_and_forgotten(studio_server: Studio, talk: Talk) -> None:
    one = talk.image("#2")["id"]
    assert "1 of 1" in command(studio_server, "mark", one, "--star", "--rating", "4", "--tag", "terminal")
    found = command(studio_server, "search", "tag:terminal", "is:starred")
    assert one in found, "in one piece, to be copied"
    assert "★4" in found
    (line,) = command(studio_server, "search", "--json", "tag:terminal").splitlines()
    assert (json.loads(line)["id"], json.loads(line)["rating"]) == (one, 4)
    assert "There is no such picture: nobody." in command(studio_server, "mark", one, "nobody", "--star", ends=1)
    assert one in command(studio_server, "search", "is:starred"), "the one that there is was marked"
    assert "Not in the trash" in command(studio_server, "purge", one, "--yes", ends=1)
    command(studio_server, "mark", one, "--trash")
    assert one in command(studio_server, "search", "is:trash")
    assert command(studio_server, "purge", one, "--yes").startswith("1 purged")
    assert talk.call("GET", f"/images/{one}")["purged"] is not None
    assert "say how" in command(studio_server, "mark", one, ends=2)


def test_a_session_is_carried_away_and_back(studio_server: Studio, talk: Talk, tmp_path: Path) -> None:
    whole, branch = tmp_path / "whole.zip", tmp_path / "branch.zip"
    command(studio_server, "export", talk.id, "-o", str(whole))
    command(studio_server, "export", talk.id, "--image", "#2", "--reach", "alone", "-o", str(branch))
    with zipfile.ZipFile(whole) as packed:
        assert {"pentimento.json", "index.html"} <= set(packed.namelist())
    with zipfile.ZipFile(branch) as packed:
        assert len([name for name in packed.namelist() if name.startswith("images/")]) == 1
    address = command(studio_server, "import", str(whole)).strip()
    arrived = Talk(studio_server.client, address.rpartition("/")[2])
    assert arrived.handles() == ["#1", "#2"]
    assert command(studio_server, "import", str(whole)).strip() == address, "not twice"
    assert command(studio_server, "import", "--again", str(whole)).strip() != address
    torn = tmp_path / "torn.zip"
    torn.write_bytes(whole.read_bytes()[:200])
    assert "torn.zip" in command(studio_server, "import", str(torn), ends=1)
    assert "no picture #9" in command(studio_server, "export", talk.id, "--image", "#9", ends=2)


def test_a_recipe_and_a_marked_file_are_made_again(studio_server: Studio, talk: Talk, tmp_path: Path) -> None:
    one = talk.image("#2")["id"]
    recipe, file = tmp_path / "recipe.json", tmp_path / "marked.png"
    recipe.write_text(json.dumps(talk.call("GET", f"/images/{one}")["recipe"]))
    file.write_bytes(studio_server.client.get(f"/api/v1/images/{one}/export?format=png").content)
    again = tmp_path / "again.png"
    assert "identical" in command(studio_server, "replay", str(recipe), "--session", talk.id, "-o", str(again))
    with Image.open(again) as made:
        assert made.size == (96, 64)
    assert "identical" in command(studio_server, "replay", str(file), "--session", talk.id)
    assert "enhance" in command(studio_server, "verify", str(file))
