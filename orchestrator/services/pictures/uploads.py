"""Bytes from outside into clean pictures: the decoding happens in a child process that may die without harm."""

import json
import subprocess
import sys
import threading
from typing import Final, Literal, Self

from orchestrator.domain.errors import BadImage, TooLarge
from orchestrator.services.jobs.results import Made
from orchestrator.services.pixels.decode import MAX_BYTES
from orchestrator.settings import REPOSITORY

WALL_SECONDS: Final = 120
"""Far more than the child's ten seconds of computing, which bound a hostile file: the machine may be busy."""
AT_ONCE: Final = threading.BoundedSemaphore(3)
"""A child may use 2 GiB; more uploads than these wait for their turn."""


def clean_picture(data: bytes, kind: Literal["upload", "mask"]) -> Made:
    """The picture in `data`, decoded and encoded anew.

    Raises:
        TooLarge: over 25 MB, 16.8 megapixels or 8192 a side.
        BadImage: not a PNG, JPEG or WebP that can be read, or out of bounds; the message says which.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("The file is over 25 MB: please send a smaller one.")
    if not data:
        raise BadImage("The file is empty.")
    try:
        with AT_ONCE:
            child = subprocess.run(
                [sys.executable, "-m", "orchestrator.services.pixels.decode", kind],
                input=data,
                capture_output=True,
                timeout=WALL_SECONDS,
                check=False,
                cwd=REPOSITORY,
                env={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            )
    except subprocess.TimeoutExpired:
        raise BadImage("The picture takes too long to read.") from None
    head, _, body = child.stdout.partition(b"\n")
    if child.returncode != 0 or not head:
        raise BadImage("The picture takes too much to read: it is damaged, or made to be a burden.")
    facts = json.loads(head)
    if "refused" in facts:
        raise (TooLarge if facts.get("large") else BadImage)(facts["refused"])
    return Made(png=body[: facts["png"]], thumb=body[facts["png"] :], width=facts["width"], height=facts["height"])


class Reader:
    """One child process for many pictures; what kills it is refused like any other bad picture."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        AT_ONCE.acquire()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "orchestrator.services.pixels.decode", "many"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=REPOSITORY,
            env={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        return self

    def __exit__(self, *_: object) -> None:
        AT_ONCE.release()
        if self._child is not None:
            self._child.kill()
            self._child.communicate()

    def clean(self, data: bytes, kind: Literal["upload", "mask"]) -> Made:
        """See `clean_picture`; the file may be larger, since it is a stored one.

        Raises:
            BadImage, TooLarge: it is none that we take.
        """
        if self._child is None or self._child.stdin is None or self._child.stdout is None:
            raise RuntimeError("use this in a with statement")
        watch = threading.Timer(WALL_SECONDS, self._child.kill)
        watch.start()
        try:
            self._child.stdin.write(f"{kind} {len(data)}\n".encode() + data)
            self._child.stdin.flush()
            facts = json.loads(self._child.stdout.readline())
            body = self._child.stdout.read(facts["body"])
        except (OSError, ValueError):
            raise BadImage("A picture takes too much to read: it is damaged, or made to be a burden.") from None
        finally:
            watch.cancel()
        if "refused" in facts:
            raise (TooLarge if facts.get("large") else BadImage)(facts["refused"])
        return Made(png=body[: facts["png"]], thumb=body[facts["png"] :], width=facts["width"], height=facts["height"])
