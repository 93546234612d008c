"""Bytes from outside into clean pictures: the decoding happens in a child process that may die without harm."""

import json
import subprocess
import sys
import threading
from typing import Final, Literal, Self

from orchestrator.domain.errors import BadImage, TooLarge
from orchestrator.pixels.decode import MAX_BYTES, MEGABYTES
from orchestrator.services.jobs.results import Made
from orchestrator.settings import REPOSITORY

WALL_SECONDS: Final = 120
"""Far more than the child's ten seconds of computing, which bound a hostile file: the machine may be busy."""
AT_ONCE: Final = threading.BoundedSemaphore(3)
"""A child may use 2 GiB; more uploads than these wait for their turn."""


def apart(module: str) -> subprocess.Popen[bytes]:
    """`module` in a process of its own, whose surroundings hold no secret; talked to by its stdin and stdout."""
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=REPOSITORY,
        env={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def clean_picture(data: bytes, kind: Literal["upload", "mask"]) -> Made:
    """The picture in `data`, decoded and encoded anew.

    Raises:
        TooLarge: over `MAX_BYTES`, `tools.MAX_PIXELS` or `tools.MAX_SIDE`.
        BadImage: not a PNG, JPEG or WebP that can be read, or out of bounds; the message says which.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"The file is over {MEGABYTES}: please send a smaller one.")
    if not data:
        raise BadImage("The file is empty.")
    with Reader() as reader:
        return reader.clean(data, kind)


class Reader:
    """One child process for many pictures; what kills it is refused like any other bad picture."""

    def __enter__(self) -> Self:
        AT_ONCE.acquire()
        try:
            self._child = apart("orchestrator.pixels.decode")
        except OSError:
            AT_ONCE.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.communicate()
        AT_ONCE.release()

    def clean(self, data: bytes, kind: Literal["upload", "mask"]) -> Made:
        """See `clean_picture`; the file may be larger, since it is a stored one.

        Raises:
            BadImage, TooLarge: it is none that we take.
        """
        to, back = self._child.stdin, self._child.stdout
        if to is None or back is None:
            raise RuntimeError("the child was started without pipes")
        watch = threading.Timer(WALL_SECONDS, self._child.kill)
        watch.start()
        try:
            to.write(f"{kind} {len(data)}\n".encode() + data)
            to.flush()
            facts = json.loads(back.readline())
            if len(body := back.read(facts["body"])) < facts["body"]:
                raise EOFError
        except (OSError, EOFError, ValueError):
            raise BadImage("The picture takes too much to read: it is damaged, or made to be a burden.") from None
        finally:
            watch.cancel()
        if "refused" in facts:
            raise (TooLarge if facts.get("large") else BadImage)(facts["refused"])
        return Made(png=body[: facts["png"]], thumb=body[facts["png"] :], width=facts["width"], height=facts["height"])
