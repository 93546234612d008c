"""A thread beside a piece of work: renews its lease and passes on what is to be seen.

The work itself never waits for the database.
"""

import threading
import time
from collections.abc import Callable
from typing import Final, Self

import structlog
from PIL import Image

from orchestrator.domain.errors import LeaseLost
from orchestrator.pixels.formats import jpeg_bytes

NEWS_SECONDS: Final = 0.25
"""At most four looks at unfinished work a second."""

Beat = Callable[[float | None, bytes | None], None]
log = structlog.get_logger(__name__)


class Pulse:
    """Calls `beat(progress, preview)` four times per lease, sooner when there is news; `lost`: it was refused."""

    def __init__(self, beat: Beat, lease: float) -> None:
        self.lost = False
        self._beat = beat
        self._every = lease / 4
        self._changed = threading.Condition()
        self._ended = False
        self._progress: float | None = None
        self._picture: Image.Image | None = None
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """No more beats, once this returns."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        if self._thread is not threading.current_thread() and self._thread.is_alive():
            self._thread.join()

    def tell(self, progress: float | None = None, picture: Image.Image | None = None) -> None:
        """There is news; a later one replaces one that was not passed on yet."""
        with self._changed:
            if progress is not None:
                self._progress = progress
            if picture is not None:
                self._picture = picture
            self._changed.notify()

    def _run(self) -> None:
        last = 0.0
        while not self.lost:
            with self._changed:
                if not self._ended and self._progress is None and self._picture is None:
                    self._changed.wait(self._every)
                if self._ended:
                    return
                pause = last + NEWS_SECONDS - time.monotonic()
                if pause > 0 and self._changed.wait_for(lambda: self._ended, pause):
                    return
                progress, picture = self._progress, self._picture
                self._progress = self._picture = None
            last = time.monotonic()
            self._once(progress, picture)

    def _once(self, progress: float | None, picture: Image.Image | None) -> None:
        try:
            self._beat(progress, None if picture is None else jpeg_bytes(picture))
        except LeaseLost:
            self.lost = True
        except Exception:
            log.exception("heartbeat failed")  # the next one may succeed before the lease lapses
