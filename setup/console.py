"""What set-up says while it works: one line per step with its time, the whole output in a log beside the environment.

Refuses silence: a step that takes long shows the seconds it has taken and, where it can, how far it is.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOG: Final = ROOT / "var" / "setup.log"
COMPILED: Final = re.compile(rb"\[\s*(\d+)/(\d+)\]|\[\s*(\d+)%\]")
QUIET_INTERVAL: Final = 30.0
"""Seconds between two lines where the output is not a terminal."""


class SetupFailed(Exception):
    """A step failed; the message says what to do about it."""


def say(line: str) -> None:
    """One line to the person."""
    print(line, flush=True)


class _Ticker(threading.Thread):
    """Shows that a step is alive, and how far it is."""

    def __init__(self, title: str) -> None:
        super().__init__(daemon=True)
        self.title = title
        self.far = ""
        self.ended = threading.Event()
        self.start_time = time.monotonic()

    def seconds(self) -> str:
        taken = int(time.monotonic() - self.start_time)
        return f"{taken // 60}:{taken % 60:02d}"

    def run(self) -> None:
        terminal = sys.stdout.isatty()
        while not self.ended.wait(1.0 if terminal else QUIET_INTERVAL):
            line = f"  {self.title} ... {self.seconds()}{self.far}"
            print(f"\r\x1b[K{line}" if terminal else line, end="" if terminal else "\n", flush=True)
        if terminal:
            print("\r\x1b[K", end="")


def _follow(output: bytes, ticker: _Ticker) -> None:
    found = COMPILED.search(output)
    if found is None:
        return
    if found[3]:
        ticker.far = f", {int(found[3])} %"
    elif int(found[2]):
        ticker.far = f", {100 * int(found[1]) // int(found[2])} %"


def step(
    title: str, command: Sequence[str | Path], *, advice: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run a command as one step.

    Raises:
        SetupFailed: it ended with an error; carries the end of its output and `advice`.
    """
    LOG.parent.mkdir(exist_ok=True)
    say(f"- {title}")
    ticker = _Ticker(title)
    ticker.start()
    last: list[bytes] = []
    try:
        with LOG.open("ab") as log:
            log.write(f"\n== {title}: {' '.join(map(str, command))}\n".encode())
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            for line in process.stdout or ():
                log.write(line)
                _follow(line, ticker)
                last = [*last[-24:], line]
            code = process.wait()
    finally:
        ticker.ended.set()
        ticker.join()
    if code:
        tail = b"".join(last).decode(errors="replace")
        raise SetupFailed(f"{title}: failed.\n\n{tail}\n{advice}\nThe whole output is in {LOG}.")
    say(f"  done in {ticker.seconds()}")
