"""Becomes another program that dies with the supervisor: `python -m orchestrator.worker.launch module [argument]`."""

import runpy
import sys

from orchestrator.worker.process import die_with_parent


def main() -> None:
    """Tie this process to its parent, then run the module as if it had been started itself."""
    die_with_parent()
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
