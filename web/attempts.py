"""How often a wrong token may be tried: ten a minute from one address, then nothing is compared for a while.

Kept in memory: a restart forgives. Refuses to grow: addresses that did nothing wrong lately are dropped.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from orchestrator.domain.errors import Unauthorised
from web.problems import TooMany

WINDOW: Final = 60.0
"""Seconds that a wrong token counts."""
LIMIT: Final = 10
ADDRESSES: Final = 4096


@dataclass
class Caller:
    """One address: its latest wrong tries, and a lock that lets it try one token at a time."""

    wrong: deque[float] = field(default_factory=lambda: deque(maxlen=LIMIT))
    one: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, now: float) -> float:
        """Seconds until it may try again, 0 if it may now."""
        return max(0.0, self.wrong[0] + WINDOW - now) if len(self.wrong) == LIMIT else 0.0


class Attempts:
    """Wrong tokens by address of the caller."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callers: dict[str, Caller] = {}

    def compare(self, address: str, ask: Callable[[], str]) -> str:
        """What `ask` answers; its Unauthorised counts as a wrong try.

        Raises:
            TooMany: this address has used up its tries; nothing was compared.
        """
        caller = self._caller(address)
        with caller.one:
            if wait := caller.wait(time.monotonic()):
                seconds = int(wait) + 1
                raise TooMany(f"Too many wrong tokens from this address. Try again in {seconds} seconds.", seconds)
            try:
                return ask()
            except Unauthorised:
                caller.wrong.append(time.monotonic())
                raise

    def _caller(self, address: str) -> Caller:
        with self._lock:
            if address not in self._callers and len(self._callers) >= ADDRESSES:
                old = time.monotonic() - WINDOW
                self._callers = {name: one for name, one in self._callers.items() if one.wrong and one.wrong[-1] > old}
            return self._callers.setdefault(address, Caller())
