"""The `pentimento` command. Owns what is typed and what is printed; everything it does, the studio's processes do.

Refuses to load torch or a language model itself: web server and workers are started as processes, by name.
"""

from orchestrator.cli.commands import main

__all__ = ["main"]
