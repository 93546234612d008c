"""`python -m setup`: everything a fresh machine needs, in seconds when it is already there. Called by make."""

import sys
import time

from setup import environment, front
from setup.console import SetupFailed, say


def main() -> int:
    """Set up; 1 with a sentence of what to do when a step failed."""
    start = time.monotonic()
    try:
        environment.ensure()
        front.ensure()
    except SetupFailed as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Type the same command again to go on where it was.")
        return 130
    if (taken := time.monotonic() - start) > 5:
        say(f"Set up in {taken / 60:.1f} minutes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
