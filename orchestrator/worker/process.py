"""What every process of ours does first: die with its parent, say who it is, log in one form."""

import ctypes
import hashlib
import logging
import os
import signal
import socket
import sys
from typing import Final

import structlog

from orchestrator.settings import Settings

PARENT: Final = "PENTIMENTO_PARENT"
"""Environment variable with the supervisor's process id."""
PR_SET_PDEATHSIG: Final = 1


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the supervisor is gone; leave at once if it already is."""
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if orphaned():
        sys.exit(1)


def orphaned() -> bool:
    """Whether the supervisor that started this process is gone."""
    parent = os.environ.get(PARENT)
    return parent is not None and os.getppid() != int(parent)


def lives(pid: int) -> bool:
    """Whether another process has this id now."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def node(settings: Settings) -> str:
    """Name of this data folder on this machine: the same after a restart, so that a new life can clear up the old."""
    mark = hashlib.sha256(str(settings.home.resolve()).encode()).hexdigest()[:8]
    return f"{socket.gethostname()[:60]}-{mark}"


def set_up_logging() -> None:
    """One line per event, to stderr; times in UTC. Words that people said are never logged.

    The lines go through a handler of `logging`, which gives up a line that cannot be written: a disk without room must
    not end whoever wants to say so.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    lines = logging.getLogger("pentimento")
    lines.handlers, lines.propagate = [handler], False
    lines.setLevel(logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
