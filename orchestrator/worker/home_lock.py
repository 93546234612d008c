"""One supervisor per data folder. The lock goes with the process, so that nothing is ever left to be cleared."""

import fcntl
import os
from pathlib import Path


class HomeTaken(Exception):
    """Another supervisor has this data folder."""


class HomeLock:
    """Holds `folder` until the process ends."""

    def __init__(self, folder: Path) -> None:
        """Take the folder.

        Raises:
            HomeTaken: another process has it.
        """
        self._path = folder / "supervisor.lock"
        self._file = self._path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            owner = self._file.read().strip() or "unknown"
            self._file.close()
            raise HomeTaken(
                f"A studio is already running in {folder} (process {owner}). "
                "Open it, stop it, or set PENTIMENTO_HOME to another folder."
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Let go of the folder."""
        self._file.close()
