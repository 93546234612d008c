"""Files by content: whole or not at all, under any URL, found by no other name."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestrator.blobs import FolderBlobs, RemoteBlobs, open_blobs
from orchestrator.bootstrap import Studio
from orchestrator.domain.errors import NotFound
from orchestrator.services.house.sweep import sweep_blobs
from orchestrator.settings import REPOSITORY
from tests.orchestrator.hands import Hands

CRAMPED = """
import resource, sys
from pathlib import Path
from orchestrator.blobs import FolderBlobs
from orchestrator.domain.errors import StorageFull
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    FolderBlobs(Path(sys.argv[1])).put(b"x" * 5000)
except StorageFull as error:
    print(error.message)
"""


@pytest.mark.parametrize("scheme", ["file", "memory"])
def test_put_and_get(scheme: str, tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri() if scheme == "file" else "memory://pictures")
    assert isinstance(blobs, FolderBlobs if scheme == "file" else RemoteBlobs)
    name = blobs.put(b"pixels")
    assert name == hashlib.sha256(b"pixels").hexdigest() == blobs.put(b"pixels")
    assert blobs.get(name) == b"pixels"
    assert list(blobs.names(older_than=-1)) == [name]
    blobs.delete(name)
    with pytest.raises(NotFound):
        blobs.get(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "/x", "a" * 64 + "\n"])
def test_no_other_names(name: str, tmp_path: Path) -> None:
    for blobs in (FolderBlobs(tmp_path), RemoteBlobs("memory://pictures")):
        with pytest.raises(NotFound):
            blobs.get(name)


def test_what_is_kept_again_is_young_again(tmp_path: Path) -> None:
    for blobs in (FolderBlobs(tmp_path), RemoteBlobs("memory://aged")):
        blobs.put(b"pixels")
        time.sleep(0.02)  # so that its age can be told
        middle = time.time()
        time.sleep(0.02)
        assert len(list(blobs.names(older_than=time.time() - middle))) == 1
        blobs.put(b"pixels")
        assert list(blobs.names(older_than=time.time() - middle)) == []


def test_what_goes_while_it_is_looked_for_does_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "ab"
    folder.mkdir()
    names = {"ab" + digit * 62 for digit in "012"}
    for name in names:
        (folder / name).touch()
    found = FolderBlobs(tmp_path).names(older_than=-1)
    first = next(found)
    for name in names - {first}:
        (folder / name).unlink()
    assert list(found) == []


def test_no_room_leaves_nothing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CRAMPED, str(tmp_path)], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert "disk is full" in run.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_sweep_takes_orphans_only(house: Studio) -> None:
    hands = Hands.on(house)
    kept = hands.upload()
    orphan = house.means.blobs.put(b"nobody's")
    assert sweep_blobs(house.means) == 0  # too young
    for path in (house.settings.home / "blobs").rglob("*"):
        os.utime(path, (time.time() - 90_000, time.time() - 90_000))
    assert sweep_blobs(house.means) == 1
    with pytest.raises(NotFound):
        house.means.blobs.get(orphan)
    assert house.images.file(hands.user, kept.id)[1] == "image/png"
    house.sessions.delete(hands.user, hands.session)
    assert sweep_blobs(house.means) == 2
