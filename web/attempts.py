"""How often a wrong token may be tried: ten a minute from one address, then nothing is compared for a while.

Kept in memory: a restart forgives. Refuses to grow: old addresses are dropped.
"""

import threading
import time
from collections import deque
from typing import Final

from web.problems import TooMany

WINDOW: Final = 60.0
"""Seconds that a wrong token counts."""
LIMIT: Final = 10
ADDRESSES: Final = 4096


class Attempts:
    """Wrong tokens by address of the caller."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[str, deque[float]] = {}

    def check(self, address: str) -> None:
        """Let the caller try.

        Raises:
            TooMany: this address has used up its tries; nothing may be compared.
        """
        now = time.monotonic()
        with self._lock:
            tries = self._wrong.get(address)
            while tries and tries[0] < now - WINDOW:
                tries.popleft()
            if tries and len(tries) >= LIMIT:
                wait = int(tries[0] + WINDOW - now) + 1
                raise TooMany(f"Too many wrong tokens from this address. Try again in {wait} seconds.", wait)

    def wrong(self, address: str) -> None:
        """Count one wrong token."""
        now = time.monotonic()
        with self._lock:
            if len(self._wrong) >= ADDRESSES:
                self._wrong = {key: tries for key, tries in self._wrong.items() if tries and tries[-1] > now - WINDOW}
            self._wrong.setdefault(address, deque(maxlen=LIMIT)).append(now)
